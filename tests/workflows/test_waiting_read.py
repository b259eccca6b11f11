"""谁在等谁, read from the assignments of real plans: by hand, by side, and what each reader may read of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.actions.operations import review, submission
from records import clock
from tests import factories as people
from tests.plans import factories
from units.enums import Post
from units.models import Unit
from workflows.enums import Party
from workflows.models import Assignment
from workflows.operations import voting
from workflows.queries import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def walked(clock_at):
    """March 2026, each act at 9:00. 2 Mon drafted, 3 Tue submitted, 4 Wed agreed, 6 Fri received, 9 Mon proposed; now 10 Tue.

    By hand: the unit until the 4th, 2 days; the office from the 4th to the 9th, of which Saturday and Sunday are off,
    3 days; the meeting since the 9th, 1 day.
    """
    clock_at(date(2026, 3, 2))
    district = factories.make_district()
    plan = factories.start(district)
    steps = (
        (3, lambda: submission.submit(plan, by=district.liaison)),
        (4, lambda: submission.agree(plan, by=district.head)),
        (6, lambda: review.receive(plan, by=district.clerk)),
        (9, lambda: review.propose_to_meeting(plan, by=district.clerk, words="建议审议通过")),
    )
    for day, act in steps:
        clock_at(date(2026, 3, day))
        act()
    clock_at(date(2026, 3, 10))
    plan.district = district
    return plan


def days(found):
    return {part.party: part.days for part in found.parts}


def test_plan_is_split_as_counted_by_hand(walked):
    found = waiting.of_subject(walked, walked.district.clerk)
    expected = {Party.UNIT: 2.0, Party.REVIEWER: 3.0, Party.COMMITTEE: 1.0, Party.HOLIDAY: 2.0}
    assert days(found) == expected
    assert found.days == 8.0
    assert [part.share for part in found.parts] == [25.0, 37.5, 12.5, 25.0]
    assert [part.offset for part in found.parts] == [0, 25.0, 62.5, 75.0]
    assert (found.party, found.since) == (Party.COMMITTEE, clock.moment_of(date(2026, 3, 9)))


def test_unit_reads_who_of_its_own_had_it_and_the_office_only_the_unit(walked):
    district = walked.district
    own, office = (waiting.of_subject(walked, each) for each in (district.liaison, district.clerk))
    assert own.parts[0].holders == [("样例民政局联络员", 1.0), ("样例民政局单位负责人", 1.0)]
    assert office.parts[0].holders == [("样例民政局", 2.0)]
    assert own.parts[1].holders == office.parts[1].holders == [("样例工委办公室经办人", 3.0)]


def test_who_has_not_voted_yet_is_named_nowhere(walked):
    district = walked.district
    item = factories.tabled(district, walked)
    voting.put_motion(item, by=district.chair, motion="approve")
    voting.cast(item, by=district.members[0], choice="agree")
    found = waiting.of_subject(walked, district.clerk)
    assert Assignment.objects.filter(subject=walked.key, kind="vote", done_at=None).count() == 2
    named = {*found.names, *(name for name, _days in found.parts[2].holders)}
    assert [part.days for part in found.parts if part.party == Party.COMMITTEE] == [1.0]
    assert found.party == Party.COMMITTEE
    assert named == {"样例工委会议秘书"}


def test_time_is_told_by_post_and_never_by_person(walked):
    """Responsible people of the unit are one, and so is an acceptance group: nobody is ranked by days."""
    workers = [people.make_person(Post.MEMBER, walked.unit, name=f"样例责任{n}") for n in range(5)]
    Assignment.objects.filter(subject=walked.key).delete()
    for worker in workers:
        Assignment.objects.create(
            subject=walked.key,
            kind="execute",
            holder=f"person:{worker.pk}",
            unit=walked.unit,
            title="样例",
            what="样例",
            url="/",
            since=clock.moment_of(date(2026, 3, 9)),
        )
    found = waiting.of_subject(walked, walked.district.liaison)
    assert found.parts[0].holders == [("责任人", 1.0)]
    assert found.names == ["5位责任人"]


def test_acceptance_group_of_another_unit_is_a_reviewer_and_a_responsible_person_is_the_unit(walked):
    visitor = people.make_person(Post.MEMBER, people.make_unit())
    worker = people.make_person(Post.MEMBER, walked.unit)
    Assignment.objects.filter(subject=walked.key).delete()
    for holder, day in ((worker, 10), (visitor, 11)):
        Assignment.objects.create(
            subject=walked.key,
            kind="stage",
            holder=f"person:{holder.pk}",
            unit=walked.unit,
            title="样例",
            what="样例",
            url="/",
            since=clock.moment_of(date(2026, 3, day)),
            done_at=clock.moment_of(date(2026, 3, day + 1)),
        )
    with clock.at(date(2026, 3, 13)):
        found = waiting.of_subject(walked, walked.district.clerk)
    assert days(found)[Party.UNIT] == days(found)[Party.REVIEWER] == 1.0


def test_what_begins_later_is_not_waited_for_yet(walked):
    Assignment.objects.filter(subject=walked.key).update(done_at=None, starts=date(2026, 3, 16))
    assert waiting.of_subject(walked, walked.district.clerk).days == 0


def test_unit_is_the_sum_of_its_subjects_in_the_period(walked):
    """Seen from Friday the 6th to Sunday the 8th: Friday is the office's, the weekend nobody's."""
    unit = Unit.objects.get(pk=walked.unit_id)
    clerk = walked.district.clerk
    total, rows = waiting.of_unit(unit, clerk, begins=date(2026, 3, 6), ends=date(2026, 3, 8))
    assert days(total) == {Party.UNIT: 0, Party.REVIEWER: 1.0, Party.COMMITTEE: 0, Party.HOLIDAY: 2.0}
    assert [row.key for row in rows] == [walked.key]
    whole, _rows = waiting.of_unit(unit, clerk, begins=date(2026, 1, 1), ends=date(2026, 12, 31))
    assert whole.days == 8.0


def test_unit_over_the_change_of_the_year(clock_at):
    """Drafted Wednesday 31 December 2025 9:00, looked at Monday 5 January 2026 9:00; Sunday the 4th is worked (调休)."""
    clock_at(date(2025, 12, 31))
    district = factories.make_district()
    factories.start(district)
    clock_at(date(2026, 1, 5))
    unit = district.unit
    old, _rows = waiting.of_unit(unit, district.liaison, begins=date(2025, 1, 1), ends=date(2025, 12, 31))
    new, _rows = waiting.of_unit(unit, district.liaison, begins=date(2026, 1, 1), ends=date(2026, 12, 31))
    assert days(old) == {Party.UNIT: 0.6, Party.REVIEWER: 0, Party.COMMITTEE: 0, Party.HOLIDAY: 0}  # 15 hours
    assert days(new) == {
        Party.UNIT: 1.4,
        Party.REVIEWER: 0,
        Party.COMMITTEE: 0,
        Party.HOLIDAY: 3.0,
    }  # 33 hours
    assert waiting.years_of(unit) == [2026, 2025]


def test_draft_that_never_left_its_unit_is_not_in_the_offices_sum(clock_at):
    clock_at(date(2026, 3, 2))
    district = factories.make_district()
    factories.start(district)
    clock_at(date(2026, 3, 3))
    period = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    assert waiting.of_unit(district.unit, district.clerk, **period)[1] == []
    assert len(waiting.of_unit(district.unit, district.liaison, **period)[1]) == 1
    assert waiting.now_by_unit([district.unit], district.clerk) == {}


def test_units_are_counted_by_whom_they_wait_for_now(walked):
    assert waiting.now_by_unit([walked.unit], walked.district.clerk) == {walked.unit_id: {Party.COMMITTEE: 1}}


def pages(person):
    client = Client()
    client.force_login(person)
    return client


def test_unit_pages_are_the_offices_and_the_units_own(walked):
    district = walked.district
    own, other = (reverse("waiting_unit", args=[unit.pk]) for unit in (district.unit, district.other_unit))
    seen = {
        "office": [pages(district.clerk).get(each).status_code for each in (own, other)],
        "committee": [pages(district.chair).get(each).status_code for each in (own, other)],
        "unit": [pages(district.liaison).get(each).status_code for each in (own, other)],
        "auditor": [
            pages(people.make_person(Post.AUDITOR, district.office)).get(each).status_code
            for each in (own, other)
        ],
    }
    assert seen == {"office": [200, 200], "committee": [200, 200], "unit": [200, 404], "auditor": [404, 404]}


def test_unit_goes_straight_to_its_own_page_and_the_office_chooses(walked):
    district = walked.district
    answer = pages(district.liaison).get(reverse("waiting"))
    assert answer.url == reverse("waiting_unit", args=[district.unit.pk])
    text = pages(district.clerk).get(reverse("waiting")).content.decode()
    assert "样例民政局" in text and "样例党校" in text and "1件" in text
    found = pages(district.clerk).get(reverse("waiting"), {"q": "党校"}).content.decode()
    assert "样例民政局" not in found


def test_page_of_a_unit_says_the_days_and_whom_it_waits_for(walked):
    text = pages(walked.district.clerk).get(reverse("waiting_unit", args=[walked.unit_id])).content.decode()
    assert "8天" in text and "工委会议、委员" in text and walked.title in text
    odd = pages(walked.district.clerk).get(reverse("waiting_unit", args=[walked.unit_id]), {"year": "²"})
    assert odd.status_code == 200


def test_plan_page_shows_its_waiting_time(walked):
    text = pages(walked.district.clerk).get(reverse("plan", args=[walked.pk])).content.decode()
    assert 'class="waiting-reviewer" x="25.0"' in text and "3天" in text
