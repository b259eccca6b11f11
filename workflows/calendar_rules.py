"""工作日历: who keeps it."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.queries import standing


def check_can_keep_calendar(by):
    """导入工作日历: the 工委业务管理员 alone; the preview shows limits of everybody's work."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以导入工作日历。"))
