"""The pages of measures, 退办 and 逾期说明, pressed as each person would press them."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from plans.rectifications.enums import Status
from plans.rectifications.models import HandBack, Item, LateNote, Measure
from plans.rectifications.operations import handing_back, issuing
from records import clock
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import (
    add_partner_measure,
    fresh_measure,
    give_evidence,
    issued,
    item_at,
    report,
)
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


def post(by, name: str, /, *args, **data):
    return signed_in(by).post(reverse(name, args=args), data)


def page(person, name: str, *args) -> str:
    response = signed_in(person).get(reverse(name, args=args))
    assert response.status_code == 200, response.content.decode()[-2000:]
    return response.content.decode()


def picture(name: str = "现场.png"):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, "PNG")
    buffer.seek(0)
    buffer.name = name
    return buffer


def typed(item, **fields) -> dict:
    return {
        "text": "编印一次性告知单（样例）",
        "standard": "31个事项全部公布",
        "unit": item.unit_id,
        "leader": item.world.deputy.pk,
        "person": item.world.person.pk,
        "due": item.limit.isoformat(),
    } | fields


# --- 措施 ------------------------------------------------------------------------------------------
def test_the_liaison_writes_a_measure_and_what_is_missing_is_told_at_its_field():
    item = item_at(Status.WORKING)
    liaison = item.world.district.liaison
    assert "增加措施" in page(liaison, "item", item.pk)
    response = post(liaison, "measure_new", item.pk, **typed(item, person=""))
    assert response.status_code == 422
    told = response.content.decode()
    assert "请明确责任人" in told and "编印一次性告知单（样例）" in told
    response = post(liaison, "measure_new", item.pk, **typed(item))
    assert response.status_code == 302
    told = page(liaison, "item", item.pk)
    assert "编印一次性告知单（样例）" in told and item.world.person.name in told


def test_a_measure_for_another_unit_needs_no_people_and_its_liaison_signs_on_a_page():
    item = item_at(Status.WORKING)
    d, world = item.world.district, item.world
    data = typed(item, unit=d.other_unit.pk, leader="", person="")
    assert post(d.liaison, "measure_new", item.pk, **data).status_code == 302
    measure = Measure.objects.get()
    told = page(d.other_liaison, "measure", item.pk, measure.pk)
    assert "请签收配合措施" in told and "提出异议" in told
    people = {"leader": world.other_head.pk, "person": world.other_person.pk}
    assert post(d.other_liaison, "measure_receive", item.pk, measure.pk, **people).status_code == 302
    assert "由责任人填报" in page(d.head, "measure", item.pk, measure.pk)
    assert "请填报进展" in page(world.other_person, "measure", item.pk, measure.pk)


def test_two_people_writing_at_once_see_both_texts():
    item = item_at("planned")
    measure, liaison = item.measures.get(), item.world.district.liaison
    both = typed(item, revision=measure.revision)
    assert post(liaison, "measure_edit", item.pk, measure.pk, **both | {"text": "甲改的"}).status_code == 302
    response = post(liaison, "measure_edit", item.pk, measure.pk, **both | {"text": "乙改的"})
    assert response.status_code == 422
    told = response.content.decode()
    assert "甲改的" in told and "乙改的" in told and "没有丢失" in told
    assert f'name="revision" value="{measure.revision + 1}"' in told
    assert Measure.objects.get().text == "甲改的"


def test_progress_with_a_picture_is_one_form():
    item = item_at("planned")
    measure, person = item.measures.get(), item.world.person
    told = page(person, "measure", item.pk, measure.pk)
    assert "一句话进展" in told
    data = {"on": clock.today().isoformat(), "percent": 60, "words": "已公布20个事项（样例）"}
    response = signed_in(person).post(
        reverse("measure_report", args=[item.pk, measure.pk]), data | {"file": picture(), "checked": "on"}
    )
    assert response.status_code == 302, response.content.decode()[-3000:]
    measure.refresh_from_db()
    assert measure.percent == 60
    told = page(item.world.district.liaison, "item", item.pk)
    assert "已公布20个事项（样例）" in told and "现场.png" in told


def test_a_refused_report_keeps_what_was_typed():
    item = item_at("planned")
    measure = item.measures.get()
    data = {"on": (clock.today() + timedelta(days=2)).isoformat(), "percent": 60, "words": "已公布（样例）"}
    response = post(item.world.person, "measure_report", item.pk, measure.pk, **data)
    assert response.status_code == 422
    assert "截至日期不能晚于今天" in response.content.decode()
    assert "已公布（样例）" in response.content.decode()


def test_confirming_late_asks_for_the_cause(clock_at):
    item = item_at("planned")
    measure = item.measures.get()
    report(item.world, measure)
    give_evidence(measure)
    clock_at(measure.due + timedelta(days=10))
    deputy = item.world.deputy
    assert "请注明原因" in page(deputy, "measure", item.pk, measure.pk)
    assert post(deputy, "measure_confirm", item.pk, measure.pk).status_code == 422
    assert post(deputy, "measure_confirm", item.pk, measure.pk, cause="own").status_code == 302
    assert "（本单位）" in page(deputy, "measure", item.pk, measure.pk)


def test_a_measure_that_was_sent_back_says_why_and_asks_for_a_report_not_for_confirmation():
    item = item_at("first_review")
    measure, world = item.measures.get(), item.world
    ways.send_back(world, item, reason="照片看不清（样例）", lines=[measure.line])
    told = page(world.person, "measure", item.pk, measure.pk)
    assert "照片看不清（样例）" in told and "退回重新办理，请补充后填报" in told
    told = page(world.deputy, "measure", item.pk, measure.pk)
    assert "退回重新办理，等待填报" in told and "本单位确认完成</button>" not in told
    report(world, fresh_measure(measure), words="照片已重拍（样例）")
    assert "请确认措施完成" in page(world.deputy, "measure", item.pk, measure.pk)


def test_an_objection_and_its_answer_are_read_by_both():
    item = item_at(Status.WORKING)
    d = item.world.district
    measure = add_partner_measure(item.world, item, received=False)
    assert (
        post(d.other_liaison, "measure_object", item.pk, measure.pk, reason="不在本单位权限内").status_code
        == 302
    )
    assert "不在本单位权限内" in page(d.liaison, "measure", item.pk, measure.pk)
    concern = item.concerns.get()
    assert post(d.liaison, "item_concern", item.pk, concern.pk, words="由贵单位牵线").status_code == 302
    assert "由贵单位牵线" in page(d.other_liaison, "measure", item.pk, measure.pk)


def test_what_a_stranger_asks_for_does_not_exist():
    item = item_at("planned")
    stranger, measure = item.world.district.other_liaison, item.measures.get()
    for name, args in (
        ("measure", (item.pk, measure.pk)),
        ("measure_edit", (item.pk, measure.pk)),
        ("item_hand_back", (item.pk,)),
        ("measure_new", (item.pk,)),
    ):
        assert signed_in(stranger).get(reverse(name, args=args)).status_code == 404
    other = issued(item.world)
    address = reverse("measure", args=[other.pk, measure.pk])
    assert signed_in(item.world.district.liaison).get(address).status_code == 404


# --- 退办 ------------------------------------------------------------------------------------------
def test_the_unit_applies_and_the_office_reads_it_above_each_answer():
    item = item_at(Status.ISSUED)
    d = item.world.district
    assert "申请退办" in page(d.liaison, "item", item.pk)
    data = {"ground": "not_ours", "reason": "应由党校办理（样例）", "basis": ""}
    response = post(d.liaison, "item_hand_back", item.pk, **data)
    assert response.status_code == 422 and "权责依据" in response.content.decode()
    assert post(d.liaison, "item_hand_back", item.pk, **data | {"basis": "三定规定第二条"}).status_code == 302
    told = page(d.clerk, "item", item.pk)
    for word in ("改派", "维持交办", "会商", "并案", "查否结案", "三定规定第二条"):
        assert word in told
    assert "应由党校办理（样例）" in page(d.clerk, "item_reassign", item.pk)
    response = post(d.clerk, "item_reassign", item.pk, unit=d.other_unit.pk, words="属党校职责")
    assert response.status_code == 302
    assert Item.objects.get(pk=item.pk).unit == d.other_unit


def test_a_duplicate_is_named_by_its_number():
    item = item_at(Status.ISSUED)
    other = issued(item.world)
    data = {"ground": "duplicate", "reason": "与上月一件相同（样例）"}
    response = post(item.world.district.liaison, "item_hand_back", item.pk, **data, same_as="整改-1999-0001")
    assert response.status_code == 422 and "没有找到" in response.content.decode()
    post(item.world.district.liaison, "item_hand_back", item.pk, **data, same_as=other.number)
    assert HandBack.objects.get().same_as == other


def test_a_second_application_says_that_the_leader_in_charge_decides():
    item = item_at(Status.ISSUED)
    liaison = item.world.district.liaison
    assert "工委办公室经办人、交办人" in page(liaison, "item_hand_back", item.pk)
    handing_back.hand_back(item, by=liaison, ground="not_true", reason="不属实（样例）")
    stale = post(
        liaison, "item_hand_back", item.pk, ground="not_true", reason="不属实（样例）"
    ).content.decode()
    assert "不属实（样例）" in stale and "这是第二次退办" not in stale  # the first one still waits
    handing_back.uphold(Item.objects.get(pk=item.pk), by=item.world.district.clerk, words="维持（样例）")
    again = page(liaison, "item_hand_back", item.pk)
    assert "工委分管领导、交办人" in again and "终审" in again and "工委办公室经办人、交办人" not in again


def test_one_person_who_leads_and_does_it_is_told_that_they_confirm_their_own():
    item = item_at(Status.WORKING)
    liaison = item.world.district.liaison
    hint = "责任领导和责任人是同一位同志"
    assert post(liaison, "measure_new", item.pk, **typed(item)).status_code == 302
    measure = Measure.objects.get()
    assert hint not in page(liaison, "measure_edit", item.pk, measure.pk)
    Measure.objects.update(leader=measure.person)
    assert hint in page(liaison, "measure_edit", item.pk, measure.pk)


def test_the_trail_of_an_item_says_that_the_responsible_unit_reads_it():
    shown = page((item := item_at(Status.WORKING)).world.district.clerk, "item", item.pk)
    assert "责任单位可见" in shown and "报送单位可见" not in shown


def test_too_late_the_page_says_what_to_do_instead(clock_at):
    item = item_at(Status.ISSUED)
    clock_at(clock.today() + timedelta(days=14))
    response = signed_in(item.world.district.liaison).get(reverse("item_hand_back", args=[item.pk]))
    assert response.status_code == 409
    assert "请先签收" in response.content.decode()


def test_consultation_on_one_page():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    data = {"unit": d.unit.pk, "words": "会商意见（样例）", "unit_1": d.other_unit.pk, "text_1": ""}
    response = post(d.clerk, "item_consult", item.pk, **data)
    assert response.status_code == 422 and "请写明该单位的措施" in response.content.decode()
    assert post(d.clerk, "item_consult", item.pk, **data | {"text_1": "开放接口（样例）"}).status_code == 302
    assert item.measures.get().unit == d.other_unit


def test_dismissal_by_two_people_on_their_pages():
    item = item_at(Status.HANDED_BACK)
    d, world = item.world.district, item.world
    data = {"words": "实地核查无此情况（样例）", "dated": clock.today().isoformat(), "checked": "on"}
    response = signed_in(d.clerk).post(
        reverse("item_dismiss", args=[item.pk]), data | {"file": picture("核查.png")}
    )
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert "实地核查无此情况（样例）" not in page(d.liaison, "item", item.pk)
    told = page(world.office_head, "item", item.pk)
    assert "实地核查无此情况（样例）" in told and "核查.png" in told
    assert post(world.office_head, "item_dismiss_confirm", item.pk).status_code == 302
    told = page(d.liaison, "item", item.pk)
    assert "查否结案" in told and "实地核查无此情况（样例）" in told


def test_the_former_unit_reads_what_it_did_and_nothing_since():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="属党校职责（样例）")
    issuing.receive(Item.objects.get(pk=item.pk), by=d.other_liaison)
    told = page(d.liaison, "item", item.pk)
    assert "本单位不再承办" in told and "属党校职责（样例）" in told and item.problem in told
    assert d.other_liaison.name not in told  # 签收 by the other unit came afterwards
    stranger = signed_in(item.world.office_head)
    assert "本单位不再承办" not in stranger.get(reverse("item", args=[item.pk])).content.decode()


def test_the_trail_says_in_words_what_each_entry_holds():
    item = item_at("reported")
    told = page(item.world.district.liaison, "item", item.pk)
    for words in ("措施1", f"截至{clock.today().isoformat()}完成40%", "责任单位", "增加措施"):
        assert words in told
    handed = item_at(Status.HANDED_BACK, item.world)
    d = item.world.district
    handing_back.reassign(handed, by=d.clerk, unit=d.other_unit, words="属党校职责（样例）")
    told = page(d.clerk, "item", handed.pk)
    for words in ("非本单位职责", "权责依据：三定规定第二条（样例）", "由样例民政局改派样例党校"):
        assert words in told


# --- 逾期说明、提请协调 ------------------------------------------------------------------------------
def test_lateness_is_explained_and_answered_on_pages(clock_at):
    item = item_at("reported", due=clock.today() + timedelta(days=5))
    d = item.world.district
    clock_at(item.limit + timedelta(days=4))
    assert "提交逾期说明" in page(d.liaison, "item", item.pk)
    promised = (clock.today() + timedelta(days=20)).isoformat()
    data = {"cause": "above", "reason": "上级文件未下发（样例）", "promised": promised}
    assert post(d.liaison, "item_lateness", item.pk, **data).status_code == 302
    assert "上级文件未下发（样例）" in page(d.clerk, "item_lateness_answer", item.pk)
    assert post(d.clerk, "item_lateness_answer", item.pk, renewed_due=promised, words="").status_code == 302
    told = page(d.liaison, "item", item.pk)
    assert "重新明确时限" in told and promised in told and "（上级程序）" in told
    assert LateNote.objects.get().answered_by == d.clerk


def test_coordination_is_asked_and_answered_on_pages():
    item = item_at(Status.WORKING)
    d = item.world.district
    assert post(d.liaison, "item_coordination", item.pk, reason="口径不一致（样例）").status_code == 302
    assert "口径不一致（样例）" in page(d.clerk, "item", item.pk)
    assert (
        post(d.clerk, "item_concern", item.pk, item.concerns.get().pk, words="以月报为准（样例）").status_code
        == 302
    )
    assert "以月报为准（样例）" in page(d.liaison, "item", item.pk)


# --- 我经办的、我报送的 ------------------------------------------------------------------------------
def test_my_items_are_those_on_which_i_did_something():
    item = item_at(Status.WORKING)
    d = item.world.district
    assert item.title in page(d.liaison, "my_items")
    assert item.title in page(d.clerk, "my_items")
    assert item.title not in page(d.head, "my_items")
    assert reverse("my_items") in page(d.liaison, "my_plans")


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_my_items_cost_the_same_with_one_row_and_with_three():
    item = item_at(Status.WORKING)
    client = signed_in(item.world.district.liaison)
    one = statements(client, reverse("my_items"))
    for _n in range(2):
        item_at(Status.WORKING, item.world)
    assert (one, statements(client, reverse("my_items"))) == (7, 7)


def test_the_page_of_a_measure_costs_the_same_with_one_report_and_with_three():
    item = item_at("reported")
    measure = item.measures.get()
    client, address = signed_in(item.world.person), reverse("measure", args=[item.pk, measure.pk])
    one = statements(client, address)
    for percent in (50, 60):
        report(item.world, measure, percent)
    assert (one, statements(client, address)) == (11, 11)
