"""会议记录、会议纪要: they draft themselves, the chair confirms them, and only then they are papers and 待办."""

from datetime import timedelta

import pytest
from django.urls import reverse

from documents.models import Document
from documents.papers import PAPERS
from documents.visibility import readable
from plans.actions.enums import Status
from records import clock
from records.errors import Refused
from records.models import Entry
from tests.workflows.sittings import sitting
from units import holders
from workflows.enums import Choice, Light, Outcome
from workflows.models import AgendaItem, Assignment, Resolution
from workflows.operations import agenda, attending, meetings, minutes, speaking, voting
from workflows.queries.resolutions import visible_resolutions

pytestmark = pytest.mark.django_db
WORDS = "建议对照标准再核一遍"


def held(*, tell_numbers=False):
    """A meeting that is over: a speech, a written opinion, one against, a topic."""
    s = sitting(seats=9, present=7)
    speaking.record_speech(s.item, by=s.secretary, seat=s.seat(s.voters[1]), text=WORDS)
    speech = speaking.write_opinion(s.item, by=s.seats[8].person, text="书面同意")
    speaking.read_opinion(speech, by=s.secretary)
    attending.add_observer(s.meeting, by=s.secretary, name="样例列席", post="办公室")
    s.move()
    s.cast(*[Choice.AGREE] * 5, Choice.DISAGREE, Choice.AGREE)
    voting.announce(s.item, by=s.chair, summary="同意实施", tell_numbers=tell_numbers)
    agenda.note_for_next(s.meeting, by=s.secretary, title="修订考评细则")
    meetings.close_meeting(s.meeting, by=s.secretary)
    return s


def confirmed(**given):
    s = held(**given)
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.write_decision(s.item, by=s.secretary, considered="方案切合实际。", decided="")
    due = clock.today() + timedelta(days=20)
    minutes.add_resolution(s.item, by=s.secretary, title="报送任务进度", unit=s.district.unit, due=due)
    minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    return s


def paper(kind) -> str:
    """The words of a paper, as printed."""
    document = Document.objects.get(kind=kind)
    module = PAPERS[kind]
    return module.html(module.Facts.from_json(document.facts), draft=False)


def test_record_says_who_said_what_and_minutes_only_what_was_decided():
    s = confirmed()
    record, whole, extract = (
        paper(kind) for kind in ("meeting_record", "meeting_minutes", "minutes_extract")
    )
    voter = s.voters[5].name
    assert WORDS in record and "书面同意" in record and f"不同意：{voter}" in record and "样例列席" in record
    for words in (WORDS, "书面同意", f"不同意：{voter}"):
        assert words not in whole
        assert words not in extract
    for words in ("会议认为", "方案切合实际", "审议通过", "同意实施", "报送任务进度"):
        assert words in whole
        assert words in extract
    assert "同意6票" in whole
    assert "同意6票" not in extract
    assert "修订考评细则" in whole
    assert "修订考评细则" not in extract
    assert all(person.name not in extract for person in s.voters)


def test_the_chair_reads_a_sample_of_the_minutes_and_it_becomes_the_paper():
    s = held()
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.send_minutes(s.meeting, by=s.secretary)
    sample = Document.objects.get(kind="meeting_minutes")
    assert sample.is_sample and readable(s.chair, sample) and not readable(s.district.liaison, sample)
    minutes.return_minutes(s.meeting, by=s.chair, words="请写明会议认为")
    assert not Document.objects.filter(kind="meeting_minutes").exists()
    minutes.write_decision(s.item, by=s.secretary, considered="方案切合实际。", decided="")
    minutes.send_minutes(s.meeting, by=s.secretary)
    sample = Document.objects.get(kind="meeting_minutes")
    minutes.confirm_minutes(s.meeting, by=s.chair)
    whole = Document.objects.get(kind="meeting_minutes")
    assert (whole.pk, whole.code, whole.is_sample) == (sample.pk, sample.code, False)


def test_extract_has_the_numbers_when_the_chair_said_so():
    confirmed(tell_numbers=True)
    assert "同意6票，不同意1票" in paper("minutes_extract")


def test_papers_are_read_in_their_circles():
    s = confirmed()
    d = s.district
    who = {
        "meeting_record": {s.chair, s.secretary, *s.voters},
        "meeting_minutes": {s.chair, s.secretary, *s.voters, d.clerk, d.records_clerk},
        "minutes_extract": {s.chair, s.secretary, *s.voters, d.clerk, d.records_clerk, d.liaison, d.head},
    }
    everybody = {
        s.chair,
        s.secretary,
        *s.voters,
        d.clerk,
        d.records_clerk,
        d.liaison,
        d.head,
        d.other_liaison,
    }
    for kind, readers in who.items():
        document = Document.objects.get(kind=kind)
        assert {person for person in everybody if readable(person, document)} == readers, kind


