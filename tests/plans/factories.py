"""A district with a plan at any place of its way, walked there by the real operations."""

from dataclasses import dataclass, field
from datetime import date

from plans.actions.enums import SectionKey, Status
from plans.actions.models import Action, Plan, Template, TemplateItem
from plans.actions.operations import amending, drafting, review, routes, submission
from plans.actions.tasklist import ListItem
from records import clock
from tests import factories
from units.enums import Post, SeatRole
from units.models import Committee, Person, Section, Unit
from workflows import routes as engine_routes
from workflows.enums import Choice, Motion
from workflows.models import AgendaItem
from workflows.operations import meetings, voting

MEMBERS = 3


@dataclass
class District:
    """The people of a plan's way: the office, its committee, one unit with its plan, and a second unit."""

    office: Unit
    clerk: Person
    secretary: Person
    records_clerk: Person
    business_admin: Person
    committee: Committee
    chair: Person
    members: list[Person]
    unit: Unit
    section: Section
    liaison: Person
    head: Person
    other_unit: Unit
    other_liaison: Person
    action: Action
    items: list[AgendaItem] = field(default_factory=list)


def make_district(*, tasks: int = 3) -> District:
    """工委 with its posts and a committee of three, two units, an action with a published list of `tasks` items."""
    office = factories.make_office()
    committee = Committee.objects.create(code="GW", name="样例工委委员会", unit=office)
    people = []
    for order in range(MEMBERS):
        person = factories.make_person(unit=office, name=f"样例委员{order + 1}")
        factories.give_seat(committee, person, role=SeatRole.MEMBER if order else SeatRole.CHAIR, order=order)
        people.append(person)
    unit, other = factories.make_unit("样例民政局"), factories.make_unit("样例党校")
    section = factories.make_section(unit, "机关党委")
    routes.publish_default_routes(committee)
    business_admin = factories.make_person(Post.BUSINESS_ADMIN, office)
    year = clock.today().year
    action = Action.objects.create(
        code=f"A{year}",
        name="模范机关创建",
        year=year,
        starts=date(year, 1, 1),
        ends=date(year, 12, 31),
        plans_due=clock.today(),
    )
    action.units.set([unit, other])
    template = Template.objects.create(
        action=action,
        n=1,
        source_name="样例.csv",
        imported_by=business_admin,
        imported_at=clock.now(),
        published_at=clock.now(),
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, order=n, code=f"1.{n}", category="政治建设", title=f"样例任务{n}")
        for n in range(1, tasks + 1)
    )
    return District(
        office=office,
        clerk=factories.make_person(Post.OFFICE_CLERK, office, name="样例经办", title="科员"),
        secretary=factories.make_person(Post.SECRETARY, office, name="样例秘书"),
        records_clerk=factories.make_person(Post.RECORDS_CLERK, office, name="样例文书"),
        business_admin=business_admin,
        committee=committee,
        chair=people[0],
        members=people[1:],
        unit=unit,
        section=section,
        liaison=factories.make_person(Post.LIAISON, unit, name="样例联络", title="科员"),
        head=factories.make_person(Post.HEAD, unit, name="样例局长", title="局长"),
        other_unit=other,
        other_liaison=factories.make_person(Post.LIAISON, other, name="样例联络乙"),
        action=action,
    )


def list_item() -> ListItem:
    """One line of a task list, as it is read from a file."""
    return ListItem(
        order=1,
        code="9.9",
        category="样例",
        title="样例任务",
        requirement="",
        points=[],
        points_text="",
        score=1,
        evidence="",
        source="typed",
    )


def start(district: District, *, unit: Unit | None = None, liaison: Person | None = None) -> Plan:
    """A draft with nothing missing: it could be submitted as it is."""
    unit, liaison = unit or district.unit, liaison or district.liaison
    section = unit.sections.first() or factories.make_section(unit)
    plan = drafting.start_plan(district.action, unit=unit, by=liaison)
    for key in SectionKey:
        drafting.save_section(
            plan, key.value, by=liaison, text=f"样例{key.label}：结合业务，逐项落实。", revision=1
        )
    drafting.save_head(
        plan,
        by=liaison,
        revision=plan.revision,
        meeting_name="党组会",
        meeting_on=clock.today(),
        group=[{"role": "leader", "name": "样例局长", "post": "党组书记、局长"}],
    )
    for task in plan.tasks.all():
        drafting.save_task(
            task,
            by=liaison,
            revision=task.revision,
            section=section,
            person=liaison,
            carrier="党员先锋岗",
            business_matter="低保核对一次办",
            party_role="支部书记带头值守",
            standard="12月底前覆盖全部31个事项",
            milestones=[("启动", task.starts), ("完成", task.due)],
        )
    return _fresh(plan)


