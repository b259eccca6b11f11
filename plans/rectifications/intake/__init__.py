"""问题清单 in: the template, and the reading of pasted rows and of Excel and CSV files. Nothing is written from here."""

from .reading import Defaults, read_file, read_pasted
from .template import template

__all__ = ["Defaults", "read_file", "read_pasted", "template"]
