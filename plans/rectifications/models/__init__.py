"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack
from .items import Item
from .ledger import LedgerJob, LedgerRow, LedgerView, Snapshot, Tally
from .measures import Measure, Progress
from .requests import Extension, HandBack, LateNote
from .sources import Source

__all__ = [
    "Closing",
    "Extension",
    "HandBack",
    "Item",
    "LateNote",
    "LedgerJob",
    "LedgerRow",
    "LedgerView",
    "LookBack",
    "Measure",
    "Progress",
    "Snapshot",
    "Source",
    "Tally",
]
