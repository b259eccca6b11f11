"""重复发生: who says that a problem is an earlier one once more."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person

from ..enums import DROPPED
from ..models import Item
from . import in_office, is_of_its_units, stands_at


def check_can_judge_similar(item: Item, by: Person):
    """标为重复发生、不是同一问题: the office's clerk who is not of the units concerned, while the item is not dropped."""
    in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以判断是否重复发生。"))
    if is_of_its_units(item, by):
        raise Refused(_("您是责任单位人员，须由办公室其他同志判断。"))
    if item.status in DROPPED:
        stands_at(item)


def check_is_earlier(item: Item, earlier: Item):
    """An item recurs from one that was given out before it, and names one at a time."""
    if earlier.pk >= item.pk:
        raise Refused(_("只能标为更早交办的问题重复发生。"))
    if item.recurs_id == earlier.pk:
        raise Refused(_("已标为该问题重复发生。"))
