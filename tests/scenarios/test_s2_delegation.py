"""S2. 领导出差委托: 局长韩松年 (also 委员) is away 11-23 to 11-27 and delegates to 陆景和, who is 责任领导 of one item."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from documents.models import Document
from documents.papers import PAPERS
from plans.actions.models import Plan
from plans.actions.operations import submission
from plans.rectifications.enums import Kind, Status
from plans.rectifications.models import Item, Measure, Source
from plans.rectifications.operations import closing, extension
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications import closing_ways
from tests.plans.rectifications.factories import item_at, make_rectifying
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Delegation, Person
from workflows import routes
from workflows.enums import Choice, Motion, Outcome, Presence, Verdict
from workflows.operations import meetings, speaking, voting
from workflows.queries.inbox import open_assignments
from workflows.queries.room import count

pytestmark = pytest.mark.django_db
AWAY = (date(2026, 11, 23), date(2026, 11, 27))
ERRANDS = ["reporting", "closing", "extension"]


def at(month: int, day: int, hour: int = 9, minute: int = 0):
    return clock.at(datetime(2026, month, day, hour, minute, tzinfo=clock.SHANGHAI))


def again(row):
    return type(row).objects.get(pk=row.pk)


class Away:
    """韩松年's unit on the eve of his journey; what waits for him is about 0047, led by 陆景和, and about another item."""

    def __init__(self):
        with at(11, 20):
            self.world = w = make_rectifying()
            self.d = d = w.district
            self.han, self.lu = d.head, w.deputy
            Person.objects.filter(pk=self.han.pk).update(name="韩松年")
            Person.objects.filter(pk=self.lu.pk).update(name="陆景和")
            people.give_seat(d.committee, self.han, order=9)
            other_leader = people.make_person(Post.DEPUTY, d.unit, name="样例副局长乙")
            self.led_by_lu = item_at("confirmed", w, kind=Kind.IMMEDIATE)
            self.other = item_at("confirmed", w, kind=Kind.IMMEDIATE)
            Item.objects.filter(pk=self.led_by_lu.pk).update(leader=self.lu)
            Item.objects.filter(pk=self.other.pk).update(leader=other_leader)
            Measure.objects.filter(item=self.other).update(leader=other_leader, confirmed_by=other_leader)
            self.plan = factories.plan_at("unit_review", d)

    def delegate(self) -> Delegation:
        """On his own page."""
        with at(11, 20, 17):
            sent = {
                "to": self.lu.pk,
                "errands": ERRANDS,
                "since": AWAY[0],
                "until": AWAY[1],
                "reason": "出差",
            }
            answer = signed_in(again(self.han)).post("/delegations/", sent)
            assert answer.status_code == 302, answer.content.decode()
        return Delegation.objects.get()


@pytest.fixture
def s():
    return Away()


def trail(subject, code) -> Entry:
    return Entry.objects.filter(subject=subject.key, code=code).latest("n")


def ask_to_close(s, item) -> Item:
    closing_ways.apply(s.world, again(item))
    return again(item)


def test_delegation_is_for_what_he_named_and_begins_with_the_first_day(s):
    given = s.delegate()
    assert (given.principal, given.delegate, given.errands) == (s.han, s.lu, ERRANDS)
    with at(11, 22), pytest.raises(Refused):
        submission.agree(again(s.plan), by=again(s.lu))


def test_others_are_signed_lu_on_behalf_of_han_with_both_names(s):
    """同意报送, 申请销号 and 延期 of what he does not lead; the trail, the page and the paper print both."""
    s.delegate()
    with at(11, 24):
        submission.agree(again(s.plan), by=again(s.lu))
        item = ask_to_close(s, s.other)
        closing.pass_on(item, by=again(s.lu), words="同意申请销号")
        page = signed_in(s.d.liaison).get(f"/plans/{s.plan.pk}/").content.decode()
    for subject, code in ((s.plan, "plan.agreed"), (s.other, "item.unit_confirmed")):
        entry = trail(subject, code)
        assert (entry.by, entry.on_behalf_of) == (s.lu, s.han)
    assert Plan.objects.get(pk=s.plan.pk).stage == "receive"
    assert "陆景和（受韩松年委托）" in page


def test_extension_is_signed_on_behalf_too(s):
    s.delegate()
    with at(11, 24):
        item, leader = item_at("planned", s.world), people.make_person(Post.DEPUTY, s.d.unit)
        Item.objects.filter(pk=item.pk).update(leader=leader)
        Measure.objects.filter(item=item).update(leader=leader)
        limit = item.limit + timedelta(days=10)
        extension.ask_extension(
            item, by=s.d.liaison, reason="等待批复", new_limit=limit, progress="已完成一半"
        )
        extension.sign_extension(again(item), by=again(s.lu))
    entry = trail(item, "item.extension_signed")
    assert (entry.by, entry.on_behalf_of) == (s.lu, s.han)


def test_what_lu_leads_he_does_not_sign_and_is_told_the_two_ways(s):
    s.delegate()
    with at(11, 24):
        item = ask_to_close(s, s.led_by_lu)
        sentence = "陆景和同志是该事项责任领导，不能代签，请使用线下签批或另行委托"
        with pytest.raises(Refused, match=sentence):
            closing.pass_on(item, by=again(s.lu), words="同意")
        client = signed_in(again(s.lu))
        answer = client.post(f"/items/{item.pk}/pass/", {"words": "同意"}, follow=True)
        assert sentence in answer.content.decode()


