"""整改事项 and what is asked, answered and found about it. One file a story; import from here."""

from .closing import Closing, LookBack, Objection
from .complaints import Complaint, Reply
from .intake import IntakeJob
from .items import Item
from .measures import Measure, Progress
from .requests import Concern, Extension, HandBack, LateNote
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
    "LookBack",
    "Measure",
    "Objection",
    "Progress",
    "Reply",
    "Similar",
    "Source",
    "Stop",
]
