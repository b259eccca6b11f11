"""回头看、年检: who is chosen, when, and what coming back (反弹) does."""

from datetime import date, timedelta

import pytest

from notifications.models import Notice
from plans.rectifications import chain, lookback
from plans.rectifications.enums import LookBackRule, Status
from plans.rectifications.models import Item, LookBack
from plans.rectifications.operations import look_back
from plans.rectifications.queries.document import limits_of
from plans.rectifications.queries.measures import sent_back
from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at
from units import holders
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

PLAIN = {"number": "整改-2026-0012", "late_days": 0, "relapse_count": 0, "seed": "3fa4b2c1"}


# --- the rule ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "percent", "fields", "why"),
    [
        (LookBackRule.ALL, 0, {}, "该来源全部回头看"),
        (LookBackRule.DRAWN, 0, {"late_days": 3}, "曾逾期3个工作日"),
        (LookBackRule.DRAWN, 0, {"relapse_count": 2, "late_days": 3}, "曾反弹2次"),
        (LookBackRule.DRAWN, 100, {}, "按100％抽取，种子3fa4b2c1"),
        (LookBackRule.DRAWN, 0, {}, ""),
    ],
)
def test_who_is_chosen_and_why(rule, percent, fields, why):
    assert lookback.why_chosen(rule, percent, **PLAIN | fields) == why


def test_the_draw_is_the_same_for_everybody_who_draws_again_and_takes_about_its_share():
    seeds = [f"{n:08x}" for n in range(2000)]
    drawn = [lookback.is_drawn(20, seed=seed, number="整改-2026-0012") for seed in seeds]
    assert drawn == [lookback.is_drawn(20, seed=seed, number="整改-2026-0012") for seed in seeds]
    assert 340 <= sum(drawn) <= 460
    assert drawn != [lookback.is_drawn(20, seed=seed, number="整改-2026-0013") for seed in seeds]


def test_the_two_draws_of_one_version_have_seeds_of_their_own():
    digest = "0123456789abcdef" * 4
    assert (lookback.seed_of(digest), lookback.seed_of(digest, purpose=1)) == ("01234567", "89abcdef")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 25), 6, date(2027, 5, 25)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_some_months_later(day, months, expected):
    assert lookback.months_after(day, months) == expected


# --- at closing -------------------------------------------------------------------------------------
def closed(**fields) -> Item:
    """A closed item whose look-back is due."""
    rules = fields.pop("rules", {"drawn_percent": 100})
    item = item_at("confirmed", **fields)
    ways.source(fields.get("source", "research"), **rules)
    ways.close(item.world, fresh(item))
    found = fresh(item)
    found.world = item.world
    return found


def test_what_was_drawn_waits_for_the_offices_clerk_with_its_reason(settings):
    settings.LOOK_BACK_MONTHS = 3
    item = closed()
    row = item.look_backs.get()
    seed = lookback.seed_of(item.closings.get().version.digest, purpose=1)
    assert (row.why, row.due) == (f"按100％抽取，种子{seed}", lookback.months_after(clock.today(), 3))
    waiting = Assignment.objects.get(subject=item.key, done_at=None)
    office = item.world.district.office
    assert (waiting.holder, waiting.due) == (holders.post("office_clerk", office.pk), row.due)
    assert seed in Entry.objects.get(subject=item.key, code="item.closed").params["look_back"]


def test_what_was_not_drawn_says_by_which_seed():
    item = closed(rules={"drawn_percent": 0})
    assert not item.look_backs.exists()
    told = Entry.objects.get(subject=item.key, code="item.closed").params["look_back"]
    assert "未抽中" in told
    assert lookback.seed_of(item.closings.get().version.digest, purpose=1) in told


def test_complaints_are_all_looked_at_again():
    item = closed(source="public", rules={"drawn_percent": 0})
    assert item.look_backs.get().why == "该来源全部回头看"


# --- looking ----------------------------------------------------------------------------------------
def look(item, by=None, **fields):
    told = {"result": "good", "words": "抽查10件均一次告知（样例）"} | fields
    return look_back.record_look_back(fresh(item), by=by or item.world.district.clerk, **told)


def test_standing_firm_it_stays_closed_and_nothing_waits():
    item = closed()
    row = look(item)
    now = fresh(item)
    assert (now.status, now.relapse_count, row.result, row.done_on) == ("closed", 0, "good", clock.today())
    assert not Assignment.objects.filter(subject=item.key, done_at=None).exists()
    assert not item.look_backs.filter(done_on=None).exists()


@pytest.mark.parametrize("kind", ["timed", "long_term"])
def test_pressed_twice_or_by_two_it_is_recorded_once(kind):
    item = closed() if kind == "timed" else item_at(Status.LONG_TERM)
    row = look(item, seen=0)
    with pytest.raises(Refused, match="刚刚已经登记"):
        look(item, seen=0)
    assert list(item.look_backs.exclude(done_on=None)) == [row]
    look(item, seen=1, words="再看一次（样例）")
    assert item.look_backs.exclude(done_on=None).count() == 2


