"""等待时间 of an item: who it waited for by hand; a look at what is closed, and a reply still owed, hold nothing up."""

from datetime import date

import pytest

from plans.rectifications.enums import Kind, Status
from records import clock
from tests.plans.rectifications.factories import item_at
from units import holders
from units.enums import Post
from workflows.enums import Party
from workflows.models import Assignment
from workflows.queries import waiting

pytestmark = pytest.mark.django_db


def days(item, person):
    return {part.party: part.days for part in waiting.of_subject(item, person).parts if part.days}


def test_item_waits_for_its_unit_from_the_day_it_was_given_out(clock_at):
    """Given out and signed for Monday 2 March 2026 at 9:00; looked at Monday the 9th at 9:00: five days and a weekend."""
    clock_at(date(2026, 3, 2))
    item = item_at(Status.WORKING)
    clock_at(date(2026, 3, 9))
    found = waiting.of_subject(item, item.world.district.clerk)
    assert days(item, item.world.district.clerk) == {Party.UNIT: 5.0, Party.HOLIDAY: 2.0}
    assert (found.party, found.names) == (Party.UNIT, ["样例民政局"])


@pytest.mark.parametrize(
    ("stage", "fields", "party"),
    [("first_review", {}, Party.REVIEWER), ("meeting", {"major": True}, Party.COMMITTEE)],
)
def test_while_it_is_judged_the_item_waits_for_whoever_judges(clock_at, stage, fields, party):
    """Three working days and a weekend, from Thursday to Tuesday; what the unit needed before is not theirs."""
    clock_at(date(2026, 3, 5))
    item = item_at(stage, **fields)
    before = days(item, item.world.district.clerk)
    clock_at(date(2026, 3, 10))
    found = waiting.of_subject(item, item.world.district.clerk)
    assert found.party == party
    now = days(item, item.world.district.clerk)
    assert (now[party] - before.get(party, 0), now[Party.HOLIDAY] - before.get(Party.HOLIDAY, 0)) == (
        3.0,
        2.0,
    )
    assert now.get(Party.UNIT, 0) == before.get(Party.UNIT, 0)


def test_annual_check_and_a_reply_still_owed_wait_for_nobody(clock_at):
    clock_at(date(2026, 3, 2))
    item = item_at(Status.LONG_TERM, kind=Kind.LONG_TERM)
    [check] = Assignment.objects.filter(subject=item.key, done_at=None)
    assert check.kind == "annual_check"
    Assignment.objects.create(
        subject=item.key,
        kind="reply",
        holder=holders.post(Post.LIAISON, item.unit_id),
        unit=item.unit,
        title="样例",
        what="样例",
        url="/",
        since=clock.now(),
    )
    clock_at(date(2026, 3, 3))
    before = days(item, item.world.district.clerk)
    clock_at(date(2026, 6, 1))
    assert days(item, item.world.district.clerk) == before
    assert waiting.of_subject(item, item.world.district.clerk).party is None
