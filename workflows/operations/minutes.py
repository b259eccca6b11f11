"""会议记录、会议纪要: drafted from what happened, completed by the secretary, confirmed by the chair, then papers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post

from .. import rules
from ..acts import acting, beside
from ..models import Minutes, Resolution
from . import meeting_papers, meetings

CONFIRM, REVISE, DO = "minutes", "minutes_draft", "resolution"
ASK_CONFIRM = sentence("请确认会议记录和纪要")
ASK_REVISE = sentence("请修改会议记录和纪要")
ASK_DO = sentence("请办理会议议定事项")
ISSUED = sentence("会议议定事项：%(title)s")
FINISHED = sentence("%(title)s：已报告办理结果")
CONFIRM_DAYS = 2


def draft_minutes(meeting, *, by) -> Minutes:
    """生成记录、纪要: from here the secretary writes what the meeting considered and decided, item by item."""
    with acting(meeting, by=by) as act:
        rules.check_can_write_minutes(meeting, by)
        if rules.minutes_of(meeting) is not None:
            raise Refused(_("会议记录和纪要已经生成。"))
        minutes = Minutes.objects.create(meeting=meeting, drafted_at=clock.now())
        act.record("minutes.drafted")
    return minutes


def write_decision(item, *, by, considered: str, decided: str) -> None:
    """会议认为、会议决定 of one item, as the minutes print them; empty: as they draft themselves."""
    meeting = item.meeting
    with acting(meeting, by=by) as act:
        _check_drafted(meeting, by)
        item = meetings.item_now(item)
        item.considered, item.decided = considered.strip(), decided.strip()
        item.save(update_fields=["considered", "decided"])
        act.record("minutes.written", item=item.pk)


def add_resolution(item, *, by, title: str, unit, due: date) -> Resolution:
    """登记议定事项: what the meeting asked a unit to do; its 待办 opens with the chair's confirmation."""
    if not title.strip():
        raise Refused(_("请填写议定事项。"), field="title")
    meeting = item.meeting
    with acting(meeting, by=by) as act:
        _check_drafted(meeting, by)
        if due < clock.today():
            raise Refused(_("办结时限不能早于今天。"), field="due")
        resolution = Resolution.objects.create(item=item, title=title.strip(), unit=unit, due=due)
        act.record("resolution.written", item=item.pk, words=resolution.title, unit=unit.name)
    return resolution


def remove_resolution(resolution, *, by) -> None:
    """删除议定事项 before the chair has confirmed it."""
    meeting = resolution.item.meeting
    with acting(meeting, by=by) as act:
        _check_drafted(meeting, by)
        Resolution.objects.filter(pk=resolution.pk, issued_at=None).delete()
        act.record("resolution.removed", words=resolution.title)


def send_minutes(meeting, *, by) -> None:
    """送主持人确认, with the 样稿 of 会议纪要: nothing is changed in them from here on, unless the chair returns them."""
    with acting(meeting, by=by) as act:
        _check_drafted(meeting, by)
        if meeting.items.filter(announced_at=None).exists():
            raise Refused(_("列表议题的事项正在逐项办理，请稍候再送。"))
        Minutes.objects.filter(meeting=meeting).update(sent_at=clock.now())
        meeting_papers.draft_minutes_paper(meeting, asked_by=by)
        act.finish(REVISE)
        act.assign(
            CONFIRM,
            holders.person(meeting.presiding.person_id),
            ASK_CONFIRM(),
            title=meeting.title,
            url=reverse("meeting_minutes", args=[meeting.pk]),
            limit_days=CONFIRM_DAYS,
        )
        act.record("minutes.sent")


def return_minutes(meeting, *, by, words: str) -> None:
    """退回记录、纪要: the chair says what is to be changed."""
    if not words.strip():
        raise Refused(_("请写明需要修改的地方。"), field="words")
    with acting(meeting, by=by) as act:
        rules.check_can_confirm_minutes(meeting, by)
        Minutes.objects.filter(meeting=meeting).update(sent_at=None, returned_words=words.strip())
        meeting_papers.drop_minutes_paper(meeting)
        act.finish(CONFIRM)
        act.assign(
            REVISE,
            holders.person(meeting.secretary_id),
            ASK_REVISE(),
            title=meeting.title,
            url=reverse("meeting_minutes", args=[meeting.pk]),
            limit_days=CONFIRM_DAYS,
            note=words.strip(),
        )
        act.record("minutes.returned", words=words.strip())


def confirm_minutes(meeting, *, by) -> None:
    """确认: record and minutes become papers, each unit gets its 摘录, and every 议定事项 becomes a 待办 with a light."""
    with acting(meeting, by=by) as act:
        rules.check_can_confirm_minutes(meeting, by)
        now = clock.now()
        Minutes.objects.filter(meeting=meeting).update(confirmed_at=now, confirmed_by=by)
        act.finish(CONFIRM)
        act.record("minutes.confirmed")
        written = Resolution.objects.filter(item__meeting=meeting, issued_at=None)
        for resolution in written.select_related("unit").order_by("pk"):
            _issue(resolution, by=by)
        meeting_papers.ask_minutes(meeting, asked_by=by)


def _issue(resolution, *, by) -> None:
    with beside(resolution, by=by) as act:
        act.set(issued_at=clock.now())
        act.assign(
            DO,
            holders.post(Post.LIAISON, resolution.unit_id),
            ASK_DO(),
            title=resolution.title,
            due=resolution.due,
        )
        act.notify(
            [holders.post(Post.HEAD, resolution.unit_id)], "resolution.issued", ISSUED(title=resolution.title)
        )
        act.record("resolution.issued", words=resolution.title, **resolution.item.meeting.told)


def finish_resolution(resolution, *, by, result: str) -> None:
    """报告办理结果: the unit says what came of it; its 待办 is done and the secretary is told."""
    if not result.strip():
        raise Refused(_("请填写办理结果。"), field="result")
    with acting(resolution, by=by) as act:
        rules.check_can_finish_resolution(resolution, by)
        act.set(result=result.strip(), done_at=clock.now(), done_by=by)
        act.finish(DO)
        act.record("resolution.finished", words=result.strip())
        act.notify(
            [resolution.item.meeting.secretary], "resolution.finished", FINISHED(title=resolution.title)
        )


def _check_drafted(meeting, by) -> None:
    rules.check_can_write_minutes(meeting, by)
    if rules.minutes_of(meeting) is None:
        raise Refused(_("请先生成会议记录和纪要。"))
