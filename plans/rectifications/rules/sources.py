"""来源规则: the office's 工委业务管理员 keeps them."""

from django.utils.translation import gettext as _

from units.enums import Post
from units.models import Person

from . import in_office


def check_can_keep_sources(by: Person) -> None:
    in_office(by, Post.BUSINESS_ADMIN, _("只有工委业务管理员可以维护来源规则。"))
