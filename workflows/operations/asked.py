"""会签人的增减和转办: who is asked at an open sitting beside those of the route, no longer, or instead of somebody."""

from django.utils.translation import gettext as _

from records import workdays
from records.errors import Refused
from records.stored import in_chinese, sentence
from units import holders
from units.models import Person
from units.queries import people_of

from .. import assigning, routes, sittings, subjects
from ..acts import acting
from ..asking import COUNTERSIGN, COUNTERSIGNS, HANDLE, open_turns
from ..enums import AskedOrder, Outcome, Verdict
from ..models import Asked
from ..routes import SILENT
from ..sittings import circle_of, sitting_of
from .answering import decide

# The code of a line on the trail, by whether the stage is the unit's own: 本单位内部, else 内部办理.
ASKED_ALSO = {False: "stage.asked_also", True: "stage.unit_asked_also"}
SPARED_CODE = {False: "stage.spared", True: "stage.unit_spared"}
HANDED_ON = {False: "stage.handed_on", True: "stage.unit_handed_on"}
SPARED = sentence("%(title)s：不再需要您会签（%(who)s）")
TAKEN = sentence("%(title)s：您的会签已转%(name)s办理（%(who)s）")
ALSO = sentence("%(who)s请您会签：%(reason)s")
HANDED = sentence("%(who)s转办：%(reason)s")


def ask_also(subject, *, by, people: list[Person], reason: str, order: str = "") -> None:
    """增加会签人: they are asked like the others, within the stage's limit from today, and read why.

    `order`: beside everybody else, before whoever adds them (whose own turn comes when they have spoken), or after.
    """
    reason = reason.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        sittings.check_can_ask_also(sitting, by)
        if not people:
            raise Refused(_("请选择会签人。"), field="people")
        if not reason:
            raise Refused(_("请写明增加会签人的事由。"), field="reason")
        if len(sitting.rows) + len(people) > sittings.MOST:
            raise Refused(_("一个环节最多%(n)d名会签人。") % {"n": sittings.MOST}, field="people")
        for person in people:
            sittings.check_may_be_asked(sitting, person)
        if order not in AskedOrder.values:
            raise Refused(_("请选择同时、先于或后于您表态。"), field="order")
        own = sittings.own_row(sitting, by) if order else None
        round_ = sitting.round
        keys = [holders.person(person.pk) for person in people]
        Asked.objects.bulk_create(
            Asked(round=round_, holder=key, added_by=by, reason=reason[:300], order=order, beside=own)
            for key in keys
        )
        if order == AskedOrder.BEFORE:  # their own turn comes again
            act.lapse(routes.STAGE, holder=own.holder)
        open_turns(act, round_, note=ALSO(who=by.name, reason=reason))
        _record(
            act,
            sitting,
            ASKED_ALSO[sitting.in_own_house],
            names=[each.name for each in people],
            words=reason,
            **({"order": order} if order else {}),
        )


def spare(subject, asked: int, *, by, reason: str) -> str:
    """取消会签人 who was added, before they spoke. When everybody else has spoken the stage is decided by what they said.

    Returns what the stage amounts to now (Verdict).
    """
    reason = reason.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        row = sitting.row(asked)
        sittings.check_can_spare(sitting, row, by)
        if not reason:
            raise Refused(_("请写明取消会签人的事由。"), field="reason")
        act.lapse(routes.STAGE, holder=row.holder)
        row.delete()
        _record(act, sitting, SPARED_CODE[sitting.in_own_house], names=[_called(row.holder)], words=reason)
        act.notify(
            [row.holder],
            "stage.spared",
            SPARED(title=str(act.subject), who=by.name),
            circle=circle_of(sitting),
        )
        found = decide(act, sitting.round, SILENT)
        if found == Verdict.PENDING:  # who waited for them waits no longer
            open_turns(act, sitting.round)
        return found


def hand_on(subject, asked: int, *, by, to: Person, reason: str) -> None:
    """转办: another person is asked instead, within what is left of the limit. Whoever did not do it themselves is told."""
    reason = reason.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        row = sitting.row(asked)
        sittings.check_can_hand_on(sitting, row, by)
        if not reason:
            raise Refused(_("请写明转办事由。"), field="reason")
        sittings.check_may_take_over(sitting, to)
        before, stage = row.holder, sitting.stage
        waiting = assigning.open_of(act.subject).filter(kind=routes.STAGE, holder=before)
        day, provisional = waiting.values_list("due", "provisional").first() or (None, False)
        due = workdays.Due(day, provisional) if day else None
        if sittings.is_asked(by, row):
            act.finish(routes.STAGE, holder=before, outcome=Outcome.HANDED_ON)
        else:
            act.lapse(routes.STAGE, holder=before)
            told = TAKEN(title=str(act.subject), name=to.name, who=by.name)
            act.notify(people_of([before]), "stage.handed_on", told, circle=circle_of(sitting))
        row.holder, row.instead_of = holders.person(to.pk), before
        row.save(update_fields=["holder", "instead_of"])
        what = (COUNTERSIGN if stage.kind in COUNTERSIGNS else HANDLE)(stage=stage.label)
        note = HANDED(who=by.name, reason=reason)
        act.assign(routes.STAGE, row.holder, what, due=due, n=sitting.round.n, note=note)
        _record(act, sitting, HANDED_ON[sitting.in_own_house], names=[_called(before), to.name], words=reason)


def _record(act, sitting, code: str, **said) -> None:
    act.record(code, version=sitting.round.version_n, stage=sitting.stage.label, **said)


@in_chinese()
def _called(holder: str) -> str:
    return holders.label(holder)
