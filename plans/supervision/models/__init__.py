"""What supervision keeps. One file a story; import from here."""

from .rules import Reminded, ReminderRule
from .settings import SupervisionSettings

__all__ = ["Reminded", "ReminderRule", "SupervisionSettings"]
