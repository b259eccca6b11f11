"""选票: three ways in, and a secret vote whose choices nobody can join to a name."""

import json

import pytest
from django.apps import apps
from django.urls import reverse

from records.errors import Refused
from records.models import Entry
from tests.workflows.sittings import sitting
from workflows.enums import BallotWay, Choice, Motion, Outcome
from workflows.models import AgendaItem, Assignment, Ballot, SecretTally
from workflows.operations import voting
from workflows.queries.meetings import item_view

pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN, NOT_VOTED, CAST = (
    Choice.AGREE,
    Choice.DISAGREE,
    Choice.ABSTAIN,
    Choice.NOT_VOTED,
    Choice.CAST,
)


def choices(s, *given):
    """Seats of the voters, then of the chair."""
    return {s.seat(person).pk: choice for person, choice in zip([*s.voters, s.chair], given, strict=False)}


# --- 举手表决、表决登记表 ----------------------------------------------------------------------------------
@pytest.mark.parametrize("way", [BallotWay.HANDS, BallotWay.PAPER])
def test_secretary_records_what_was_voted_by_hand_or_on_paper(way):
    s = sitting(seats=5, present=5)
    s.move()
    s.cast(AGREE)  # one on the phone
    rest = choices(s, "", AGREE, DISAGREE, NOT_VOTED, AGREE)
    del rest[s.seat(s.voters[0]).pk]
    voting.record_ballots(s.item, by=s.secretary, way=way, choices=rest)
    assert (s.count()["agree"], s.count()["disagree"], s.count()["abstain"]) == (3, 1, 1)
    assert set(Ballot.objects.exclude(seat=s.seat(s.voters[0])).values_list("way", flat=True)) == {way}
    assert not Assignment.objects.filter(kind="vote", done_at=None).exists()
    assert voting.announce(s.item, by=s.chair) == Outcome.APPROVED
    (entry,) = Entry.objects.filter(subject=s.plan.key, code="vote.recorded")
    assert (entry.circle, entry.by_id) == ("meeting", s.secretary.pk)


def test_recording_is_refused_where_it_would_be_wrong():
    s = sitting(seats=5, present=4)
    record = voting.record_ballots
    everybody = choices(s, AGREE, AGREE, AGREE, AGREE)
    with pytest.raises(Refused, match="不在表决中"):
        record(s.item, by=s.secretary, way="hands", choices=everybody)
    s.move()
    chair = s.seats[0].pk
    for given, words in (
        ({}, "至少一名"),
        ({chair: AGREE}, "末位表态"),
        ({**everybody, chair: NOT_VOTED}, "不能登记为未表决"),
        ({**everybody, s.seats[4].pk: AGREE}, "不在表决范围"),
        ({s.seats[1].pk: CAST}, "请为每名委员选择"),
    ):
        with pytest.raises(Refused, match=words):
            record(s.item, by=s.secretary, way="hands", choices=given)
    for by in (s.chair, s.voters[0], s.district.clerk):
        with pytest.raises(Refused, match="会议秘书"):
            record(s.item, by=by, way="hands", choices=everybody)
    with pytest.raises(Refused, match="举手表决或表决登记表"):
        record(s.item, by=s.secretary, way=BallotWay.SELF, choices=everybody)
    assert not Ballot.objects.exists()


