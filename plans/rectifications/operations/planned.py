"""一项措施怎样写才算数: what a measure cannot do without, and what may no longer be changed in it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused, Stale
from units.models import Person, Section, Unit

from ..models import Item, Measure
from ..rules import measures as rules

FIELDS = ("text", "standard", "unit", "leader", "section", "person", "starts", "due")
# A 配合单位 signed for these; when one changes it signs again.
SIGNED_FOR = frozenset({"text", "standard", "unit", "due"})


@dataclass
class Planned:
    """A measure as it is written down. Of a 配合单位 leader, section and person may stay open until that unit signs for it."""

    text: str
    unit: Unit
    due: date
    standard: str = ""
    leader: Person | None = None
    section: Section | None = None
    person: Person | None = None
    starts: date | None = None


def fields_of(planned: Planned) -> dict:
    """What was written, as the row keeps it."""
    return {name: getattr(planned, name) for name in FIELDS} | {
        "text": planned.text.strip(),
        "standard": planned.standard.strip(),
    }


def check_planned(item: Item, planned: Planned, *, was: Measure | None = None) -> None:
    """What a measure cannot do without, each on its field."""
    if not planned.text.strip():
        raise Refused(_("请填写整改措施。"), field="text")
    if was is None or planned.due != was.due:
        _check_due(item, planned.due)
    if planned.starts and planned.starts > planned.due:
        raise Refused(_("开始时间不能晚于完成时限。"), field="starts")
    if planned.unit.pk == item.unit_id:
        check_people(item.unit_id, planned.leader, planned.section, planned.person)
    else:
        check_belong(planned.unit.pk, planned.leader, planned.section, planned.person)


def _check_due(item: Item, due: date) -> None:
    """Until the limit; after it, until what the unit promised in a 逾期说明 that was answered: late work is arranged too, and
    its lateness goes on counting against the limit."""
    today, last = clock.today(), item.limit
    if last < today:
        answered = item.latenotes.filter(answered_at__isnull=False).order_by("-id").first()
        if answered and answered.renewed_due is None:  # else the office gave a limit, and that one has passed
            last = max(last, answered.promised)
    if last < today:
        raise Refused(_("整改时限已过，请先提交逾期说明，答复后再安排措施。"), field="due")
    if due < today:
        raise Refused(_("完成时限不能早于今天。"), field="due")
    if due > last and last == item.limit:
        raise Refused(_("完成时限不能晚于整改时限%(date)s。") % {"date": last.isoformat()}, field="due")
    if due > last:
        sentence_ = _("完成时限不能晚于逾期说明中的拟完成日期%(date)s。")
        raise Refused(sentence_ % {"date": last.isoformat()}, field="due")


def check_people(unit_id: int, leader, section, person) -> None:
    if leader is None:
        raise Refused(_("请明确责任领导。"), field="leader")
    if person is None:
        raise Refused(_("请明确责任人，写到具体同志。"), field="person")
    check_belong(unit_id, leader, section, person)


def check_belong(unit_id: int, leader, section, person) -> None:
    rules.check_belongs(leader, unit_id, "leader")
    rules.check_belongs(person, unit_id, "person")
    if section is not None and section.unit_id != unit_id:
        raise Refused(_("该科室不属于责任单位。"), field="section")


def check_revision(measure: Measure, revision: int, planned: Planned) -> None:
    if measure.revision == revision:
        return
    who = measure.saved_by.name if measure.saved_by else ""
    raise Stale(
        mine=fields_of(planned),
        theirs={name: getattr(measure, name) for name in FIELDS},
        revision=measure.revision,
        who=who,
        when=measure.saved_at,
        sentence=_(
            "措施%(n)d刚由%(who)s修改过，没有覆盖。请对照下面现在的内容，确认后再保存。您填写的内容没有丢失。"
        )
        % {"n": measure.order, "who": who or _("他人")},
    )


def check_move(measure: Measure, planned: Planned, item: Item) -> None:
    """A measure that is late keeps its limit: its lateness is not planned away. Progress stays with its unit."""
    if planned.due != measure.due and clock.today() > measure.due:
        raise Refused(_("该措施已逾期，完成时限不能再改；完成时注明逾期原因。"), field="due")
    if planned.unit.pk != measure.unit_id and measure.progress.exists():
        raise Refused(_("该措施已有进展，不能改由其他单位承担；可以另加一项措施。"), field="unit")
