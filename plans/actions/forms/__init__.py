"""Forms of actions, plans and tasks."""
