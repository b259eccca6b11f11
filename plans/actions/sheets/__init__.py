"""任务清单 as .xlsx: the template a unit fills in, and the reading of what it filled in."""

from plans.actions.sheets.shapes import CellError, Reading

__all__ = ["CellError", "Reading"]
