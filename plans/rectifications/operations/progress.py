"""填报进展、佐证、本单位确认、免办: each measure is worked on and confirmed by its own unit."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows.acts import acting, liaison_of
from workflows.operations import evidence as library

from ..enums import LateCause
from ..flow import RectificationFlow
from ..limits import days_late
from ..models import Measure, Progress
from ..rules import progress as rules
from . import handing_out
from .measures import fresh

# The unit goes on working while 延期 or 终止 is judged.
AT_WORK = (RectificationFlow.working, RectificationFlow.extending, RectificationFlow.stopping)
MOMENT = timedelta(minutes=1)
LONGEST = 500
CONFIRMED = sentence("%(number)s %(title)s：措施%(n)d已由%(unit)s确认完成")
EXCUSED = sentence("%(number)s %(title)s：措施%(n)d经工委办公室同意不再办理")
AGAIN = sentence("%(number)s %(title)s：措施%(n)d需继续整改，时限%(date)s")


def report(measure: Measure, *, by, on: date, percent: int, words: str) -> Progress:
    """填报进展: the day, how far, one sentence."""
    with acting(measure.item, *AT_WORK, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_report(measure, by)
        _check_report(item, on, percent, words)
        if measure.percent == percent and (again := _just_said(measure, by, on, percent, words)):
            return again
        written = Progress.objects.create(
            measure=measure, on=on, percent=percent, words=words.strip(), by=by, at=clock.now()
        )
        newest = measure.progress.first()
        was, measure.percent = measure.percent, newest.percent
        measure.begun_at = measure.begun_at or clock.now()
        handing_out.light(item, measure)
        measure.save(update_fields=["percent", "begun_at", "yellow_on", "red_on"])
        if 100 in (
            was,
            measure.percent,
        ):  # also once more at 100 %: what was sent back waits to be confirmed again
            handing_out.hand_out(act, measure, evidence=handing_out.has_evidence(measure))
        handing_out.tally(act)
        act.record(
            "item.reported",
            on_behalf_of=found and found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            percent=percent,
            on=on.isoformat(),
            words=written.words,
        )
    return written


def link_evidence(measure: Measure, *, by, evidence) -> None:
    """添加佐证: a file of the unit's library serves this measure; one file may serve many."""
    with acting(measure.item, *AT_WORK, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_report(measure, by)
        if evidence.unit_id != measure.unit_id:
            raise Refused(_("只能使用本单位佐证库中的材料。"))
        if not library.link(evidence, subject=item.key, line=measure.line, by=by):
            return
        if measure.percent == 100:
            handing_out.hand_out(act, measure, evidence=True)
        act.record(
            "item.evidence_linked",
            on_behalf_of=found and found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            file=evidence.name,
            digest=evidence.file_id,
        )


def unlink_evidence(measure: Measure, *, by, evidence) -> None:
    """移除佐证 from this measure; the file stays in the library."""
    with acting(measure.item, *AT_WORK, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_report(measure, by)
        if library.unlink(evidence, subject=item.key, line=measure.line):
            if measure.percent == 100 and not handing_out.has_evidence(measure):
                handing_out.hand_out(act, measure)
            act.record(
                "item.evidence_unlinked",
                on_behalf_of=found and found.on_behalf_of,
                line=measure.line,
                fact_of=measure.unit_id,
                n=measure.order,
                file=evidence.name,
                digest=evidence.file_id,
            )


def confirm(measure: Measure, *, by, cause: str = "") -> None:
    """本单位确认: 100 % and evidence is there; what is late says why, and that stays with the unit of the measure."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_confirm(measure, by)
        if not handing_out.has_evidence(measure):
            again = _("问题反弹后重新办理的措施，请先添加新的佐证材料。")
            raise Refused(again if measure.evidence_after else _("请先为该措施添加佐证材料。"))
        late = days_late(measure.due, clock.today())
        if late and cause not in LateCause.values:
            raise Refused(_("该措施已逾期%(n)d个工作日，请选择逾期原因。") % {"n": late}, field="cause")
        measure.confirmed_on, measure.confirmed_by = clock.today(), by
        if late >= max(measure.late_days, 1):
            measure.late_days, measure.late_cause = late, cause
        measure.save(update_fields=["confirmed_on", "confirmed_by", "late_days", "late_cause"])
        handing_out.withdraw(act, measure)
        handing_out.ready(act)
        act.record(
            "item.measure_confirmed",
            on_behalf_of=found and found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            unit=measure.unit.name,
            late=late,
            cause=cause if late else "",
        )
        if late:
            act.fact("measure.late", line=measure.line, unit_id=measure.unit_id)
        told = CONFIRMED(number=item.number, title=item.title, n=measure.order, unit=measure.unit.short_name)
        act.notify([liaison_of(item)], "item.measure_confirmed", told)


def excuse(measure: Measure, *, by, reason: str) -> None:
    """免办: the office agrees that a measure is not carried on with, and says why."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        rules.check_can_excuse(measure, by)
        if not reason.strip():
            raise Refused(_("请写明免办理由。"), field="reason")
        measure.excused_on, measure.excuse = clock.today(), reason.strip()[:300]
        measure.save(update_fields=["excused_on", "excuse"])
        handing_out.withdraw(act, measure)
        handing_out.settle_objection(act, measure, handing_out.NO_MORE())
        handing_out.tally(act)
        handing_out.ready(act)
        act.record(
            "item.measure_excused",
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=measure.excuse,
        )
        told = EXCUSED(number=item.number, title=item.title, n=measure.order)
        units = {item.unit_id, measure.unit_id}
        act.notify([holders.post(Post.LIAISON, pk) for pk in sorted(units)], "item.measure_excused", told)


def reopen(act, measure: Measure, *, due: date, note: str, counts: bool = True) -> None:
    """退回到措施: this measure alone is worked on again until `due`. Inside the act that returns the item, which also gives
    the leading unit its own 待办 back (handing_out.ready). `note` is why, as its unit may read it; `counts`: as 退回 (not what came back by itself, 反弹)."""
    measure.confirmed_on, measure.confirmed_by = None, None
    measure.excused_on, measure.excuse = None, ""
    measure.return_count += counts
    measure.due = due
    handing_out.light(act.subject, measure)
    measure.save()
    handing_out.hand_out(act, measure, note=note)
    told = AGAIN(number=act.subject.number, title=act.subject.title, n=measure.order, date=due.isoformat())
    act.notify([holders.post(Post.LIAISON, measure.unit_id)], "item.measure_returned", told)


def _check_report(item, on: date, percent: int, words: str) -> None:
    if not words.strip():
        raise Refused(_("请用一句话写明进展。"), field="words")
    if len(words.strip()) > LONGEST:
        raise Refused(_("进展情况不超过%(n)d个字。") % {"n": LONGEST}, field="words")
    if not 0 <= percent <= 100:
        raise Refused(_("完成率应在0到100之间。"), field="percent")
    if on > clock.today():
        raise Refused(_("截至日期不能晚于今天。"), field="on")
    if on < item.issued_on:
        raise Refused(_("截至日期不能早于交办日期。"), field="on")


def _just_said(measure: Measure, by, on: date, percent: int, words: str) -> Progress | None:
    """The same report by the same person a moment ago: a second press of the button, which has one effect."""
    said = measure.progress.filter(by=by, on=on, percent=percent, words=words.strip())
    return said.filter(at__gte=clock.now() - MOMENT).first()
