"""时限重算: a calendar that comes late moves provisional dates, each on its trail, and nobody is told twice."""

from datetime import date

import pytest

from plans.actions.operations import review
from plans.rectifications.operations import limits, matters
from plans.supervision.models import Order, ReminderRule
from plans.supervision.operations import orders
from plans.supervision.operations.drafting import draft_orders
from plans.supervision.operations.reminding import scan
from project.effects import EFFECTS
from records import calendars, outbox, trail, workdays
from records.models import Entry, Outbox
from tests.factories import make_person
from tests.plans.factories import add_point, make_district, plan_at
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import item_at
from tests.supervision.test_orders import Office
from tests.supervision.test_reminders import at
from units import holders
from units.enums import Post
from workflows import recomputing
from workflows.acts import acting
from workflows.models import Assignment, Round
from workflows.operations import pausing

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


# --- dates a subject keeps itself, and limits that were counted elsewhere ---------------------------------

PROVISIONAL, KNOWN = date(2027, 1, 4), date(2027, 1, 6)  # three working days after the thirtieth of December


def moves_along(subject, field: str, kind: str, *, before: date = PROVISIONAL, after: date = KNOWN) -> None:
    """The open assignment is provisional; with the calendar it moves, and the subject's own date beside it."""
    waits = Assignment.objects.get(subject=subject.key, kind=kind, done_at=None)
    subject.refresh_from_db()
    assert waits.provisional and (waits.due, getattr(subject, field)) == (before, before)
    load()
    waits.refresh_from_db()
    subject.refresh_from_db()
    assert not waits.provisional and (waits.due, getattr(subject, field)) == (after, after)
    assert trail.verify(subject.key) == []


def test_a_plan_that_was_returned(plan):
    add_point(plan.district, plan)
    review.return_for_revision(plan, by=plan.district.clerk, days=3)
    moves_along(plan, "revise_by", "draft")


def test_a_matter_that_was_given_to_somebody(clock_at):
    clock_at(LATE_DECEMBER)
    d = make_district()
    matter = matters.raise_matter(d.unit, by=d.liaison, title="样例事项", words="样例")
    holder = holders.post(Post.OFFICE_HEAD, d.office.pk)
    make_person(Post.OFFICE_HEAD, d.office)
    matters.assign(matter, by=d.clerk, holder=holder, limit_days=3)
    moves_along(matter, "due", "handle")
    assert matter.yellow_on is None or matter.yellow_on <= matter.due


def test_a_receipt_that_was_counted_at_the_drafting(clock_at):
    clock_at(at(LATE_DECEMBER))
    world = Office()
    world.waiting(date(2026, 12, 29))
    draft_orders(at(LATE_DECEMBER))
    order = Order.objects.get()
    orders.save_order(order, by=world.clerk, demand="请办", contact="样例")
    orders.submit_order(order, by=world.clerk)
    orders.sign_order(order, by=world.head)
    moves_along(order, "answer_by", "receipt")


def test_a_limit_given_back_is_counted_from_the_limit_before_it(clock_at):
    """Until Friday 8 January; the office had it for three working days. The ninth, a Saturday, will be worked."""
    clock_at(date(2026, 12, 25))
    item = item_at("confirmed", due=date(2027, 1, 8))
    ways.apply(item.world, item)
    ways.confirm(item.world, ways.fresh(item))
    clock_at(LATE_DECEMBER)
    ways.send_back(item.world, ways.fresh(item))
    outbox.drain("default", EFFECTS)  # what the walk left
    moved = {
        each.title: each.due
        for each in recomputing.preview(2027, {day: on for day, (on, _n) in DAYS.items()})
    }
    assert date(2027, 1, 12) in moved.values()
    moves_along(item, "limit", "rectify", before=date(2027, 1, 13), after=date(2027, 1, 12))
    assert ways.fresh(item).red_on == date(2027, 1, 13)
    with acting(ways.fresh(item), by=None) as act:
        limits.assign_rectify(act)
    assert not Assignment.objects.get(subject=item.key, kind="rectify", done_at=None).provisional


def test_a_limit_given_back_twice_is_counted_from_the_first(clock_at):
    clock_at(date(2026, 12, 24))
    item = item_at("confirmed", due=date(2027, 1, 8))
    for applied, returned in ((24, 25), (28, 30)):
        clock_at(date(2026, 12, applied))
        ways.apply(item.world, ways.fresh(item))
        ways.confirm(item.world, ways.fresh(item))
        clock_at(date(2026, 12, returned))
        ways.send_back(item.world, ways.fresh(item))
    outbox.drain("default", EFFECTS)  # what the walk left
    moves_along(item, "limit", "rectify", before=date(2027, 1, 13), after=date(2027, 1, 12))


def test_what_rested_stays_provisional(plan):
    pausing.pause(plan, by=plan.district.clerk, reason="等待上级文件")
    pausing.resume(plan, by=plan.district.clerk)
    assert Assignment.objects.get(subject=plan.key, done_at=None).provisional
    load()
    assert not Assignment.objects.get(subject=plan.key, done_at=None).provisional
