"""表决: who may vote and when, what the ballots decide, and that nothing is decided before the chair announces."""

import pytest

from plans.actions.enums import Status
from records.errors import Refused
from records.models import Entry
from tests.workflows.sittings import sitting
from units import holders
from workflows.enums import Choice, Motion, Outcome, Verdict
from workflows.models import Assignment, Ballot, Opinion
from workflows.operations import meetings, voting

pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN = Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN


def entries(plan, code):
    return list(Entry.objects.filter(subject=plan.key, code=code).order_by("n"))


# --- the two cases of the scenarios ------------------------------------------------------------------
def test_seven_of_nine_with_4_1_1_wait_for_the_chair_whose_aye_carries():
    s = sitting(seats=9, present=7)
    s.move()
    s.cast(AGREE, AGREE, AGREE, AGREE, DISAGREE, ABSTAIN)
    assert s.count()["verdict"] == Verdict.PENDING
    with pytest.raises(Refused, match="请主持人先表决"):
        voting.announce(s.item, by=s.chair)
    assert not entries(s.plan, "vote.announced")
    assert s.again().status == Status.REVIEWING

    voting.cast(s.item, by=s.chair, choice=AGREE)
    assert s.again().status == Status.REVIEWING  # decided is not closed
    assert voting.announce(s.item, by=s.chair) == Outcome.APPROVED
    s.item.refresh_from_db()
    numbers = (s.item.entitled, s.item.present, s.item.agreed, s.item.disagreed, s.item.abstained)
    assert numbers == (9, 7, 5, 1, 1)
    assert s.again().status == Status.EXECUTING


def test_seven_of_nine_with_4_1_1_and_a_chair_who_abstains_is_not_carried():
    s = sitting(seats=9, present=7)
    s.move()
    s.cast(AGREE, AGREE, AGREE, AGREE, DISAGREE, ABSTAIN, ABSTAIN)
    with pytest.raises(Refused, match="表决未获通过"):
        voting.announce(s.item, by=s.chair)
    assert s.again().status == Status.REVIEWING


def test_five_of_nine_may_meet_and_four_ayes_do_not_carry():
    s = sitting(seats=9, present=5)
    s.move()
    s.cast(AGREE, AGREE, AGREE, ABSTAIN, AGREE)
    assert s.count() | {"verdict": str(s.count()["verdict"])} == {
        "entitled": 9,
        "attended": 5,
        "present": 5,
        "agree": 4,
        "disagree": 0,
        "abstain": 1,
        "recused": 0,
        "needed": 5,
        "verdict": "not_carried",
    }
    with pytest.raises(Refused, match="表决未获通过"):
        voting.announce(s.item, by=s.chair)
    voting.defer(s.item, by=s.chair, reason="到会人数少，下次再议")
    assert s.again().status == Status.REVIEWING
    assert s.again().stage == "meeting"


def test_five_of_five_present_carry():
    s = sitting(seats=9, present=5)
    s.move()
    s.cast(*[AGREE] * 5)
    assert voting.announce(s.item, by=s.chair) == Outcome.APPROVED


# --- no quorum ---------------------------------------------------------------------------------------
def test_four_of_nine_put_no_motion_but_may_defer():
    s = sitting(seats=9, present=4)
    with pytest.raises(Refused, match="未达法定人数"):
        s.move()
    assert not Assignment.objects.filter(kind="vote").exists()
    voting.defer(s.item, by=s.chair, reason="未达法定人数")
    s.item.refresh_from_db()
    assert s.item.outcome == Outcome.DEFERRED


def test_without_a_quorum_nothing_is_decided_when_a_member_recuses_late():
    s = sitting(seats=9, present=5)
    s.move()
    s.cast(DISAGREE, DISAGREE, DISAGREE)
    meetings.recuse(s.item, s.seat(s.voters[3]), by=s.secretary, reason="亲属")
    voting.cast(s.item, by=s.chair, choice=DISAGREE)
    assert s.count()["verdict"] == Verdict.NO_QUORUM
    with pytest.raises(Refused, match="法定人数"):
        voting.announce(s.item, by=s.chair, outcome=Outcome.REJECTED, summary="不符合要求")
    assert s.again().status == Status.REVIEWING
    voting.defer(s.item, by=s.chair, reason="未达法定人数")


# --- who may vote ------------------------------------------------------------------------------------
def test_chair_votes_last():
    s = sitting(seats=3, present=3)
    s.move()
    with pytest.raises(Refused, match="末位表态"):
        voting.cast(s.item, by=s.chair, choice=AGREE)
    s.cast(AGREE)
    with pytest.raises(Refused, match="末位表态"):
        voting.cast(s.item, by=s.chair, choice=AGREE)
    voting.cast(s.item, by=s.voters[1], choice=DISAGREE)
    voting.cast(s.item, by=s.chair, choice=AGREE)
    assert Ballot.objects.count() == 3


