"""Pages of actions, plans and tasks."""
