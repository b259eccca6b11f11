"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack, Objection
from .items import Item
from .matters import Matter
from .measures import Measure, Progress
from .requests import Concern, Extension, HandBack, LateNote
from .research import ResearchVisit, VisitChange, VisitItem, VisitLine
from .sources import Source
from .stopping import Stop

__all__ = [
    "Closing",
    "Concern",
    "Extension",
    "HandBack",
    "Item",
    "LateNote",
    "LookBack",
    "Matter",
    "Measure",
    "Objection",
    "Progress",
    "ResearchVisit",
    "Source",
    "Stop",
    "VisitChange",
    "VisitItem",
    "VisitLine",
]
