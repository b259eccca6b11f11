"""工作时间: a reminder leaves within the hours of reminders alone, also when it was put down just before their end or waited
for a server that was away. Whoever knows the hours says so (plans/supervision/apps.py)."""

from collections.abc import Callable
from datetime import datetime

from records import clock, outbox

REMINDERS = "reminder."  # events that begin so

_opens: Callable[[datetime], datetime] = lambda moment: moment


def register(opens: Callable[[datetime], datetime]) -> None:
    """`opens(moment)` is the moment itself within the hours, else when they next begin."""
    global _opens
    _opens = opens


def keep(event: str) -> None:
    """outbox.Later, when this is a reminder and it is not the hour for one."""
    if event.startswith(REMINDERS):
        now = clock.now()
        opens = _opens(now)
        if opens > now:
            raise outbox.Later(opens)
