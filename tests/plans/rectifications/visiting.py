"""Visits and matters at any place of their way, walked there by the real operations."""

from datetime import timedelta

from plans.rectifications.enums import LineKind, MatterState
from plans.rectifications.models import Matter, ResearchVisit, VisitLine
from plans.rectifications.operations import matters, research, research_lines
from records import clock
from tests import factories as people
from tests.plans.rectifications.factories import Rectifying, make_rectifying, problem
from units import holders
from units.enums import Post

TEXTS = {
    LineKind.PROBLEM: "窗口一次性告知不到位（样例）",
    LineKind.COMMON: "会议记录过于简单（样例）",
    LineKind.PRACTICE: "“党员带班日”，负责人每周到窗口半天（样例）",
    LineKind.COMMITTEE: "跨单位数据共享没有牵头单位（样例）",
}


def begun(world: Rectifying, **fields) -> ResearchVisit:
    """A visit to the unit, without a line; `world.visitor` of a third unit took part."""
    if not hasattr(world, "visitor"):
        world.visitor = people.make_person(Post.MEMBER, people.make_unit("样例财政局"), name="样例参加")
    return research.begin_visit(
        fields.pop("unit", world.district.unit),
        by=world.district.clerk,
        **{
            "title": "窗口服务（样例）",
            "visited_on": clock.today() - timedelta(days=3),
            "people": [world.visitor],
        }
        | fields,
    )


def written(visit: ResearchVisit, kind: str, *, by, text: str = "", **fields) -> VisitLine:
    """One line of a visit, typed."""
    line = research.add_line(visit, by=by, kind=kind)
    research.save_line(line, by=by, revision=1, kind=kind, text=text or TEXTS[kind], **fields)
    return VisitLine.objects.select_related("visit__unit").get(pk=line.pk)


def visited(world: Rectifying | None = None, **fields) -> ResearchVisit:
    """A visit with a line of each kind; `visit.world` knows the people, `visit.line(kind)` the lines."""
    world = world or make_rectifying()
    visit = begun(world, **fields)
    lines = {
        kind: written(visit, kind, by=world.district.clerk, advice="按清单逐项告知", remark="内部：多次反映")
        for kind in LineKind
    }
    visit.refresh_from_db()
    visit.world, visit.line = world, lambda kind: _fresh(lines[kind])
    return visit


def told(world: Rectifying | None = None) -> ResearchVisit:
    """A visit whose 反馈单 went out."""
    visit = visited(world)
    research.tell(visit, by=visit.world.district.clerk)
    return visit


def given(visit: ResearchVisit, kind: str = LineKind.PROBLEM, **fields):
    """The item that a line of the visit became."""
    line = visit.line(kind)
    return research_lines.give_out(
        line, problem(visit.world, problem=line.text, **fields), by=visit.world.district.clerk
    )


def matter_at(state: str = MatterState.RAISED, world: Rectifying | None = None, **fields) -> Matter:
    """A matter of the unit in a state; `matter.world` knows the people."""
    world = world or make_rectifying()
    district = world.district
    matter = matters.raise_matter(
        district.unit,
        by=district.liaison,
        **{
            "title": "数据共享没有牵头单位（样例）",
            "words": "三个单位各有一份台账，互不相通。",
            "wish": "请明确牵头单位",
        }
        | fields,
    )
    if state != MatterState.RAISED:
        matters.assign(matter, by=district.clerk, holder=holders.person(world.office_head.pk), limit_days=5)
    if state == MatterState.ANSWERED:
        matters.answer(matter, by=world.office_head, answer="已明确由样例党校牵头。")
    matter = Matter.objects.select_related("unit", "raised_by").get(pk=matter.pk)
    matter.world = world
    return matter


def _fresh(line: VisitLine) -> VisitLine:
    return VisitLine.objects.select_related("visit__unit").get(pk=line.pk)
