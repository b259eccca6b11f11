"""谁在等谁 by hand: each example is counted on the calendar of its days, in hours, before it is asked of the code."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import clock
from workflows import waiting
from workflows.enums import Party
from workflows.waiting import Held, off, split, within

UNIT, REVIEWER, COMMITTEE, HOLIDAY = Party.UNIT, Party.REVIEWER, Party.COMMITTEE, Party.HOLIDAY
# National Day 2026 as published: 1 to 7 October off, Sunday 20 September and Saturday 10 October worked.
AUTUMN_OFF = [date(2026, 9, 19), date(2026, 9, 25), date(2026, 9, 26), date(2026, 9, 27)]
AUTUMN_OFF += [date(2026, 10, n) for n in (1, 2, 3, 4, 5, 6, 7, 11)]
# New Year 2026: Thursday to Saturday off, Sunday the 4th worked.
NEW_YEAR_OFF = [date(2025, 12, 27), date(2025, 12, 28), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
NEW_YEAR_OFF += [date(2026, 1, 10), date(2026, 1, 11)]


def at(year, month, day, hour=9):
    return clock.moment_of(date(year, month, day), hour)


def midnights(days):
    return [clock.moment_of(day, 0) for day in days]


def hours(found):
    """Only what is not nothing, in hours."""
    return {party: time / timedelta(hours=1) for party, time in found.parties.items() if time}


def test_one_holder_over_a_weekend():
    """Friday 9:00 to Monday 9:00: 15 hours of Friday and 9 of Monday are the unit's, two days the calendar's."""
    held = [Held(UNIT, "post:liaison:3", at(2026, 9, 11), at(2026, 9, 14))]
    found = split(held, midnights([date(2026, 9, 12), date(2026, 9, 13)]))
    assert hours(found) == {UNIT: 24, HOLIDAY: 48}
    assert found.total == timedelta(days=3)


def test_make_up_sunday_is_waited_and_the_national_day_is_not():
    """Friday 18 September 9:00 to Thursday 8 October 9:00, 20 days: off are the 19th, 25th-27th and 1st-7th (11 days)."""
    found = split(
        [Held(REVIEWER, "post:office_clerk:1", at(2026, 9, 18), at(2026, 10, 8))], midnights(AUTUMN_OFF)
    )
    assert hours(found) == {REVIEWER: 9 * 24, HOLIDAY: 11 * 24}


def test_make_up_saturday_alone():
    """All of Saturday 10 October 2026 is worked, all of Sunday the 11th is off."""
    held = [Held(UNIT, "a", at(2026, 10, 10, 0), at(2026, 10, 12, 0))]
    assert hours(split(held, midnights(AUTUMN_OFF))) == {UNIT: 24, HOLIDAY: 24}


def test_change_of_the_year_with_its_make_up_day():
    """Wednesday 31 December 9:00 to Monday 5 January 9:00: 15 h, three days off, all of Sunday the 4th, 9 h."""
    held = [Held(COMMITTEE, "", at(2025, 12, 31), at(2026, 1, 5))]
    assert hours(split(held, midnights(NEW_YEAR_OFF))) == {COMMITTEE: 15 + 24 + 9, HOLIDAY: 72}


def test_year_is_cut_at_its_own_midnight():
    """The same wait seen in 2025 and in 2026: 15 hours of the old year, the rest of the new; nothing twice."""
    held = [Held(COMMITTEE, "", at(2025, 12, 31), at(2026, 1, 5))]
    new_year = at(2026, 1, 1, 0)
    old = split(within(held, at(2025, 1, 1, 0), new_year), midnights(NEW_YEAR_OFF))
    new = split(within(held, new_year, at(2027, 1, 1, 0)), midnights(NEW_YEAR_OFF))
    assert hours(old) == {COMMITTEE: 15}
    assert hours(new) == {COMMITTEE: 33, HOLIDAY: 72}


def test_hand_over_belongs_to_each_in_turn():
    """Monday: the unit until noon, the office from then to Tuesday noon, the meeting until Tuesday 18:00."""
    held = [
        Held(UNIT, "post:liaison:3", at(2026, 3, 2, 8), at(2026, 3, 2, 12)),
        Held(REVIEWER, "post:office_clerk:1", at(2026, 3, 2, 12), at(2026, 3, 3, 12)),
        Held(COMMITTEE, "", at(2026, 3, 3, 12), at(2026, 3, 3, 18)),
    ]
    assert hours(split(held, [])) == {UNIT: 4, REVIEWER: 24, COMMITTEE: 6}


def test_while_others_have_the_file_the_unit_is_not_waited_for():
    """The unit's own work stays open from 8:00 to 20:00; an extension lies with the office from 10:00 to 14:00."""
    held = [
        Held(UNIT, "post:liaison:3", at(2026, 3, 2, 8), at(2026, 3, 2, 20)),
        Held(REVIEWER, "post:office_clerk:1", at(2026, 3, 2, 10), at(2026, 3, 2, 14)),
    ]
    assert hours(split(held, [])) == {UNIT: 8, REVIEWER: 4}


