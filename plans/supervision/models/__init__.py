"""What supervision keeps. One file a story; import from here."""

from .assessment_notices import AssessmentNotice, AssessmentResult
from .orders import Order, OrderLine
from .rules import Reminded, ReminderRule
from .settings import SupervisionSettings

__all__ = [
    "AssessmentNotice",
    "AssessmentResult",
    "Order",
    "OrderLine",
    "Reminded",
    "ReminderRule",
    "SupervisionSettings",
]
