from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from notifications.enums import Channel
from notifications.models import Delivery, Notice
from plans.supervision.models import ReminderRule
from plans.supervision.operations.reminding import scan
from plans.supervision.queries.due import unsaid
from records import clock
from records.models import Outbox
from tests.factories import make_office, make_person, make_unit
from units import holders
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 27)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.SHANGHAI)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def liaison(unit):
    return make_person(Post.LIAISON, unit)


def waiting(holder, unit, due=FRIDAY, **fields):
    return Assignment.objects.create(
        **{
            "subject": "plan:1",
            "kind": "task",
            "holder": holder,
            "unit": unit,
            "title": "样例方案",
            "what": "请填报进展",
            "url": "/plans/1/",
            "since": at(date(2026, 10, 12)),
            "due": due,
        }
        | fields
    )


def told():
    return sorted(Notice.objects.values_list("recipient__name", flat=True))


def test_the_responsible_person_and_the_liaison_are_told_in_both_channels(unit, liaison):
    person = make_person(unit=unit)
    assignment = waiting(holders.person(person.pk), unit)
    assert scan(at(date(2026, 11, 23))) == 2
    assert told() == sorted([person.name, liaison.name])
    keys = {
        f"remind:{assignment.pk}:soon:0:{each.pk}:{channel}"
        for each in (person, liaison)
        for channel in (Channel.IN_APP.value, Channel.EMAIL.value)
    }
    assert set(Delivery.objects.values_list("key", flat=True)) == keys
    assert set(Outbox.objects.values_list("key", flat=True)) == {key for key in keys if key.endswith("email")}
    assert "还有4个工作日" in Notice.objects.first().text


def test_a_second_scan_and_a_second_beat_say_nothing_new(unit, liaison):
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    assert scan(at(date(2026, 11, 23))) == 1
    assert scan(at(date(2026, 11, 23), 11)) == 0
    assert scan(at(date(2026, 11, 24))) == 0


def test_each_rule_speaks_once_and_overdue_again_every_five_working_days(unit, liaison):
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    days = [date(2026, 11, 20) + timedelta(days=n) for n in range(21)]
    spoke = [day for day in days if scan(at(day))]
    assert spoke == [date(2026, 11, 20), FRIDAY, date(2026, 11, 30), date(2026, 12, 7)]
    rules = [
        key.split(":")[2:4]
        for key in Delivery.objects.filter(channel=Channel.IN_APP)
        .order_by("id")
        .values_list("key", flat=True)
    ]
    assert rules == [["soon", "0"], ["today", "0"], ["overdue", "0"], ["overdue", "1"]]


def test_downtime_heals_itself(unit, liaison):
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    assert scan(at(date(2026, 11, 25))) == 1
    assert scan(at(date(2026, 12, 2))) == 1


def test_a_new_assignment_after_a_return_is_reminded_again(unit, liaison):
    first = waiting(holders.post(Post.LIAISON, unit.pk), unit)
    scan(at(date(2026, 11, 23)))
    Assignment.objects.filter(pk=first.pk).update(done_at=clock.now())
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    assert scan(at(date(2026, 11, 24))) == 1


def test_a_matter_put_down_anew_today_is_not_told_again_to_whoever_heard_of_it(unit, liaison):
    first = waiting(holders.person(make_person(unit=unit, name="样例甲").pk), unit)
    assert scan(at(date(2026, 11, 30))) == 2  # late: the responsible person and the 联络员
    Assignment.objects.filter(pk=first.pk).update(done_at=at(date(2026, 11, 30)))
    other = make_person(unit=unit, name="样例乙")
    anew = waiting(holders.person(other.pk), unit, since=at(date(2026, 11, 30), 11))
    assert scan(at(date(2026, 11, 30), 12)) == 1
    assert Notice.objects.latest("id").recipient == other
    assert scan(at(date(2026, 12, 1))) == 0
    Assignment.objects.filter(pk=anew.pk).update(done_at=at(date(2026, 12, 1)))
    waiting(holders.person(other.pk), unit, since=at(date(2026, 12, 1), 11))
    assert scan(at(date(2026, 12, 1), 12)) == 2  # nobody has heard of it today