def test_meeting_comes_before_the_reviewer_and_the_reviewer_before_the_unit():
    whole = (at(2026, 3, 2, 8), at(2026, 3, 2, 20))
    held = [Held(UNIT, "a", *whole), Held(REVIEWER, "b", *whole), Held(COMMITTEE, "", *whole)]
    assert hours(split(held, [])) == {COMMITTEE: 12}
    assert hours(split(held[:2], [])) == {REVIEWER: 12}


def test_those_of_one_party_share_the_moment():
    """8:00-12:00 alone 4 h; 12:00-20:00 two units, 4 h each; the second assignment of one of them changes nothing."""
    held = [
        Held(UNIT, "post:liaison:3", at(2026, 3, 2, 8), at(2026, 3, 2, 20)),
        Held(UNIT, "post:liaison:3", at(2026, 3, 2, 12), at(2026, 3, 2, 20)),
        Held(UNIT, "post:liaison:4", at(2026, 3, 2, 12), at(2026, 3, 2, 20)),
    ]
    found = split(held, [])
    assert hours(found) == {UNIT: 12}
    by_holder = {holder: time / timedelta(hours=1) for (_party, holder), time in found.holders.items()}
    assert by_holder == {"post:liaison:3": 8, "post:liaison:4": 4}


def test_gap_in_which_nobody_has_anything_is_not_waited():
    held = [
        Held(UNIT, "a", at(2026, 3, 2), at(2026, 3, 3)),
        Held(REVIEWER, "b", at(2026, 3, 5), at(2026, 3, 6)),
    ]
    assert hours(split(held, midnights([date(2026, 3, 4)]))) == {UNIT: 24, REVIEWER: 24}


def test_nothing_waits_for_nobody():
    assert split([], midnights(AUTUMN_OFF)).total == timedelta(0)
    moment = at(2026, 3, 2)
    assert split([Held(UNIT, "a", moment, moment)], []).total == timedelta(0)


def test_times_of_two_things_add_up():
    one = split([Held(UNIT, "a", at(2026, 3, 2, 8), at(2026, 3, 2, 10))], [])
    one.add(split([Held(UNIT, "a", at(2026, 3, 3, 8), at(2026, 3, 3, 9))], []))
    assert hours(one) == {UNIT: 3}
    assert one.holders == {(UNIT, "a"): timedelta(hours=3)}


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (at(2026, 9, 19, 6), at(2026, 9, 19, 8), 2),  # inside one day off
        (at(2026, 9, 18, 23), at(2026, 9, 19, 0), 0),  # until its midnight
        (at(2026, 9, 20, 0), at(2026, 9, 20, 12), 0),  # from its end on
        (at(2026, 9, 26, 12), at(2026, 10, 1, 12), 12 + 24 + 12),
    ],
)
def test_off_counts_only_what_lies_on_days_off(begins, ends, expected):
    assert off(begins, ends, midnights(AUTUMN_OFF)) == timedelta(hours=expected)


BEGINNING = datetime(2026, 9, 1, tzinfo=clock.UTC)
MOMENTS = st.integers(0, 24 * 60).map(lambda n: BEGINNING + timedelta(hours=n))
HELD = st.builds(Held, st.sampled_from(waiting.ORDER), st.sampled_from("abc"), MOMENTS, MOMENTS)


@given(st.lists(HELD, max_size=8))
@settings(max_examples=150, deadline=None)
def test_every_hour_in_which_something_is_open_is_counted_once(held):
    """Against the plainest count there is: hour by hour, asking each time who has something open."""
    days_off = midnights(AUTUMN_OFF)
    plain = dict.fromkeys(Party, 0)
    for n in range(24 * 61):
        hour = BEGINNING + timedelta(hours=n)
        having = {each.party for each in held if each.begins <= hour < each.ends}
        if not having:
            continue
        is_off = clock.day_of(hour) in AUTUMN_OFF
        plain[HOLIDAY if is_off else next(each for each in waiting.ORDER if each in having)] += 1
    found = split(held, days_off)
    assert {party: time / timedelta(hours=1) for party, time in found.parties.items()} == plain
    shared = sum(found.holders.values(), timedelta(0))
    assert abs(shared - (found.total - found.parties[HOLIDAY])) < timedelta(milliseconds=1)
