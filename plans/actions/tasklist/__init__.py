"""The committee's task list template (样例: 5 categories, 23 items, 100 points), from CSV or Excel."""

from plans.actions.tasklist.reading import read
from plans.actions.tasklist.shapes import ListItem, ListReading

__all__ = ["ListItem", "ListReading", "read"]
