"""群机器人、个人消息、接口: sending through what an administrator has set up.

A robot cannot be asked whether it has heard: a crash between sending and sent is `unknown`, and a person decides. An
interface gets the same id again, signed by Standard Webhooks, and can tell the second from the first.
"""

import hashlib
import json
import logging
import re
from contextvars import ContextVar

import apprise
from django.conf import settings
from standardwebhooks import Webhook

from records import clock, requests, secrets
from records.stored import sentence

from . import last_look, outgoing
from .enums import ROBOTS, DeliveryState, GatewayKind
from .mail import TEST_TEXT, TEST_TITLE
from .models import Delivery, Gateway

KIND = "gateway.send"
SCHEMES = ("wecombot", "dingtalk", "feishu", "lark")
SEVERAL = re.compile(r"[\s,;]")  # where apprise would read a second address
BROKEN_OFF = sentence("发送中断，结果不明，请核对后决定是否再发。")
NO_ANSWER = sentence("对方没有应答，结果不明，请核对后决定是否再发。")
REFUSED = sentence("对方没有接受。")


class NotTaken(RuntimeError):
    """The other side did not take the message."""


class NotKnown(RuntimeError):
    """The message went out and no answer came back: it may have arrived."""


class _Heard(logging.Handler):
    """What apprise says while it sends, which alone tells why it failed. None of it goes into our log: its lines hold addresses."""

    lines: ContextVar[list[str] | None] = ContextVar("heard", default=None)

    def emit(self, record: logging.LogRecord) -> None:
        lines = self.lines.get()
        if lines is not None:
            lines.append(record.getMessage())


apprise.logger.addHandler(_Heard())
apprise.logger.setLevel(logging.DEBUG)
apprise.logger.propagate = False


def message_id(key: str) -> str:
    """The same id for the same key, however often it is sent."""
    return f"msg_{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def send(payload: dict):
    """Send one delivery through its gateway; gives what marks it sent. A reminder waits for its hours."""
    delivery = Delivery.objects.select_related("gateway", "notice__recipient__unit").get(
        pk=payload["delivery"]
    )
    sent = Delivery.objects.filter(pk=delivery.pk)
    if delivery.state in {DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.STOPPED}:
        return None
    if delivery.state == DeliveryState.SENDING and delivery.channel in ROBOTS:
        return lambda: sent.update(state=DeliveryState.UNKNOWN, error=BROKEN_OFF())
    last_look.keep_hours(delivery.notice.event)
    group = delivery.channel == GatewayKind.ROBOT  # told once of a matter, whoever of them has left
    begun = last_look.begin(delivery, None if group else delivery.notice.recipient)
    if begun is None:
        return None
    try:
        answer = _sent(delivery)
    except NotKnown as error:
        told = str(error)
        return lambda: sent.update(state=DeliveryState.UNKNOWN, error=told)
    except Exception as error:
        begun.update(state=DeliveryState.DUE, error=str(error)[:1000])
        raise
    return lambda: sent.update(state=DeliveryState.SENT, sent_at=clock.now(), error=answer)


def test(gateway: Gateway) -> None:
    """测试: one message now; NotTaken when the other side does not take it."""
    title, text = TEST_TITLE(), TEST_TEXT()
    if gateway.kind in ROBOTS:
        _to_robot(gateway, title, text)
    else:
        _to_interface(
            gateway, message_id(f"test:{clock.now().isoformat()}"), "channel.tested", {"text": text}
        )


def _sent(delivery: Delivery) -> str:
    """What the other side answered."""
    notice = delivery.notice
    address = settings.PUBLIC_URL + notice.url
    if delivery.channel in ROBOTS:
        return _to_robot(delivery.gateway, delivery.title, f"{delivery.body}\n{address}")
    person = notice.recipient
    return _to_interface(
        delivery.gateway,
        delivery.message_id,
        notice.event,
        {
            "title": delivery.title,
            "text": delivery.body,
            "url": address,
            "recipient": {
                "account": person.username,
                "name": person.name,
                "phone": person.office_phone,
                "unit": person.unit.code,
            },
        },
    )


def robot_at(address: str):
    """The one robot behind an address; None when it is none of the services known here, or more than one address.

    The hosts of these services are fixed in apprise, and no redirect leads away from them: a robot's address can point
    nowhere inside.
    """
    if SEVERAL.search(address) or len(apprise.utils.parse.parse_urls(address)) != 1:
        return None
    if address.partition("://")[0] not in SCHEMES:
        return None
    robot = apprise.Apprise.instantiate(address)
    if robot is None or robot.secure_protocol not in SCHEMES:
        return None
    robot.redirects, robot.verify_certificate = False, True
    robot.socket_connect_timeout = robot.socket_read_timeout = outgoing.SECONDS
    return robot


def _to_robot(gateway: Gateway, title: str, text: str) -> str:
    robot, told = robot_at(secrets.unseal(gateway.sealed)["address"]), apprise.Apprise()
    if robot is None or not told.add(robot):
        raise NotTaken(REFUSED())
    heard = _Heard.lines.set([])
    try:
        if not told.notify(title=title, body=text):
            raise NotKnown(NO_ANSWER()) if _broken_off(_Heard.lines.get()) else NotTaken(REFUSED())
    finally:
        _Heard.lines.reset(heard)
    return ""


def _broken_off(lines: list[str]) -> bool:
    """Did the connection stand before it failed? One that could not be made says so in these words of urllib3."""
    failed = [line for line in lines if "Exception: " in line]
    return any("Max retries exceeded" not in line for line in failed)


def _to_interface(gateway: Gateway, message: str, event: str, data: dict) -> str:
    secret, moment = secrets.unseal(gateway.sealed), clock.now()
    body = json.dumps({"type": event, "timestamp": moment.isoformat(), "data": data}, ensure_ascii=False)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        requests.HEADER: requests.current(),
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret["key"]).sign(message, moment, body),
    }
    status, words = outgoing.post(secret["address"], body.encode(), headers)
    if not 200 <= status < 300:
        raise NotTaken(f"HTTP {status} {words[:200]}")
    return f"HTTP {status} {words[:200]}".strip()
