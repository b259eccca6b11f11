"""暂停、恢复: a matter rests on its route; nobody has anything to do about it, and its limits stand still."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, workdays
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post

from .. import assigning, pausing, routes, subjects
from ..acts import acting, liaison_of
from ..models import Pause

PAUSED = "paused"  # the kind of assignment that stays while the matter rests
TO_RESUME = sentence("已暂停，条件具备后请恢复办理")
AT_REST = sentence("%(stage)s（已暂停）")
TOLD = sentence("%(title)s：已暂停办理，%(reason)s")
GOES_ON = sentence("%(title)s：已恢复办理")


def pause(subject, *, by, reason: str) -> None:
    """暂停: what waits for whom is kept with the days left of its limit; the unit is told why."""
    reason = reason.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        round_ = pausing.check_can_pause(act.subject, by)
        if not reason:
            raise Refused(_("请写明暂停原因。"), field="reason")
        kept = [_kept(each) for each in assigning.open_of(act.subject).order_by("id")]
        rest = Pause.objects.create(
            process_id=act.subject.process_id,
            subject=act.subject.key,
            kept=kept,
            reason=reason[:500],
            at=clock.now(),
            by=by,
        )
        act.lapse(*{each["kind"] for each in kept})
        _mark(act, rest.pk)
        routes.relabel(act, AT_REST(stage=round_.stage.label[:34]))
        clerk = holders.post(Post.OFFICE_CLERK, routes.office_id())
        act.assign(PAUSED, clerk, TO_RESUME(), note=reason)
        act.record("process.paused", words=reason)
        told = TOLD(title=str(act.subject), reason=reason)
        act.notify([liaison_of(act.subject)], "process.paused", told, circle=Circle.FEEDBACK)


def resume(subject, *, by, words: str = "") -> None:
    """恢复: everybody has again what they had, with as many working days as were left."""
    with acting(subjects.unread(subject.key), by=by, while_paused=True) as act:
        pausing.check_can_resume(act.subject, by)
        rest = Pause.objects.get(process_id=act.subject.process_id, resumed_at=None)
        rest.resumed_at, rest.resumed_by = clock.now(), by
        rest.save(update_fields=["resumed_at", "resumed_by"])
        act.finish(PAUSED)
        dues = [_again(act, dict(each)) for each in rest.kept]
        round_ = routes.current(act.subject.process_id)
        if latest := max(filter(None, dues), default=None):  # of the stage alone
            round_.due = latest
            round_.save(update_fields=["due"])
        routes.relabel(act, round_.stage.label)
        _mark(act, None)
        act.record("process.resumed", words=words.strip())
        told = GOES_ON(title=str(act.subject))
        act.notify([liaison_of(act.subject)], "process.resumed", told, circle=Circle.FEEDBACK)


def _mark(act, paused: int | None) -> None:
    """On the process row, which every act reads under its lock."""
    process = act.subject.process
    process.data = {**(process.data or {}), PAUSED: paused}
    process.save(update_fields=["data"])


def _kept(assignment) -> dict:
    due = assignment.due
    return {
        "kind": assignment.kind,
        "holder": assignment.holder,
        "what": assignment.what,
        "line": assignment.line,
        "note": assignment.note,
        "n": assignment.round,
        "title": assignment.title,
        "url": assignment.url,
        "left": workdays.between(clock.today(), due) if due else None,
        "due": due.isoformat() if due else "",
        "starts": assignment.starts.isoformat() if assignment.starts else "",
    }


def _again(act, kept: dict):
    """The assignment anew; its new limit when it is one of the stage. What is done at a measure or a task beside the route
    keeps the limit and the beginning it had: they stand in the measure, which did not rest."""
    left, today, kind = kept.pop("left"), clock.today(), kept.pop("kind")
    due, starts = _day(kept.pop("due", "")), _day(kept.pop("starts", ""))
    if left is not None and not (kept["line"] and due):
        due = workdays.add(today, left) if left > 0 else workdays.back(today, -left)
    opened = act.assign(kind, kept.pop("holder"), kept.pop("what"), due=due, starts=starts, **kept)
    return opened.due if kind == routes.STAGE else None


def _day(told: str) -> date | None:
    return date.fromisoformat(told) if told else None
