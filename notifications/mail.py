"""E-mail: one Delivery per sending. A crash between sending and sent is `unknown`, then resent under the same Message-ID.

The wording of a mail never goes beyond the 知悉范围 of its notice: it carries the notice's own words and a link.
"""

from django.core.mail import EmailMessage

from records import clock, requests
from records.stored import sentence

from . import last_look
from .enums import DeliveryState
from .models import Delivery

BROKEN_OFF = sentence("发送中断，结果不明，以同一编号重发。")
LETTER = sentence(
    "%(name)s同志：\n\n%(text)s\n\n办理：%(url)s\n\n本邮件由系统自动发出，请勿直接回复。\n本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密。\n"
)
TEST_TITLE = sentence("先领：渠道测试")
TEST_TEXT = sentence("这是一条测试消息，收到说明渠道可用。")
KIND = "mail.send"
QUEUE = "notify"


def send(payload: dict):
    """Send one delivery; gives what marks it sent. Sent already: nothing happens. A reminder waits for its hours."""
    delivery = Delivery.objects.select_related("notice__recipient").get(pk=payload["delivery"])
    if delivery.state in {DeliveryState.SENT, DeliveryState.STOPPED}:
        return None
    last_look.keep_hours(delivery.notice.event)
    sent, note = Delivery.objects.filter(pk=delivery.pk), ""
    if delivery.state in {DeliveryState.SENDING, DeliveryState.UNKNOWN}:
        note = BROKEN_OFF()
        sent.exclude(state=DeliveryState.STOPPED).update(state=DeliveryState.UNKNOWN, error=note)
    begun = last_look.begin(delivery, delivery.notice.recipient)
    if begun is None:
        return None
    message = EmailMessage(
        delivery.title,
        delivery.body,
        to=[delivery.address],
        headers={
            "Message-ID": delivery.message_id,
            "Auto-Submitted": "auto-generated",
            requests.HEADER: requests.current(),
        },
    )
    try:
        message.send()
    except Exception as error:
        begun.update(state=DeliveryState.DUE, error=str(error)[:1000])
        raise
    return lambda: sent.update(state=DeliveryState.SENT, sent_at=clock.now(), error=note)


def test(address: str) -> None:
    """测试: one letter now; whatever goes wrong is raised."""
    headers = {"Auto-Submitted": "auto-generated", requests.HEADER: requests.current()}
    EmailMessage(TEST_TITLE(), TEST_TEXT(), to=[address], headers=headers).send()


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 发送失败, with the reason."""
    given_up = Delivery.objects.filter(pk=payload["delivery"]).exclude(state=DeliveryState.STOPPED)
    given_up.update(state=DeliveryState.FAILED, error=error[:1000])
