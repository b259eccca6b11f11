"""What supervision keeps. One file a story; import from here."""

from .orders import Order, OrderLine
from .rules import Reminded, ReminderRule
from .settings import SupervisionSettings

__all__ = ["Order", "OrderLine", "Reminded", "ReminderRule", "SupervisionSettings"]
