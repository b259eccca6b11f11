"""走访调研 and 需工委协调事项 by several people in the same instant: one effect, a sentence for the others, whole trails."""

import pytest

from plans.actions.models import Report
from plans.actions.operations import execution
from plans.rectifications.enums import LineKind, MatterState
from plans.rectifications.models import Item, Matter, VisitItem
from plans.rectifications.operations import matters, research, research_lines
from records import trail
from records.errors import Refused, Stale
from records.models import Entry
from tests.concurrency.together import at_once, errors
from tests.plans import factories as plans
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.visiting import matter_at, visited
from units import holders
from workflows.models import Assignment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def test_problem_handed_out_twice_becomes_one_item():
    visit = visited()
    line, clerk = visit.line(LineKind.PROBLEM), visit.world.district.clerk

    def give():
        return research_lines.give_out(anew(line), problem(visit.world, problem=line.text), by=anew(clerk))

    found = at_once(give, give)
    assert [type(each) for each in errors(found)] == [Refused]
    assert (Item.objects.count(), VisitItem.objects.count()) == (1, 1)
    assert trail.verify(visit.key) == []


def test_common_problem_given_to_two_units_at_once_is_two_items():
    visit = visited()
    district, line = visit.world.district, visit.line(LineKind.COMMON)

    def give(unit):
        return lambda: research_lines.give_out(
            anew(line), problem(visit.world, problem=line.text, unit=unit), by=anew(district.clerk)
        )

    found = at_once(give(district.unit), give(district.other_unit), give(district.unit))
    assert [type(each) for each in errors(found)] == [Refused]
    assert set(Item.objects.values_list("unit", flat=True)) == {district.unit.pk, district.other_unit.pk}
    assert trail.verify(visit.key) == []


def test_line_is_changed_or_handed_out_never_both():
    visit = visited()
    line, clerk, visitor = visit.line(LineKind.PROBLEM), visit.world.district.clerk, visit.world.visitor
    found = at_once(
        lambda: research_lines.give_out(anew(line), problem(visit.world, problem=line.text), by=anew(clerk)),
        lambda: research.remove_line(anew(line), by=anew(visitor)),
    )
    assert [type(each) for each in errors(found)] == [Refused]
    assert Item.objects.exists() == visit.lines.filter(pk=line.pk).exists()


def test_two_writers_of_one_line_lose_nothing():
    visit = visited()
    line, clerk, visitor = visit.line(LineKind.PROBLEM), visit.world.district.clerk, visit.world.visitor
    found = at_once(
        lambda: research.save_line(anew(line), by=anew(clerk), revision=line.revision, text="甲写的"),
        lambda: research.save_line(anew(line), by=anew(visitor), revision=line.revision, text="乙写的"),
    )
    [stale] = errors(found)
    assert type(stale) is Stale
    assert {stale.mine["text"], stale.theirs["text"]} == {"甲写的", "乙写的"}
    assert anew(line).text == stale.theirs["text"]


def test_feedback_goes_out_once():
    visit = visited()
    clerk = visit.world.district.clerk
    found = at_once(*[lambda: research.tell(anew(visit), by=anew(clerk))] * 3)
    assert [type(each) for each in errors(found)] == [Refused] * 2
    assert trail.verify(visit.key) == []


def test_matter_is_raised_once_by_two_presses():
    world = make_rectifying()
    district = world.district

    def ask():
        return matters.raise_matter(district.unit, by=anew(district.liaison), title="样例", words="样例")

    found = at_once(ask, ask)
    assert [type(each) for each in errors(found)] == [Refused]
    assert Matter.objects.count() == 1


def test_trouble_is_passed_on_or_answered_never_both():
    world = make_rectifying()
    plan = plans.plan_at("executing", world.district)
    execution.report(plan.tasks.first(), by=world.district.liaison, kind="trouble", words="场地定不下来")
    trouble = Report.objects.get(kind="trouble")

    def fresh():
        return Report.objects.select_related("task__plan__unit", "by").get(pk=trouble.pk)

    found = at_once(
        lambda: matters.pass_on(fresh(), by=anew(world.deputy)),
        lambda: matters.pass_on(fresh(), by=anew(world.district.head)),
        lambda: execution.answer_trouble(fresh(), by=anew(world.district.head), answer="用二楼会议室"),
    )
    assert [type(each) for each in errors(found)] == [Refused] * 2
    assert Matter.objects.count() <= 1
    assert not Assignment.objects.filter(kind="coordinate", done_at=None).exists()
    assert trail.verify(plan.key) == []


def test_matter_answered_while_it_is_assigned_again_ends_once():
    """The office may answer whoever handles it: assigned and then answered is fine; once answered, nobody is assigned."""
    matter = matter_at(MatterState.ASSIGNED)
    world = matter.world
    holder = holders.person(world.in_charge.pk)
    found = at_once(
        lambda: matters.answer(anew(matter), by=anew(world.office_head), answer="已协调"),
        lambda: matters.assign(anew(matter), by=anew(world.district.clerk), holder=holder, limit_days=3),
    )
    said = [entry.code for entry in Entry.objects.filter(subject=matter.key).order_by("n")][-2:]
    assert found[0] is None and said[-1] == "matter.answered"
    assert type(found[1]) is Refused or said == ["matter.assigned", "matter.answered"]
    assert not Assignment.objects.filter(subject=matter.key, done_at=None).exists()
    assert trail.verify(matter.key) == []
