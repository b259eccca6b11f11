"""现场验收: who is sent where, what the unit knows when, what a visit does to plans and items."""

from datetime import timedelta

import pytest

from documents.models import Document
from notifications.models import Notice
from plans.actions.enums import Status as PlanStatus
from plans.actions.operations import acceptance as of_plans
from plans.rectifications.enums import Status as ItemStatus
from records import clock, trail
from records.errors import Refused, Stale
from records.models import Entry
from tests import factories as people
from tests.plans import visits as walked
from tests.plans.rectifications.factories import item_at
from units.enums import Post
from workflows.enums import Outcome
from workflows.models import AcceptanceGroup, Assignment, Finding, Visit
from workflows.operations import papers, visit_work, visits
from workflows.queries import visits as queries

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return list(
        Notice.objects.filter(recipient=person, event__startswith="visit.")
        .order_by("id")
        .values_list("event", flat=True)
    )


# --- 回避 ----------------------------------------------------------------------------------------------
def of_the_unit(world):
    return people.make_person(Post.MEMBER, world.d.unit, name="样例甲")


def lately_of_the_unit(world):
    person = people.make_person(Post.MEMBER, people.make_unit(), name="样例甲")
    people.give_post(person, Post.MEMBER, world.d.unit, until=clock.today() - timedelta(days=200))
    return person


def delegate_of_the_unit(world):
    person = people.make_person(Post.MEMBER, people.make_unit(), name="样例甲")
    people.delegate(world.d.head, person)
    return person


def who_declared_it(world):
    person = people.make_person(Post.MEMBER, people.make_unit(), name="样例甲")
    visits.declare_recusal(world.d.unit, by=person, why="近亲属任职")
    return person


def of_the_former_unit(world):
    """The item was another unit's before it was given to this one (改派)."""
    from plans.rectifications.models import HandBack

    former = people.make_unit("样例原承办局")
    HandBack.objects.create(
        item=world.item, unit=former, ground="not_ours", reason="样例", answer="reassign",
        asked_by=world.d.liaison, asked_at=clock.now(), answered_by=world.d.clerk, answered_at=clock.now(),
    )  # fmt: skip
    return people.make_person(Post.MEMBER, former, name="样例甲")


GROUNDS = {
    of_the_unit: "本单位人员",
    lately_of_the_unit: "近一年曾在该单位任职",
    delegate_of_the_unit: "正受该单位人员委托",
    who_declared_it: "本人申报回避",
    of_the_former_unit: "原承办单位人员",
}


@pytest.mark.parametrize("made", GROUNDS)
def test_nobody_concerned_is_composed_for_a_unit_or_sent_there(made):
    world = walked.waiting()
    world.member = made(world)
    with pytest.raises(Refused, match=f"样例甲（{GROUNDS[made]}）"):
        walked.composed(world, units=[world.d.unit])
    with pytest.raises(Refused, match=f"样例甲（{GROUNDS[made]}）") as refused:
        walked.arranged(world)
    assert refused.value.field == "unit"
    assert not Visit.objects.exists()


@pytest.mark.parametrize("made", GROUNDS)
def test_nobody_concerned_joins_a_group_that_is_sent_there(made):
    world = walked.arranged()
    person = made(world)
    with pytest.raises(Refused, match=GROUNDS[made]):
        visits.compose_team(
            world.team.batch, by=world.d.clerk, leader=world.leader, members=[person], team=world.team
        )
    assert {each.person for each in world.team.members.all()} == {world.leader, world.member}


def test_what_somebody_has_to_recuse_themselves_from_is_left_out_of_the_visit():
    world = walked.arranged()
    visits.declare_recusal(world.d.unit, by=world.member, why="近亲属任职")
    left = visits.begin_visit(world.visit, by=world.leader)
    assert {subject.key for subject, _sentence in left} == set(world.keys())
    assert all("本人申报回避" in sentence for _subject, sentence in left)
    assert not AcceptanceGroup.objects.exists()
    visits.cancel_visit(world.visit, by=world.d.clerk, reason="另行安排")
    assert world.visit.cancelled_at


