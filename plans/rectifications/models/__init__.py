"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack
from .items import Item
from .measures import Measure, Progress
from .requests import Concern, Extension, HandBack, LateNote
from .sources import Source

__all__ = [
    "Closing",
    "Concern",
    "Extension",
    "HandBack",
    "Item",
    "LateNote",
    "LookBack",
    "Measure",
    "Progress",
    "Source",
]
