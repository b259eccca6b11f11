"""逾期说明 after the limit; the answer is 重新明确时限 (never called 延期) or words alone. What was late stays with the item."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows.acts import acting, liaison_of

from ..enums import Authority, LateCause, RenewedAs, Status
from ..flow import RectificationFlow
from ..limits import days_late
from ..models import LateNote
from ..rules import lateness as rules
from . import handing_out, limits

LATE_NOTE = "late_note"
ANSWER_DAYS = 3
PLEASE_ANSWER = sentence("请答复逾期说明")
RENEWED = sentence("%(number)s %(title)s：时限重新明确为%(date)s")
NOT_RENEWED = sentence("%(number)s %(title)s：逾期说明已答复，时限不变")


def explain(item, *, by, cause: str, reason: str, promised: date) -> LateNote:
    """提交逾期说明: why, and by when it will be done."""
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_explain(item, by)
        if cause not in LateCause.values:
            raise Refused(_("请选择逾期原因。"), field="cause")
        if not reason.strip():
            raise Refused(_("请写明情况。"), field="reason")
        if promised < clock.today():
            raise Refused(_("拟完成日期不能早于今天。"), field="promised")
        note = LateNote.objects.create(
            item=item,
            cause=cause,
            reason=reason.strip(),
            promised=promised,
            asked_by=by,
            asked_at=clock.now(),
        )
        of_unit = item.source.extends == Authority.UNIT
        post, unit_id = (Post.HEAD, item.unit_id) if of_unit else (Post.OFFICE_CLERK, queries.office_id())
        act.assign(
            LATE_NOTE, holders.post(post, unit_id), PLEASE_ANSWER(), limit_days=ANSWER_DAYS, note=note.reason
        )
        act.record(
            "item.lateness_explained",
            on_behalf_of=found.on_behalf_of,
            cause=cause,
            promised=promised.isoformat(),
            words=note.reason,
        )
    return note


def answer(
    item,
    *,
    by,
    words: str = "",
    renewed_due: date | None = None,
    consent_number: str = "",
    consent_on: date | None = None,
) -> None:
    """答复逾期说明: with a new limit beside the first one, or without. A limit the source set needs the source's consent."""
    with acting(item, RectificationFlow.working, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_answer(item, by)
        note = rules.open_note(item)
        if renewed_due is None and not words.strip():
            raise Refused(_("时限不变的，请写明意见。"), field="words")
        if renewed_due is not None:
            _check_renewal(item, renewed_due, consent_number, consent_on)
            _renew(act, note, renewed_due)
        note.renewed_due, note.answer_words = renewed_due, words.strip()
        note.consent_number, note.consent_on = consent_number.strip(), consent_on
        note.answered_by, note.answered_at = by, clock.now()
        note.save()
        act.finish(LATE_NOTE)
        act.record(
            "item.lateness_answered",
            on_behalf_of=found and found.on_behalf_of,
            renewed=renewed_due.isoformat() if renewed_due else "",
            consent=note.consent_number,
            words=note.answer_words,
        )
        told = (
            RENEWED(number=item.number, title=item.title, date=renewed_due.isoformat())
            if renewed_due
            else NOT_RENEWED(number=item.number, title=item.title)
        )
        act.notify([liaison_of(item)], "item.lateness_answered", told)


def _check_renewal(item, renewed_due: date, consent_number: str, consent_on: date | None) -> None:
    if renewed_due <= clock.today():
        raise Refused(_("重新明确的时限须晚于今天。"), field="renewed_due")
    if renewed_due <= item.limit:  # moved on meanwhile: by a return, by days given back
        said = _("重新明确的时限须晚于现时限%(date)s。")
        raise Refused(said % {"date": item.limit.isoformat()}, field="renewed_due")
    limits.check_source_consents(item, consent_number, consent_on)


def _renew(act, note: LateNote, renewed_due: date) -> None:
    """The lateness so far is kept with its cause; measures that are late get the new limit, and what waits is re-dated."""
    item = act.subject
    late = days_late(item.limit, item.applied_on or clock.today())  # applied: the clock stands
    if late > item.late_days:
        act.set(late_days=late, late_cause=note.cause)
    limits.set_limit(act, renewed_due, renewed_due=renewed_due, renewed_as=RenewedAs.EXPLAINED)
    if item.status == Status.WORKING:
        limits.assign_rectify(act)
    for measure in item.measures.filter(confirmed_on=None, excused_on=None, due__lt=clock.today()):
        measure.item = item
        days = days_late(measure.due, clock.today())
        if days > measure.late_days:
            measure.late_days, measure.late_cause = days, note.cause
        handing_out.renew(act, measure, renewed_due)
