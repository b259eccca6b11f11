"""现在该做什么: the card that says what this person may do with a subject now, asked of the same rules as the operations.

What can be done at all is a table of the app above (`Possibilities`); the rules come in it, to be called.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import allows
from records.stored import said
from units import holders
from units.models import Person
from units.queries import standing

from .. import assigning
from ..models import Assignment
from ..routes import VOTE, mark
from ..subjects import holders_for

MANY_HOLDERS = 3


@dataclass(frozen=True)
class Possible:
    """One thing that can be done: its fragment (templates/…/now/), its rule `check(subject, person)`, the card's heading."""

    name: str
    check: Callable
    heading: str


@dataclass(frozen=True)
class Possibilities:
    """What can be done with one kind of subject.

    `at` is by stage while the subject is on a route, else by status; the first one allowed gives the card its heading.
    `always`: wherever it stands. `finished`: the heading of a status after which nothing comes. `resting`: the same for
    everybody but those who may still do something (回头看 of what is closed). `undated`: statuses in which many things
    wait, each with a date of its own.
    """

    at: dict[str, tuple[Possible, ...]]
    always: tuple[Possible, ...] = ()
    finished: dict[str, str] = field(default_factory=dict)
    resting: dict[str, str] = field(default_factory=dict)
    undated: frozenset[str] = frozenset()


@dataclass
class Now:
    """The card: heading, what can be done (fragments), until when, and for whom everybody else waits."""

    heading: str
    fragments: list[str]
    tone: str
    waits: str = ""
    due: date | None = None
    days_left: int | None = None
    provisional: bool = False
    elsewhere: list[Assignment] = field(default_factory=list)
    round: str = ""  # workflows.routes.mark: what its buttons send back


def possible(subject, person: Person, table: Possibilities) -> list[Possible]:
    """What the rules allow this person now."""
    here = table.at.get(subject.stage) or table.at.get(subject.status) or ()
    return [each for each in (*here, *table.always) if allows(each.check, subject, person)]


def now(subject, person: Person, table: Possibilities, *, page_url: str) -> Now:
    """The card of the subject's page. `page_url` is that page: what is done elsewhere gets a link of its own."""
    allowed = possible(subject, person, table)
    waiting = list(assigning.open_of(subject).order_by("due", "id"))
    mine_keys = set(holders_for(standing(person), subject.key))
    mine = [each for each in waiting if each.holder in mine_keys]
    # Who has not voted yet is a running count, which only the secretary's desk shows (知悉范围: 会议内容).
    waiting = [each for each in waiting if each.kind != VOTE or each in mine]
    elsewhere = [each for each in mine if each.url != page_url]
    card = Now(
        heading=str(allowed[0].heading) if allowed else "",
        fragments=[each.name for each in allowed],
        tone="act",
        elsewhere=elsewhere[:MANY_HOLDERS],
        round=mark(subject) if allowed else "",
    )
    here = [each for each in allowed if each not in table.always]
    ended = table.finished.get(subject.status) or (not here and table.resting.get(subject.status))
    if ended:
        card.heading, card.tone = str(ended), "done"
        return card
    if mine:
        # What is done elsewhere has a link of its own; the date on the card is that of what is done here.
        first = next((each for each in mine if each.url == page_url), mine[0])
        _until(card, first)
        card.heading = card.heading or said(first.what)
    elif waiting:
        card.tone = "wait"
        if subject.status not in table.undated:
            _until(card, waiting[0])
        card.heading = card.heading or subject.label
        card.waits = _("等待：%(who)s") % {"who": _who(waiting)}
    else:
        card.heading = card.heading or subject.label
        card.tone = "act" if allowed else "wait"
    return card


def _until(card: Now, assignment: Assignment) -> None:
    today, card.due = clock.today(), assignment.due
    card.days_left = workdays.between(today, card.due) if card.due else None
    card.provisional = assignment.provisional or not workdays.is_known(card.due or today)


def _who(waiting: list[Assignment]) -> str:
    keys = list(dict.fromkeys(each.holder for each in waiting))
    if len(keys) > MANY_HOLDERS:
        return _("%(n)d位责任人") % {"n": len(keys)}
    labels = holders.labels(keys)
    return _("、").join(labels[key] for key in keys)
