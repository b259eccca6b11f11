"""台账: what a filter finds, how it is counted, who sees what; each against the plainest way of saying the same."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.rectifications import chain, lights
from plans.rectifications.enums import ListKind, Status
from plans.rectifications.ledger import columns, rows
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import Complaint, Measure
from plans.rectifications.queries.ledger import ORDERS, found_items
from plans.rectifications.queries.looking import look_through
from plans.rectifications.queries.totals import Counts, totals_of
from records import clock
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications import factories
from tests.plans.rectifications.stock import stocked
from units.enums import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


def numbers(person, query="", **more):
    return [item.number for item in found_items(person, Filter.read(query), clock.today(), **more)]


# --- the filter itself
def test_a_filter_reads_what_it_writes_and_leaves_out_what_it_may_not_say():
    said = "light=red&light=yellow&unit=3&unit=x&unit=²&source=audit&source=nobody&kind=timed&status=working&late=1&q=%E7%AA%97%E5%8F%A3++a&page=9"
    read = Filter.read(said)
    assert read == Filter(
        unit=(3,),
        source=("audit",),
        kind=("timed",),
        light=("red", "yellow"),
        status=("working",),
        late=True,
        q="窗口 a",
    )
    assert Filter.read(read.query) == read
    assert Filter.read("&".join(["light=red"] * 600)) == Filter()
    assert Filter.read("q=" + "长" * 500).q == "长" * 60


def test_the_same_filter_has_one_text_in_whatever_order_it_was_chosen():
    assert (
        Filter.read("light=yellow&unit=9&unit=3&light=red").query
        == Filter.read("unit=3&light=red&light=yellow&unit=9").query
    )


def test_a_filter_says_itself_in_words():
    told = Filter.read("unit=3&light=red&late=1&q=窗口")
    assert told.sentence({3: "样例局"}) == "单位：样例局；灯色：已逾期；逾期或曾逾期；查找：窗口"
    assert Filter().sentence({}) == "全部事项"


def test_several_values_of_one_dimension_are_said_together():
    told = Filter.read("light=red&light=yellow&unit=3&unit=4")
    assert told.sentence({3: "样例局", 4: "样例所"}) == "单位：样例局、样例所；灯色：已逾期、临近到期"


# --- who sees what
def test_a_unit_sees_what_it_leads_and_what_it_helps_with_nobody_elses(world):
    d = world.district
    mine, theirs, helped = (
        factories.issued(world, unit=unit) for unit in (d.unit, d.other_unit, d.other_unit)
    )
    Measure.objects.create(item=helped, line="m1", text="配合", unit=d.unit, due=helped.due)
    stranger = people.make_person(Post.LIAISON)
    auditor = people.make_person(Post.AUDITOR, d.office)
    assert set(numbers(d.clerk)) == set(numbers(d.chair)) == {mine.number, theirs.number, helped.number}
    assert set(numbers(d.liaison)) == {mine.number, helped.number}
    assert set(numbers(d.other_liaison)) == {theirs.number, helped.number}
    assert numbers(stranger) == numbers(auditor) == []
    assert totals_of(auditor, Filter(), clock.today()).n == 0


def test_a_word_finds_nothing_of_what_one_may_not_see(world):
    d = world.district
    factories.issued(world, unit=d.other_unit, problem="别人家的档案库房（样例）")
    assert numbers(d.other_liaison, "q=档案库房") and numbers(d.clerk, "q=档案库房")
    assert numbers(d.liaison, "q=档案库房") == []
    assert numbers(d.liaison, f"q=档案库房&unit={d.other_unit.pk}") == []


def test_a_word_finds_an_item_by_its_text_its_measures_its_unit_and_its_people(world):
    d = world.district
    item = stocked(world, 1)[0]
    for word in (item.number, item.title[:5], item.unit.name, item.source_document or "样例0"):
        assert numbers(d.clerk, f"q={word}") == [item.number], word
    assert numbers(d.clerk, f"q={item.title[:2]} {item.unit.name}") == [item.number]
    assert numbers(d.clerk, f"q={item.title[:2]} 没有这个词") == []


def complaint_of(item, person) -> None:
    """The item came of 群众反映."""
    Complaint.objects.create(
        number=f"受理-{item.pk}",
        key=f"{item.pk}",
        received_on=clock.today(),
        item=item,
        registered_by=person,
        registered_at=clock.now(),
    )


# --- totals
FILTERS = [
    "",
    "light=red",
    "light=red&light=yellow",
    "light=grey&light=green",
    "light=blue",
    "source=audit&source=research",
    "kind=timed&scope=common",
    "status=working",
    "status=working&light=green",
    "status=closed&status=merged",
    "status=issued&status=working&light=grey&light=red",
    "late=1",
    "mine=1",
    "q=窗口",
    "q=样例 清单&light=green",
    "unit={unit}",
    "unit={unit}&light=red&q=不",
    "unit={other}&kind=long_term&status=working&light=yellow",
]


@pytest.mark.parametrize("late_stays_yellow", [False, True])
@pytest.mark.parametrize("role", ["clerk", "liaison", "other_liaison", "intake"])
def test_totals_are_what_the_list_holds(world, role, late_stays_yellow, settings):
    settings.LATE_STAYS_YELLOW = late_stays_yellow
    d, today = world.district, clock.today()
    items = stocked(world, 90)
    assert len({item.status for item in items}) == len(Status)
    assert len({item.late_days > 0 for item in items if item.status == Status.CLOSED}) == 2
    if role == "intake":  # 受理人员 see what came of complaints, whosever it is
        person = people.make_person(Post.INTAKE, d.office)
        for item in items[::3]:
            complaint_of(item, person)
        assert len(numbers(person)) == 30
    else:
        person = getattr(d, role)
    for text in FILTERS:
        query = text.format(unit=d.unit.pk, other=d.other_unit.pk)
        wanted = Filter.read(query)
        totals = totals_of(person, wanted, today)
        found = list(found_items(person, wanted, today))
        any_light = list(found_items(person, replace(wanted, light=()), today))
        assert totals.n == len(found), query
        for light in ("red", "yellow", "grey", "green", "blue"):
            assert totals.lights[light] == sum(lights.light_of(i, today) == light for i in any_light), (
                query,
                light,
            )
            shown = [i for i in found if lights.light_of(i, today) == light]
            assert totals.chosen[light] == len(shown), (query, light)
            for unit in (d.unit, d.other_unit):
                counts = totals.by_unit.get(unit.pk, Counts())
                assert counts[light] == sum(i.unit_id == unit.pk for i in shown), (query, light)
            for kind in {i.source.kind for i in found}:
                assert totals.by_source[kind][light] == sum(i.source.kind == kind for i in shown), (
                    query,
                    light,
                )


@pytest.mark.parametrize("role", ["clerk", "liaison", "other_liaison", "auditor"])
def test_the_page_looked_at_along_with_the_totals_is_that_of_the_list(world, role):
    stocked(world, 60)
    d, today = world.district, clock.today()
    person = people.make_person(Post.AUDITOR, d.office) if role == "auditor" else getattr(d, role)
    full = 0
    for query in ("late=1", "mine=1", "q=窗口", "q=窗口&light=green&light=red", f"unit={d.unit.pk}&q=样例"):
        wanted = Filter.read(query)
        for order in ORDERS:
            found = [item.pk for item in found_items(person, wanted, today, order=order)]
            for start in (0, 3):
                looked = look_through(person, wanted, today, order=order, start=start, size=4)
                assert sorted(looked.ids) == sorted(found[start : start + 4]), (query, order, start)
                full += len(looked.ids) == 4
    assert full > 20 or role == "auditor"


def test_totals_are_one_statement(world):
    stocked(world, 4)
    for person in (world.district.clerk, world.district.liaison):
        for query in ("", "light=red", "q=窗口"):
            totals_of(person, Filter.read(query), clock.today())
            with CaptureQueriesContext(connection) as captured:
                totals_of(person, Filter.read(query), clock.today())
            assert len(captured) == 1, query


def test_every_order_is_an_order_of_the_whole_list(world):
    stocked(world, 12)
    every = set(numbers(world.district.clerk))
    for order in ORDERS:
        assert set(numbers(world.district.clerk, order=order)) == every
    ascending = numbers(world.district.clerk, order="number")
    assert ascending == sorted(ascending) and numbers(world.district.clerk) == ascending[::-1]
    assert numbers(world.district.clerk, order="nonsense") == ascending[::-1]


# --- the columns
def test_the_four_lists_are_views_of_the_same_rows(world):
    d, today = world.district, clock.today()
    items = stocked(world, 10)
    measures = Measure.objects.count()
    assert 0 < measures < 10
    read = rows.rows_of(list(found_items(d.clerk, Filter(), today)), columns.ITEM, today, with_measures=True)
    for which in ListKind.values:
        lines = list(rows.lines_of(read, which))
        assert {line.item.pk for line in lines} == {item.pk for item in items}
        assert len(lines) == 10  # each has one measure at most, and one without any keeps its line
        for line in lines:
            assert [column.value(line) for column in columns.columns(which)]
    Measure.objects.create(item=items[0], line="m9", order=9, text="再加一条", unit=d.unit, due=items[0].due)
    read = rows.rows_of(items[:1], columns.ITEM, today, with_measures=True)
    assert len(list(rows.lines_of(read, "tasks"))) == items[0].measures.count()
    assert len(list(rows.lines_of(read, "ledger"))) == 1


def test_no_list_has_two_columns_of_one_name():
    """An exported file is read back by its heads."""
    for which, keys in columns.OFFERED.items():
        heads = [str(columns.BY_KEY[key].head) for key in keys]
        assert len(set(heads)) == len(heads), which
        assert set(columns.FIRST_SHOWN[which]) <= set(keys)


def test_the_columns_of_the_stages_say_what_was_pressed_and_what_was_written(world):
    item = factories.item_at("confirmed", world)
    ways.apply(world, item)
    ways.walk(world, item, chain.FIRST_REVIEW)
    ways.send_back(world, ways.fresh(item), reason="自评结论过于笼统")
    assert first_review(item) == f"退回整改 {clock.today()} {world.district.clerk.name}：自评结论过于笼统"
    ways.apply(world, ways.fresh(item))
    ways.walk(world, ways.fresh(item), chain.ARRANGE)
    assert first_review(item).startswith(f"初审通过 {clock.today()} {world.district.clerk.name}")


def first_review(item) -> str:
    (row,) = rows.rows_of([ways.fresh(item)], columns.ITEM, clock.today())
    return columns.BY_KEY["first_review"].value(row)


def test_what_stands_beside_items_costs_the_same_with_one_and_with_three(world):
    items = stocked(world, 3)
    counts = []
    for some in (items[:1], items):
        with CaptureQueriesContext(connection) as captured:
            for row in rows.rows_of(some, columns.ITEM, clock.today()):
                [column.value(row) for column in columns.ITEM if column.needs]
        counts.append(len(captured))
    assert counts[0] == 2
    # Source and unit are read with the items of a list; here they are not, so only what stands beside is counted.
    assert counts[1] <= 2 + 3
