"""演示数据: the story ends now, whenever the demo is started, and holds a plan in every state."""

from datetime import date

import pytest
from django.core.management import call_command

from documents import engine
from notifications.models import Notice
from plans.actions.enums import Status
from plans.actions.models import Plan
from records import clock, trail
from records.models import Entry
from units.models import Unit
from workflows.models import Assignment, Meeting, Recusal

pytestmark = pytest.mark.django_db

SATURDAY = date(2026, 11, 28)  # the next working day is still to come


@pytest.mark.timeout(400)  # a year of operations
@pytest.mark.parametrize(("hour", "minute"), [(0, 30), (7, 50)])
def test_the_story_ends_now_even_early_on_a_saturday(settings, monkeypatch, clock_at, hour, minute):
    now = clock.moment_of(SATURDAY, hour, minute)
    settings.DEMO = True
    monkeypatch.setattr(engine, "available", lambda: "no PDF in this test")
    clock_at(now)
    call_command("seed_demo", verbosity=0)
    for rows, moment in ((Entry, "at"), (Notice, "at"), (Assignment, "since")):
        assert rows.objects.latest(moment).__dict__[moment] <= now
    assert max(Meeting.objects.values_list("held_on", flat=True)) <= SATURDAY
    assert [problem for chain in trail.subjects() for problem in trail.verify(chain)] == []
    assert Unit.objects.filter(kind="unit").count() == 15
    # REVIEWING is told by its stages; CLOSED needs a paper, which is not printed here.
    assert set(Plan.objects.values_list("status", flat=True)) >= set(Status) - {Status.CLOSED}
    assert set(Plan.objects.values_list("stage", flat=True)) >= {
        "receive",
        "first_review",
        "meeting",
        "arrange",
        "visit",
    }
    recused = Recusal.objects.select_related("seat__person")
    assert recused and all(each.reason == "本单位人员" for each in recused)
