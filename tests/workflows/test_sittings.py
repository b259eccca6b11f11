"""增加和取消会签人, 转办, 线下签批代录: at the open sitting of a stage that asks, and who may never."""

import io

import pytest
from django.urls import reverse

from documents.models import Document
from plans.actions.enums import Status
from plans.actions.operations import review
from records import clock, files, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import named, reported, rounds, say, stage, waiting
from units.enums import Post
from workflows import routes
from workflows.enums import StageKind, StagePlace
from workflows.models import Asked, Assignment
from workflows.operations import asked as sitting
from workflows.operations import by_pen, meetings
from workflows.queries.circles import readable_entries
from workflows.queries.meetings import differences_of, proposal_of
from workflows.queries.sitting import beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture
def named_three(district):
    return [people.make_person(Post.MEMBER, district.office, name=f"样例会签{n}") for n in range(3)]


@pytest.fixture
def plan(district, named_three):
    """Three are asked, all of them must agree; then the head of the office."""
    return reported(district, named("all", *named_three), stage("head"))


def outsider(district):
    """Somebody of a third unit, who sees nothing of the plan by a post."""
    return people.make_person(Post.DEPUTY, people.make_unit("样例财政局"), name="样例财政")


def again(person):
    return type(person).objects.get(pk=person.pk)


def asked_of(plan, person) -> int:
    return Asked.objects.get(
        round__process_id=plan.process_id, round__closed_at=None, holder=f"person:{person.pk}"
    ).pk


def add(plan, by, *others, reason="涉及经费"):
    sitting.ask_also(built.again(plan), by=again(by), people=[again(each) for each in others], reason=reason)


# --- 增加会签人 ----------------------------------------------------------------------------------------
def test_who_is_added_is_asked_sees_the_plan_and_must_speak_before_it_goes_on(district, named_three, plan):
    finance = outsider(district)
    client = signed_in(finance)
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 404
    say(plan, named_three[0])
    add(plan, named_three[0], finance)  # after the own word
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 200
    assert "涉及经费" in Assignment.objects.get(holder=f"person:{finance.pk}").note
    say(plan, named_three[1])
    say(plan, named_three[2])
    assert built.again(plan).stage == "all"
    say(plan, finance)
    assert built.again(plan).stage == "head"
    assert Entry.objects.get(code="stage.asked_also").params["names"] == ["样例财政"]
    assert trail.verify(plan.key) == []


def test_dissent_of_who_was_added_counts_like_any_other(district, named_three, plan):
    finance = outsider(district)
    add(plan, district.clerk, finance)
    say(plan, finance, "disagree", "经费没有着落")
    assert built.again(plan).status == Status.REVISING


def test_who_wrote_it_is_of_the_unit_or_is_asked_already_is_not_added(district, named_three, plan):
    for other, said in (
        (district.liaison, "应当回避"),
        (district.unit_deputy, "应当回避"),
        (named_three[1], "已在会签人中"),
        (people.make_person(Post.AUDITOR, district.office), "不能参加会签"),
    ):
        with pytest.raises(Refused, match=said):
            add(plan, district.clerk, other)
    assert Asked.objects.count() == 3


@pytest.mark.parametrize("who", ["liaison", "head", "chair", "office_head", "other_liaison"])
def test_who_is_not_asked_and_does_not_run_it_adds_nobody(district, plan, who):
    with pytest.raises(Refused, match="只有本环节的会签人和经办人"):
        add(plan, getattr(district, who), outsider(district))


def test_only_a_countersignature_is_widened(district):
    plan = reported(district, stage("head"))
    with pytest.raises(Refused, match="只有会签环节"):
        add(plan, district.office_head, outsider(district))


def test_reason_and_number_are_asked_for(district, plan):
    with pytest.raises(Refused, match="事由") as refused:
        add(plan, district.clerk, outsider(district), reason=" ")
    assert refused.value.field == "reason"
    many = [people.make_person(Post.MEMBER, district.other_unit) for _n in range(18)]
    with pytest.raises(Refused, match="最多20名"):
        add(plan, district.clerk, *many)


