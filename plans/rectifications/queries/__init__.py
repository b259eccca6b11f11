"""What people read about rectification. Every object is fetched through `visible_…(person)`."""

from .items import parties_of, units_of, visible_items, visible_measures

__all__ = ["parties_of", "units_of", "visible_items", "visible_measures"]
