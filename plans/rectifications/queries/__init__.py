"""What people read about rectification. Every object is fetched through `visible_…(person)`."""

from .items import former_items, former_units, parties_of, units_of, visible_items, visible_measures
from .tasks import items_of_task

__all__ = [
    "former_items",
    "former_units",
    "items_of_task",
    "parties_of",
    "units_of",
    "visible_items",
    "visible_measures",
]
