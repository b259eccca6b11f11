"""外部渠道、通知方式: set up, tested and switched by an administrator; chosen by each person within what is allowed."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _
from standardwebhooks import Webhook

from records import clock, secrets, trail, turns
from records.enums import Circle
from records.errors import Refused

from . import gateways, mail, outgoing
from .enums import ROBOTS, Channel, GatewayKind, Mail
from .models import ChannelPolicy, Gateway, Preference
from .queries import policy
from .rules import check_can_have_personal, check_can_set_channels

SETTINGS = "settings"
SHORTEST_KEY = 24

logger = logging.getLogger(__name__)


def save_gateway(gateway: Gateway, *, by, name: str, unit=None, address: str = "", key: str = "") -> Gateway:
    """保存渠道. An empty address or key leaves what is sealed as it is; a new one has to be tested and switched on again."""
    check_can_set_channels(by)
    if not name.strip():
        raise Refused(_("请填写名称。"), field="name")
    secret = secrets.unseal(gateway.sealed) if gateway.pk else {"address": "", "key": ""}
    secret = {"address": address.strip() or secret["address"], "key": key.strip() or secret["key"]}
    _check(gateway.kind, secret)
    new, moved = gateway.pk is None, bool(address.strip())
    with transaction.atomic():
        gateway.name, gateway.unit = name.strip(), unit
        gateway.sealed, gateway.shown = secrets.seal(secret), _shown(secret["address"])
        if moved or key.strip():
            gateway.active, gateway.tested_well = False, False
            gateway.tested_at, gateway.tested_words = None, ""
        gateway.save()
        code = "channel.created" if new else "channel.changed"
        _record(code, by, gateway, address_changed=moved, key_changed=bool(key.strip()))
    return gateway


def switch_gateway(gateway: Gateway, *, by, on: bool) -> None:
    """启用、停用; switched on only after a test that went well."""
    check_can_set_channels(by)
    with transaction.atomic():
        gateway = Gateway.objects.select_for_update().get(pk=gateway.pk)
        if on and not gateway.tested_well:
            raise Refused(_("请先测试，测试成功后再启用。"))
        if gateway.active != on:
            Gateway.objects.filter(pk=gateway.pk).update(active=on)
            _record("channel.switched_on" if on else "channel.switched_off", by, gateway)


def test_gateway(gateway: Gateway, *, by) -> bool:
    """测试: one message now; what came of it is kept beside the channel."""
    check_can_set_channels(by)
    return _tested(gateway, by)


def test_email(*, by) -> str:
    """测试电子邮件: one letter now, to whoever asks for it; empty when the server took it, else what it said."""
    check_can_set_channels(by)
    if not by.email:
        raise Refused(_("您没有登记电子邮箱，请联系系统管理员。"))
    try:
        mail.test(by.email)
        words = ""
    except Exception as error:  # whatever goes wrong outside is an answer to the test
        logger.warning("e-mail: %s", type(error).__name__)
        words = str(error)[:300] or type(error).__name__
    told = {"channel": None, "name": Channel.EMAIL.value, "well": not words}
    trail.record(SETTINGS, "channel.tested", by=by, circle=Circle.SYSTEM, **told)
    return words


def _tested(gateway: Gateway, by) -> bool:
    try:
        gateways.test(gateway)
        words = ""
    except Exception as error:  # whatever goes wrong outside is an answer to the test
        logger.warning("channel %s: %s", gateway.pk, type(error).__name__)
        words = str(error)[:300] or type(error).__name__
    with transaction.atomic():
        tested = {"tested_at": clock.now(), "tested_well": not words, "tested_words": words}
        Gateway.objects.filter(pk=gateway.pk).update(**tested)
        _record("channel.tested", by, gateway, well=not words)
    return not words


def save_personal(*, by, address: str) -> Gateway:
    """个人消息: one's own address; nothing is sent there before a test has gone well."""
    check_can_have_personal(by)
    _check(GatewayKind.PERSONAL, {"address": address.strip(), "key": ""})
    sealed = secrets.seal({"address": address.strip(), "key": ""})
    with transaction.atomic():
        fresh = {"active": False, "tested_at": None, "tested_well": False, "tested_words": ""}
        told = {
            "kind": GatewayKind.PERSONAL,
            "name": by.name,
            "sealed": sealed,
            "shown": _shown(address.strip()),
        }
        row, new = Gateway.objects.update_or_create(person=by, defaults=fresh | told)
        _record(
            "channel.created" if new else "channel.changed", by, row, address_changed=True, key_changed=False
        )
    return row


