"""督办通知单: who writes, who signs, who answers. Conflicts follow the person: nobody of the unit has a hand in it before it is issued."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units import queries
from units.enums import Post
from units.models import Person
from units.queries import Authority, standing

from ..enums import OrderState
from ..models import Order
from ..queries import settings


def check_can_write(order: Order, by: Person) -> None:
    """修改、送签、不予发出: the office's clerk, while it is a draft."""
    _clerk(order, by)
    _stands_at(order, OrderState.DRAFT)


def check_can_sign(order: Order, by: Person) -> Authority:
    """签发、退回: the 签发人 named in the settings, in person or by delegation."""
    found = standing(by).authority(settings.current().signer, queries.office_id())
    if found is None:
        raise Refused(_("只有签发人可以签发督办通知单。"))
    if any(standing(person).is_of({order.unit_id}) for person in (found.by, found.on_behalf_of) if person):
        raise Refused(_("签发人是承办单位的同志，应当回避。"))
    _stands_at(order, OrderState.SUBMITTED)
    return found


def check_can_answer(order: Order, by: Person) -> Authority:
    """回执: the unit's head or 联络员."""
    held = standing(by)
    found = held.authority(Post.HEAD, order.unit_id) or held.authority(Post.LIAISON, order.unit_id)
    if found is None:
        raise Refused(_("只有承办单位负责人或联络员可以填写回执。"))
    _stands_at(order, OrderState.ISSUED)
    return found


def _clerk(order: Order, by: Person) -> None:
    held = standing(by)
    if not held.holds_in_office(Post.OFFICE_CLERK):
        raise Refused(_("只有工委办公室经办人可以拟办督办通知单。"))
    if held.is_of({order.unit_id}):
        raise Refused(_("您是承办单位的同志，应当回避。"))


def _stands_at(order: Order, state: str) -> None:
    if order.status != state:
        label = OrderState(order.status).label
        raise Refused(_("该督办通知单的状态是“%(state)s”，不能这样办理。") % {"state": label})