# --- 取消会签人 ----------------------------------------------------------------------------------------
def test_who_was_added_is_spared_before_they_spoke_and_told_so(district, named_three, plan):
    finance = outsider(district)
    add(plan, named_three[0], finance)
    sitting.spare(plan, asked_of(plan, finance), by=named_three[0], reason="不涉及经费")
    assert f"person:{finance.pk}" not in waiting(plan)
    assert Assignment.objects.get(holder=f"person:{finance.pk}").outcome == "lapsed"
    assert finance.notices.get(event="stage.spared").circle == "internal"
    with pytest.raises(Refused, match="没有请您表态"):
        say(plan, finance)


def test_when_everybody_else_has_spoken_sparing_the_last_moves_it_on(district, named_three, plan):
    finance = outsider(district)
    add(plan, district.clerk, finance)
    for each in named_three:
        say(plan, each)
    assert sitting.spare(plan, asked_of(plan, finance), by=district.clerk, reason="出差") == "carried"
    assert built.again(plan).stage == "head"


def test_neither_who_spoke_nor_whom_the_route_asks_is_spared(district, named_three, plan):
    finance = outsider(district)
    add(plan, district.clerk, finance)
    row = asked_of(plan, finance)
    say(plan, finance)
    with pytest.raises(Refused, match="已经表态"):
        sitting.spare(plan, row, by=district.clerk, reason="x")
    with pytest.raises(Refused, match="审批路线规定"):
        sitting.spare(plan, asked_of(plan, named_three[0]), by=district.clerk, reason="x")


def test_who_was_added_by_another_is_not_spared_by_a_fellow(district, named_three, plan):
    finance = outsider(district)
    add(plan, named_three[0], finance)
    with pytest.raises(Refused, match="只有增加该会签人"):
        sitting.spare(plan, asked_of(plan, finance), by=named_three[1], reason="x")


# --- 转办 ---------------------------------------------------------------------------------------------
def test_handed_on_question_keeps_its_limit_and_both_names(district, named_three, plan):
    finance = outsider(district)
    before = Assignment.objects.get(holder=f"person:{named_three[0].pk}")
    sitting.hand_on(plan, asked_of(plan, named_three[0]), by=named_three[0], to=finance, reason="业务归口")
    before.refresh_from_db()
    now = Assignment.objects.get(holder=f"person:{finance.pk}")
    assert (before.outcome, before.done_by) == ("handed_on", named_three[0])
    assert (now.due, now.done_at) == (before.due, None)
    assert Entry.objects.get(code="stage.handed_on").params["names"] == [named_three[0].name, "样例财政"]
    say(plan, finance)
    with pytest.raises(Refused, match="没有请您表态"):
        say(plan, named_three[0])
    assert trail.verify(plan.key) == []


def test_office_hands_on_for_who_is_away_and_tells_them(district, named_three, plan):
    sitting.hand_on(
        plan,
        asked_of(plan, named_three[0]),
        by=district.clerk,
        to=outsider(district),
        reason="出差",
    )
    assert Assignment.objects.get(holder=f"person:{named_three[0].pk}").outcome == "lapsed"
    assert named_three[0].notices.filter(event="stage.handed_on").exists()


def test_what_the_office_decides_is_handed_on_within_the_office(district):
    plan = reported(district, stage("head"))
    row = Asked.objects.get(round__closed_at=None).pk
    with pytest.raises(Refused, match="不在工委办公室任职"):
        sitting.hand_on(plan, row, by=district.office_head, to=outsider(district), reason="x")
    sitting.hand_on(plan, row, by=district.office_head, to=district.leader, reason="请分管领导定")
    say(plan, district.leader)
    assert built.again(plan).status == Status.EXECUTING


def test_nobody_gets_a_question_about_what_they_wrote_or_their_own_unit(district, named_three, plan):
    for other in (district.liaison, district.head):
        with pytest.raises(Refused, match="应当回避"):
            sitting.hand_on(plan, asked_of(plan, named_three[0]), by=named_three[0], to=other, reason="x")


def test_word_of_a_member_is_not_handed_on(district):
    minor = {"approval": ["record", "office", "leader"]}
    district.action.approval = "office"
    district.action.save()
    row = stage(
        "c",
        StageKind.CIRCULATE,
        "",
        place=StagePlace.COMMITTEE,
        committee=district.committee.pk,
        condition=minor,
    )
    plan = reported(district, row, stage("head"))
    with pytest.raises(Refused, match="委员的意见由本人表明"):
        sitting.hand_on(
            plan, asked_of(plan, district.chair), by=district.chair, to=district.leader, reason="x"
        )


