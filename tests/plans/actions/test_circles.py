"""知悉范围: what each reader learns of one plan from its trail, papers, notices and points. Fixed, never widened."""

import pytest

from documents import queries as papers
from documents.models import Document
from notifications.models import Notice
from plans.actions import queries
from plans.actions.operations import acceptance, review, submission
from plans.actions.queries.now import POSSIBILITIES
from plans.actions.queries.versions import readable_versions, shown_to
from records import clock, trail
from records.models import Entry
from tests.plans.cast import cast
from tests.plans.factories import add_point
from tests.plans.world import Moves, World, moved_to
from units.models import Person, Seat
from workflows.models import Assignment
from workflows.operations import voting
from workflows.queries.circles import open_points, readable_entries
from workflows.queries.now import now

pytestmark = pytest.mark.django_db

LIFE = (
    "submit send_back submit agree receive remark return submit agree receive propose table approve_in_principle "
    "amend confirm finish_tasks request_acceptance compose accept sign"
).split()

UNIT_ONLY = {"plan.started", "plan.submitted", "plan.sent_back", "plan.point_answered"}
TOLD = {
    "plan.agreed",
    "plan.received",
    "plan.returned",
    "vote.announced",
    "plan.amended",
    "plan.confirmed",
    "plan.evidence_linked",
    "plan.reported",
    "plan.task_finished",
    "plan.acceptance_requested",
    "plan.group_composed",
    "plan.accepted",
    "plan.signed",
}
OFFICE_ONLY = {"plan.remarked", "plan.proposed", "agenda.tabled", "plan.checked"}
MEETING_ONLY = {"vote.moved", "vote.cast", "vote.counted"}


# role → the codes on the trail that role may read: of the whole life above.
READ_BY = {
    **dict.fromkeys(["liaison", "head", "deputy", "section_lead", "staff", "responsible"], UNIT_ONLY | TOLD),
    **dict.fromkeys(["clerk", "office_head", "business_admin", "records_clerk"], TOLD | OFFICE_ONLY),
    **dict.fromkeys(["chair", "member", "secretary"], TOLD | OFFICE_ONLY | MEETING_ONLY),
    **dict.fromkeys(["leader", "group_member"], TOLD),
}


def test_trail_of_a_whole_life_is_read_by_circle():
    moves = Moves(World())
    for move in LIFE:
        moves.make(move)
    plan, people = moves.plan, cast(moves.world)
    assert trail.verify(plan.key) == []
    assert set(Entry.objects.filter(subject=plan.key).values_list("code", flat=True)) == (
        UNIT_ONLY | TOLD | OFFICE_ONLY | MEETING_ONLY
    )
    for role, codes in READ_BY.items():
        assert {entry.code for entry in readable_entries(plan, people[role])} == codes, role
    for role in (
        "foreign_liaison",
        "foreign_head",
        "system_admin",
        "security_admin",
        "auditor",
        "former_liaison",
    ):
        assert not queries.visible_plans(people[role]).filter(pk=plan.pk).exists(), role


def test_announcement_tells_the_unit_no_numbers_and_no_names():
    plan = moved_to("executing").plan
    told = Entry.objects.get(subject=plan.key, code="vote.announced")
    assert not {"agree", "disagree", "abstain", "entitled", "present"} & set(told.params)
    unit = Notice.objects.filter(recipient__unit=plan.unit)
    assert unit.exists()
    assert not unit.filter(circle__in=["internal", "meeting"]).exists()
    for notice in unit:
        assert "票" not in notice.text and "建议审议通过" not in notice.text


def test_ballots_before_the_announcement_are_read_by_their_voter_and_the_secretary():
    moves = moved_to("tabled")
    first, second = moves.d.members
    voting.put_motion(moves.item, by=moves.d.chair, motion="approve")
    voting.cast(moves.item, by=first, choice="disagree", opinion="时限不合理")

    def ballots(person):
        return [each for each in readable_entries(moves.plan, person) if each.code == "vote.cast"]

    assert len(ballots(first)) == len(ballots(moves.d.secretary)) == 1
    for person in (second, moves.d.chair, moves.d.clerk, moves.d.liaison):
        assert ballots(person) == []


def test_points_reach_the_unit_only_when_they_are_issued():
    moves = moved_to("first_review")
    add_point(moves.d, moves.plan)
    assert list(open_points(moves.plan, moves.d.liaison)) == []
    assert len(open_points(moves.plan, moves.d.clerk)) == 1
    review.return_for_revision(moves.plan, by=moves.d.clerk)
    assert len(open_points(moves.plan, moves.d.liaison)) == 1


def test_slip_stays_in_the_unit_and_the_letter_goes_to_both():
    moves = moved_to("revising")
    slip, letter = Document.objects.order_by("id")
    assert (slip.kind, letter.kind) == ("signing_slip", "review_opinion")
    d = moves.d
    assert papers.visible_document(d.liaison, slip.pk) == slip
    assert papers.visible_document(d.head, letter.pk) == letter
    assert papers.visible_document(d.clerk, slip.pk) is None
    assert papers.visible_document(d.clerk, letter.pk) == letter
    for paper in (slip, letter):
        assert papers.visible_document(d.other_liaison, paper.pk) is None


