"""知悉范围: a unit walks every page, export, paper and notice it can reach and finds no internal opinion and no single vote."""

import re
from html import unescape
from urllib.parse import urldefrag

import pytest

from documents.models import Document
from documents.papers import PAPERS
from documents.visibility import readable
from notifications.models import Notice
from plans.actions.operations import review
from records.models import Entry
from tests.plans import factories
from tests.test_addresses import signed_in
from tests.workflows.sittings import sitting
from units import holders
from workflows import routes
from workflows.enums import Choice
from workflows.models import Assignment
from workflows.operations import agenda, attending, meeting_papers, meetings, minutes, speaking, voting
from workflows.queries.circles import readable_entries

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
HREF = re.compile(r'(?:href|hx-get|data-get|data-poll-url|src)="(/[^"]*)"')
NOT_PAGES = ("/static/", "/language/", "/ui/", "/logout")
# What is said within the office or the meeting; each mark is in one place alone.
MARKS = {
    "remark": "标记甲批注",
    "proposal": "标记乙拟办",
    "opinion of a ballot": "标记丙表决发言",
    "speech": "标记丁会上发言",
    "written opinion": "标记戊书面意见",
    "brief": "标记己审议要点",
    "recusal": "标记庚回避",
    "considered of another": "标记辛他单位",
}


def lived():
    """A plan with a word of everybody in it, decided, with its minutes confirmed."""
    district = factories.make_district()
    plan = factories.plan_at("first_review", district)
    review.add_remark(plan, by=district.clerk, text=MARKS["remark"])
    review.propose_to_meeting(plan, by=district.clerk, words=MARKS["proposal"])
    plan.refresh_from_db()
    s = sitting(seats=9, present=8, district=district, plan=plan)
    attending.add_observer(s.meeting, by=s.secretary, name="列席甲")
    agenda.write_brief(s.item, by=s.secretary, to_decide="审议", differences=MARKS["brief"])
    meetings.recuse(s.item, s.seat(s.voters[6]), by=s.secretary, reason=MARKS["recusal"])
    speaking.record_speech(s.item, by=s.secretary, seat=s.seat(s.voters[0]), text=MARKS["speech"])
    written = speaking.write_opinion(s.item, by=s.seats[8].person, text=MARKS["written opinion"])
    speaking.read_opinion(written, by=s.secretary)
    s.move()
    for person in s.voters[:5]:
        voting.cast(s.item, by=person, choice=Choice.AGREE, opinion=MARKS["opinion of a ballot"])
    voting.record_ballots(
        s.item, by=s.secretary, way="hands", choices={s.seat(s.voters[5]).pk: Choice.DISAGREE}
    )
    voting.cast(s.item, by=s.chair, choice=Choice.AGREE)
    meeting_papers.print_papers(s.meeting, by=s.secretary)
    meeting_papers.print_papers(s.meeting, by=s.secretary, sheet=True)
    voting.announce(s.item, by=s.chair, summary="同意")
    topic = agenda.add_topic(s.meeting, by=s.secretary, title="他事", reason="会上提出")
    agenda.consent(topic, by=s.chair)
    voting.defer(topic, by=s.chair, reason=MARKS["considered of another"])
    meetings.close_meeting(s.meeting, by=s.secretary)
    minutes.draft_minutes(s.meeting, by=s.secretary)
    minutes.add_resolution(
        s.item, by=s.secretary, title="报送进度", unit=district.unit, due=s.meeting.held_on
    )
    minutes.send_minutes(s.meeting, by=s.secretary)
    minutes.confirm_minutes(s.meeting, by=s.chair)
    return s


def found_in(text: str, s) -> list[str]:
    """Which marks, and whose names as voters, a text tells."""
    names = [person.name for person in s.voters]
    return [name for name, mark in MARKS.items() if mark in text] + [name for name in names if name in text]


def walked(client, *more) -> dict[str, str]:
    """address → what it says, through every link from the inbox and from `more`; each kind of address five times."""
    found: dict[str, str] = {}
    kinds: dict[str, int] = {}
    waiting = ["/", *more]
    while waiting:
        address = urldefrag(unescape(waiting.pop(0)))[0]
        kind = re.sub(r"\d+", "#", address)
        if address in found or address.startswith(NOT_PAGES) or kinds.get(kind, 0) >= 5:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = body.decode(errors="replace") if response.status_code != 404 else ""
        waiting += HREF.findall(found[address])
        if response.status_code == 302:
            waiting.append(response["Location"])
    return found


@pytest.mark.parametrize("who", ["liaison", "head", "other_liaison"])
def test_unit_finds_no_internal_opinion_and_no_single_vote_anywhere(who):
    s = lived()
    person = getattr(s.district, who)
    everything = [
        f"/meetings/{s.meeting.pk}/",
        f"/meetings/{s.meeting.pk}/items/{s.item.pk}/",
        f"/meetings/{s.meeting.pk}/items/{s.item.pk}/ballots/",
        f"/meetings/{s.meeting.pk}/minutes/",
        *(f"/documents/{pk}/" for pk in Document.objects.values_list("pk", flat=True)),
        *(f"{page}?q={mark}" for page in ("/plans/", "/items/", "/tasks/") for mark in ("标记丁", "不同意")),
    ]
    pages = walked(signed_in(person), *everything)
    assert len(pages) > 15
    told = {}
    for address, text in pages.items():
        without_query = text if "?q=" not in address else text.replace(address.partition("?q=")[2], "")
        if found := found_in(without_query, s):
            told[address] = found
    assert told == {}


@pytest.mark.parametrize("who", ["liaison", "head", "other_liaison"])
def test_papers_notices_assignments_and_trail_of_a_unit_tell_neither(who):
    s = lived()
    person = getattr(s.district, who)
    papers = [paper for paper in Document.objects.all() if readable(person, paper)]
    kinds = {paper.kind for paper in papers}
    assert not kinds & {"meeting_record", "meeting_minutes", "meeting_agenda", "ballot_sheet"}
    assert ("minutes_extract" in kinds) == (who != "other_liaison")
    texts = [PAPERS[p.kind].html(PAPERS[p.kind].Facts.from_json(p.facts), draft=False) for p in papers]
    texts += [notice.text for notice in Notice.objects.filter(recipient=person)]
    keys = [
        holders.person(person.pk),
        holders.post("liaison", person.unit_id),
        holders.post("head", person.unit_id),
    ]
    texts += [f"{row.title}{row.what}{row.note}" for row in Assignment.objects.filter(holder__in=keys)]
    texts += [str(entry.params) for entry in readable_entries(s.again(), person)]
    assert len(texts) >= 3
    assert [found for text in texts if (found := found_in(text, s))] == []


def test_the_marks_are_there_for_whom_they_are_meant():
    """Otherwise the walk above would find nothing in nothing."""
    s = lived()
    record = Document.objects.get(kind="meeting_record")
    page = PAPERS[record.kind].html(PAPERS[record.kind].Facts.from_json(record.facts), draft=False)
    for name in ("opinion of a ballot", "speech", "written opinion", "recusal"):
        assert MARKS[name] in page
    assert any(MARKS["proposal"] in str(e.params) for e in Entry.objects.filter(subject=s.plan.key))
    assert any(MARKS["remark"] in str(e.params) for e in Entry.objects.filter(subject=s.plan.key))
    secretary = walked(signed_in(s.secretary), f"/meetings/{s.meeting.pk}/items/{s.item.pk}/")
    assert any(MARKS["speech"] in text for text in secretary.values())
    assert routes.current(s.plan.process_id) is None
