"""What people read about rectification. Every object is fetched through `visible_…(person)`."""

from .items import visible_items, visible_measures

__all__ = ["visible_items", "visible_measures"]
