"""提醒规则: the office's 工委业务管理员 keeps them."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing


def check_can_keep_reminders(by: Person) -> None:
    """维护提醒规则和督办设置."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以维护提醒规则。"))
