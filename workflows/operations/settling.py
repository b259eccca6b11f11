"""宣布以后: the numbers are frozen on the item and its matter moves; the matters of a list each by an act of their own."""

from records import clock, outbox
from records.models import Outbox

from .. import routes, subjects
from ..acts import acting
from ..enums import AgendaKind, OpinionKind, Outcome
from ..models import AgendaItem

SETTLE = "agenda.settle"
NUMBERS = ("entitled", "attended", "present", "recused", "agreed", "disagreed", "abstained")


def whole():
    """Items with everything an act on one reads."""
    return AgendaItem.objects.select_related(
        "meeting__presiding__person", "meeting__committee", "round__version", "round__stage", "listed_in"
    )


def close(item: AgendaItem, counted: dict, outcome: str, *, summary: str, tell_numbers: bool) -> None:
    """What was announced, with the numbers as they were."""
    item.announced_at, item.outcome, item.summary = clock.now(), outcome, summary
    item.tell_numbers = tell_numbers
    for name in ("entitled", "attended", "present", "recused"):
        setattr(item, name, counted[name])
    item.agreed, item.disagreed, item.abstained = (
        counted["agree"],
        counted["disagree"],
        counted["abstain"],
    )
    item.save()


def tell(act, item: AgendaItem) -> None:
    """The conclusion for the unit, the numbers for the committee (for the unit too when the chair says so)."""
    numbers = {
        "entitled": item.entitled,
        "present": item.present,
        "agree": item.agreed,
        "disagree": item.disagreed,
        "abstain": item.abstained,
    }
    act.record(
        "vote.announced",
        version=item.version_n,
        outcome=item.outcome,
        words=item.summary,
        **item.meeting.told,
        **(numbers if item.tell_numbers else {}),
        **({"listed_in": item.listed_in.title} if item.listed_in_id else {}),
    )
    act.record("vote.counted", version=item.version_n, round=item.round_id, item=item.pk, **numbers)


def move(act, item: AgendaItem) -> None:
    """The matter leaves the step in which it waited for the meeting."""
    if item.outcome == Outcome.IN_PRINCIPLE:
        item.round.opinions.filter(kind=OpinionKind.MODIFICATION).update(issued_at=item.announced_at)
    subjects.kind_of(item.round.subject).settled(act, item.round, item.outcome, words=item.summary)


def defer(act, item: AgendaItem, reason: str) -> None:
    """暂缓审议: nothing is decided; a matter waits for another meeting."""
    item.announced_at, item.outcome, item.summary = clock.now(), Outcome.DEFERRED, reason
    item.save(update_fields=["announced_at", "outcome", "summary"])
    act.record("vote.deferred", version=item.version_n, words=reason, **item.meeting.told)
    if item.round_id:
        routes.repeat(act, item.round, Outcome.DEFERRED, note=reason)


def spread(item: AgendaItem) -> None:
    """Each matter of an announced list moves by itself, through the outbox."""
    if item.kind != AgendaKind.LIST:
        return
    outbox.put_many(
        [
            Outbox(key=f"settle:{pk}", kind=SETTLE, payload={"item": pk}, due=clock.now())
            for pk in item.listed.order_by("pk").values_list("pk", flat=True)
        ]
    )


def settle(payload: dict) -> None:
    """One matter of a list as the list was announced, under the chair's name; nothing the second time."""
    item = whole().get(pk=payload["item"])
    if item.announced_at is not None:
        return
    subject = subjects.unread(item.round.subject)
    with acting(subject, by=item.meeting.presiding.person) as act:
        item = whole().get(pk=item.pk)
        if item.announced_at is not None:
            return
        _as_the_list(act, item)


def _as_the_list(act, item: AgendaItem) -> None:
    as_one = item.listed_in
    if as_one.outcome == Outcome.DEFERRED:
        defer(act, item, as_one.summary)
        return
    item.round.motion, item.round.motion_at = as_one.motion, as_one.own_motion_at
    item.round.save(update_fields=["motion", "motion_at"])
    for name in NUMBERS:
        setattr(item, name, getattr(as_one, name))
    item.announced_at, item.outcome = clock.now(), as_one.outcome
    item.summary, item.tell_numbers = as_one.summary, as_one.tell_numbers
    item.save()
    tell(act, item)
    move(act, item)