def test_coming_back_opens_the_same_item_with_its_history():
    item = closed()
    until = clock.today() + timedelta(days=40)
    look(item, result="poor", relapsed=True, new_limit=until, words="又出现3件（样例）")
    now = fresh(item)
    assert (now.number, now.status, now.label) == (item.number, Status.WORKING, "问题反弹、重新整改")
    assert (now.relapse_count, now.reopened_on, now.limit) == (1, clock.today(), until)
    assert (now.closed_on, now.closing_number, now.due) == (None, "", item.due)
    assert [each.label for each in limits_of(now)] == ["原时限", "重新整改时限", "现时限"]
    measure = now.measures.get()
    assert (measure.confirmed_on, measure.return_count) == (None, 0)
    assert (now.percent, measure.percent) == (0, 0)  # what was done did not last
    assert sent_back(measure).note == "又出现3件（样例）"
    assert now.closings.get().outcome == "closed"
    assert {"item.closed", "item.relapsed"} <= set(
        Entry.objects.filter(subject=item.key).values_list("code", flat=True)
    )
    assert trail.verify(item.key) == []
    told = Notice.objects.filter(subject=item.key, event="item.relapsed").values_list("recipient", flat=True)
    assert set(told) == {item.world.district.liaison.pk, item.world.district.head.pk}


def test_what_came_back_has_a_new_limit_with_consent_where_the_source_sets_it():
    item = item_at(Status.CLOSED, source="inspection")
    with pytest.raises(Refused) as refused:
        ways.relapse(item.world, fresh(item), consent_number=" ")
    assert refused.value.field == "consent_number"
    with pytest.raises(Refused) as refused:
        ways.relapse(item.world, fresh(item), consent_on=clock.today() + timedelta(days=1))
    assert refused.value.field == "consent_on"
    ways.relapse(item.world, fresh(item))
    assert Entry.objects.get(subject=item.key, code="item.relapsed").params["consent"] == "样巡〔2026〕9号"
    assert fresh(item).status == Status.WORKING


def test_what_came_back_is_closed_again_and_then_always_looked_at():
    item = item_at("relapsed")
    world = item.world
    ways.source("research", drawn_percent=0)
    from plans.rectifications.operations import progress
    from tests.plans.rectifications.factories import fresh_measure, give_evidence, report

    measure = item.measures.get()
    report(world, measure)
    with pytest.raises(Refused, match="请先添加新的佐证材料"):  # what was shown before did not last
        progress.confirm(fresh_measure(measure), by=world.deputy)
    give_evidence(measure, content=b"%PDF-1.4 again")
    progress.confirm(fresh_measure(measure), by=world.deputy)
    ways.close(world, fresh(item))
    now = fresh(item)
    assert (now.status, now.reopened_on, now.relapse_count) == ("closed", None, 1)
    assert now.look_backs.get(done_on=None).why == "曾反弹1次"
    assert now.closings.count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"result": "splendid"}, "result"),
        ({"words": " "}, "words"),
        ({"relapsed": True, "result": "good"}, "result"),
        ({"relapsed": True, "result": "poor"}, "new_limit"),
        ({"done_on": clock.today() + timedelta(days=9)}, "done_on"),
        ({"done_on": date(2020, 1, 1)}, "done_on"),
    ],
)
def test_what_is_not_whole_is_told_at_its_field_and_nothing_changes(told, field):
    item = closed()
    with pytest.raises(Refused) as caught:
        look(item, **told)
    assert caught.value.field == field
    assert LookBack.objects.filter(done_on=None).count() == 1


def test_the_clerk_may_look_also_when_nothing_was_drawn():
    item = closed(rules={"drawn_percent": 0})
    assert look(item).why == "工委临时安排"


def test_nobody_looks_at_what_their_own_unit_did():
    item = closed()
    clerk = people.make_person(Post.OFFICE_CLERK, item.world.district.office)
    people.give_post(clerk, Post.MEMBER, item.world.district.unit)
    with pytest.raises(Refused, match="本单位"):
        look(item, by=clerk)


# --- 年检 -------------------------------------------------------------------------------------------
def test_what_lasts_is_checked_year_after_year():
    item = item_at(Status.LONG_TERM)
    first = item.look_backs.get()
    with clock.at(first.due):
        look(item)
        second = item.look_backs.get(done_on=None)
    assert (second.annual, second.due) == (True, lookback.months_after(first.due, 12))
    now = fresh(item)
    assert (now.status, now.next_check) == (Status.LONG_TERM, second.due)
    assert Assignment.objects.get(subject=item.key, done_at=None).kind == "annual_check"


def test_what_lasts_may_come_back_and_lasts_again_after_its_next_closing():
    item = item_at(Status.LONG_TERM)
    look(item, result="poor", relapsed=True, new_limit=clock.today() + timedelta(days=30))
    assert fresh(item).status == Status.WORKING
    assert fresh(item).next_check is None
    assert chain.CONFIRM in fresh(item).chain
