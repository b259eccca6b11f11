"""整改措施: who makes them, signs for them, objects, and may no longer change them."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..enums import ConcernKind, Status
from ..models import Concern, Item, Measure
from . import authority, in_office, is_of_its_units, stands_at


def check_can_plan(item: Item, by: Person):
    """制定措施: the 联络员 of the leading unit, while it is being rectified."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以制定整改措施。"))
    stands_at(item, Status.WORKING)
    return found


def check_is_open(measure: Measure) -> None:
    """Neither confirmed nor excused."""
    if measure.settled:
        raise Refused(_("该措施已确认完成或免办，不能再改。"))


def check_can_change(measure: Measure, by: Person):
    found = check_can_plan(measure.item, by)
    check_is_open(measure)
    return found


def check_can_remove(measure: Measure, by: Person):
    """What has been worked on stays: it is excused by the office, not removed."""
    found = check_can_change(measure, by)
    if measure.progress.exists():
        raise Refused(_("已有进展的措施不能删除；不再办理的，请由工委办公室免办。"))
    return found


def is_partners(measure: Measure) -> bool:
    """A 配合单位 has it, not the leading unit."""
    return measure.unit_id != measure.item.unit_id


def check_can_receive(measure: Measure, by: Person):
    """签收 of a measure by the 配合单位 that has it."""
    found = authority(by, Post.LIAISON, measure.unit_id, _("只有该措施责任单位的联络员可以签收。"))
    stands_at(measure.item, Status.ISSUED, Status.WORKING)
    check_is_open(measure)
    if not is_partners(measure) or measure.received_on:
        raise Refused(_("该措施不需要签收，或已经签收。"))
    if has_open_objection(measure):
        raise Refused(_("已提出异议，等待牵头单位答复。"))
    return found


def has_open_objection(measure: Measure) -> bool:
    """Does an objection of its unit wait for the leading unit?"""
    return measure.concerns.filter(kind=ConcernKind.OBJECTION, answered_at=None).exists()


def check_can_appoint(measure: Measure, by: Person):
    """明确责任人 of a measure: the 联络员 of its own unit, once it is theirs."""
    found = authority(by, Post.LIAISON, measure.unit_id, _("只有该措施责任单位的联络员可以明确责任人。"))
    stands_at(measure.item, Status.WORKING)
    check_is_open(measure)
    if not measure.received_on:
        raise Refused(_("请先签收该措施。"))
    return found


def check_can_object(measure: Measure, by: Person):
    """提出异议: before the measure is signed for; one at a time."""
    return check_can_receive(measure, by)


def check_can_urge(measure: Measure, by: Person):
    """催: the leading unit reminds a 配合单位, at most once a day."""
    found = check_can_plan(measure.item, by)
    check_is_open(measure)
    if not is_partners(measure):
        raise Refused(_("本单位的措施请直接督促责任人。"))
    if measure.urged_on == clock.today():
        raise Refused(_("今天已经催过，请明天再催，或提请协调。"))
    return found


def check_can_ask_coordination(item: Item, by: Person):
    """提请协调: the leading unit asks the office; one open at a time."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以提请协调。"))
    stands_at(item, Status.WORKING)
    if item.concerns.filter(kind=ConcernKind.COORDINATION, answered_at=None).exists():
        raise Refused(_("已提请协调，等待工委办公室答复。"))
    return found


def check_can_answer(concern: Concern, by: Person):
    """答复: an objection is answered by the leading unit, a request for coordination by the office."""
    item = concern.item
    if concern.kind == ConcernKind.OBJECTION:
        found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以答复异议。"))
    else:
        found = None
        in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以答复协调事项。"))
        if is_of_its_units(item, by):
            raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    if concern.answered_at:
        raise Refused(_("该事项已经答复。"))
    return found


def check_can_coordinate(item: Item, by: Person) -> Concern:
    """答复提请协调: the office, as long as something is asked."""
    concern = item.concerns.filter(kind=ConcernKind.COORDINATION, answered_at=None).first()
    if concern is None:
        raise Refused(_("没有待答复的提请协调事项。"))
    concern.item = item
    check_can_answer(concern, by)
    return concern


def check_belongs(person: Person | None, unit_id: int, field: str) -> None:
    """The person works in the unit."""
    if person is not None and person.unit_id != unit_id and not standing(person).belongs_to(unit_id):
        raise Refused(_("%(name)s不是该单位人员。") % {"name": person.name}, field=field)
