"""Fifty members vote in the same instant: no ballot is lost, one decision is made, nobody sees an error."""

import pytest

from plans.actions.enums import Status
from records import trail
from records.errors import Refused
from records.models import Entry
from tests.concurrency.test_same_instant import anew, whole
from tests.concurrency.together import at_once, errors
from tests.workflows.sittings import sitting
from workflows.enums import Choice, MovementKind
from workflows.models import AgendaItem, Assignment, Ballot, SecretTally
from workflows.operations import agenda, attending, voting

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
SEATS = 50


def all_at_once(s, item, choice_of):
    """Every member but the chair, in the same instant."""
    return at_once(
        *[
            lambda voter=voter, n=n: voting.cast(anew(item), by=anew(voter), choice=choice_of(n))
            for n, voter in enumerate(s.voters)
        ]
    )


@pytest.mark.parametrize("round_", range(2))
def test_fifty_vote_in_the_same_instant_and_every_ballot_counts(round_):
    s = sitting(seats=SEATS, present=SEATS)
    s.move()
    found = all_at_once(s, s.item, lambda n: Choice.AGREE if n % 5 else Choice.DISAGREE)
    assert errors(found) == []
    assert Ballot.objects.filter(item=s.item).count() == SEATS - 1
    counted = s.count()
    assert (counted["agree"], counted["disagree"]) == (39, 10)
    voting.cast(anew(s.item), by=s.chair, choice=Choice.AGREE)
    announced = at_once(*[lambda: voting.announce(anew(s.item), by=anew(s.chair))] * 4)
    assert [type(each) for each in errors(announced)] == [Refused] * 3
    assert Entry.objects.filter(subject=s.plan.key, code="vote.announced").count() == 1
    assert anew(s.plan).status == Status.EXECUTING
    assert not Assignment.objects.filter(kind="vote", done_at=None).exists()
    assert whole(s.plan)


def test_fifty_secret_ballots_in_the_same_instant_add_up():
    s = sitting(seats=SEATS, present=SEATS)
    s.move(secret=True)
    found = all_at_once(s, s.item, lambda n: Choice.AGREE if n % 3 else Choice.ABSTAIN)
    assert errors(found) == []
    tally = SecretTally.objects.get(item=s.item)
    assert (tally.agree, tally.disagree, tally.abstain) == (32, 0, 17)
    assert set(Ballot.objects.values_list("choice", flat=True)) == {Choice.CAST}
    assert trail.verify(s.plan.key) == []


def test_topic_of_the_meeting_itself_takes_votes_in_the_same_instant():
    s = sitting(seats=9, present=9)
    topic = agenda.add_topic(anew(s.meeting), by=s.secretary, title="样例要点", reason="会上提出")
    agenda.consent(topic, by=s.chair)
    voting.put_motion(anew(topic), by=s.chair, motion="approve")
    assert errors(all_at_once(s, topic, lambda n: Choice.AGREE)) == []
    assert Ballot.objects.filter(item=topic).count() == 8


def test_own_ballot_against_the_secretarys_hand_is_counted_once():
    s = sitting(seats=3, present=3)
    s.move()
    voter = s.voters[0]
    found = at_once(
        lambda: voting.cast(anew(s.item), by=anew(voter), choice=Choice.AGREE),
        lambda: voting.record_ballots(
            anew(s.item), by=anew(s.secretary), way="hands", choices={s.seat(voter).pk: Choice.DISAGREE}
        ),
    )
    assert [type(each) for each in errors(found)] == [Refused], found
    assert Ballot.objects.filter(item=s.item).count() == 1


def test_departure_against_a_motion_is_one_or_the_other():
    s = sitting(seats=3, present=3)
    found = at_once(
        lambda: attending.record_movement(
            anew(s.meeting), s.seat(s.voters[0]), by=anew(s.secretary), kind=MovementKind.LEFT
        ),
        lambda: voting.put_motion(anew(s.item), by=anew(s.chair), motion="approve"),
    )
    asked = Assignment.objects.filter(kind="vote", done_at=None).count()
    gone = s.meeting.attendances.filter(here=False).count()
    refused = errors(found)
    assert all(type(each) is Refused for each in refused), found
    assert asked == (0 if not AgendaItem.objects.get(pk=s.item.pk).motion else 3 - gone)
