"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack
from .items import Item
from .matters import Matter
from .measures import Measure, Progress
from .requests import Extension, HandBack, LateNote
from .research import ResearchVisit, VisitChange, VisitItem, VisitLine
from .sources import Source

__all__ = [
    "Closing",
    "Extension",
    "HandBack",
    "Item",
    "LateNote",
    "LookBack",
    "Matter",
    "Measure",
    "Progress",
    "ResearchVisit",
    "Source",
    "VisitChange",
    "VisitItem",
    "VisitLine",
]