def test_page_of_a_show_of_hands_offers_those_who_have_not_voted(client):
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(AGREE)
    client.force_login(s.secretary)
    address = reverse("item_ballots", args=[s.meeting.pk, s.item.pk])
    page = client.get(address).content.decode()
    assert s.voters[1].name in page
    assert f"choice_{s.seat(s.voters[0]).pk}" not in page
    typed = {"way": "hands"} | {f"choice_{s.seat(p).pk}": "agree" for p in (s.voters[1], s.chair)}
    assert client.post(address, {"way": "hands"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert s.count()["agree"] == 3


# --- 无记名 --------------------------------------------------------------------------------------------
def everything_but_the_counter() -> str:
    """All rows of all tables, as text."""
    said = []
    for model in apps.get_models(include_auto_created=True):
        if model is SecretTally:
            continue
        said += [
            json.dumps(list(row), default=str, ensure_ascii=False)
            for row in model._base_manager.values_list()
        ]
    return "\n".join(sorted(said))


def test_secret_votes_that_differ_only_in_who_chose_what_leave_the_same_rows(clock_at):
    """Two votes with the same numbers, cast by other people: no table, trail, fact or notice tells them apart."""
    from django.db import transaction

    from records import clock

    s = sitting(seats=4, present=4)
    clock_at(clock.now())

    def left(*given):
        block = transaction.atomic()
        block._from_testcase = True
        with block:
            voting.put_motion(AgendaItem.objects.get(pk=s.item.pk), by=s.chair, motion="approve", secret=True)
            for person, choice in zip([*s.voters, s.chair], given, strict=True):
                voting.cast(s.item, by=person, choice=choice)
            rows, tally = (
                everything_but_the_counter(),
                SecretTally.objects.values_list("agree", "disagree").get(),
            )
            transaction.set_rollback(True)
        return rows, tally

    first, second = left(AGREE, AGREE, DISAGREE, AGREE), left(DISAGREE, AGREE, AGREE, AGREE)
    assert first[1] == second[1] == (3, 1)

    def without_keys(rows):  # rows get other keys the second time, and their digests with them
        import re

        return sorted(
            re.sub(r'\b\d+\b|"[0-9a-f]{64}"|"[0-9a-f-]{36}"', "#", row) for row in rows.splitlines()
        )

    assert without_keys(first[0]) == without_keys(second[0])


def test_secret_vote_keeps_the_numbers_and_nobody_sees_one_before_the_last_ballot():
    s = sitting(seats=3, present=3)
    s.move(secret=True)
    with pytest.raises(Refused, match="不附发言要点"):
        voting.cast(s.item, by=s.voters[0], choice=AGREE, opinion="理由")
    voting.cast(s.item, by=s.voters[0], choice=DISAGREE)
    item = AgendaItem.objects.get(pk=s.item.pk)
    assert item_view(item, s.secretary).count is None
    assert {row.choice for row in item_view(item, s.secretary).ballots} == {CAST}
    voting.cast(s.item, by=s.voters[1], choice=AGREE)
    voting.cast(s.item, by=s.chair, choice=AGREE)
    assert item_view(AgendaItem.objects.get(pk=item.pk), s.secretary).count["agree"] == 2
    voting.announce(s.item, by=s.chair)
    s.item.refresh_from_db()
    assert (s.item.agreed, s.item.disagreed) == (2, 1)
    assert set(Ballot.objects.values_list("choice", flat=True)) == {CAST}
    assert all("choice" not in e.params for e in Entry.objects.filter(code="vote.cast"))


def test_secret_ballots_on_paper_are_typed_in_as_numbers():
    s = sitting(seats=4, present=4)
    s.move(secret=True)
    given = choices(s, CAST, CAST, NOT_VOTED, CAST)
    with pytest.raises(Refused, match="不能举手"):
        voting.record_ballots(s.item, by=s.secretary, way="hands", choices=given, tally={AGREE: 3})
    with pytest.raises(Refused, match="不一致"):
        voting.record_ballots(s.item, by=s.secretary, way="paper", choices=given, tally={AGREE: 4})
    voting.record_ballots(s.item, by=s.secretary, way="paper", choices=given, tally={AGREE: 3})
    assert (s.count()["agree"], s.count()["abstain"]) == (3, 1)
    assert voting.announce(s.item, by=s.chair) == Outcome.APPROVED


def test_page_of_a_secret_vote_says_so_and_has_no_place_for_words(client):
    s = sitting(seats=3, present=3)
    s.move(Motion.APPROVE, secret=True)
    client.force_login(s.voters[0])
    page = client.get(reverse("meeting_item", args=[s.meeting.pk, s.item.pk])).content.decode()
    assert "系统只计票数" in page
    assert 'name="opinion"' not in page
