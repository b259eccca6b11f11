"""实施方案 as .docx: read what a unit already wrote, write what the system keeps."""

from plans.actions.word.reading import read
from plans.actions.word.shapes import Unrecognised, WordPlan
from plans.actions.word.writing import write

__all__ = ["Unrecognised", "WordPlan", "read", "write"]
