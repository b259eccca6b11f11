"""Pages of the engine: inbox, meetings, voting."""
