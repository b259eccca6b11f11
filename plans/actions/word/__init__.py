"""实施方案 as .docx: read what a unit already wrote, write what the system keeps."""

from plans.actions.word.shapes import Unrecognised, WordPlan

__all__ = ["Unrecognised", "WordPlan"]
