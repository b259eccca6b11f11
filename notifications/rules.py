"""Who may look at what was sent."""

from django.conf import settings
from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing
from units.standing import Standing

from .queries import policy


def sees_sent(held: Standing) -> bool:
    """The business administrator of the office; in the demo everybody of the office."""
    return held.holds_in_office(Post.BUSINESS_ADMIN) or (settings.DEMO and held.is_office)


def check_can_see_sent(person: Person) -> None:
    """发送记录 is open to those whose navigation shows it."""
    if not sees_sent(standing(person)):
        raise Refused(_("只有工委业务管理员可以查看发送记录。"))


def sets_channels(held: Standing) -> bool:
    """Who sets up channels: the business administrator or the system administrator of the office."""
    return held.holds_in_office(Post.BUSINESS_ADMIN) or held.holds_in_office(Post.SYSTEM_ADMIN)


def check_can_set_channels(person: Person) -> None:
    """外部渠道、渠道设置."""
    if not sets_channels(standing(person)):
        raise Refused(_("只有工委业务管理员或系统管理员可以设置渠道。"))


def check_can_have_personal(person: Person) -> None:
    """个人消息: whoever holds a post, as long as the administrator allows it."""
    if not policy().may_personal:
        raise Refused(_("管理员没有开放个人消息。"))
