"""The pages of 销号, 延期, 终止, 回头看 and 来源规则, pressed as each person would press them."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document
from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Source
from plans.rectifications.operations import extension, progress
from records import clock
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import finish, fresh_measure, give_evidence, item_at, report
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


def post(by, name: str, /, *args, **data):
    return signed_in(by).post(reverse(name, args=args), data)


def page(person, name: str, *args, query: str = "") -> str:
    response = signed_in(person).get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.content.decode()[-2000:]
    return response.content.decode()


def test_it_is_walked_to_its_end_by_pressing_what_the_cards_offer():
    item = item_at("confirmed")
    world, d, pk = item.world, item.world.district, item.pk
    assert "申请销号" in page(d.liaison, "item", pk)
    told = {"self_conclusion": "全部完成（样例）", "mechanism": "制度（样例）"}
    refused = post(d.liaison, "item_apply", pk, **told)
    assert refused.status_code == 422
    assert "请勾选真实性承诺" in refused.content.decode()
    assert "全部完成（样例）" in refused.content.decode()  # what was typed is still there
    post(d.liaison, "item_apply", pk, **told, truthful="on")
    assert "请确认是否同意申请销号" in page(d.head, "item", pk)
    post(d.head, "item_pass", pk, words="情况属实")
    assert "初审通过" in page(d.clerk, "item", pk)
    post(d.clerk, "item_pass", pk, words="材料齐全")
    leader, member = ways.group(world)
    compose = {
        "leader": leader.pk,
        "members": [member.pk],
        "visit_on": clock.today().isoformat(),
        "methods": ["查资料"],
    }
    assert post(d.clerk, "item_compose", pk, **compose).status_code == 302
    measure = fresh(item).measures.get()
    for line in ("", fresh(item).measures.get().line):
        post(member, "item_finding", pk, line=line, result="met", fact="")
    assert "请作出验收结论" in page(leader, "item_check", pk)
    trail = page(d.clerk, "item", pk)  # which line was checked, and what was found
    assert "<p>整改事项整体</p><p>符合</p>" in trail
    assert f"<p>措施{measure.order} {measure.text[:60]}</p><p>符合</p>" in trail
    drafted = post(leader, "item_conclude", pk, conclusion="accepted", sample="1")
    sample = Document.objects.get(kind="visit_opinion")
    assert sample.is_sample and reverse("document_status", args=[sample.pk]) in drafted.content.decode()
    post(leader, "item_conclude", pk, conclusion="accepted")
    assert Document.objects.get(kind="visit_opinion").pk == sample.pk
    told = page(world.in_charge, "item", pk)
    assert "这是最后一个环节" in told
    post(world.in_charge, "item_pass", pk, words="同意销号")
    closed = page(d.liaison, "item", pk)
    assert fresh(item).status == Status.CLOSED
    assert "整改销号确认单" in closed and "整改销号申请审批表" in closed
    assert "同意销号" in closed and "情况属实" in closed


def test_a_return_names_measures_on_its_page_and_its_reason_heads_the_units_card():
    item = item_at(chain.FIRST_REVIEW)
    d, line = item.world.district, item.measures.get().line
    assert "佐证不足" in page(d.clerk, "item_return", item.pk)  # a phrase to press
    refused = post(d.clerk, "item_return", item.pk, stage=chain.FIRST_REVIEW, lines=[line], reason="")
    assert refused.status_code == 422
    post(d.clerk, "item_return", item.pk, stage=chain.FIRST_REVIEW, lines=[line], reason="照片看不清日期")
    told = page(d.liaison, "item", item.pk)
    assert "已退回，请按退回理由重新办理" in told
    assert told.index("照片看不清日期") < told.index("办理流程")
    assert "退回1次" in told


def test_a_page_of_a_stage_that_is_over_changes_nothing_and_says_so():
    item = item_at(chain.FIRST_REVIEW)
    d = item.world.district
    ways.audit(item.world, item)
    response = post(d.clerk, "item_return", item.pk, stage=chain.FIRST_REVIEW, reason="再改")
    assert response.status_code == 422
    assert "页面可能已经过时" in response.content.decode()
    assert fresh(item).stage == chain.ARRANGE


def test_several_are_passed_with_one_opinion_on_one_page():
    first = item_at(chain.FIRST_REVIEW)
    d = first.world.district
    second = item_at(chain.FIRST_REVIEW, first.world)
    query = f"?stage={chain.FIRST_REVIEW}"
    told = page(d.clerk, "items_several", query=query)
    assert first.number in told and second.number in told
    address = reverse("items_several") + query
    response = signed_in(d.clerk).post(address, {"items": [first.pk, second.pk], "words": "材料齐全"})
    assert response.status_code == 302
    assert {fresh(each).stage for each in (first, second)} == {chain.ARRANGE}
    assert "没有等待您办理的同类事项" in page(d.clerk, "items_several", query=query)
    assert "没有等待您办理的同类事项" in page(d.clerk, "items_several", query="?stage=nonsense")


def test_several_costs_the_same_with_one_item_and_with_three():
    world = item_at(chain.FIRST_REVIEW).world
    client = signed_in(world.district.clerk)
    address = reverse("items_several") + f"?stage={chain.FIRST_REVIEW}"
    found = []
    for n in range(3):
        if n:
            item_at(chain.FIRST_REVIEW, world)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        found.append(len(captured))
    assert [found[0], found[2]] == [6, 6]


@pytest.mark.parametrize("place", [Status.CLOSED, chain.PUBLICITY])
def test_the_item_page_costs_the_same_with_one_application_and_with_three(place):
    item = item_at(place)
    client, address = signed_in(item.world.district.clerk), reverse("item", args=[item.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as once:
        assert client.get(address).status_code == 200
    other = item_at("confirmed", item.world)
    for _time in range(2):
        ways.apply(item.world, fresh(other))
        ways.confirm(item.world, fresh(other))
        ways.send_back(item.world, fresh(other))
    if place == chain.PUBLICITY:
        ways.source("research", publicity=True)
    ways.apply(item.world, fresh(other))
    ways.walk(item.world, other, "" if place == Status.CLOSED else place)
    with CaptureQueriesContext(connection) as thrice:
        assert client.get(reverse("item", args=[other.pk])).status_code == 200
    assert len(once) == len(thrice)


def scan():
    file = io.BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    file.name = "签批件.pdf"
    return file


def test_what_was_signed_by_pen_is_recorded_with_its_scan():
    item = item_at(chain.CONFIRM)
    d = item.world.district
    slip = Document.objects.get(subject=item.key, kind="signing_slip")
    told = {
        "code": slip.facts["version_code"],
        "signed_by": d.head.pk,
        "signed_on": clock.today().isoformat(),
        "decision": "agree",
        "words": "同意",
        "checked": "on",
    }
    wrong = post(d.liaison, "item_paper", item.pk, **told | {"code": "AAAA-BBBB-CCCC"}, file=scan())
    assert wrong.status_code == 422 and "版本校验码" in wrong.content.decode()
    assert post(d.liaison, "item_paper", item.pk, **told, file=scan()).status_code == 302
    assert "样例局长（线下签批，样例联络代录）" in page(d.clerk, "item", item.pk)


def test_an_extension_is_asked_for_signed_and_granted_until_another_day():
    item = item_at("planned")
    d, pk = item.world.district, item.pk
    asked = (item.limit + timedelta(days=30)).isoformat()
    post(d.liaison, "item_extension", pk, new_limit=asked, reason="系统改造延后", progress="过半")
    assert "系统改造延后" in page(d.head, "item", pk)
    post(d.head, "item_extension_sign", pk, words="同意")
    assert "请审批延期申请" in page(d.clerk, "item", pk)
    other = (item.limit + timedelta(days=10)).isoformat()
    post(d.clerk, "item_extension_grant", pk, limit=other, words="先延10天")
    told = page(d.liaison, "item", pk)
    assert "延期后时限" in told and other in told and item.due.isoformat() in told


def test_after_the_limit_the_page_leads_to_the_explanation(clock_at):
    item = item_at("planned")
    clock_at(item.limit + timedelta(days=1))
    told = page(item.world.district.liaison, "item", item.pk)
    assert "申请延期" not in told
    assert reverse("item_lateness", args=[item.pk]) in told
    response = post(
        item.world.district.liaison,
        "item_extension",
        item.pk,
        new_limit="2030-01-01",
        reason="a",
        progress="b",
    )
    assert "请提交逾期说明" in response.content.decode()


def test_an_objection_after_the_end_is_a_sentence_at_its_field_and_the_unit_never_reads_what_was_said():
    item = item_at(chain.PUBLICITY)
    d = item.world.district
    late = item.closings.get().publicity_to + timedelta(days=1)
    with clock.at(late):
        response = post(
            d.clerk, "item_objection", item.pk, received_on=late.isoformat(), words="不实（样例）"
        )
    assert response.status_code == 422
    assert "期满后收到的意见不作为公示异议" in response.content.decode()
    told = {"received_on": clock.today().isoformat(), "words": "某处仍有积水（样例）"}
    post(d.clerk, "item_objection", item.pk, **told)
    assert "某处仍有积水" in page(item.world.office_head, "item", item.pk)
    assert "某处仍有积水" not in page(d.liaison, "item", item.pk)


def test_the_source_s_decision_closes_it():
    item = item_at(chain.AT_SOURCE)
    d = item.world.district
    post(d.clerk, "item_source_decision", item.pk, number="样巡〔2026〕8号", on=clock.today().isoformat())
    assert "样巡〔2026〕8号" in page(d.liaison, "item", item.pk)
    assert fresh(item).status == Status.CLOSED


def test_a_relapse_is_recorded_and_the_page_says_what_it_is():
    item = item_at("confirmed")
    ways.source("research", drawn_percent=100)
    ways.close(item.world, item)
    d = item.world.district
    assert "请开展回头看" in page(d.clerk, "item", item.pk)
    assert "请开展回头看" not in page(d.liaison, "item", item.pk)
    told = {
        "done_on": clock.today().isoformat(),
        "result": "poor",
        "words": "又出现3件（样例）",
        "relapsed": "on",
    }
    refused = post(d.clerk, "item_look_back", item.pk, **told)
    assert refused.status_code == 422 and "新的整改时限" in refused.content.decode()
    until = (clock.today() + timedelta(days=30)).isoformat()
    assert 'name="seen" value="0"' in page(d.clerk, "item_look_back", item.pk)
    post(d.clerk, "item_look_back", item.pk, **told, new_limit=until, seen="0")
    told = page(d.liaison, "item", item.pk)
    assert "问题反弹、重新整改" in told and "反弹1次" in told and until in told


def test_what_the_units_own_leader_says_no_with_is_read_in_the_house_only():
    item = item_at("confirmed")
    world, d = item.world, item.world.district
    ways.ask_extension(world, item)
    extension.decline_extension(fresh(item), by=d.head, reason="再不抓紧就处分（样例）")
    ways.apply(world, fresh(item))
    ways.send_back(world, fresh(item), by=d.head, reason="材料写得太差（样例）")
    own, office = page(d.liaison, "item", item.pk), page(d.clerk, "item", item.pk)
    for words in ("再不抓紧就处分", "材料写得太差"):
        assert words in own and words not in office
    assert "没有延期" in office and "退回整改" in office


def test_stopping_is_asked_for_and_approved_and_its_reason_stays_inside_until_then():
    item = item_at("planned")
    d = item.world.district
    post(d.clerk, "item_stop", item.pk, reason="机构撤销（样例）")
    assert "机构撤销" not in page(d.liaison, "item", item.pk)
    assert "机构撤销" in page(item.world.office_head, "item", item.pk)
    post(item.world.office_head, "item_stop_approve", item.pk, words="同意")
    assert "机构撤销" in page(d.liaison, "item", item.pk)
    assert fresh(item).status == Status.STOPPED


def test_the_rules_of_a_source_are_changed_by_the_administrator_alone():
    item = item_at(Status.WORKING)
    d = item.world.district
    admin, source = d.business_admin, Source.objects.get(kind="research")
    assert "巡视巡察反馈" in page(admin, "sources")
    told = {
        "hands_out": "committee",
        "extends": "committee",
        "closes": "committee",
        "first_review": "on",
        "acceptance": "on",
        "look_back": "drawn",
        "drawn_percent": "30",
    }
    assert post(admin, "source", source.pk, **told).status_code == 302
    source.refresh_from_db()
    assert (source.decision, source.drawn_percent) == (False, 30)
    assert post(admin, "source", source.pk, **told | {"drawn_percent": "300"}).status_code == 422
    for person in (d.clerk, d.liaison):
        response = signed_in(person).get(reverse("sources"))
        assert response.status_code != 200
        assert post(person, "source", source.pk, **told | {"drawn_percent": "1"}).status_code != 200
    source.refresh_from_db()
    assert source.drawn_percent == 30


def test_what_is_not_yours_does_not_exist():
    item = item_at(chain.CONFIRM)
    stranger = item.world.district.other_liaison
    for name in ("item_pass", "item_return", "item_apply", "item_paper", "item_extension", "item_look_back"):
        assert post(stranger, name, item.pk).status_code == 404


# --- what the card says of what came before -----------------------------------------------------------
def test_publicity_cannot_be_ended_on_the_page_before_its_last_day_is_over():
    item = item_at(chain.PUBLICITY)
    clerk, end = item.world.district.clerk, reverse("item_publicity_end", args=[item.pk])
    told = page(clerk, "item", item.pk)
    assert "公示期还没有满" in told and f'action="{end}"' not in told
    notice = f'action="{reverse("item_publicity_notice", args=[item.pk])}"'
    assert notice in told
    post(clerk, "item_publicity_notice", item.pk)
    told = page(clerk, "item", item.pk)
    assert notice not in told and "整改销号公示" in told
    with clock.at(item.closings.get().publicity_to + timedelta(days=1)):
        told = page(clerk, "item", item.pk)
    assert "公示期还没有满" not in told and f'action="{end}"' in told


def test_what_was_said_in_the_application_before_is_there_to_be_put_right():
    item = item_at("confirmed")
    ways.apply(item.world, item, self_conclusion="三项完成（样例）", mechanism="制度甲（样例）")
    ways.walk(item.world, fresh(item), chain.FIRST_REVIEW)
    ways.send_back(item.world, fresh(item))
    form = page(item.world.district.liaison, "item_apply", item.pk)
    assert "三项完成（样例）" in form and "制度甲（样例）" in form
    Item.objects.filter(pk=item.pk).update(mechanism="制度乙（样例）")  # by the ledger, since then
    form = page(item.world.district.liaison, "item_apply", item.pk)
    assert "三项完成（样例）" in form and "制度乙（样例）" in form and "制度甲（样例）" not in form


def test_after_a_relapse_the_conclusion_that_did_not_last_is_not_said_again():
    item = item_at("relapsed")
    last, measure = item.closings.get(), item.measures.get()
    report(item.world, measure)
    give_evidence(measure, content=b"%PDF-1.4 again")
    progress.confirm(fresh_measure(measure), by=item.world.deputy)
    form = page(item.world.district.liaison, "item_apply", item.pk)
    assert last.self_conclusion and item.self_conclusion == last.self_conclusion
    assert f">{last.self_conclusion}</textarea>" not in form.replace("\n", "")
    assert f">{last.mechanism}</textarea>" in form.replace("\n", "")
    Item.objects.filter(pk=item.pk).update(
        self_conclusion="重新整改完成（样例）"
    )  # by the ledger, since then
    assert "重新整改完成（样例）" in page(item.world.district.liaison, "item_apply", item.pk)


def test_who_looks_a_second_time_reads_on_the_card_why_it_was_returned():
    item = item_at(chain.FIRST_REVIEW)
    world = item.world
    assert "上次退回：" not in page(world.district.clerk, "item", item.pk)
    ways.send_back(world, item, reason="没有对比数据（样例）")
    ways.apply(world, fresh(item))
    ways.confirm(world, fresh(item))
    assert "上次退回：没有对比数据（样例）" in page(world.district.clerk, "item", item.pk).replace(
        "\n", ""
    ).replace("： ", "：")


def test_after_a_relapse_the_unit_reads_what_was_found_and_after_the_next_return_why():
    item = item_at(Status.CLOSED)
    world, liaison = item.world, item.world.district.liaison
    ways.relapse(world, item)
    told = page(liaison, "item", item.pk)
    assert "问题反弹，请重新整改" in told and "抽查发现又出现（样例）" in told
    for measure in item.measures.all():
        finish(world, measure)
    ways.apply(world, fresh(item))
    ways.confirm(world, fresh(item))
    ways.send_back(world, fresh(item), lines=[item.measures.first().line])
    told = page(liaison, "item", item.pk)
    assert "已退回，请按退回理由重新办理" in told and "问题反弹，请重新整改" not in told


def test_a_yes_to_what_was_read_is_no_yes_to_what_came_later():
    item = item_at(chain.CONFIRM)
    world, d = item.world, item.world.district
    read = re.search(r'name="round" value="(\d+)"', page(d.head, "item", item.pk)).group(1)
    ways.closing.withdraw(item, by=d.liaison)
    ways.apply(world, ways.fresh(item), self_conclusion="改了的自评结论（样例）")
    late = post(d.head, "item_pass", item.pk, words="同意", round=read)
    assert late.status_code == 422 and "页面可能已经过时" in late.content.decode()
    assert "同意" in late.content.decode() and ways.fresh(item).stage == chain.CONFIRM
    now = re.search(r'name="round" value="(\d+)"', page(d.head, "item", item.pk)).group(1)
    assert post(d.head, "item_pass", item.pk, words="同意", round=now).status_code == 302
    assert ways.fresh(item).stage == chain.FIRST_REVIEW
