"""免账号阅提意见的规则: whether it is switched on at all, who may send such a link, to which addresses, and what it opens.

It opens one version of a matter at a 会签 outside its unit, to be read, and a field for an opinion. It is no vote, no
acceptance, no step of a closing and no 会签人: what a guest says is read by whoever decides, and counts nothing by itself.
"""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.models import Person

from . import sittings
from .models import GuestLink
from .sittings import Sitting

LONGEST_DAYS = 14
MOST = 10  # links at one sitting


def is_on() -> bool:
    """Has the operator named any domains?"""
    return bool(settings.GUEST_MAIL_DOMAINS)


def check_can_invite(sitting: Sitting, by: Person) -> None:
    """发出链接: whose business the sitting is, at a 会签 of the committee's."""
    if not is_on():
        raise Refused(_("没有启用免账号阅提意见。"))
    if sitting.in_own_house or sitting.stage.kind not in sittings.WIDER or sitting.round.version is None:
        raise Refused(_("只有工委的会签环节可以请没有账号的同志阅提意见。"))
    if not sittings.runs(sitting, by):
        raise Refused(_("只有经办人可以请没有账号的同志阅提意见。"))
    sittings.check_stands_outside(sitting, by)
    if sitting.round.guest_links.filter(revoked_at=None).count() >= MOST:
        raise Refused(_("一个环节最多请%(n)d名没有账号的同志。") % {"n": MOST})


def check_address(email: str) -> None:
    """Only to the domains that the operator lists, whole: a subdomain is another domain."""
    domain = email.rpartition("@")[2].lower()
    if domain not in settings.GUEST_MAIL_DOMAINS:
        raise Refused(
            _("只能发到这些邮箱：%(domains)s。") % {"domains": _("、").join(settings.GUEST_MAIL_DOMAINS)},
            field="email",
        )


def check_days(days: int) -> None:
    """A fortnight at most."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("有效期为1至%(n)d天。") % {"n": LONGEST_DAYS}, field="days")


def check_can_revoke(link: GuestLink, sitting: Sitting, by: Person) -> None:
    """撤回链接: whose business the sitting is."""
    if not sittings.runs(sitting, by):
        raise Refused(_("只有经办人可以撤回链接。"))
    sittings.check_stands_outside(sitting, by)
    if not opens(link):
        raise Refused(_("链接已经失效。"))


def opens(link: GuestLink) -> bool:
    """Does the link still open anything: not revoked, not run out, and the sitting it is for still open?"""
    return link.revoked_at is None and clock.now() < link.expires_at and link.round.closed_at is None


def check_can_speak(link: GuestLink) -> None:
    """提出意见: once, while it opens."""
    if not (is_on() and opens(link)):
        raise Refused(_("链接已经失效，意见没有提交。"))
    if link.answered_at:
        raise Refused(_("您已提出意见，意见不能更改。"))


def ends_at(days: int):
    """When a link of so many days runs out."""
    return clock.now() + timedelta(days=days)