def test_ballot_is_given_once_and_never_changed():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE)
    with pytest.raises(Refused, match="不能更改"):
        voting.cast(s.item, by=s.voters[0], choice=DISAGREE)
    assert list(Ballot.objects.values_list("choice", flat=True)) == [AGREE]


def test_only_members_in_the_room_vote_and_nobody_for_them():
    s = sitting(seats=9, present=7)
    s.move()
    away = s.seats[8].person
    with pytest.raises(Refused, match="请假或缺席"):
        voting.cast(s.item, by=away, choice=AGREE)
    for stranger in (s.secretary, s.district.head, s.district.clerk):
        with pytest.raises(Refused, match="不得委托"):
            voting.cast(s.item, by=stranger, choice=AGREE)
    assert not Ballot.objects.exists()


def test_delegate_of_a_member_cannot_vote():
    from tests.factories import delegate

    s = sitting(seats=9, present=7)
    s.move()
    delegate(s.voters[0], s.district.clerk)
    with pytest.raises(Refused, match="不得委托"):
        voting.cast(s.item, by=s.district.clerk, choice=AGREE)


def test_no_vote_before_a_motion_and_none_that_is_no_choice():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="尚未提请表决"):
        voting.cast(s.item, by=s.voters[0], choice=AGREE)
    s.move()
    for choice in ("", "yes", Choice.NOT_VOTED):
        with pytest.raises(Refused, match="请选择"):
            voting.cast(s.item, by=s.voters[0], choice=choice)


def test_party_to_the_plan_does_not_judge_it():
    s = sitting(seats=3, present=3)
    s.plan.tasks.update(person=s.voters[0])
    s.move()
    with pytest.raises(Refused, match="应当回避"):
        voting.cast(s.item, by=s.voters[0], choice=AGREE)


def test_recused_member_is_neither_asked_nor_waited_for_but_still_in_the_denominator():
    s = sitting(seats=9, present=7)
    meetings.recuse(s.item, s.seat(s.voters[0]), by=s.secretary, reason="亲属在该单位")
    s.move()
    assert not Assignment.objects.filter(kind="vote", holder=holders.person(s.voters[0].pk)).exists()
    with pytest.raises(Refused, match="回避"):
        voting.cast(s.item, by=s.voters[0], choice=AGREE)
    for voter in s.voters[1:]:
        voting.cast(s.item, by=voter, choice=AGREE)
    voting.cast(s.item, by=s.chair, choice=AGREE)
    assert (s.count()["entitled"], s.count()["present"], s.count()["needed"]) == (9, 6, 5)
    assert voting.announce(s.item, by=s.chair) == Outcome.APPROVED


def test_recusal_needs_a_reason_and_comes_before_the_ballot():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="回避原因"):
        meetings.recuse(s.item, s.seat(s.voters[0]), by=s.secretary, reason=" ")
    s.move()
    s.cast(AGREE)
    with pytest.raises(Refused, match="已表决"):
        meetings.recuse(s.item, s.seat(s.voters[0]), by=s.secretary, reason="亲属")


def test_recusal_during_the_vote_takes_the_matter_out_of_the_inbox():
    s = sitting(seats=9, present=7)
    s.move()
    meetings.recuse(s.item, s.seat(s.voters[0]), by=s.secretary, reason="亲属")
    assert not Assignment.objects.filter(
        kind="vote", holder=holders.person(s.voters[0].pk), done_at=None
    ).exists()


def test_not_voted_is_recorded_by_the_secretary_and_counts_against():
    s = sitting(seats=9, present=7)
    s.move()
    s.cast(AGREE, AGREE, AGREE, AGREE, DISAGREE)
    with pytest.raises(Refused, match="会议秘书"):
        voting.record_not_voted(s.item, s.seat(s.voters[5]), by=s.chair)
    with pytest.raises(Refused, match="还有2名"):
        voting.announce(s.item, by=s.chair)
    voting.record_not_voted(s.item, s.seat(s.voters[5]), by=s.secretary)
    with pytest.raises(Refused, match="已表决或不在"):
        voting.record_not_voted(s.item, s.seat(s.voters[5]), by=s.secretary)
    with pytest.raises(Refused, match="不能更改"):
        voting.cast(s.item, by=s.voters[5], choice=AGREE)
    voting.cast(s.item, by=s.chair, choice=AGREE)
    voting.announce(s.item, by=s.chair)
    s.item.refresh_from_db()
    assert (s.item.agreed, s.item.disagreed, s.item.abstained) == (5, 1, 1)


def test_chair_cannot_be_recorded_as_not_voted():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE, AGREE)
    with pytest.raises(Refused, match="主持人"):
        voting.record_not_voted(s.item, s.seat(s.chair), by=s.secretary)
    with pytest.raises(Refused, match="请主持人先表决"):
        voting.announce(s.item, by=s.chair)


