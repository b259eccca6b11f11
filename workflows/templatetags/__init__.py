"""Template filters of the engine."""