def test_own_house_is_handed_on_within_the_unit(district):
    plan = reported(district, stage("own", place=StagePlace.LEADER, post=""), stage("head"))
    row = Asked.objects.get(round__closed_at=None).pk
    with pytest.raises(Refused, match="不是本单位人员"):
        sitting.hand_on(plan, row, by=district.unit_deputy, to=outsider(district), reason="x")
    own = people.make_person(Post.SECTION_LEAD, district.unit, name="样例科长")
    sitting.hand_on(plan, row, by=district.unit_deputy, to=own, reason="分工调整")
    say(plan, own)
    assert Entry.objects.get(code="stage.unit_handed_on").circle == "unit"
    assert not beside(built.again(plan), again(district.liaison), ()).rows  # what follows is the office's


# --- 线下签批、代录 -------------------------------------------------------------------------------------
def scan():
    return files.put(io.BytesIO(b"%PDF-1.4 slip"), media_type="application/pdf")


def typed(plan, row, by, signer, **other):
    said = {
        "answer": "agree",
        "words": "同意",
        "signed_on": clock.today(),
        "code": routes.current(plan.process_id).version.code,
        "scan": scan(),
        "scan_name": "会签签.pdf",
    } | other
    return by_pen.record_answer_by_pen(plan, row, by=by, signed_by=signer, **said)


def test_word_by_pen_counts_and_both_names_stand(district, named_three, plan):
    signer = named_three[0]
    typed(plan, asked_of(plan, signer), district.clerk, signer)
    row = Asked.objects.get(answer="agree")
    assert (row.by, row.on_behalf_of, row.on_paper) == (district.clerk, signer, True)
    with pytest.raises(Refused, match="不能更改"):
        say(plan, signer)
    card = beside(built.again(plan), district.office_head, ())
    assert card.rows[0].notes == [f"{signer.name}（线下签批，{district.clerk.name}代录）"]
    say(plan, named_three[1])
    typed(plan, asked_of(plan, named_three[2]), district.clerk, named_three[2])
    assert rounds(plan)[-2:] == [("all", "passed_on"), ("head", "")]
    assert trail.verify(plan.key) == []


def test_printed_slip_bears_the_code_and_stays_with_the_office(district, named_three, plan):
    address = reverse("asked_slip", args=[plan.key, asked_of(plan, named_three[0])])
    client = signed_in(district.clerk)
    assert client.post(address).status_code == 302
    slip = Document.objects.get(title__startswith="会签签")
    assert slip.facts["version_code"] == routes.current(plan.process_id).version.code
    assert (slip.facts["signer"], slip.circle) == (named_three[0].name, "internal")
    assert "会签签" in client.get(address.replace("/slip/", "/paper/")).content.decode()
    assert "会签签" not in signed_in(district.liaison).get(reverse("plan", args=[plan.pk])).content.decode()
    assert signed_in(district.secretary).post(address).status_code == 302
    assert Document.objects.filter(title__startswith="会签签").count() == 1


def test_slip_of_another_version_another_signer_or_a_later_day_is_refused(district, named_three, plan):
    row = asked_of(plan, named_three[0])
    for signer, other, said in (
        (named_three[0], {"code": "0000-0000-0000"}, "第1版不符"),
        (named_three[0], {"answer": "disagree", "words": ""}, "写明理由"),
        (named_three[0], {"scan": None}, "扫描件"),
        (named_three[1], {}, "不是该会签人"),
    ):
        with pytest.raises(Refused, match=said):
            typed(plan, row, district.clerk, signer, **other)
    for by in (named_three[1], district.liaison, district.secretary):
        with pytest.raises(Refused, match="只有经办人可以代录"):
            typed(plan, row, by, named_three[0])


