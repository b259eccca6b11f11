"""交办、签收."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..enums import Status
from ..models import Item
from . import authority, stands_at


def check_can_issue(by: Person):
    """交办: the office's clerk; whoever receives complaints gives out what they contain."""
    held = standing(by)
    if not (held.holds_in_office(Post.OFFICE_CLERK) or held.holds_in_office(Post.INTAKE)):
        raise Refused(_("只有工委办公室经办人可以交办。"))


def check_can_receive(item: Item, by: Person):
    """签收: the 联络员 of the leading unit."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有责任单位联络员可以签收。"))
    stands_at(item, Status.ISSUED)
    return found
