"""演示数据: the story ends now, whenever the demo is started, and holds a plan in every state."""

from datetime import date

import pytest
from django.core.management import call_command

from documents import engine
from notifications.models import Notice
from plans.actions.enums import Status
from plans.actions.models import Plan
from plans.rectifications.models import Item, Matter, ResearchVisit
from records import clock, trail
from records.models import Entry
from units.models import Unit
from workflows.models import Assignment, Meeting, Recusal

pytestmark = pytest.mark.django_db

SATURDAY = date(2026, 11, 28)  # the next working day is still to come


@pytest.mark.timeout(400)  # a year of operations
@pytest.mark.parametrize(("hour", "minute"), [(0, 30), pytest.param(7, 50, marks=pytest.mark.once)])
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
    # REVIEWING is told by its stages; CLOSED needs a paper, which is not printed here; nothing was VOIDED or STOPPED.
    told = set(Status) - {Status.CLOSED, Status.VOIDED, Status.STOPPED}
    assert set(Plan.objects.values_list("status", flat=True)) >= told
    assert set(Plan.objects.values_list("stage", flat=True)) >= {
        "receive",
        "first_review",
        "meeting",
        "arrange",
        "visit",
    }
    _check_findings(now)
    recused = Recusal.objects.select_related("seat__person")
    assert recused and all(each.reason == "本单位人员" for each in recused)


def _check_findings(now):
    """The three findings of the committee stand in three states, and each of them waits for somebody."""
    assert Item.objects.count() == 3
    alone, skins, slogans = (Item.objects.get(unit__code=code) for code in ("DX", "MZ", "ZF"))
    assert (alone.label, skins.label, slogans.label) == ("已销号", "待初审", "问题反弹、重新整改")
    assert alone.late_days and alone.closing_number
    assert (skins.return_count, skins.extension_count, skins.closings.count()) == (1, 1, 2)
    assert skins.measures.exclude(unit_id=skins.unit_id).get().confirmed_on
    assert (slogans.relapse_count, slogans.measures.filter(confirmed_on=None).count()) == (1, 1)
    assert slogans.yellow_on <= clock.day_of(now) < slogans.limit  # 黄灯 on any day, never late
    for item in (alone, skins, slogans):
        assert Assignment.objects.filter(subject=item.key, done_at=None, due__gte=clock.day_of(now)).exists()
        assert "（样例）" in item.problem
    assert ResearchVisit.objects.exclude(told_at=None).count() == 3
    assert Matter.objects.exclude(assigned_at=None).filter(answered_at=None).count() == 1
