"""发言: who said what on an item. A written opinion of an absent member is read out, and is not a vote."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused

from .. import rules, subjects
from ..acts import acting
from ..enums import MeetingState, SpeechKind
from ..models import Speech
from . import meetings


def record_speech(item, *, by, text: str, seat=None, observer=None) -> Speech:
    """登记发言 of a member (`seat`) or of somebody who sits in (`observer`)."""
    if not text.strip():
        raise Refused(_("请填写发言要点。"), field="text")
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = meetings.item_now(item)
        rules.check_can_record_speech(item.meeting, by)
        if (seat is None) == (observer is None):
            raise Refused(_("请选择发言人。"), field="speaker")
        if seat is not None and item.recusals.filter(seat=seat, lifted_at=None).exists():
            raise Refused(_("该委员已回避本议题，不登记发言。"), field="speaker")
        speech = Speech.objects.create(
            item=item, seat=seat, observer=observer, text=text.strip(), by=by, at=clock.now()
        )
        act.record("agenda.spoken", version=item.version_n, item=item.pk, name=speech.speaker)
    return speech


def remove_speech(speech, *, by) -> None:
    """删除发言 that was recorded by mistake; a written opinion stays."""
    item = speech.item
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        rules.check_can_record_speech(item.meeting, by)
        if speech.kind == SpeechKind.WRITTEN:
            raise Refused(_("书面意见由委员本人提出，不能删除。"))
        item.speeches.filter(pk=speech.pk).delete()
        act.record("agenda.speech_removed", version=item.version_n, item=item.pk, name=speech.speaker)


def write_opinion(item, *, by, text: str) -> Speech:
    """提出书面意见: an absent member's words, to be read out. Written again before that, they take the place of the first."""
    if not text.strip():
        raise Refused(_("请填写书面意见。"), field="text")
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = meetings.item_now(item)
        rules.check_can_write_opinion(item, by)
        seat = item.meeting.attendances.get(seat__person_id=by.pk).seat
        written = item.speeches.filter(seat=seat, kind=SpeechKind.WRITTEN)
        if written.filter(read_at__isnull=False).exists():
            raise Refused(_("您的书面意见已经宣读，不能再改。"))
        speech, _created = Speech.objects.update_or_create(
            item=item,
            seat=seat,
            kind=SpeechKind.WRITTEN,
            defaults={"text": text.strip(), "by": by, "at": clock.now()},
        )
        act.record("agenda.opinion_written", version=item.version_n, item=item.pk)
    return speech


def read_opinion(speech, *, by) -> None:
    """宣读书面意见: the secretary has read it out; from then on it is in the record."""
    item = speech.item
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        rules.check_is_secretary(item.meeting, by)
        if item.meeting.state != MeetingState.OPEN:
            raise Refused(_("会议进行中才能宣读书面意见。"))
        unread = item.speeches.filter(pk=speech.pk, kind=SpeechKind.WRITTEN, read_at=None)
        if not unread.update(read_at=clock.now()):
            raise Refused(_("该书面意见已经宣读。"))
        act.record("agenda.opinion_read", version=item.version_n, item=item.pk, name=speech.speaker)
