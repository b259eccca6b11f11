"""议程: what is on it, in which order, what is voted on together (列表议题), what was added late (临时议题)."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused

from .. import deeds, rules, subjects
from ..acts import acting
from ..enums import AgendaKind, Outcome
from ..models import AgendaItem, Meeting
from . import meetings

SHIFT = 10_000  # beyond every place, while the places of an agenda are exchanged
NEXT_TIME = "重大事项不得临时动议，下次会议研究。"


def add_topic(meeting, *, by, title: str, major: bool = False, reason: str = "") -> AgendaItem:
    """自拟议题: something of the committee's own. Added late it needs a reason and the chair's consent; 重大事项 cannot be."""
    title = _titled(title)
    with acting(meeting, by=by) as act:
        rules.check_can_change_agenda(meeting, by)
        if meeting.agenda_fixed_at and major:
            raise Refused(_("重大事项不得临时动议，可以记入下次会议。"), field="major")
        reason = meetings.late_reason(meeting, reason)
        item = AgendaItem.objects.create(
            meeting=meeting,
            kind=AgendaKind.TOPIC,
            title=title,
            major=major,
            ad_hoc_reason=reason,
            order=meetings.next_place(meeting),
        )
        act.record("agenda.topic_added", words=title, item=item.pk, **({"reason": reason} if reason else {}))
    return item


def note_for_next(meeting, *, by, title: str) -> AgendaItem:
    """记入下次会议: a 重大事项 that came up in the meeting is not decided in it."""
    title = _titled(title)
    with acting(meeting, by=by) as act:
        rules.check_can_change_agenda(meeting, by)
        item = AgendaItem.objects.create(
            meeting=meeting,
            kind=AgendaKind.TOPIC,
            title=title,
            major=True,
            order=meetings.next_place(meeting),
            announced_at=clock.now(),
            outcome=Outcome.DEFERRED,
            summary=NEXT_TIME,
        )
        act.record("agenda.noted", words=title, item=item.pk)
    return item


def make_list(meeting, rounds: list, *, by, title: str, reason: str = "") -> AgendaItem:
    """列表议题: several matters come onto the agenda as one table with one vote.

    A matter for which a member has to recuse themselves stands by itself (单列), before the list.
    """
    title = _titled(title)
    if len(rounds) < 2:
        raise Refused(_("列表议题至少包括两个事项。"))
    with acting(meeting, by=by) as act:
        rules.check_can_change_agenda(meeting, by)
        reason = meetings.late_reason(meeting, reason)
        as_one = AgendaItem.objects.create(
            meeting=meeting,
            kind=AgendaKind.LIST,
            title=title,
            ad_hoc_reason=reason,
            order=meetings.next_place(meeting),
        )
        act.record("agenda.list_made", words=title, item=as_one.pk, number=len(rounds))
    for round_ in rounds:
        meetings.add_item(meeting, round_, by=by, reason=reason, into=as_one)
    return as_one


def single_out(item, *, by) -> None:
    """单列: a matter leaves its list and is voted on by itself, before the list."""
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        with meetings.holding(item.meeting):
            item = meetings.item_now(item)
            rules.check_can_single_out(item, by)
            as_one = item.listed_in
            item.listed_in, item.singled_from = None, as_one
            item.save(update_fields=["listed_in", "singled_from"])
            others = [each for each in _places(item.meeting) if each != item.pk]
            at = others.index(as_one.pk)
            _put_in_order(item.meeting, [*others[:at], item.pk, *others[at:]])
        act.record("agenda.singled_out", version=item.version_n, words=as_one.title)


def move_item(item, *, by, up: bool) -> None:
    """调整顺序: one place up or down; not past the ends, and not what is being voted on or has a result."""
    with transaction.atomic():
        meeting = Meeting.objects.get(pk=item.meeting_id)
        with meetings.holding(meeting):
            rules.check_can_change_agenda(meeting, by)
            item = meetings.item_now(item)
            if item.order is None or item.motion or item.announced_at:
                raise Refused(_("该议题在列表中、正在表决或已有结果，不能调整顺序。"))
            places = _places(meeting)
            at = places.index(item.pk)
            to = at - 1 if up else at + 1
            if not 0 <= to < len(places):
                raise Refused(_("该议题已经在最前或最后。"))
            places[at], places[to] = places[to], places[at]
            _put_in_order(meeting, places)
            deeds.record(
                meeting.key,
                "agenda.reordered",
                by=by,
                about=[meeting.unit_id],
                item=item.pk,
                up=up,
            )


def consent(item, *, by) -> None:
    """同意列入: the chair consents to a 临时议题."""
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = meetings.item_now(item)
        rules.check_can_consent(item, by)
        item.consented_at = clock.now()
        item.save(update_fields=["consented_at"])
        act.record("agenda.consented", version=item.version_n, words=item.ad_hoc_reason, item=item.pk)


def write_brief(
    item, *, by, to_decide: str, advice: str = "", differences: str = "", since_last: str = ""
) -> None:
    """审议要点: what is to be decided, the office's advice, where opinions differ, what changed since the last time."""
    if not to_decide.strip():
        raise Refused(_("请填写要定什么。"), field="to_decide")
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = meetings.item_now(item)
        rules.check_can_change_agenda(item.meeting, by)
        if item.announced_at:
            raise Refused(_("该议题已有结果，不能再修改审议要点。"))
        item.to_decide, item.advice = to_decide.strip(), advice.strip()
        item.differences, item.since_last = differences.strip(), since_last.strip()
        item.save(update_fields=["to_decide", "advice", "differences", "since_last"])
        act.record("agenda.brief_written", version=item.version_n, words=item.to_decide, item=item.pk)


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused(_("请填写议题名称。"), field="title")
    return title.strip()


def _places(meeting) -> list[int]:
    """The items that have a place of their own, in their order."""
    own = meeting.items.exclude(order=None).order_by("order")
    return list(own.values_list("pk", flat=True))


def _put_in_order(meeting, places: list[int]) -> None:
    """First out of each other's way, then each to its place: a place is taken once at every moment."""
    meeting.items.filter(pk__in=places).exclude(order=None).update(order=F("order") + SHIFT)
    rows = [AgendaItem(pk=pk, order=order) for order, pk in enumerate(places, start=1)]
    AgendaItem.objects.bulk_update(rows, ["order"])
