"""演示数据: the story ends now, whenever the demo is started, and holds a plan in every state."""

from datetime import UTC, date

import pytest
from django.core.management import call_command

from documents import engine
from plans.actions.enums import Status
from plans.actions.models import Plan
from records import clock, trail
from records.models import Entry
from workflows.models import Meeting, Recusal

pytestmark = pytest.mark.django_db


def test_nothing_is_told_beyond_the_present(settings, monkeypatch):
    moment = clock.moment_of(
        date(2026, 11, 28), 0, 30
    )  # a Saturday, when the next working day is still to come
    settings.DEMO = True
    monkeypatch.setattr(engine, "available", lambda: "no PDF in this test")
    with clock.at(moment):
        call_command("seed_demo", verbosity=0)
        assert Entry.objects.latest("at").at <= moment.astimezone(UTC)
        assert max(Meeting.objects.values_list("held_on", flat=True)) <= clock.today()
        assert [problem for chain in trail.subjects() for problem in trail.verify(chain)] == []
        found = set(Plan.objects.values_list("status", flat=True))
        assert set(Status.values) - found <= {Status.CLOSED}
        recused = Recusal.objects.select_related("seat__person")
        assert recused and all(each.reason == "本单位人员" for each in recused)
