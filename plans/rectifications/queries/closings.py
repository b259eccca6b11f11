"""What the pages of 销号, 延期 and 回头看 read of an item."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import Errand
from units.models import Person
from units.queries import standing
from workflows.enums import Outcome
from workflows.models import Assignment, Round
from workflows.queries.way import bare
from workflows.routes import STAGE

from .. import chain, queries
from ..enums import GIVEN_BACK, Status
from ..models import Closing, Extension, Item, Objection
from .way import CLOSING_ROUTE

PAGE = 50  # items shown at once to be passed together


def waiting_at(person: Person, stage: str) -> list[Item]:
    """Items that wait at one stage of their closing for this person, soonest due first. A constant number of statements."""
    mine = Assignment.objects.filter(
        holder__in=standing(person).holders({Errand.CLOSING}), kind=STAGE, done_at=None
    ).order_by("due", "id")
    found = queries.visible_items(person).filter(
        status=Status.CLOSING, stage=stage, process__in=mine.values("process")
    )
    return list(found.prefetch_related("closings").order_by("limit", "id")[:PAGE])


@dataclass(frozen=True)
class Said:
    """What was said at one stage, by whom: of a delegation or a signature by pen both names."""

    stage: str
    words: str
    who: str
    on: datetime


@dataclass(frozen=True)
class Application:
    """One 申请销号 as the page shows it, with what was said about it; `ended` is its outcome in words."""

    closing: Closing
    ended: str
    good: bool
    opinions: list[Said]
    reason: Said | None  # why it was given back
    objections: list[Objection]


def extensions_of(item: Item, *, own: bool) -> list[Extension]:
    """Every 申请延期 of an item, newest first. What the unit's own leader said no with stays in the house (`own`)."""
    asked = list(item.extensions.select_related("asked_by", "answered_by").order_by("id"))
    if asked and not own:
        for n in _said_no_at_home(item, chain.SIGN, Outcome.REJECTED).values_list("n", flat=True):
            asked[n - 1].answer_words = ""
    return asked[::-1]


def _said_no_at_home(item: Item, stage: str, outcome: str) -> QuerySet[Round]:
    """Where the unit's own leader said no in the page; a no by pen is recorded for all to read."""
    return Round.objects.filter(
        process_id=item.process_id, stage__code=stage, outcome=outcome, on_paper=False
    )


def applications_of(item: Item, *, inside: bool, own: bool) -> list[Application]:
    """Every application of an item, newest first. `inside`: the reader may know who objected and what they said; `own`: what
    the unit's own leader gave it back with."""
    closings = list(
        item.closings.select_related("asked_by", "version")
        .prefetch_related("objections__recorded_by")
        .order_by("-n")
    )
    said_at = _opinions_of(item, own=own) if closings else {}
    return [
        Application(
            closing=each,
            ended=_ended(each.outcome),
            good=each.outcome in {Outcome.CLOSED, Outcome.LONG_TERM},
            opinions=said_at.get(each.n, []),
            reason=said_at[each.n][-1] if each.outcome in GIVEN_BACK and each.n in said_at else None,
            objections=list(each.objections.all()) if inside else [],
        )
        for each in closings
    ]


def _ended(outcome: str) -> str:
    if outcome == Outcome.RETURNED:
        return _("退回整改")
    return str(Outcome(outcome).label) if outcome else ""


def _opinions_of(item: Item, *, own: bool) -> dict[int, list[Said]]:
    rounds = (
        Round.objects.filter(process_id=item.process_id, stage__route__code=CLOSING_ROUTE)
        .exclude(closed_at=None)
        .filter(Q(words__gt="") | Q(group__conclusion__gt=""))
        .exclude(stage__code=chain.PUBLICITY)  # an objection stays within the office
        .select_related("stage", "closed_by", "on_behalf_of", "group")
        .order_by("id")
    )
    if not own:
        rounds = rounds.exclude(pk__in=_said_no_at_home(item, chain.CONFIRM, Outcome.RETURNED).values("pk"))
    found: dict[int, list[Said]] = {}
    for each in rounds:
        found.setdefault(each.n, []).append(
            Said(bare(each.stage.label), _words(each), _who(each), each.closed_at)
        )
    return found


def _words(round_: Round) -> str:
    """What was written; of an 验收 its conclusion and what the group found wanting."""
    group = getattr(round_, "group", None)
    if group is None or not group.conclusion:
        return round_.words
    return _("：").join(filter(None, [str(Outcome(group.conclusion).label), group.problems]))


def _who(round_: Round) -> str:
    names = {"name": round_.closed_by.name}
    if not round_.on_behalf_of:
        return names["name"]
    if round_.on_paper:
        names |= {"signed": round_.on_behalf_of.name, "clerk": names["name"]}
        return _("%(signed)s（线下签批，%(clerk)s代录）") % names
    return _("%(name)s（受%(principal)s委托）") % (names | {"principal": round_.on_behalf_of.name})
