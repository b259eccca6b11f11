"""群机器人: an address is one known service and nothing else; what gave no answer waits for a person; the log keeps no address."""

import logging
from logging.handlers import BufferingHandler

import pytest
import requests as asking

from notifications import gateways, reminders
from notifications.enums import DeliveryState
from notifications.models import Delivery
from project.effects import EFFECTS
from records import outbox, secrets
from records.enums import OutboxState
from records.models import Outbox
from tests.notifications.test_channels import ROBOT, reminder, robot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_a_robot_is_one_known_service_and_no_redirect_leads_away_from_it(monkeypatch):
    asked = []

    def post(address, **how):
        asked.append((address, how["allow_redirects"]))
        raise asking.ConnectionError("Max retries exceeded")

    monkeypatch.setattr("requests.post", post)
    sealed = secrets.seal({"address": f"{ROBOT} json://10.0.0.5:8080/", "key": ""})
    with pytest.raises(gateways.NotTaken):  # kept from before such addresses were refused
        gateways.test(robot(sealed=sealed))
    assert not asked
    for address in (ROBOT, f"{ROBOT}?redirect=yes"):
        with pytest.raises(gateways.NotTaken):
            gateways.test(robot(sealed=secrets.seal({"address": address, "key": ""})))
    assert [followed for _address, followed in asked] == [False, False]
    assert all(address.startswith("https://qyapi.weixin.qq.com/") for address, _followed in asked)


@pytest.fixture
def our_log():
    """What reaches the log of the product."""
    kept = BufferingHandler(10_000)
    logging.getLogger().addHandler(kept)
    yield kept.buffer
    logging.getLogger().removeHandler(kept)


@pytest.mark.parametrize(
    "address", [ROBOT, "dingtalk://abcdef0123456789", "feishu://abc-def", "lark://abc-def"]
)
@pytest.mark.parametrize(
    ("error", "state", "left"),
    [
        (asking.ReadTimeout("Read timed out. (read timeout=10)"), DeliveryState.UNKNOWN, 0),
        (asking.ConnectionError("Connection aborted."), DeliveryState.UNKNOWN, 0),
        (asking.ConnectionError("Max retries exceeded with url: /x (Caused by …)"), DeliveryState.DUE, 1),
    ],
)
def test_a_robot_that_does_not_answer_is_not_asked_again(monkeypatch, our_log, address, error, state, left):
    def post(*_address, **_how):
        raise error

    monkeypatch.setattr("requests.post", post)
    robot(sealed=secrets.seal({"address": address, "key": ""}))
    reminders.remind_many([reminder(channels=("robot",))])
    outbox.drain("notify", EFFECTS)
    assert Delivery.objects.get(channel="robot").state == state
    assert Outbox.objects.filter(key__contains=":robot:", state=OutboxState.OPEN).count() == left
    assert not [record for record in our_log if record.name == "apprise"]  # what it says names the address