def test_begun_twice_in_one_instant_nothing_is_said_to_be_left_out(monkeypatch):
    world = walked.arranged()
    waiting = queries.waiting_at(world.d.unit.pk)
    monkeypatch.setattr(visits, "waiting_at", lambda *unit_ids: waiting)  # as both presses read it
    assert visits.begin_visit(world.visit, by=world.leader) == []
    assert visits.begin_visit(world.visit, by=world.leader) == []
    assert {group.round.subject for group in world.visit.groups.all()} == set(world.keys())


def test_group_needs_two_and_a_visit_something_that_waits():
    world = walked.waiting()
    with pytest.raises(Refused, match="至少2人"):
        walked.composed(world, members=[])
    world, team = walked.composed(world)
    told = {"by": world.d.clerk, "on": clock.today(), "half": "morning"}
    with pytest.raises(Refused, match="没有待验收"):
        visits.arrange_visit(team, unit=world.d.other_unit, **told)
    with pytest.raises(Refused, match="早于今天"):
        visits.arrange_visit(team, unit=world.d.unit, **told | {"on": clock.today() - timedelta(days=1)})
    with pytest.raises(Refused, match="上午或下午"):
        visits.arrange_visit(team, unit=world.d.unit, **told | {"half": "noon"})
    visits.arrange_visit(team, unit=world.d.unit, **told)
    with pytest.raises(Refused, match="已经安排"):
        visits.arrange_visit(team, unit=world.d.unit, **told)


# --- 预先通知, 四不两直 ----------------------------------------------------------------------------------
def test_unit_is_told_before():
    world = walked.arranged()
    assert told(world.d.liaison) == told(world.d.head) == ["visit.announced"]
    assert told(world.leader) == told(world.member) == ["visit.arranged"]
    assert list(queries.visible_visits(world.d.liaison)) == [world.visit]


def test_unit_knows_nothing_of_an_unannounced_visit_before_it_begins():
    world = walked.arranged(announced=False)
    own_clerk = people.make_person(Post.OFFICE_CLERK, world.d.office)
    people.give_post(own_clerk, Post.MEMBER, world.d.unit)
    unit = (world.d.liaison, world.d.head, own_clerk)
    assert [told(person) for person in unit] == [[], [], []]
    assert [queries.visible_visits(person).count() for person in unit] == [0, 0, 0]
    assert queries.visible_visits(world.member).count() == 1
    assert not Entry.objects.filter(subject=world.visit.key, circle="feedback").exists()
    visits.begin_visit(world.visit, by=world.leader)
    assert told(world.d.liaison) == ["visit.begun"]
    assert [queries.visible_visits(person).count() for person in unit] == [1, 1, 1]


def test_visit_begins_on_its_day_and_not_before():
    world = walked.arranged(on=clock.today() + timedelta(days=3))
    with pytest.raises(Refused, match="当天才能开始"):
        visits.begin_visit(world.visit, by=world.leader)
    with clock.at(clock.now() + timedelta(days=3)):
        assert visits.begin_visit(world.visit, by=world.leader) == []
        assert AcceptanceGroup.objects.filter(visit=world.visit).count() == 2


def test_cancelled_visit_is_told_to_whoever_had_been_told():
    world = walked.arranged(announced=False)
    visits.cancel_visit(world.visit, by=world.d.clerk, reason="天气原因")
    assert told(world.d.liaison) == []
    assert told(world.member) == ["visit.arranged", "visit.cancelled"]
    assert not Assignment.objects.filter(subject=world.visit.key, done_at=None).exists()
    walked.arranged(world)  # and the unit can be visited another day
    assert told(world.d.liaison) == ["visit.announced"]
    with pytest.raises(Refused, match="填写取消原因"):
        visits.cancel_visit(world.visit, by=world.d.clerk, reason=" ")


# --- on the spot -----------------------------------------------------------------------------------------
def test_beginning_composes_the_group_of_everything_that_waits():
    world = walked.begun()
    assert {group.round.subject for group in world.visit.groups.all()} == set(world.keys())
    assert world.plan.stage == world.item.stage == "visit"
    assert told(world.d.liaison) == ["visit.announced", "visit.begun"]
    assert not Notice.objects.filter(event__endswith="group_composed").exists()