# What brings a plan to a place, from the place before it.
def _submit(district, plan):
    submission.submit(plan, by=district.liaison)


def _agree(district, plan):
    submission.agree(plan, by=district.head)


def _receive(district, plan):
    review.receive(plan, by=district.clerk)


def _propose(district, plan):
    review.propose_to_meeting(plan, by=district.clerk, words="建议审议通过")


def _return(district, plan):
    add_point(district, plan)
    review.return_for_revision(plan, by=district.clerk)


def _approve(district, plan):
    decide(district, plan, motion=Motion.APPROVE)


def _approve_in_principle(district, plan):
    line = plan.tasks.first().line
    decide(
        district,
        plan,
        motion=Motion.APPROVE_IN_PRINCIPLE,
        modifications=[{"line": line, "wanted": "写明第一季度的节点"}],
    )


def _amend(district, plan):
    answer_all(district, plan)
    submission_text(district, plan, "按会议要求修改后的总体要求。")
    amending.submit_amendments(plan, by=district.liaison)


WAYS = {
    Status.DRAFTING: (),
    Status.UNIT_REVIEW: (_submit,),
    "receive": (_submit, _agree),
    "first_review": (_submit, _agree, _receive),
    "meeting": (_submit, _agree, _receive, _propose),
    Status.REVISING: (_submit, _agree, _receive, _return),
    Status.AMENDING: (_submit, _agree, _receive, _propose, _approve_in_principle),
    Status.CONFIRMING: (_submit, _agree, _receive, _propose, _approve_in_principle, _amend),
    Status.EXECUTING: (_submit, _agree, _receive, _propose, _approve),
}


def plan_at(place: str, district: District | None = None) -> Plan:
    """A plan at a status, or at a stage of its review (receive, first_review, meeting). `plan.district` knows the people."""
    district = district or make_district()
    plan = start(district)
    for step in WAYS[place]:
        step(district, plan)
        plan = _fresh(plan)
    plan.district = district
    return plan


def add_point(
    district: District, plan: Plan, *, line: str | None = None, wrong: str = "责任人未明确", **fields
):
    """One point of the reviewer at a line (the first task)."""
    line = plan.tasks.first().line if line is None else line
    words = {
        "criterion": "responsible",
        "now": "机关党委",
        "wrong": wrong,
        "wanted": "请写到具体同志",
    } | fields
    return review.add_point(plan, by=district.clerk, line=line, **words)


def submission_text(district: District, plan: Plan, text: str) -> None:
    """The unit writes another text into 总体要求."""
    section = plan.sections.get(key="requirements")
    drafting.save_section(plan, "requirements", by=district.liaison, text=text, revision=section.revision)


def answer_all(district: District, plan: Plan, answer: str = "已写明") -> None:
    """The unit answers whatever it has been told."""
    for point in engine_points(plan):
        review.answer_point(point, plan, by=district.liaison, answer=answer)


def report_again(district: District, plan: Plan, *, answer: str = "已写到具体同志") -> Plan:
    """A returned plan, changed and answered, is back in 初审."""
    answer_all(district, plan, answer)
    submission_text(district, plan, "修改后的总体要求。")
    for step in (_submit, _agree, _receive):
        step(district, plan)
        plan = _fresh(plan)
    plan.district = district
    return plan


def tabled(district: District, plan: Plan) -> AgendaItem:
    """The plan on the agenda of an open meeting."""
    meeting = meetings.plan_meeting(
        district.committee, by=district.secretary, held_on=clock.today(), place="样例会议室"
    )
    item = meetings.add_item(meeting, engine_routes.current(plan.process_id), by=district.secretary)
    meetings.open_meeting(meeting, by=district.secretary)
    item.refresh_from_db()
    return item


def decide(
    district: District, plan: Plan, *, motion: str, modifications=(), choice=Choice.AGREE, **announced
) -> AgendaItem:
    """The committee votes alike on a motion, the chair last, and announces."""
    item = tabled(district, plan)
    voting.put_motion(item, by=district.chair, motion=motion, modifications=list(modifications))
    for member in [*district.members, district.chair]:
        voting.cast(item, by=member, choice=choice)
    voting.announce(item, by=district.chair, **announced)
    item.refresh_from_db()
    return item


def engine_points(plan: Plan):
    """What the unit has been told and has not answered."""
    from workflows.models import Opinion

    return Opinion.objects.filter(round__process_id=plan.process_id, issued_at__isnull=False, answer="")


def _fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("unit", "action").get(pk=plan.pk)
