"""How the software is started on one machine: one module a command, and the stack of real processes they share."""
