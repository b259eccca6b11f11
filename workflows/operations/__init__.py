"""What people do with the engine's own things: meetings, the evidence library."""