# --- the motion --------------------------------------------------------------------------------------
def test_only_the_presiding_member_moves_announces_and_defers():
    s = sitting(seats=3, present=3)
    for person in (s.voters[0], s.secretary, s.district.clerk):
        with pytest.raises(Refused, match="主持人"):
            voting.put_motion(s.item, by=person, motion=Motion.APPROVE)
    s.move()
    s.cast(AGREE, AGREE, AGREE)
    for person in (s.voters[0], s.secretary):
        with pytest.raises(Refused, match="主持人"):
            voting.announce(s.item, by=person)
        with pytest.raises(Refused, match="主持人"):
            voting.defer(s.item, by=person, reason="再议")


def test_presiding_member_who_is_away_puts_no_motion():
    s = sitting(seats=9, present=7)
    meetings.register_attendance(
        s.meeting, by=s.secretary, presences={s.seat(s.chair).pk: ("leave", "临时外出")}
    )
    with pytest.raises(Refused, match="主持人"):
        s.move()


def test_one_motion_at_a_time_and_only_in_an_open_meeting():
    s = sitting(seats=3, present=3)
    s.move()
    with pytest.raises(Refused, match="已提请表决"):
        s.move(Motion.APPROVE_IN_PRINCIPLE, modifications=[{"line": "", "wanted": "补充"}])
    with pytest.raises(Refused, match="请选择"):
        voting.put_motion(s.item, by=s.chair, motion="maybe")


def test_motion_asks_each_member_in_the_room():
    s = sitting(seats=9, present=7)
    s.move()
    asked = Assignment.objects.filter(kind="vote", done_at=None)
    assert set(asked.values_list("holder", flat=True)) == {
        holders.person(person.pk) for person in [*s.voters, s.chair]
    }
    s.cast(AGREE)
    assert asked.count() == 6
    assert s.again().stage_label == "审议中"


def test_approval_in_principle_names_modifications_that_go_out_with_the_announcement():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="修改要求"):
        s.move(Motion.APPROVE_IN_PRINCIPLE, modifications=[{"line": "", "wanted": "  "}])
    line = s.plan.tasks.first().line
    s.move(Motion.APPROVE_IN_PRINCIPLE, modifications=[{"line": line, "wanted": "写明节点"}])
    opinion = Opinion.objects.get()
    assert (opinion.line, opinion.wanted, opinion.issued_at) == (line, "写明节点", None)
    s.cast(AGREE, AGREE, AGREE)
    assert voting.announce(s.item, by=s.chair) == Outcome.IN_PRINCIPLE
    opinion.refresh_from_db()
    assert opinion.issued_at is not None
    assert s.again().status == Status.AMENDING


def test_modifications_of_a_motion_that_failed_never_go_out():
    s = sitting(seats=3, present=3)
    s.move(Motion.APPROVE_IN_PRINCIPLE, modifications=[{"line": "", "wanted": "写明节点"}])
    s.cast(DISAGREE, DISAGREE, DISAGREE)
    voting.announce(s.item, by=s.chair, outcome=Outcome.RETURNED, summary="重写")
    assert Opinion.objects.get().issued_at is None


# --- the announcement --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "status"), [(Outcome.REJECTED, Status.REJECTED), (Outcome.RETURNED, Status.REVISING)]
)
def test_motion_that_is_not_carried_is_rejected_or_returned_with_words(outcome, status):
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(DISAGREE, DISAGREE, DISAGREE)
    with pytest.raises(Refused, match="理由"):
        voting.announce(s.item, by=s.chair, outcome=outcome)
    assert voting.announce(s.item, by=s.chair, outcome=outcome, summary="措施针对性不强") == outcome
    assert s.again().status == status
    assert entries(s.plan, "vote.announced")[0].params["words"] == "措施针对性不强"


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.IN_PRINCIPLE, Outcome.DEFERRED, "nonsense"])
def test_motion_that_is_not_carried_cannot_be_announced_as_something_else(outcome):
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(DISAGREE, DISAGREE, AGREE)
    with pytest.raises(Refused, match="表决未获通过"):
        voting.announce(s.item, by=s.chair, outcome=outcome, summary="理由")


def test_carried_motion_cannot_be_announced_as_rejected():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE, AGREE, AGREE)
    assert voting.announce(s.item, by=s.chair, outcome=Outcome.REJECTED, summary="理由") == Outcome.APPROVED


def test_announcement_has_one_effect():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE, AGREE, AGREE)
    voting.announce(s.item, by=s.chair)
    with pytest.raises(Refused):
        voting.announce(s.item, by=s.chair)
    with pytest.raises(Refused):
        voting.cast(s.item, by=s.voters[0], choice=AGREE)
    with pytest.raises(Refused):
        voting.defer(s.item, by=s.chair, reason="再议")
    assert len(entries(s.plan, "vote.announced")) == 1
    assert Assignment.objects.filter(kind="execute").count() == s.plan.tasks.count()
