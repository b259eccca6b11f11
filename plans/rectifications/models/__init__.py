"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack, Objection
from .items import Item
from .measures import Measure, Progress
from .requests import Concern, Extension, HandBack, LateNote
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
    "Measure",
    "Objection",
    "Progress",
    "Source",
    "Stop",
]
