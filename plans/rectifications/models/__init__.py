"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack
from .complaints import Complaint, Reply
from .intake import IntakeJob
from .items import Item
from .measures import Measure, Progress
from .requests import Extension, HandBack, LateNote
from .similar import Similar
from .sources import Source

__all__ = [
    "Closing",
    "Complaint",
    "Extension",
    "HandBack",
    "IntakeJob",
    "Item",
    "LateNote",
    "LookBack",
    "Measure",
    "Progress",
    "Reply",
    "Similar",
    "Source",
]
