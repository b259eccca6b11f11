"""填报进展、确认完成、免办: each measure by its own unit; the office excuses."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..enums import AT_WORK, Status
from ..models import Measure
from . import in_office, is_of_its_units, stands_at
from .measures import check_is_open


def check_can_report(measure: Measure, by: Person):
    """填报进展、添加佐证: the responsible person, or the 联络员 of the measure's unit for them (the trail says who)."""
    stands_at(measure.item, *AT_WORK)
    found = standing(by).authority(Post.LIAISON, measure.unit_id)
    if measure.person_id == by.pk:
        found = None
    elif found is None:
        raise Refused(_("只有该措施的责任人或责任单位联络员可以填报。"))
    if not measure.received_on:
        raise Refused(_("请先签收该措施。"))
    check_is_open(measure)
    return found


def check_can_confirm(measure: Measure, by: Person):
    """本单位确认: the responsible leader of the measure, or the 联络员 of its unit."""
    stands_at(measure.item, Status.WORKING)
    found = standing(by).authority(Post.LIAISON, measure.unit_id)
    if measure.leader_id == by.pk:
        found = None
    elif found is None:
        raise Refused(_("只有该措施的责任领导或责任单位联络员可以确认完成。"))
    if not measure.received_on:
        raise Refused(_("请先签收该措施。"))
    check_is_open(measure)
    if measure.percent < 100:
        raise Refused(_("完成率未达100%，请先填报进展。"))
    return found


def check_can_excuse(measure: Measure, by: Person) -> None:
    """免办: the office, nobody of the units concerned."""
    in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以免办。"))
    if is_of_its_units(measure.item, by):
        raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    stands_at(measure.item, Status.WORKING)
    check_is_open(measure)
