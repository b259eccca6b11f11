"""延期: who asks, who signs, who grants; before the limit only."""

from django.conf import settings
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Errand, Post
from units.models import Person
from units.standing import Authority
from workflows import routes
from workflows.enums import Outcome

from .. import chain, queries
from ..enums import Status
from ..models import Extension, Item
from . import authority, is_of_its_units, stands_at
from .closing import check_signs


def check_can_ask(item: Item, by: Person) -> Authority:
    """申请延期: the leading unit's 联络员, before the limit, as often as the setting allows."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以申请延期。"), Errand.EXTENSION)
    stands_at(item, Status.WORKING)
    if clock.today() > item.limit:
        raise Refused(
            _("整改时限%(date)s已过，不能再申请延期，请提交逾期说明。") % {"date": item.limit.isoformat()}
        )
    n = _granted(item)
    if n >= settings.EXTENSIONS_PER_ITEM:
        raise Refused(
            _("该事项已延期%(n)d次，按规定不再延期；确有特殊情况的，请提请工委办公室协调。") % {"n": n}
        )
    return found


def _granted(item: Item) -> int:
    """Extensions of this time round: what came back (反弹) has a limit of its own, which may be extended anew."""
    if not item.relapse_count:
        return item.extension_count
    granted = item.extensions.filter(granted=True)
    last = item.closings.filter(outcome__in=[Outcome.CLOSED, Outcome.LONG_TERM]).order_by("-n").first()
    return granted.filter(asked_at__gt=last.ended_at).count() if last else granted.count()


def open_extension(item: Item) -> Extension:
    """The application that waits for an answer."""
    found = item.extensions.filter(answered_at=None).first()
    if found is None:
        raise Refused(_("没有待审批的延期申请，页面可能已经过时，请刷新。"))
    return found


def _at(item: Item, *stages: str) -> Extension:
    if item.status != Status.EXTENDING or item.stage not in stages:
        raise Refused(_("该事项当前为“%(state)s”，不在该环节。") % {"state": item.label})
    return open_extension(item)


def check_can_withdraw(item: Item, by: Person) -> Authority:
    """撤回延期申请: until the head of the unit has signed."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以撤回。"), Errand.EXTENSION)
    if item.status != Status.EXTENDING or item.stage != chain.SIGN:
        raise Refused(_("单位负责人已签字或没有待签字的延期申请，不能撤回。"))
    return found


def check_can_sign(item: Item, by: Person) -> Authority:
    """延期签字: the head of the unit, or a delegate who is no party to it."""
    extension = _at(item, chain.SIGN)
    found = authority(by, Post.HEAD, item.unit_id, _("只有单位负责人可以签字。"), Errand.EXTENSION)
    check_signs(item, by, found, extension.asked_by_id)
    return found


def check_can_answer(item: Item, by: Person) -> Authority:
    """审批延期, or record the source's consent: the office's clerk, nobody of the units concerned."""
    _at(item, chain.APPROVE, chain.CONSENT)
    otherwise = _("只有工委办公室经办人可以审批延期。")
    found = authority(by, Post.OFFICE_CLERK, routes.office_id(), otherwise, Errand.EXTENSION)
    for person in filter(None, (by, found.on_behalf_of)):  # a conflict goes with the delegation
        if is_of_its_units(item, person) or person.pk in queries.parties_of(item):
            raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    return found
