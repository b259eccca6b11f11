"""终止: the office's clerk asks, its head approves; never the same person."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person

from ..enums import Status
from ..models import Item, Stop
from . import in_office, is_of_its_units, stands_at


def check_can_ask(item: Item, by: Person) -> None:
    """申请终止: the office's clerk, while the item is being rectified."""
    in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以申请终止。"))
    _not_own(item, by)
    stands_at(item, Status.WORKING)


def check_can_answer(item: Item, by: Person) -> Stop:
    """审批终止: the head of the office, not who asked."""
    in_office(by, Post.OFFICE_HEAD, _("只有办公室负责人可以审批终止。"))
    _not_own(item, by)
    stands_at(item, Status.STOPPING)
    stop = item.stops.filter(answered_at=None).first()
    if stop is None:
        raise Refused(_("没有待审批的终止申请，页面可能已经过时，请刷新。"))
    if stop.asked_by_id == by.pk:
        raise Refused(_("终止申请须由他人审批，申请人不能自己审批。"))
    return stop


def _not_own(item: Item, by: Person) -> None:
    if is_of_its_units(item, by):
        raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
