"""Routes as the 工委业务管理员 builds them, and plans that run on them: what the tests of stages start from."""

from dataclasses import replace

from plans.actions.models import Plan
from plans.actions.operations import review, routes, submission
from plans.actions.operations.routes import REVIEW_STAGES
from tests import factories as people
from tests.plans import factories
from units.enums import Post
from workflows.enums import StageKind, StagePlace
from workflows.models import Assignment, Round
from workflows.operations import answering, route_drafts
from workflows.stage_rows import StageRow

RECEIVE, FIRST_REVIEW, MEETING = REVIEW_STAGES


def stage(code: str, kind=StageKind.HANDLE, post=Post.OFFICE_HEAD, **said) -> StageRow:
    """One stage that asks, named by its code."""
    return StageRow(code, f"环节{code}", kind, post, said.pop("limit_days", 3), asks=True, **said)


def named(code: str, *asked, kind=StageKind.ALL, **said) -> StageRow:
    """A stage that asks these people."""
    return stage(code, kind, "", place=StagePlace.PEOPLE, people=tuple(each.pk for each in asked), **said)


def meeting(district, **said) -> StageRow:
    """上会 of the district's committee."""
    return replace(MEETING, committee=district.committee.pk, **said)


def make_district(**made):
    """A district in which every unit has its head and its deputy, and the office its head."""
    district = factories.make_district(**made)
    district.office_head = people.make_person(Post.OFFICE_HEAD, district.office, name="样例主任")
    district.leader = people.make_person(Post.DEPUTY, district.office, name="样例分管")
    district.unit_deputy = people.make_person(Post.DEPUTY, district.unit, name="样例副局长")
    people.make_person(Post.HEAD, district.other_unit, name="样例校长")
    people.make_person(Post.DEPUTY, district.other_unit, name="样例副校长")
    return district


def publish(district, *rows, code: str = routes.REVIEW):
    """Draft, simulate and publish these stages."""
    by = district.business_admin
    draft = route_drafts.start_draft(code, by=by)
    revision = route_drafts.save_draft(
        draft, by=by, rows=list(rows), reason="样例修改", revision=draft.revision
    )
    return route_drafts.publish_route(draft, by=by, revision=revision)


def reported(district, *rows) -> Plan:
    """A plan on a route of 签收 and then these stages, received by the office."""
    publish(district, RECEIVE, *rows)
    plan = factories.start(district)
    report(district, plan)
    return again(plan)


def report(district, plan) -> None:
    """Submitted, agreed to, received."""
    submission.submit(plan, by=district.liaison)
    submission.agree(again(plan), by=district.head)
    review.receive(again(plan), by=district.clerk)


def say(plan, by, answer: str = "agree", words: str = "", *, back_to: str = "") -> str:
    """One person's word at the open stage."""
    words = words or ("理由" if answer != "agree" else "")
    return answering.give_answer(again(plan), by=by, answer=answer, words=words, back_to=back_to)


def again(plan) -> Plan:
    """The plan as it is now."""
    return Plan.objects.select_related("unit", "action").get(pk=plan.pk)


def rounds(plan) -> list[tuple[str, str]]:
    """(stage, outcome) of every sitting, oldest first."""
    found = Round.objects.filter(process_id=plan.process_id).order_by("id")
    return list(found.values_list("stage__code", "outcome"))


def waiting(plan) -> list[str]:
    """Whom the plan waits for."""
    return list(
        Assignment.objects.filter(process=plan.process, done_at=None)
        .order_by("id")
        .values_list("holder", flat=True)
    )