def test_what_comes_to_wait_during_the_visit_can_be_taken_in():
    world = walked.begun()
    later = item_at("arrange", world.rectifying)
    assert visits.begin_visit(world.visit, by=world.leader) == []
    assert later.key in {group.round.subject for group in world.visit.groups.all()}
    assert Entry.objects.filter(subject=world.visit.key, code="visit.begun").count() == 1


def test_answer_sent_twice_counts_once():
    world = walked.begun()
    subject, line = world.lines()[0]
    first = walked.answer(
        world, subject, line, key="one-key-1", result="mostly", fact="缺2份", methods=("看现场",)
    )
    again = walked.answer(
        world, subject, line, key="one-key-1", result="mostly", fact="缺2份", methods=("看现场",)
    )
    assert (again.mark, again.at) == (first.mark, first.at)
    assert Entry.objects.filter(subject=subject, code="plan.checked").count() == 1
    assert AcceptanceGroup.objects.get(round__subject=subject).methods == ["看现场"]


def test_answer_that_arrives_late_undoes_nothing():
    world = walked.begun()
    subject, line = world.lines()[0]
    first = walked.answer(world, subject, line, key="key-of-member", result="unmet", fact="没有台账")
    walked.answer(world, subject, line, key="key-of-leader", by=world.leader, result="met", base=first.mark)
    stands = walked.answer(world, subject, line, key="key-of-member", result="unmet", fact="没有台账")
    assert (stands.result, stands.by) == ("met", world.leader)


def test_key_that_was_used_for_another_line_is_refused():
    world = walked.begun()
    (subject, line), (other, its_line) = world.lines()[:2]
    walked.answer(world, subject, line, key="key-of-member")
    with pytest.raises(Refused, match="没有保存"):
        walked.answer(world, other, its_line, key="key-of-member")
    assert Finding.objects.count() == 1


def test_two_members_at_one_line_are_shown_each_other():
    world = walked.begun()
    subject, line = world.lines()[0]
    walked.answer(world, subject, line, key="key-of-member", result="unmet", fact="没有台账")
    with pytest.raises(Stale) as stale:
        walked.answer(world, subject, line, key="key-of-leader", by=world.leader, result="met")
    assert (stale.value.who, stale.value.theirs["result"]) == ("样例组员", "unmet")
    mark = stale.value.theirs["mark"]
    stands = walked.answer(
        world, subject, line, key="key-of-leader2", by=world.leader, result="met", base=mark
    )
    assert stands.result == "met"


def test_finding_from_the_ordinary_page_is_seen_by_the_phone():
    world = walked.begun()
    subject, line = world.lines()[0]
    of_plans.record_finding(world.plan, line, by=world.leader, result="unmet", fact="没有台账")
    with pytest.raises(Stale):
        walked.answer(world, subject, line, key="key-of-member", result="met")
    assert Finding.objects.get().result == "unmet"


def test_only_the_group_records_and_only_what_is_on_the_visit():
    world = walked.begun()
    subject, line = world.lines()[0]
    for person in (world.d.clerk, world.d.liaison, world.d.other_liaison):
        with pytest.raises(Refused, match="组长、组员"):
            walked.answer(world, subject, line, by=person)
    with pytest.raises(Refused, match="不在这次验收中"):
        walked.answer(world, "plan:999999", line)
    with pytest.raises(Refused, match="须写明核查情况"):
        walked.answer(world, subject, line, result="unmet")
    visits.declare_recusal(world.d.unit, by=world.member, why="近亲属任职")
    with pytest.raises(Refused, match="本人申报回避"):
        walked.answer(world, subject, line)


def test_clerk_types_in_the_paper_for_the_group():
    world = walked.begun()
    subject, line = world.lines()[0]
    finding = walked.answer(world, subject, line, by=world.d.clerk, on_paper=True)
    assert (finding.on_paper, finding.by) == (True, world.d.clerk)
    entry = Entry.objects.get(subject=subject, code="plan.checked")
    assert (entry.by, entry.on_behalf_of) == (world.d.clerk, world.leader)
    own_clerk = people.make_person(Post.OFFICE_CLERK, world.d.office)
    people.give_post(own_clerk, Post.MEMBER, world.d.unit)
    with pytest.raises(Refused, match="本单位"):
        walked.answer(world, subject, line, key="key-of-own-clerk", by=own_clerk, on_paper=True)


