"""Who may do what with 走访调研 and 需工委协调事项: each operation tried by everybody, against a table written by hand."""

import pytest

from plans.actions.models import Report
from plans.actions.operations import execution
from plans.rectifications.enums import LineKind, MatterState
from plans.rectifications.models import Matter, ResearchVisit, VisitLine
from plans.rectifications.operations import matters, research, research_lines
from records import clock
from tests.plans.rectifications import visiting
from tests.plans.rectifications.attempts import found_by_trying, written_in
from tests.plans.rectifications.cast import cast
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.world import moved_to
from units import holders

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# Never own_clerk where a unit is concerned: conflicts follow the person.
CLERK = {"clerk"}
OFFICE = {"clerk", "office_head"}
WRITES = OFFICE | {"visitor"}
RAISES = {"liaison", "head", "delegate"}


class Case:
    """A visit or a matter of the unit, read anew for each attempt."""

    def __init__(self, *, visit=None, matter=None, world=None):
        self.visit_pk, self.matter_pk = visit and visit.pk, matter and matter.pk
        self.world = world or (visit or matter).world
        self.d = self.world.district

    @property
    def visit(self) -> ResearchVisit:
        return ResearchVisit.objects.select_related("unit").get(pk=self.visit_pk)

    @property
    def matter(self) -> Matter:
        return Matter.objects.select_related("unit", "raised_by").get(pk=self.matter_pk)

    def line(self, kind: str) -> VisitLine:
        return VisitLine.objects.select_related("visit__unit").get(visit=self.visit_pk, kind=kind)

    @property
    def people(self) -> dict:
        found = cast(self.world)
        return found | ({"visitor": self.world.visitor} if hasattr(self.world, "visitor") else {})


def _visited(_world=None):
    return Case(visit=visiting.visited())


def _published():
    case = _visited()
    research_lines.publish(case.line(LineKind.PRACTICE), by=case.d.clerk)
    return case


def _raised():
    return Case(matter=visiting.matter_at())


def _assigned():
    return Case(matter=visiting.matter_at(MatterState.ASSIGNED))


def _in_trouble():
    """A plan's task in trouble; the leaders of its unit have it in hand."""
    moves = moved_to("executing")
    execution.report(moves.tasks().last(), by=moves.d.liaison, kind="trouble", words="缺少场地（样例）")
    world = make_rectifying(moves.d)
    return Case(world=world)


def begin(c, by):
    return research.begin_visit(c.d.unit, by=by, title="样例", visited_on=clock.today())


def raise_matter(c, by):
    return matters.raise_matter(c.d.unit, by=by, title="新的事项（样例）", words="样例")


def assign(c, by):
    return matters.assign(c.matter, by=by, holder=holders.person(c.world.in_charge.pk), limit_days=5)


def give(c, by):
    line = c.line(LineKind.PROBLEM)
    return research_lines.give_out(line, problem(c.world, problem=line.text), by=by)


# place → (how to come there, [(operation, how, who may)]). Everybody else is refused.
TABLE = {
    "visited": (_visited, [
        (research.begin_visit, begin, OFFICE),
        (research.save_head, lambda c, by: research.save_head(c.visit, by=by, revision=c.visit.revision, title="新题（样例）"), WRITES),
        (research.set_people, lambda c, by: research.set_people(c.visit, by=by, people=[]), OFFICE),
        (research.add_line, lambda c, by: research.add_line(c.visit, by=by), WRITES),
        (
            research.save_line,
            lambda c, by: research.save_line(c.line(LineKind.COMMON), by=by, revision=c.line(LineKind.COMMON).revision, text="改（样例）"),
            WRITES,
        ),
        (research.remove_line, lambda c, by: research.remove_line(c.line(LineKind.COMMON), by=by), WRITES),
        (research.tell, lambda c, by: research.tell(c.visit, by=by), OFFICE),
        (research.note_change, lambda c, by: research.note_change(c.visit, by=by, on=clock.today(), words="有改进"), OFFICE),
        (research_lines.give_out, give, CLERK),
        (research_lines.publish, lambda c, by: research_lines.publish(c.line(LineKind.PRACTICE), by=by), OFFICE),
        (research_lines.withdraw, lambda c, by: research_lines.withdraw(c.line(LineKind.PRACTICE), by=by), set()),
        (research_lines.raise_matter, lambda c, by: research_lines.raise_matter(c.line(LineKind.COMMITTEE), by=by), OFFICE),
    ]),
    "published": (_published, [
        (research_lines.withdraw, lambda c, by: research_lines.withdraw(c.line(LineKind.PRACTICE), by=by), OFFICE),
        (research_lines.publish, lambda c, by: research_lines.publish(c.line(LineKind.PRACTICE), by=by), set()),
    ]),
    "matter raised": (_raised, [
        (matters.raise_matter, raise_matter, RAISES),
        (matters.assign, assign, OFFICE),
        (matters.note, lambda c, by: matters.note(c.matter, by=by, words="已了解"), OFFICE),
        (matters.answer, lambda c, by: matters.answer(c.matter, by=by, answer="已明确"), OFFICE),
    ]),
    "matter assigned": (_assigned, [  # to the head of the office
        (matters.assign, assign, OFFICE),
        (matters.answer, lambda c, by: matters.answer(c.matter, by=by, answer="已明确"), OFFICE),
    ]),
    "task in trouble": (_in_trouble, [
        (matters.pass_on, lambda c, by: matters.pass_on(Report.objects.get(kind="trouble"), by=by), {"head", "deputy"}),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    walk, attempts = TABLE[place]
    case = walk()
    assert found_by_trying(case, attempts, case.people) == written_in(attempts)