def test_another_delegate_signs_what_lu_leads(s):
    s.delegate()
    other = people.make_person(Post.SECTION_LEAD, s.d.unit, name="样例科长")
    with at(11, 24):
        item = ask_to_close(s, s.led_by_lu)
        sent = {
            "to": other.pk,
            "errands": ["closing"],
            "since": "2026-11-24",
            "until": AWAY[1],
            "reason": "0047",
        }
        assert signed_in(again(s.han)).post("/delegations/", sent).status_code == 302
        closing.pass_on(item, by=again(other), words="同意")
    entry = trail(item, "item.unit_confirmed")
    assert (entry.by, entry.on_behalf_of) == (other, s.han)


def test_slip_signed_by_pen_is_offered_for_it(s):
    s.delegate()
    with at(11, 24):
        item = ask_to_close(s, s.led_by_lu)
        page = signed_in(s.d.liaison).get(f"/items/{item.pk}/").content.decode()
    assert "代录线下签批" in page or "线下签批" in page


class Sixth:
    """The committee of 11-26: 应到9 实到7 请假2, 韩松年 among the absent."""

    def __init__(self, s):
        d = self.d = s.d
        with at(11, 24):
            plan = factories.plan_at("meeting", factories_of_another_unit(d))
            for order in range(9 - d.committee.seats.count()):
                d.members.append(people.make_person(unit=d.office, name=f"样例委员{order + 10}"))
                people.give_seat(d.committee, d.members[-1], order=order + 20)
        with at(11, 26, 9):
            self.meeting = meetings.plan_meeting(
                d.committee, by=d.secretary, held_on=clock.today(), place="样例会议室"
            )
            self.seats = {
                each.seat.person_id: each.seat for each in self.meeting.attendances.select_related("seat")
            }
            last = d.members[-1]
            leave = {self.seats[who.pk].pk: (Presence.LEAVE, "出差") for who in (s.han, last)}
            meetings.register_attendance(self.meeting, by=d.secretary, presences=leave)
            self.item = meetings.add_item(self.meeting, routes.current(plan.process_id), by=d.secretary)
            meetings.open_meeting(self.meeting, by=d.secretary)
            self.item.refresh_from_db()
        self.here = [each for each in d.members if each != last]


def factories_of_another_unit(d):
    """The same district seen from its second unit, so that nobody of 韩's unit has to recuse themselves."""
    head = people.make_person(Post.HEAD, d.other_unit)
    return replace(d, unit=d.other_unit, liaison=d.other_liaison, head=head)


def test_no_vote_is_delegated_and_the_written_opinion_is_read_and_not_counted(s):
    s.delegate()
    m = Sixth(s)
    with at(11, 26, 10):
        voting.put_motion(m.item, by=m.d.chair, motion=Motion.APPROVE)
        with pytest.raises(Refused, match="表决不得委托"):
            voting.cast(m.item, by=again(s.lu), choice=Choice.AGREE)
        assert not open_assignments(again(s.lu)).filter(kind=routes.VOTE).exists()
        speech = speaking.write_opinion(m.item, by=again(s.han), text="原则同意")
        speaking.read_opinion(speech, by=m.d.secretary)
        before = count(m.item)
        assert (before["entitled"], before["present"], before["agree"]) == (9, 7, 0)


def test_before_the_chair_nothing_is_announced_and_the_chair_decides_it(s):
    """4/1/1 before the chair; 同意 → 5 > 4.5, 审议通过."""
    s.delegate()
    m = Sixth(s)
    with at(11, 26, 10):
        voting.put_motion(m.item, by=m.d.chair, motion=Motion.APPROVE)
        choices = [*[Choice.AGREE] * 4, Choice.DISAGREE, Choice.ABSTAIN]
        for person, choice in zip(m.here, choices, strict=True):
            voting.cast(m.item, by=person, choice=choice)
        counted = count(m.item)
        assert (counted["agree"], counted["disagree"], counted["abstain"]) == (4, 1, 1)
        assert counted["verdict"] != Verdict.CARRIED
        with pytest.raises(Refused, match="请主持人先表决"):
            voting.announce(m.item, by=m.d.chair)
        voting.cast(m.item, by=m.d.chair, choice=Choice.AGREE)
        assert voting.announce(m.item, by=m.d.chair) == Outcome.APPROVED


def test_it_ends_with_the_last_day_and_a_form_left_open_keeps_its_text(s):
    s.delegate()
    client = signed_in(again(s.lu))
    with at(11, 27, 23, 59):
        assert "确认同意报送" in client.get(f"/plans/{s.plan.pk}/agree/").content.decode()
    with at(11, 28, 8):
        answer = client.post(f"/plans/{s.plan.pk}/agree/", {"words": "请按期报送,已核对任务清单"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "只有本单位负责人可以同意报送" in page and "请按期报送,已核对任务清单" in page
    assert Plan.objects.get(pk=s.plan.pk).status == "unit_review"


def test_paper_of_the_closing_prints_both_names(s):
    s.delegate()
    Source.objects.update(drawn_percent=0)  # else one in five is visited first
    with at(11, 24):
        item = ask_to_close(s, s.other)
        closing.pass_on(item, by=again(s.lu), words="同意申请销号")
        closing.pass_on(again(item), by=s.d.clerk, words="材料齐全")
    assert again(item).status == Status.CLOSED
    document = Document.objects.get(subject=item.key, kind="closing_approval")
    module = PAPERS["closing_approval"]
    assert "陆景和（受韩松年委托）" in module.html(module.Facts.from_json(document.facts), draft=False)