def test_whose_pen_it_was_corrects_it_once_and_the_record_stays(district, named_three, plan):
    signer = named_three[0]
    typed(plan, asked_of(plan, signer), district.clerk, signer)
    by_pen.correct_answer_by_pen(plan, by=signer, words="同意，但请补充经费来源")
    assert district.clerk.notices.filter(event="stage.corrected").exists()
    assert Asked.objects.get(answer="agree").words == "同意"
    for by in (signer, named_three[1]):
        with pytest.raises(Refused, match="没有可以更正"):
            by_pen.correct_answer_by_pen(plan, by=by, words="再改")


def test_dissent_by_pen_returns_it_and_the_unit_reads_whose_it_was(district, named_three, plan):
    signer = named_three[0]
    typed(plan, asked_of(plan, signer), district.clerk, signer, answer="disagree", words="责任不清")
    assert built.again(plan).status == Status.REVISING
    (told,) = [
        each
        for each in readable_entries(built.again(plan), again(district.liaison))
        if each.code == "stage.returned"
    ]
    assert (told.on_behalf_of, told.params["words"]) == (signer, "责任不清")
    by_pen.correct_answer_by_pen(plan, by=again(signer), words="责任分工不清")
    read = [each.code for each in readable_entries(built.again(plan), again(district.liaison))]
    assert "stage.told_corrected" in read  # whoever was told the wrong words reads the right ones


# --- pages, 知悉范围 -----------------------------------------------------------------------------------
def test_unit_sees_nobody_who_is_asked(district, named_three, plan):
    add(plan, district.clerk, outsider(district))
    page = signed_in(district.liaison).get(reverse("plan", args=[plan.pk])).content.decode()
    assert "会签情况" not in page
    assert not any(each.name in page for each in named_three)
    page = signed_in(district.clerk).get(reverse("plan", args=[plan.pk])).content.decode()
    assert "会签情况" in page
    assert "已表态0/4" in page


def test_pages_do_it_and_keep_what_was_typed(district, named_three, plan):
    client, finance = signed_in(district.clerk), outsider(district)
    address = reverse("asked_add", args=[plan.key])
    page = client.post(address, {"reason": "涉及经费"})
    assert page.status_code == 422
    assert "请选择会签人" in page.content.decode()
    assert "涉及经费" in page.content.decode()
    assert client.post(address, {"people": [finance.pk], "reason": "涉及经费"}).status_code == 302
    row = asked_of(plan, finance)
    address = reverse("asked_hand_on", args=[plan.key, row])
    page = client.post(address, {"people": [district.leader.pk, district.secretary.pk], "reason": "x"})
    assert "转办只能选择1人" in page.content.decode()
    address = reverse("asked_paper", args=[plan.key, asked_of(plan, named_three[0])])
    slip = io.BytesIO(b"%PDF-1.4 slip")
    slip.name = "签.pdf"
    given = {
        "code": "AAAA-AAAA-AAAA",
        "signed_by": named_three[0].pk,
        "signed_on": clock.today().isoformat(),
        "answer": "agree",
        "words": "同意",
        "file": slip,
        "checked": "on",
    }
    page = client.post(address, given)
    assert page.status_code == 422
    assert "版本校验码与当前送审的第1版不符" in page.content.decode()
    address = reverse("asked_remove", args=[plan.key, row])
    assert client.post(address, {"reason": "不再需要"}).status_code == 302
    assert client.post(address, {"reason": "不再需要"}).status_code in (302, 409)
    assert Asked.objects.filter(round__closed_at=None).count() == 3


def test_meeting_reads_the_offices_proposal_and_who_dissented(district, named_three):
    built.publish(
        district,
        built.RECEIVE,
        built.FIRST_REVIEW,
        named("hear", *named_three, kind=StageKind.CONSULT),
        built.meeting(district),
    )
    plan = factories.start(district)
    built.report(district, plan)
    review.propose_to_meeting(built.again(plan), by=district.clerk, words="建议审议通过")
    say(plan, named_three[0], "agree")
    say(plan, named_three[1], "agree")
    say(plan, named_three[2], "disagree", "经费没有着落")
    held = meetings.plan_meeting(
        district.committee, by=district.secretary, held_on=clock.today(), place="样例会议室"
    )
    item = meetings.add_item(held, routes.current(plan.process_id), by=district.secretary)
    assert proposal_of(item) == "建议审议通过"
    assert differences_of(item).endswith(f"{named_three[2].name}不同意：经费没有着落")
