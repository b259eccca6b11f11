"""The places of the permission table that lie between two moves: from where, what is done there; longer deeds of the table."""

from plans.actions.models import Plan
from plans.actions.operations import acceptance, execution
from records import clock
from tests.plans import factories
from tests.workflows import built
from units.enums import Post
from workflows.models import Batch, Team, Visit
from workflows.operations import meetings, visit_work, visits, voting
from workflows.operations.acceptance import Sent


def _a_point(moves):
    factories.add_point(moves.d, moves.plan)


def _second_round(moves):
    moves.make("return")
    factories.report_again(moves.d, moves.plan)


def _planned(moves):
    d, today = moves.d, clock.today()
    meetings.plan_meeting(d.committee, by=d.secretary, held_on=today, place="另一会议室")


def _moved(moves):
    voting.put_motion(moves.item, by=moves.d.chair, motion="approve")
    voting.cast(moves.item, by=moves.d.members[1], choice="agree")


def _voted_but_by_the_chair(moves):
    _moved(moves)
    voting.cast(moves.item, by=moves.d.members[0], choice="agree")


def _voted(moves):
    _voted_but_by_the_chair(moves)
    voting.cast(moves.item, by=moves.d.chair, choice="agree")


def _answered(moves):
    factories.answer_all(moves.d, moves.plan)


def _trouble(moves):
    task = moves.tasks().last()
    execution.report(task, by=moves.d.liaison, kind="trouble", words="缺少场地")


def _signed_on_paper(moves):
    moves.make("agree_on_paper")


def _evidence(moves):
    execution.link_evidence(moves.tasks().last(), by=moves.d.liaison, evidence=moves.world.evidence)


def _nodes_done(moves):
    task = moves.tasks().last()
    execution.link_evidence(task, by=moves.d.liaison, evidence=moves.world.evidence)
    for node in task.milestones.all():
        execution.report(task, by=moves.d.liaison, kind="progress", words="完成", milestone=node)


def _visited(moves):
    for task in moves.tasks():
        acceptance.record_finding(moves.plan, task.line, by=moves.world.member, result="met", fact="")


def _paper_ready(moves):
    from documents.models import Document

    Document.objects.filter(kind="acceptance_opinion").update(state="ready")


def _batch(moves):
    world, clerk = moves.world, moves.d.clerk
    batch = visits.create_batch(title="样例集中验收", by=clerk)
    visits.compose_team(batch, by=clerk, leader=world.leader, members=[world.member])


def _arranged(moves):
    _batch(moves)
    arrange_visit(Team.objects.get(), moves.d.unit, by=moves.d.clerk)


def _begun(moves):
    _arranged(moves)
    visits.begin_visit(Visit.objects.get(), by=moves.world.leader)


def _all_checked(moves):
    _begun(moves)
    for task in moves.tasks():
        answer(Visit.objects.get(), moves.plan, task, by=moves.world.member)


def arrange_visit(team, unit, *, by):
    """A visit of today, told before."""
    return visits.arrange_visit(team, by=by, unit=unit, on=clock.today(), half="morning")


def answer(visit, plan, task, *, by):
    """One task found 符合, as a phone sends it."""
    sent = Sent(f"sample-{task.line}")
    return visit_work.record_answer(visit, visit_work.Answer(plan.key, task.line, "met", "", sent), by=by)


def only_batch() -> Batch:
    """The one there is."""
    return Batch.objects.get()


def _asked(moves):
    """On a route of 签收 and one stage that asks the office's clerks."""
    d = moves.d
    route = built.publish(d, built.RECEIVE, built.stage("asked", post=Post.OFFICE_CLERK))
    Plan.objects.filter(pk=moves.plan.pk).update(route=route)
    for move in ("submit", "agree", "receive"):
        moves.make(move)


BETWEEN = {
    "asked at a stage": ("drafting", _asked),
    "first_review with a point": ("first_review", _a_point),
    "second first_review": ("first_review", _second_round),
    "another meeting planned": ("drafting", _planned),
    "moved": ("tabled", _moved),
    "voted but by the chair": ("tabled", _voted_but_by_the_chair),
    "voted": ("tabled", _voted),
    "answered": ("revising", _answered),
    "amended": ("amending", _answered),
    "receive, signed on paper": ("unit_review", _signed_on_paper),
    "executing with evidence": ("executing", _evidence),
    "executing in trouble": ("executing", _trouble),
    "nodes done": ("executing", _nodes_done),
    "visited": ("visit", _visited),
    "signing": ("signing", _paper_ready),
    "batch": ("arrange", _batch),
    "visit arranged": ("arrange", _arranged),
    "visit begun": ("arrange", _begun),
    "visit checked": ("arrange", _all_checked),
}


def group_of(c) -> dict:
    who = {"leader": c.world.leader, "members": [c.world.member]}
    return who | {"visit_on": clock.today(), "methods": ["查资料"]}


def compose(c, by):
    return acceptance.compose_group(c.plan, by=by, **group_of(c))


def change_group(c, by):
    return acceptance.change_group(c.plan, by=by, **group_of(c))
