"""时限重算: a calendar that comes late moves provisional dates, each on its trail, and nobody is told twice."""

from datetime import date

import pytest

from plans.supervision.models import ReminderRule
from plans.supervision.operations.reminding import scan
from project.effects import EFFECTS
from records import calendars, outbox, trail, workdays
from records.models import Entry, Outbox
from tests.plans.factories import make_district, plan_at
from tests.supervision.test_reminders import at
from workflows.models import Assignment, Round

pytestmark = pytest.mark.django_db

LATE_DECEMBER = date(2026, 12, 30)
DAYS = {
    date(2027, 1, 1): (False, "元旦"),
    date(2027, 1, 4): (False, "调休"),
    date(2027, 1, 9): (True, "补班"),
}


@pytest.fixture
def plan(clock_at):
    clock_at(LATE_DECEMBER)
    return plan_at("first_review", make_district())


def load():
    workdays.forget()
    calendars.load_year(2027, DAYS, basis="样例〔2026〕1号")
    workdays.forget()
    assert outbox.drain("default", EFFECTS) == 1
    workdays.forget()


def test_a_provisional_limit_moves_once_with_its_round_and_its_trail(plan):
    waits = Assignment.objects.get(subject=plan.key, done_at=None)
    before = waits.due
    assert waits.provisional and before == date(2027, 1, 4)
    load()
    waits.refresh_from_db()
    assert (waits.due, waits.provisional) == (date(2027, 1, 6), False)
    assert Round.objects.get(process_id=plan.process_id, closed_at=None).due == waits.due
    entry = Entry.objects.get(subject=plan.key, code="limit.recomputed")
    assert (entry.params["before"], entry.params["due"]) == ("2027-01-04", "2027-01-06")
    assert trail.verify(plan.key) == []
    Outbox.objects.update(state=0, done_at=None)
    outbox.drain("default", EFFECTS)
    assert Entry.objects.filter(code="limit.recomputed").count() == 1


def test_what_was_said_before_the_date_moved_is_not_said_again(plan):
    ReminderRule.objects.exclude(code="stage_soon").update(active=False)
    assert scan(at(date(2027, 1, 1))) == 1  # a Friday, as far as is known
    load()
    assert [scan(at(date(2027, 1, day))) for day in (1, 4, 5, 6)] == [0, 0, 0, 0]


def test_a_date_that_does_not_move_is_only_confirmed(plan):
    calendars.load_year(2027, {date(2027, 2, 8): (False, "春节")}, basis="样例〔2026〕1号")
    workdays.forget()
    outbox.drain("default", EFFECTS)
    assert not Assignment.objects.get(subject=plan.key, done_at=None).provisional
    assert not Entry.objects.filter(code="limit.recomputed").exists()
