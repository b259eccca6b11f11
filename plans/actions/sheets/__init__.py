"""任务清单 as .xlsx: the template a unit fills in, and the reading of what it filled in."""

from plans.actions.sheets.reading import read
from plans.actions.sheets.template import template
from records.cells import CellError, Reading

__all__ = ["CellError", "Reading", "read", "template"]