# --- conclusions -----------------------------------------------------------------------------------------
def test_each_thing_gets_its_own_conclusion_and_all_one_paper():
    world = walked.checked()
    later = clock.today() + timedelta(days=20)
    improve = {
        "conclusion": "to_improve",
        "problems": "台账不全",
        "improve_by": later,
        "dissent": "组员认为应通过",
    }
    walked.concluded(world, item=improve, statement="objected", objection="台账已补")
    assert world.plan.status == PlanStatus.SIGNING
    assert (world.item.status, world.item.limit >= later) == (ItemStatus.WORKING, True)
    paper = Document.objects.get(kind="visit_opinion")
    assert not Document.objects.filter(kind="acceptance_opinion").exists()
    facts = {each["name"]: each for each in paper.facts["accepted"]}
    assert facts[str(world.plan)]["conclusion"] == "通过验收"
    item = facts[str(world.item)]
    assert (item["conclusion"], item["problems"], item["dissent"]) == (
        "限期完善",
        ["台账不全"],
        "组员认为应通过",
    )
    assert (paper.facts["statement"], paper.facts["objection"]) == ("有异议", "台账已补")
    assert paper.facts["methods"] == ["查资料"]
    assert Notice.objects.filter(recipient=world.d.clerk, event="visit.objected").exists()
    assert trail.verify(world.visit.key) == trail.verify(world.plan.key) == trail.verify(world.item.key) == []


def test_visit_is_not_concluded_before_everything_is_checked_and_decided():
    world = walked.begun()
    with pytest.raises(visit_work.NotYet) as refused:
        walked.concluded(world)
    assert set(refused.value.by_key) == set(world.keys())
    walked.checked(world)
    plan, item = world.keys()
    with pytest.raises(visit_work.NotYet) as refused:
        walked.concluded(world, item={"conclusion": "to_improve"})
    assert (set(refused.value.by_key), refused.value.by_key[item].field) == ({item}, "problems")
    assert world.plan.stage == "visit", "nothing is concluded while anything stands in the way"
    with pytest.raises(Refused, match="单位意见"):
        walked.concluded(world, statement="")
    with pytest.raises(Refused, match="异议内容"):
        walked.concluded(world, statement="objected")
    with pytest.raises(Refused, match="组长"):
        visit_work.conclude_visit(
            world.visit, by=world.member, verdicts=walked.verdicts(world), statement="agreed"
        )


def test_what_another_page_concluded_stays_and_the_visit_ends_with_the_rest():
    world = walked.checked()
    of_plans.conclude(world.plan, by=world.leader, conclusion=Outcome.NOT_ACCEPTED, problems="没有开展")
    walked.concluded(world)
    conclusions = {group.round.subject: group.conclusion for group in world.visit.groups.all()}
    assert conclusions == {world.plan.key: "not_accepted", world.item.key: "accepted"}
    with pytest.raises(Refused, match="已经结束"):
        walked.concluded(world)
    with pytest.raises(Refused, match="已经结束"):
        walked.answer(world, *world.lines()[0], key="key-too-late")


def test_signed_paper_of_the_visit_closes_its_plan():
    world = walked.concluded()
    with pytest.raises(Refused, match="尚未生成|还没有生成"):
        world.moves.sign()
    Document.objects.filter(kind="visit_opinion").update(state="ready")
    paper, scan = Document.objects.get(kind="visit_opinion"), world.moves.world.scan
    with pytest.raises(
        Refused, match="请在该环节登记"
    ):  # else the plan would wait for a scan that is there already
        papers.register_seal(paper, by=world.d.records_clerk, scan=scan, signed_on=clock.today())
    world.moves.sign()
    assert world.plan.status == PlanStatus.CLOSED
    assert Document.objects.get(kind="visit_opinion").state == "signed"


def test_group_for_one_subject_goes_on_working_beside_visits():
    world = walked.arranged()
    world.moves.compose()
    visits.begin_visit(world.visit, by=world.leader)
    assert [group.round.subject for group in world.visit.groups.all()] == [world.item.key]
    world.moves.accept()
    assert Document.objects.filter(kind="acceptance_opinion", subject=world.plan.key).exists()
