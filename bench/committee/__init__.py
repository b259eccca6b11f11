"""Fifty members over one plan: what the bench of votes runs in a process of its own."""
