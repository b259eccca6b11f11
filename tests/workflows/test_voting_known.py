"""Who knows what of a vote, before and after it is announced; deferral; the room."""

import pytest

from records.errors import Refused
from records.models import Entry
from tests.plans.factories import _fresh
from tests.workflows.sittings import sitting
from workflows import rules
from workflows.enums import Choice, Outcome
from workflows.models import AgendaItem, Assignment, Round
from workflows.operations import meetings, voting
from workflows.queries import meetings as reading

pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN = Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN


def entries(plan, code):
    return list(Entry.objects.filter(subject=plan.key, code=code).order_by("n"))


# --- the two cases of the scenarios ------------------------------------------------------------------
@pytest.mark.parametrize("tell", [False, True])
def test_numbers_go_to_the_unit_only_when_told(tell):
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE, AGREE, AGREE)
    voting.announce(s.item, by=s.chair, tell_numbers=tell)
    told = entries(s.plan, "vote.announced")[0].params
    assert ("agree" in told) is tell
    assert {"outcome", "meeting_n", "held_on"} <= set(told)
    assert entries(s.plan, "vote.counted")[0].params["agree"] == 3


# --- deferral ----------------------------------------------------------------------------------------
def test_deferral_waits_for_another_meeting_with_fresh_ballots():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="理由"):
        voting.defer(s.item, by=s.chair, reason="")
    s.move()
    s.cast(DISAGREE)
    voting.defer(s.item, by=s.chair, reason="材料不全")
    first, second = Round.objects.filter(process_id=s.plan.process_id, stage__code="meeting").order_by("id")
    assert (first.outcome, first.ballots.count()) == (Outcome.DEFERRED, 1)
    assert (second.closed_at, second.motion, second.ballots.count()) == (None, "", 0)
    assert not Assignment.objects.filter(kind="vote", done_at=None).exists()

    meetings.close_meeting(s.meeting, by=s.secretary)
    later = sitting(seats=3, present=3, district=s.district, plan=_fresh(s.plan))
    later.move()
    later.cast(AGREE, AGREE, AGREE)
    assert voting.announce(later.item, by=later.chair) == Outcome.APPROVED
    assert later.item.pk != s.item.pk


# --- who sees what -----------------------------------------------------------------------------------
def test_running_count_is_the_secretarys_alone():
    s = sitting(seats=9, present=7)
    s.move()
    s.cast(AGREE, DISAGREE)
    item = AgendaItem.objects.select_related("meeting__committee", "round").get(pk=s.item.pk)
    seen = reading.item_view(item, s.secretary)
    assert (seen.count["agree"], seen.count["disagree"], len(seen.waiting)) == (1, 1, 5)
    for member in (s.chair, s.voters[0], s.voters[5]):
        seen = reading.item_view(item, member)
        assert (seen.count, seen.ballots, seen.waiting) == (None, [], [])
    assert reading.item_view(item, s.voters[0]).my_ballot.choice == AGREE
    assert reading.item_view(item, s.voters[5]).my_ballot is None


def test_members_know_the_ballots_after_the_announcement():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE, DISAGREE, AGREE)
    voting.announce(s.item, by=s.chair)
    item = AgendaItem.objects.select_related("meeting__committee", "round").get(pk=s.item.pk)
    seen = reading.item_view(item, s.voters[1])
    assert (len(seen.ballots), seen.count["agree"]) == (3, 2)


def test_waiting_and_voting_seats():
    s = sitting(seats=9, present=7)
    s.move()
    s.cast(AGREE)
    assert len(rules.voting_seats(s.item)) == 7
    assert rules.waiting_seats(s.item) == {s.seat(person).pk for person in [*s.voters[1:], s.chair]}


def test_presiding_member_recused_before_the_motion_cannot_move_it_nor_recuse_after():
    s = sitting(seats=3, present=3)
    meetings.recuse(s.item, s.seat(s.chair), by=s.secretary, reason="亲属")
    with pytest.raises(Refused, match="主持人"):
        s.move()
    voting.defer(s.item, by=s.chair, reason="主持人回避")
    item = AgendaItem.objects.filter(announced_at=None)
    assert not item.exists()

    later = sitting(seats=3, present=3, district=s.district, plan=_fresh(s.plan))
    later.move()
    with pytest.raises(Refused, match="主持人"):
        meetings.recuse(later.item, later.seat(later.chair), by=later.secretary, reason="亲属")
