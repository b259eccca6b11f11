"""演示数据: the sample district as a visitor finds it, whenever the demo is started."""

from datetime import date

import pytest
from django.core.management import call_command

from notifications.models import Notice
from plans.actions.enums import Status
from plans.actions.models import Plan
from records import clock
from records.models import Entry
from units.models import Unit
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

SATURDAY = clock.moment_of(date(2026, 11, 28), 7, 50)


@pytest.mark.timeout(400)  # a year of operations, and its papers
def test_the_story_ends_now_even_early_on_a_saturday(settings, clock_at):
    settings.DEMO = True
    clock_at(SATURDAY)
    call_command("seed_demo")
    for rows, moment in ((Entry, "at"), (Notice, "at"), (Assignment, "since")):
        assert rows.objects.latest(moment).__dict__[moment] <= SATURDAY
    assert Unit.objects.filter(kind="unit").count() == 15
    # REVIEWING is told by its stages; a plan of every state there is.
    assert set(Plan.objects.values_list("status", flat=True)) == set(Status)
    stages = set(Plan.objects.values_list("stage", flat=True))
    assert stages >= {"receive", "first_review", "meeting", "arrange", "visit"}
