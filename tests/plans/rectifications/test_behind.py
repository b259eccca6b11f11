"""进度滞后: by setting, what has begun turns yellow before its time when less is done than days have passed."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from plans.rectifications import lights
from plans.rectifications.enums import Status
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.operations import progress
from plans.rectifications.queries.ledger import found_items
from plans.rectifications.queries.totals import totals_of
from records import clock, workdays
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import add_measure, fresh_measure, item_at, report
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db

MON, LIMIT = (
    date(2026, 3, 2),
    date(2026, 3, 27),
)  # nineteen days of work: the first is not counted


def share_passed(starts: date, due: date, today: date) -> float:
    """The rule said plainly: days of work since the first, of all its days of work, in a hundred."""
    days = [starts + timedelta(days=n) for n in range(1, (due - starts).days + 1)]
    own = [day for day in days if workdays.is_working(day)]
    return 100 * sum(day <= today for day in own) / len(own)


@pytest.mark.parametrize("percent", [0, 10, 33, 50, 79, 80, 100])
@pytest.mark.parametrize("allowed", [1, 20, 50, 100])
def test_it_is_yellow_from_the_first_day_on_which_it_is_behind_by_more(settings, percent, allowed):
    settings.BEHIND_BY_PERCENT = allowed
    usual, red = lights.dates(MON, LIMIT, begun=False, percent=percent)
    yellow, same_red = lights.dates(MON, LIMIT, begun=True, percent=percent)
    assert (same_red, red) == (date(2026, 3, 28), date(2026, 3, 28))
    day = MON
    while day <= LIMIT:
        behind = share_passed(MON, LIMIT, day) > percent + allowed
        assert (day >= yellow) == (behind or day >= usual), (day, yellow)
        day += timedelta(days=1)


@pytest.mark.parametrize(("allowed", "begun"), [(0, True), (-5, True), (20, False)])
def test_switched_off_or_not_begun_only_the_limit_counts(settings, allowed, begun):
    settings.BEHIND_BY_PERCENT = allowed
    usual = date(2026, 3, 24)  # a fifth of its nineteen days before the limit
    assert lights.dates(MON, LIMIT, begun=begun, percent=0) == (usual, date(2026, 3, 28))


def soon_of(item) -> date:
    return lights.dates(item.issued_on, item.limit, begun=False, percent=0)[0]


def test_progress_moves_the_day_and_every_list_agrees(settings, clock_at):
    settings.BEHIND_BY_PERCENT = 10
    item = item_at("planned")
    world, measure = item.world, item.measures.get()
    soon = soon_of(item)
    assert (item.yellow_on, measure.yellow_on) == (soon, soon)  # nothing has begun
    report(world, measure, 20)
    item, measure = fresh(item), fresh_measure(measure)
    behind = item.yellow_on
    assert clock.today() < behind < soon and measure.yellow_on == behind
    clock_at(clock.moment_of(behind, 9))
    assert (
        lights.light_of(item, clock.today())
        == lights.light_of_measure(measure, item, clock.today())
        == "yellow"
    )
    for person in (world.district.clerk, world.district.liaison):
        assert totals_of(person, Filter(), clock.today()).lights["yellow"] == 1
        assert found_items(person, Filter.read("light=yellow"), clock.today()).get() == item
    page = signed_in(world.district.liaison).get(reverse("item", args=[item.pk])).content.decode()
    listed = signed_in(world.district.clerk).get(reverse("items")).content.decode()
    assert "进度滞后" in page and "进度滞后" in listed and "yellow-behind" not in page + listed
    report(world, measure, 60)
    item, measure = fresh(item), fresh_measure(measure)
    assert behind < item.yellow_on < soon and measure.yellow_on == item.yellow_on
    assert lights.light_of(item, clock.today()) == "green"


def test_a_measure_added_or_excused_moves_the_day_of_the_item(settings):
    settings.BEHIND_BY_PERCENT = 10
    item = item_at("planned")
    report(item.world, item.measures.get(), 40)
    alone = fresh(item).yellow_on
    second = add_measure(item.world, fresh(item), text="第二项（样例）")
    assert fresh(item).yellow_on < alone
    progress.excuse(second, by=item.world.district.clerk, reason="样例")
    assert fresh(item).yellow_on == alone


def test_another_setting_takes_hold_of_what_runs_by_a_command(settings, capsys):
    item = item_at("reported")
    usual, measure = item.yellow_on, item.measures.get()
    ended = item_at(Status.CLOSED, item.world, problem="已经销号（样例）")
    settings.BEHIND_BY_PERCENT = 10
    call_command("relight")
    assert "1 items" in capsys.readouterr().out
    lit = fresh(item)
    assert lit.yellow_on < usual and fresh_measure(measure).yellow_on == lit.yellow_on
    assert fresh(ended).yellow_on is None
    settings.BEHIND_BY_PERCENT = 0
    call_command("relight")
    assert (fresh(item).yellow_on, fresh_measure(measure).yellow_on) == (usual, usual)
