"""What people read about rectification. Every object is fetched through `visible_…(person)`."""

from .items import visible_items, visible_measures
from .tasks import items_of_task

__all__ = ["items_of_task", "visible_items", "visible_measures"]