def test_resolution_becomes_a_task_of_the_unit_with_a_light_and_is_reported_once(clock_at):
    s = confirmed()
    resolution = Resolution.objects.get()
    waiting = Assignment.objects.get(kind="resolution", done_at=None)
    assert (waiting.holder, waiting.due) == (holders.post("liaison", s.district.unit.pk), resolution.due)
    assert resolution.light == Light.GREEN
    clock_at(clock.now() + timedelta(days=30))
    assert resolution.light == Light.RED
    for person in (s.secretary, s.chair, s.district.other_liaison):
        with pytest.raises(Refused, match="承办单位"):
            minutes.finish_resolution(resolution, by=person, result="完成")
    with pytest.raises(Refused, match="办理结果"):
        minutes.finish_resolution(resolution, by=s.district.liaison, result=" ")
    minutes.finish_resolution(resolution, by=s.district.liaison, result="已报送")
    with pytest.raises(Refused, match="已经办结"):
        minutes.finish_resolution(Resolution.objects.get(), by=s.district.liaison, result="再报")
    assert Resolution.objects.get().light == Light.BLUE
    assert not Assignment.objects.filter(kind="resolution", done_at=None).exists()


def test_unit_knows_of_a_resolution_from_the_confirmation_on():
    s = held()
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.add_resolution(s.item, by=s.secretary, title="报送", unit=s.district.unit, due=clock.today())
    assert not visible_resolutions(s.district.liaison)
    assert not Assignment.objects.filter(kind="resolution").exists()
    minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    assert visible_resolutions(s.district.liaison).count() == 1
    assert not visible_resolutions(s.district.other_liaison)


def test_minutes_move_nothing_and_are_confirmed_once():
    s = held()
    assert s.again().status == Status.EXECUTING  # by the announcement alone
    entries = Entry.objects.filter(subject=s.plan.key).count()
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.send_minutes(s.meeting, by=s.secretary)
    for person in (s.secretary, s.voters[0]):
        with pytest.raises(Refused, match="主持人"):
            minutes.confirm_minutes(s.meeting, by=person)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    with pytest.raises(Refused, match="已经确认"):
        minutes.confirm_minutes(s.meeting, by=s.chair)
    assert Entry.objects.filter(subject=s.plan.key).count() == entries
    assert Document.objects.filter(kind="meeting_record").count() == 1


def test_chair_returns_minutes_and_the_secretary_sends_them_again():
    s = held()
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.send_minutes(s.meeting, by=s.secretary)
    with pytest.raises(Refused, match="主持人处"):
        minutes.write_decision(s.item, by=s.secretary, considered="", decided="改")
    with pytest.raises(Refused, match="不能再修改"):
        speaking.record_speech(s.item, by=s.secretary, seat=s.seats[1], text="补记")
    with pytest.raises(Refused, match="写明"):
        minutes.return_minutes(s.meeting, by=s.chair, words=" ")
    minutes.return_minutes(s.meeting, by=s.chair, words="议题一的决定写全")
    speaking.record_speech(s.item, by=s.secretary, seat=s.seats[1], text="补记")
    minutes.write_decision(s.item, by=s.secretary, considered="", decided="同意该方案，按期实施。")
    minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    assert "同意该方案，按期实施。" in paper("minutes_extract")
    assert not Assignment.objects.filter(subject=s.meeting.key, done_at=None).exists()
    with pytest.raises(Refused, match="不能再修改"):
        minutes.write_decision(s.item, by=s.secretary, considered="", decided="再改")


def test_minutes_begin_after_the_meeting_and_by_the_secretary():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="会议结束后"):
        minutes.draft_minutes(s.meeting, by=s.secretary)


def test_minutes_are_drafted_once_before_anything_is_written_in_them():
    s = held()
    with pytest.raises(Refused, match="会议秘书"):
        minutes.draft_minutes(s.meeting, by=s.chair)
    with pytest.raises(Refused, match="先生成"):
        minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.draft_minutes(s.meeting, by=s.secretary)
    with pytest.raises(Refused, match="已经生成"):
        minutes.draft_minutes(s.meeting, by=s.secretary)
    with pytest.raises(Refused, match="不能早于今天"):
        minutes.add_resolution(
            s.item, by=s.secretary, title="报送", unit=s.district.unit, due=clock.today() - timedelta(days=1)
        )


def test_secret_vote_is_in_the_record_without_names():
    s = sitting(seats=3, present=3)
    s.move(secret=True)
    s.cast(Choice.AGREE, Choice.DISAGREE, Choice.AGREE)
    voting.announce(s.item, by=s.chair)
    meetings.close_meeting(s.meeting, by=s.secretary)
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    record = paper("meeting_record")
    assert "无记名表决" in record and "同意2票，不同意1票" in record
    assert f"同意：{s.voters[0].name}" not in record


def test_pages_of_the_minutes_serve_secretary_chair_and_members(client):
    s = held()
    address = reverse("meeting_minutes", args=[s.meeting.pk])
    client.force_login(s.secretary)
    client.post(reverse("minutes_draft", args=[s.meeting.pk]))
    page = client.get(address).content.decode()
    assert "送主持人确认" in page and WORDS in page
    item = AgendaItem.objects.get(pk=s.item.pk)
    refused = client.post(
        reverse("minutes_resolution", args=[s.meeting.pk, item.pk]), {f"r{item.pk}-title": "报送"}
    )
    assert refused.status_code == 422 and "报送" in refused.content.decode()
    client.post(reverse("minutes_send", args=[s.meeting.pk]))
    client.force_login(s.voters[0])
    assert "等待主持人确认" in client.get(address).content.decode()
    client.force_login(s.chair)
    assert "确认记录、纪要" in client.get(address).content.decode()
    client.force_login(s.district.liaison)
    assert client.get(address).status_code == 404
    assert s.item.outcome in ("", Outcome.APPROVED)