def test_draft_that_never_left_its_unit_is_the_units():
    moves = moved_to("unit_review")
    people = cast(moves.world)
    seen = {role for role, person in people.items() if queries.visible_plans(person).exists()}
    assert seen == {
        "liaison",
        "head",
        "deputy",
        "section_lead",
        "responsible",
        "staff",
        "delegate",
        "own_clerk",
    }
    submission.agree(moves.plan, by=moves.d.head)
    for person in people.values():
        person.__dict__.pop("_standings", None)
    seen = {role for role, person in people.items() if queries.visible_plans(person).exists()}
    assert seen >= {"clerk", "chair", "member", "secretary"}
    assert not seen & {
        "foreign_liaison",
        "foreign_head",
        "auditor",
        "system_admin",
        "security_admin",
        "intake",
    }


# --- what became of assignments, after the peers' failures ---------------------------------------------
def test_after_every_return_somebody_has_the_matter_in_hand_with_a_limit():
    """The reminder is gone after a return; a return loses the task: not here."""
    moves = moved_to("drafting")
    for ways in (["send_back"], ["agree", "decline"], ["agree", "receive", "return"]):
        for move in ["submit", *ways]:
            moves.make(move)
        waiting = Assignment.objects.get(process=moves.plan.process, done_at=None)
        assert (waiting.kind, waiting.holder) == ("draft", f"post:liaison:{moves.plan.unit_id}")
        assert waiting.due and waiting.yellow_on and waiting.red_on and waiting.note


def test_tasks_to_improve_get_the_new_limit_and_its_light():
    moves = moved_to("visit")
    old = moves.tasks().first()
    moves.make("ask_to_improve")
    task = moves.tasks().first()
    limit = Assignment.objects.filter(process=moves.plan.process, kind="execute", done_at=None).first().due
    assert task.done_on is None
    assert limit > old.due
    assert task.red_on > limit > old.red_on


def test_acceptance_is_bound_to_the_approved_version():
    moves = moved_to("signing")
    plan = moves.plan
    paper = acceptance.paper_of(plan)
    assert paper.version.n == plan.approved_version
    assert paper.number.startswith("验收〔")


def test_who_has_not_voted_yet_is_on_nobodys_plan_page():
    moves = moved_to("tabled")
    voting.put_motion(moves.item, by=moves.d.chair, motion="approve")
    people = cast(moves.world)
    voter = moves.d.members[0]

    def waits(person):
        return now(moves.plan, person, POSSIBILITIES, page_url="").waits

    others = ("liaison", "head", "clerk", "business_admin")
    before = {role: waits(people[role]) for role in others}
    voting.cast(moves.item, by=voter, choice="agree")
    assert {role: waits(people[role]) for role in others} == before
    names = [person.name for person in (*moves.d.members, moves.d.chair)]
    assert not [name for name in names for said in before.values() if name in said]
    assert not any("位责任人" in said for said in before.values())


def test_member_of_the_committee_reads_of_the_own_plan_what_the_unit_reads():
    moves = moved_to("first_review")
    moves.make("remark")
    add_point(moves.d, moves.plan)
    Seat.objects.create(
        committee=moves.d.committee, person=moves.d.head, role="member", since=clock.today(), order=99
    )
    head, other = Person.objects.get(pk=moves.d.head.pk), moves.d.members[0]

    def reads(person):
        codes = {entry.code for entry in readable_entries(moves.plan, person)}
        return "plan.remarked" in codes, open_points(moves.plan, person).exists()

    assert reads(head) == (False, False)
    assert reads(other) == (True, True)


# --- 签收以前撤回的 -----------------------------------------------------------------------------------
OVERSEERS = ("clerk", "office_head", "secretary", "chair", "member")


def test_what_was_taken_back_before_receipt_is_the_units_again(client):
    moves = moved_to("receive")
    people, plan = cast(moves.world), moves.plan
    assert queries.visible_plans(people["clerk"]).filter(pk=plan.pk).exists()  # it is offered to be received
    moves.make("withdraw")
    for role in OVERSEERS:
        assert not queries.visible_plans(people[role]).filter(pk=plan.pk).exists(), role
    client.force_login(people["clerk"])
    assert client.get(f"/plans/{plan.pk}/").status_code == 404
    told = Notice.objects.get(event="plan.withdrawn", recipient=people["clerk"])
    assert client.get(told.url).status_code == 200
    assert queries.visible_plans(people["liaison"]).filter(pk=plan.pk).exists()


def test_version_taken_back_before_receipt_is_read_by_nobody_outside(client):
    moves = moved_to("receive")
    people, plan = cast(moves.world), moves.plan
    for move in ("withdraw", "write", "submit", "agree"):
        moves.make(move)
    for role in OVERSEERS:
        client.force_login(people[role])
        assert client.get(f"/plans/{plan.pk}/versions/1/").status_code == 404, role
        assert client.get(f"/plans/{plan.pk}/versions/2/").status_code == 200, role
    client.force_login(people["head"])
    assert client.get(f"/plans/{plan.pk}/versions/1/").status_code == 200


def test_later_version_taken_back_leaves_the_one_that_was_reviewed():
    moves = moved_to("revising")
    people = cast(moves.world)
    for move in ("write", "submit", "agree", "withdraw"):
        moves.make(move)
    assert [each.n for each in readable_versions(moves.plan, people["clerk"])] == [1]
    assert shown_to(moves.plan, people["clerk"]).version.n == 1
    assert [each.n for each in readable_versions(moves.plan, people["head"])] == [2, 1]
