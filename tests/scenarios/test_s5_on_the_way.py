"""S5, what was on its way when the file was reported: whatever names it is stopped, and what had left is listed."""

import pytest
from django.core import mail
from django.urls import reverse

from notifications import last_look
from notifications import mail as mails
from notifications.models import Delivery
from project.effects import EFFECTS
from records import outbox
from records.enums import OutboxState
from records.models import Outbox
from tests.scenarios.test_s5_misfiled import Story
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(clock_at, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    told = Story(clock_at)
    told.attach()
    return told


@pytest.mark.parametrize("state", ["due", "sending", "failed", "unknown", "held"])
def test_whatever_a_sending_waits_for_it_is_stopped_and_stays_so(story, state):
    story.queue()
    delivery = Delivery.objects.filter(channel="email")
    delivery.update(state=state)
    row = Outbox.objects.get(key=delivery.get().key)
    Outbox.objects.filter(pk=row.pk).update(state=OutboxState.DEAD)
    incident = story.report()
    assert delivery.get().state == "stopped"
    outbox.again(row.key, dead=True)  # 再试 by somebody who knows nothing of it
    mails.gave_up(row.payload, "late")
    outbox.drain("notify", EFFECTS)
    assert delivery.get().state == "stopped" and not mail.outbox
    assert [each["state"] for each in incident.sent] == [state] * (state in {"sending", "unknown"})


def test_one_stopped_in_the_very_moment_does_not_leave(story, monkeypatch):
    story.queue()
    monkeypatch.setattr(last_look, "keep_hours", lambda event: story.report())
    outbox.drain("notify", EFFECTS)
    assert Delivery.objects.get(channel="email").state == "stopped" and not mail.outbox


def test_the_sheet_names_what_had_left_already(story):
    story.queue()
    outbox.drain("notify", EFFECTS)
    incident = story.report()
    assert incident.sent == [
        {"channel": "email", "state": "sent", "to": story.d.head.name, "at": "2026-10-20 14:05"}
    ]
    page = signed_in(story.office_head).get(reverse("misfiled", args=[incident.pk])).content.decode()
    assert "报告前已发到站外的" in page and story.d.head.name in page
