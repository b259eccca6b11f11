"""需工委协调事项: who raises one, who assigns it within the committee, who answers it."""

from django.utils.translation import gettext as _

from plans.actions import rules as plan_rules
from records.errors import Refused, allows
from units import holders
from units.enums import Post
from units.models import Person
from units.queries import Authority, standing

from ..models import Item, Matter
from ..queries import units_of

IN_CHARGE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)


def check_can_raise(unit_id: int, by: Person) -> Authority:
    """提请工委协调: the unit's 联络员 or head, at any time."""
    held = standing(by)
    found = held.authority(Post.LIAISON, unit_id) or held.authority(Post.HEAD, unit_id)
    if found is None:
        raise Refused(_("只有本单位联络员或单位负责人可以提请工委协调。"))
    return found


def raising_unit(by: Person) -> int | None:
    """The unit for which the person may raise one, their own first; None when for none."""
    units = sorted(standing(by).unit_ids, key=lambda pk: (pk != by.unit_id, pk))
    return next((pk for pk in units if allows(check_can_raise, pk, by)), None)


def check_can_raise_about(item: Item, by: Person) -> None:
    """提请工委协调 about an item: for its leading or a co-operating unit."""
    unit_id = raising_unit(by)
    if unit_id is None or (unit_id != item.unit_id and unit_id not in units_of(item)):
        raise Refused(_("该整改事项不是本单位的。"), field="item")


def check_can_pass_on(trouble, by: Person) -> Authority:
    """转请工委协调: the unit's leader, to whom the trouble went, passes it on instead of answering."""
    plan_rules.check_can_answer_trouble(trouble, by)
    held, unit_id = standing(by), trouble.task.plan.unit_id
    return held.authority(Post.HEAD, unit_id) or held.authority(Post.DEPUTY, unit_id)


def check_can_assign(matter: Matter, by: Person) -> None:
    """分办: the office's clerk or head, while it is not answered; once more when somebody else is to handle it."""
    if not any(standing(by).holds_in_office(post) for post in IN_CHARGE):
        raise Refused(_("只有工委办公室经办人或办公室负责人可以分办。"))
    _is_open_to(matter, by)


def check_can_handle(matter: Matter, by: Person) -> Authority:
    """记录进展、答复: who it was assigned to, or the office that assigns."""
    held = standing(by)
    found = _authority(matter, by)
    if found is None and not any(held.holds_in_office(post) for post in IN_CHARGE):
        raise Refused(_("只有承办人或工委办公室可以办理该事项。"))
    _is_open_to(matter, by)
    return found or Authority(by)


def _authority(matter: Matter, by: Person) -> Authority | None:
    if place := holders.post_of(matter.holder):
        return standing(by).authority(*place)
    return Authority(by) if matter.holder == holders.person(by.pk) else None


def _is_open_to(matter: Matter, by: Person) -> None:
    """Conflicts follow the person: nobody handles what their own unit raised."""
    if standing(by).is_of({matter.unit_id}):
        raise Refused(_("本单位提请的事项，请由其他同志办理。"))
    if matter.answered_at:
        raise Refused(_("该事项已经答复。"))
