"""发到站外的通知: events that a person hears of by e-mail and message too, each with its proof; every other is on the page alone.

An app says in its apps.py which of its events these are. What a person has chosen holds, but for the mandatory ones. A
group robot is told none of them: they are words to one person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from records.enums import Circle

from . import notify
from .enums import Channel
from .models import Notice
from .reminders import Reminder, remind_many

OUTSIDE = (Channel.EMAIL.value, Channel.WEBHOOK.value)


@dataclass(frozen=True)
class Way:
    """Over which channels an event leaves the page, and whether whatever the person has chosen."""

    channels: tuple[str, ...] = OUTSIDE
    mandatory: bool = False


_ways: dict[str, Way] = {}
_mandatory: list[Callable[[], list[str]]] = []


def register(*events: str, mandatory: bool = False) -> None:
    """These events leave the page from now on."""
    _ways.update(dict.fromkeys(events, Way(mandatory=mandatory)))


def register_mandatory(names: Callable[[], list[str]]) -> None:
    """`names()` are what reaches a person whatever they have chosen, as that person reads it."""
    _mandatory.append(names)


def mandatory() -> list[str]:
    """必达: what reaches a person whatever they have chosen."""
    return [name for names in _mandatory for name in names()]


def tell_many(
    people, *, event: str, text: str, url: str = "", subject: str = "", circle=Circle.FEEDBACK, by=None
) -> list[Notice]:
    """One notice to each of `people`, and for the events named above what leaves the page beside it."""
    told = {"event": event, "text": text, "url": url, "subject": subject, "circle": circle, "by": by}
    way = _ways.get(event)
    if way is None:
        return notify.notify_many(people, **told)
    notices = notify.notices(people, **told)
    remind_many(
        [
            Reminder("", notice, title=text[:200], channels=way.channels, mandatory=way.mandatory)
            for notice in notices
        ]
    )
    return notices
