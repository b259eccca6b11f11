"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack, Objection
from .complaints import Complaint, Reply
from .intake import IntakeJob
from .items import Item
from .ledger import LedgerJob, LedgerRow, LedgerView, Snapshot, Tally
from .matters import Matter
from .measures import Measure, Progress
from .requests import Concern, Extension, HandBack, LateNote
from .research import ResearchVisit, VisitChange, VisitItem, VisitLine
from .similar import Similar
from .sources import Source
from .stopping import Stop

__all__ = [
    "Closing",
    "Complaint",
    "Concern",
    "Extension",
    "HandBack",
    "IntakeJob",
    "Item",
    "LateNote",
    "LedgerJob",
    "LedgerRow",
    "LedgerView",
    "LookBack",
    "Matter",
    "Measure",
    "Objection",
    "Progress",
    "Reply",
    "ResearchVisit",
    "Similar",
    "Snapshot",
    "Source",
    "Stop",
    "Tally",
    "VisitChange",
    "VisitItem",
    "VisitLine",
]