@pytest.mark.parametrize(
    "moment", [at(date(2026, 11, 22)), at(date(2026, 11, 23), 20), at(date(2026, 11, 23), 7)]
)
def test_outside_office_hours_nothing_is_sent_and_nothing_used_up(unit, liaison, moment):
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    assert scan(moment) == 0
    assert scan(at(date(2026, 11, 24))) == 1


@pytest.mark.parametrize("post", [Post.HEAD, Post.DEPUTY])
def test_leaders_are_not_reminded_but_their_liaison_is(unit, liaison, post):
    make_person(post, unit)
    waiting(holders.post(post, unit.pk), unit)
    scan(at(date(2026, 11, 23)))
    assert told() == [liaison.name]


@pytest.mark.parametrize("post", [Post.HEAD, Post.DEPUTY])
def test_a_leader_who_holds_it_by_name_is_not_reminded_either(unit, liaison, post):
    leader = make_person(post, unit)
    waiting(holders.person(leader.pk), unit)
    scan(at(date(2026, 11, 23)))
    assert told() == [liaison.name]


def test_a_leader_of_another_unit_whose_turn_it_is_here_is_told(unit, liaison):
    acceptor = make_person(Post.HEAD, make_unit())
    waiting(holders.person(acceptor.pk), unit)
    scan(at(date(2026, 11, 23)))
    assert told() == [acceptor.name]


@pytest.mark.parametrize("post", [Post.HEAD, Post.DEPUTY])
def test_for_a_leader_of_the_office_its_clerks_are_told_and_it_is_not_read_again(unit, post):
    office = make_office()
    clerk = make_person(Post.OFFICE_CLERK, office)
    make_person(post, office)
    waiting(holders.post(post, office.pk), unit)
    assert scan(at(date(2026, 11, 23))) == 1 and told() == [clerk.name]
    rule = ReminderRule.objects.get(code="soon")
    assert not unsaid(rule, date(2026, 11, 23)).exists()


def test_the_office_is_told_of_its_own_delay_and_the_unit_is_not(unit, liaison):
    office = make_office()
    clerk = make_person(Post.OFFICE_CLERK, office)
    waiting(holders.post(Post.OFFICE_CLERK, office.pk), unit)
    scan(at(date(2026, 11, 23)))
    assert told() == [clerk.name]


def test_somebody_of_another_unit_is_told_alone(unit, liaison):
    acceptor = make_person()
    waiting(holders.person(acceptor.pk), unit)
    scan(at(date(2026, 11, 23)))
    assert told() == [acceptor.name]


def test_done_and_far_matters_and_switched_off_rules_are_left_alone(unit, liaison):
    waiting(holders.post(Post.LIAISON, unit.pk), unit, done_at=clock.now())
    waiting(holders.post(Post.LIAISON, unit.pk), unit, due=date(2026, 12, 31))
    waiting(holders.post(Post.LIAISON, unit.pk), unit, due=None)
    assert scan(at(date(2026, 11, 23))) == 0
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    ReminderRule.objects.update(active=False)
    assert scan(at(date(2026, 11, 23))) == 0


@pytest.mark.parametrize("n", [1, 3])
def test_a_scan_costs_the_same_for_any_number_of_matters(unit, liaison, n, django_assert_num_queries):
    scan(at(date(2026, 11, 23)))  # the calendar is read
    for _each in range(n):
        waiting(holders.person(make_person(unit=unit).pk), unit)
    turn = connection.vendor == "postgresql"  # SQLite writes one at a time anyhow
    with django_assert_num_queries(27 + turn):
        assert scan(at(date(2026, 11, 23))) == 2 * n
