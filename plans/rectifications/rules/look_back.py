"""回头看、年检: the office's clerk looks, nobody of the units concerned."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person

from .. import queries
from ..enums import Status
from ..models import Item
from . import in_office, is_of_its_units, stands_at


def check_can_look_back(item: Item, by: Person) -> None:
    """登记回头看: of what is 已销号, or 长期坚持 (年检)."""
    in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以登记回头看。"))
    if is_of_its_units(item, by) or by.pk in queries.parties_of(item):
        raise Refused(_("不能对本单位的事项回头看，请由其他单位的同志办理。"))
    stands_at(item, Status.CLOSED, Status.LONG_TERM)


def check_is_due(item: Item, by: Person) -> None:
    """回头看、年检 is planned: the card asks for it."""
    check_can_look_back(item, by)
    if not item.look_backs.filter(done_on=None).exists():
        raise Refused(_("没有待办的回头看。"))


def check_is_unplanned(item: Item, by: Person) -> None:
    """None is planned: the clerk may record one all the same (临时安排)."""
    check_can_look_back(item, by)
    if item.look_backs.filter(done_on=None).exists():
        raise Refused(_("已安排回头看。"))