def test_personal(*, by) -> bool:
    """发一条测试消息 to oneself; from then on one's reminders go there, when it went well."""
    check_can_have_personal(by)
    row = _personal(by)
    if row is None:
        raise Refused(_("请先填写个人消息地址。"), field="address")
    well = _tested(row, by)
    Gateway.objects.filter(pk=row.pk).update(active=well)
    return well


def remove_personal(*, by) -> None:
    """停用个人消息: nothing goes there any more, and the address is forgotten."""
    row = _personal(by)
    if row is None:
        raise Refused(_("没有设置个人消息。"))
    with transaction.atomic():
        Gateway.objects.filter(pk=row.pk).update(
            active=False, sealed=secrets.seal({"address": "", "key": ""}), shown=""
        )
        _record("channel.switched_off", by, row)


def _personal(by) -> Gateway | None:
    return Gateway.objects.filter(person=by).exclude(shown="").first()


def save_policy(*, by, may_daily: bool, may_off: bool, may_personal: bool) -> None:
    """渠道设置: what people may choose."""
    check_can_set_channels(by)
    with transaction.atomic():
        turns.take("channels.policy")
        row = policy()
        before = (row.may_daily, row.may_off, row.may_personal)
        if before != (may_daily, may_off, may_personal):
            row.may_daily, row.may_off, row.may_personal = may_daily, may_off, may_personal
            row.save()
            trail.record(
                SETTINGS,
                "channel.policy_changed",
                by=by,
                circle=Circle.SYSTEM,
                may_daily=may_daily,
                may_off=may_off,
                may_personal=may_personal,
            )


def choose(*, by, mail: str, leader_digest: bool) -> None:
    """通知方式: one's own choice."""
    allowed: ChannelPolicy = policy()
    if mail == Mail.DAILY and not allowed.may_daily or mail == Mail.OFF and not allowed.may_off:
        raise Refused(_("管理员没有开放这个选择。"), field="mail")
    Preference.objects.update_or_create(
        person=by, defaults={"mail": Mail(mail), "leader_digest": leader_digest}
    )


def _check(kind: str, secret: dict) -> None:
    if not secret["address"]:
        raise Refused(_("请填写地址。"), field="address")
    if kind in ROBOTS:
        if secret["address"].partition("://")[0] not in gateways.SCHEMES:
            known = _("、").join(f"{name}://" for name in gateways.SCHEMES)
            raise Refused(_("机器人地址应以%(known)s开头。") % {"known": known}, field="address")
        if gateways.robot_at(secret["address"]) is None:
            raise Refused(_("机器人地址不完整，或者不止一个地址。"), field="address")
        return
    outgoing.check_allowed(secret["address"])
    if len(secret["key"]) < SHORTEST_KEY:
        raise Refused(_("签名密钥至少%(n)d个字符。") % {"n": SHORTEST_KEY}, field="key")
    try:
        Webhook(secret["key"])
    except Exception as error:
        raise Refused(_("签名密钥应是whsec_开头的base64文本。"), field="key") from error


def _shown(address: str) -> str:
    """Scheme and host of an address; what follows may be the secret itself."""
    scheme, _colon, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/…" if scheme in {"http", "https"} else f"{scheme}://…"


def _record(code: str, by, gateway: Gateway, **params) -> None:
    trail.record(SETTINGS, code, by=by, circle=Circle.SYSTEM, channel=gateway.pk, name=gateway.name, **params)
