"""Pages of 走访调研, 好做法 and 需工委协调事项: what each reader finds there, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions.models import Report
from plans.actions.operations import execution
from plans.rectifications.enums import LineKind, MatterState, Status
from plans.rectifications.models import Item, Matter, ResearchVisit
from plans.rectifications.operations import research, research_lines
from records import clock
from tests.plans import factories as plans
from tests.plans.rectifications.factories import item_at, make_rectifying
from tests.plans.rectifications.visiting import begun, given, matter_at, told, visited
from units import holders

pytestmark = pytest.mark.django_db

PROBLEM, COMMON = LineKind.PROBLEM, LineKind.COMMON
PRACTICE, COMMITTEE = LineKind.PRACTICE, LineKind.COMMITTEE


def of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    assert response.status_code in {200, 422}, response.status_code
    return response.content.decode()


@pytest.fixture
def visit():
    return visited()


# --- a new visit -------------------------------------------------------------------------------------
def test_new_visit_leads_to_its_lines():
    world = make_rectifying()
    data = {
        "title": "窗口服务（样例）",
        "unit": world.district.unit.pk,
        "visited_on": clock.today().isoformat(),
        "source": "research",
        "people": [world.in_charge.pk],
    }
    answer = of(world.district.clerk).post(reverse("research_new"), data)
    visit = ResearchVisit.objects.get()
    assert answer.url == reverse("research_edit", args=[visit.pk])
    assert set(visit.people.all()) == {world.district.clerk, world.in_charge}


def test_refused_visit_keeps_what_was_typed():
    world = make_rectifying()
    data = {
        "title": "窗口服务和一次性告知（样例）",
        "unit": world.district.unit.pk,
        "visited_on": (clock.today() + timedelta(days=2)).isoformat(),
        "source": "research",
        "others": "区政府办某同志",
        "people": [world.person.pk],
    }
    page = text(of(world.district.clerk).post(reverse("research_new"), data))
    assert "调研日期不能晚于今天" in page
    assert "窗口服务和一次性告知（样例）" in page and "区政府办某同志" in page
    data["visited_on"] = clock.today().isoformat()
    assert "应当回避" in text(of(world.district.clerk).post(reverse("research_new"), data))
    assert not ResearchVisit.objects.exists()


def test_marking_of_secrecy_is_refused_at_its_field():
    world = make_rectifying()
    data = {
        "title": "机密★10年 调研",
        "unit": world.district.unit.pk,
        "visited_on": clock.today().isoformat(),
        "source": "research",
    }
    assert of(world.district.clerk).post(reverse("research_new"), data).status_code == 422
    assert not ResearchVisit.objects.exists()


# --- writing -------------------------------------------------------------------------------------------
def saved(client, visit, line, revision, **fields):
    address = reverse("research_line_save", args=[visit.pk, line.pk])
    fields = {"kind": line.kind, "text": line.text} | fields
    return client.post(address, fields | {"revision": revision}, headers={"Accept": "application/json"})


def test_line_saves_itself_and_a_second_writer_gets_both_texts(visit):
    line, clerk, visitor = visit.line(PROBLEM), of(visit.world.district.clerk), of(visit.world.visitor)
    first = saved(visitor, visit, line, line.revision, text="参加人员写的")
    assert (first.status_code, first.json()["revision"]) == (200, line.revision + 1)
    second = saved(
        clerk, visit, line, line.revision, text="经办人写的", advice=line.advice, remark=line.remark
    )
    assert second.status_code == 409
    assert second.json()["mine"] == {"text": "经办人写的"}
    assert second.json()["theirs"] == {"text": "参加人员写的"}
    assert second.json()["who"] == visit.world.visitor.name
    assert visit.line(PROBLEM).advice == line.advice  # the visitor's page has that field, and did not send it


def test_doubtful_word_is_asked_about_once(visit):
    line, client = visit.line(PROBLEM), of(visit.world.district.clerk)
    refused = saved(client, visit, line, line.revision, text="群众反映商业秘密保护不到位")
    assert refused.status_code == 422 and refused.json()["ask"]
    client.post(reverse("research_checked", args=[visit.pk]), {"words": refused.json()["ask"]})
    assert saved(client, visit, line, line.revision, text="群众反映商业秘密保护不到位").status_code == 200


def test_participant_neither_reads_nor_writes_internal_remarks(visit):
    visitor, line = of(visit.world.visitor), visit.line(PROBLEM)
    for name in ("research_edit", "research_visit"):
        assert "内部：多次反映" not in text(visitor.get(reverse(name, args=[visit.pk])))
        assert "内部：多次反映" in text(of(visit.world.district.clerk).get(reverse(name, args=[visit.pk])))
    assert saved(visitor, visit, line, line.revision, remark="覆盖").status_code == 200
    assert visit.line(PROBLEM).remark == "内部：多次反映"


def test_lines_are_added_and_removed_while_writing(visit):
    client = of(visit.world.visitor)
    answer = client.post(reverse("research_line_add", args=[visit.pk]), {"kind": "practice"})
    line = visit.lines.latest("id")
    assert (answer.url, line.kind) == (
        reverse("research_edit", args=[visit.pk]) + f"#line-{line.pk}",
        PRACTICE,
    )
    client.post(reverse("research_line_remove", args=[visit.pk, line.pk]))
    assert not visit.lines.filter(pk=line.pk).exists()


def test_line_of_another_visit_does_not_exist(visit):
    other = visited(visit.world, title="另一次（样例）")
    address = reverse("research_line_save", args=[visit.pk, other.line(PROBLEM).pk])
    assert of(visit.world.district.clerk).post(address, {"kind": "problem"}).status_code == 404


def test_who_comes_too_late_to_write_is_led_to_the_page():
    visit = told()
    answer = of(visit.world.visitor).get(reverse("research_edit", args=[visit.pk]))
    assert answer.url == reverse("research_visit", args=[visit.pk])


# --- the page of a visit -------------------------------------------------------------------------------
def test_page_offers_each_line_what_it_can_become(visit):
    page = text(of(visit.world.district.clerk).get(reverse("research_visit", args=[visit.pk])))
    for words in ("交办整改", "交办各单位", "发布好做法", "转为需工委协调事项", "发出调研反馈单"):
        assert words in page, words
    for person in (visit.world.visitor, visit.world.district.chair):
        page = text(of(person).get(reverse("research_visit", args=[visit.pk])))
        assert "/give/" not in page and "/publish/" not in page and "/changes/" not in page


def test_page_shows_what_became_of_each_line(visit):
    clerk = visit.world.district.clerk
    item = given(visit)
    research_lines.publish(visit.line(PRACTICE), by=clerk)
    matter = research_lines.raise_matter(visit.line(COMMITTEE), by=clerk)
    page = text(of(clerk).get(reverse("research_visit", args=[visit.pk])))
    assert item.number in page and matter.number in page and "已发布" in page
    assert "交办整改" not in page and "撤下" in page


def test_unit_finds_neither_remark_nor_buttons_nor_other_units(visit):
    district = visit.world.district
    given(visit, COMMON, unit=district.other_unit)
    research.tell(visit, by=district.clerk)
    page = text(of(district.liaison).get(reverse("research_visit", args=[visit.pk])))
    assert visit.line(COMMON).text in page
    assert "内部：多次反映" not in page and district.other_unit.name not in page
    assert "/give/" not in page and "/publish/" not in page


def test_giving_a_problem_out_is_filled_in_from_the_line(visit):
    client, line = of(visit.world.district.clerk), visit.line(PROBLEM)
    address = reverse("research_give", args=[visit.pk, line.pk])
    page = text(client.get(address))
    assert line.text in page and line.advice in page
    data = {"units": visit.unit_id, "problem": line.text, "kind": "timed", "due": "2001-01-01"}
    refused = client.post(address, data)
    assert refused.status_code == 422 and line.text in text(refused)
    data["due"] = (clock.today() + timedelta(days=40)).isoformat()
    assert client.post(address, data).status_code == 302
    item = Item.objects.get()
    assert (item.source_document, item.source_date) == (visit.title, visit.visited_on)


def test_common_problem_goes_to_the_units_ticked_and_only_the_others_are_offered_next(visit):
    district = visit.world.district
    client, line = of(district.clerk), visit.line(COMMON)
    address = reverse("research_give", args=[visit.pk, line.pk])
    due = (clock.today() + timedelta(days=40)).isoformat()
    data = {
        "units": [district.unit.pk, district.other_unit.pk],
        "problem": line.text,
        "kind": "timed",
        "due": due,
    }
    client.post(address, data)
    assert set(Item.objects.values_list("unit", flat=True)) == set(data["units"])
    assert set(Item.objects.values_list("scope", flat=True)) == {"common"}
    page = text(client.get(address))
    assert "样例财政局" in page and district.other_unit.name not in page
    assert client.post(address, data).status_code == 422  # a second press
    assert Item.objects.count() == 2


def test_change_that_was_refused_stays_typed(visit):
    client = of(visit.world.district.clerk)
    address = reverse("research_change", args=[visit.pk])
    page = text(client.post(address, {"on": "2001-01-01", "words": "窗口已张贴告知单"}))
    assert "窗口已张贴告知单" in page and "不能早于调研日期" in page
    answer = client.post(address, {"on": clock.today().isoformat(), "words": "窗口已张贴告知单"})
    assert answer.status_code == 302
    assert "窗口已张贴告知单" in text(client.get(reverse("research_visit", args=[visit.pk])))


def test_practices_are_the_same_page_for_every_unit(visit):
    research_lines.publish(visit.line(PRACTICE), by=visit.world.district.clerk)
    page = text(of(visit.world.district.other_liaison).get(reverse("practices")))
    assert "党员带班日" in page and visit.unit.name in page
    empty = text(of(visit.world.district.other_liaison).get(reverse("practices"), {"q": "没有这样的"}))
    assert "党员带班日" not in empty


def test_empty_lists_say_what_will_come():
    world = make_rectifying()
    liaison, clerk = of(world.district.liaison), of(world.district.clerk)
    assert "还没有走访调研" in text(liaison.get(reverse("research")))
    assert reverse("research_new") in text(clerk.get(reverse("research")))
    assert "还没有发布好做法" in text(liaison.get(reverse("practices")))
    assert reverse("matter_new") in text(liaison.get(reverse("matters")))
    assert reverse("matter_new") not in text(clerk.get(reverse("matters")))


# --- 需工委协调事项 ------------------------------------------------------------------------------------
def test_matter_is_raised_about_an_item_and_shown_on_it():
    item = item_at(Status.WORKING)
    client = of(item.world.district.liaison)
    address = f"{reverse('matter_new')}?item={item.pk}"
    assert item.number in text(client.get(address))
    refused = client.post(address, {"title": "数据共享没有牵头单位", "words": ""})
    assert refused.status_code == 422 and "数据共享没有牵头单位" in text(refused)
    client.post(address, {"title": "数据共享没有牵头单位", "words": "三家各有一份台账"})
    matter = Matter.objects.get()
    assert matter.item == item
    page = text(client.get(reverse("item", args=[item.pk])))
    assert matter.number in page and "等待时间" in page


@pytest.mark.parametrize("asked", ["item=999999", "task=999999"])
def test_matter_about_what_one_may_not_see_is_not_found(asked):
    world = make_rectifying()
    assert of(world.district.liaison).get(f"{reverse('matter_new')}?{asked}").status_code == 404


@pytest.mark.parametrize("odd", ["²", "abc", "-1", "9" * 30])
def test_odd_numbers_are_no_failure(odd):
    world = make_rectifying()
    liaison = of(world.district.liaison)
    for name, data in (
        ("matter_new", {"item": odd, "task": odd}),
        ("matters", {"page": odd, "state": odd}),
        ("research", {"page": odd, "told": odd}),
        ("practices", {"page": odd}),
    ):
        assert liaison.get(reverse(name), data).status_code in {200, 404}


def test_office_assigns_from_the_page_and_what_was_refused_stays_typed():
    matter = matter_at()
    client, address = of(matter.world.district.clerk), reverse("matter_assign", args=[matter.pk])
    holder = holders.person(matter.world.office_head.pk)
    assert address in text(client.get(reverse("matter", args=[matter.pk])))
    page = text(client.post(address, {"holder": holder, "limit_days": 500, "words": "请先摸底"}))
    assert "请先摸底" in page and "没有分办" in page
    assert client.post(address, {"holder": holder, "limit_days": 5, "words": "请先摸底"}).status_code == 302
    assert "请办理并答复" in text(of(matter.world.office_head).get(reverse("inbox")))


def test_matter_page_of_the_unit_has_its_light_and_its_answer_and_no_way_to_handle_it():
    matter = matter_at(MatterState.ASSIGNED)
    unit = of(matter.world.district.liaison)
    address = reverse("matter", args=[matter.pk])
    page = text(unit.get(address))
    assert 'class="light light-' in page and "样例主任" in page
    assert reverse("matter_answer", args=[matter.pk]) not in page
    handler = of(matter.world.office_head)
    assert handler.post(reverse("matter_answer", args=[matter.pk]), {"answer": ""}).status_code == 422
    handler.post(reverse("matter_answer", args=[matter.pk]), {"answer": "由样例党校牵头"})
    assert "由样例党校牵头" in text(unit.get(address))


def test_leader_passes_a_trouble_on_from_the_page_of_the_task():
    world = make_rectifying()
    plan = plans.plan_at("executing", world.district)
    task = plan.tasks.first()
    execution.report(task, by=world.district.liaison, kind="trouble", words="场地共用，定不下来")
    trouble = Report.objects.get(kind="trouble")
    address = reverse("trouble_pass_on", args=[task.pk, trouble.pk])
    page = reverse("task", args=[task.pk])
    assert address in text(of(world.deputy).get(page))
    assert address not in text(of(world.district.liaison).get(page))
    of(world.deputy).post(address, {"words": "请明确由谁管理"})
    matter = Matter.objects.get()
    assert matter.wish == "请明确由谁管理"
    for person in (world.deputy, world.district.liaison, world.district.clerk):
        assert matter.number in text(of(person).get(page))


# --- what lists cost -----------------------------------------------------------------------------------
def statements(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_cost_the_same_with_one_row_and_with_three():
    world = make_rectifying()
    district = world.district
    clerk, liaison = of(district.clerk), of(district.liaison)

    def more(n: int):
        visit = visited(world, title=f"第{n}次（样例）")
        given(visit)
        given(visit, COMMON, unit=district.other_unit)
        research_lines.publish(visit.line(PRACTICE), by=district.clerk)
        research_lines.raise_matter(visit.line(COMMITTEE), by=district.clerk)
        research.tell(visit, by=district.clerk)
        matter_at(MatterState.ASSIGNED, world, title=f"样例{n}")
        return visit

    def costs():
        return {
            (name, who): statements(client, address)
            for who, client in (("office", clerk), ("unit", liaison))
            for name, address in addresses.items()
        }

    visit = more(1)
    addresses = {name: reverse(name) for name in ("research", "practices", "matters")}
    addresses |= {
        "waiting_unit": reverse("waiting_unit", args=[district.unit.pk]),
        "research_visit": reverse("research_visit", args=[visit.pk]),
    }
    one = costs()
    more(2)
    more(3)
    assert costs() == one
    assert one["research", "office"] <= 7 and one["matters", "unit"] <= 7
    assert one["waiting_unit", "office"] <= 16


def test_page_of_a_visit_costs_the_same_with_more_lines():
    world = make_rectifying()
    clerk = of(world.district.clerk)
    visit = visited(world)
    given(visit)
    for name in ("research_visit", "research_edit"):
        address = reverse(name, args=[visit.pk])
        few = statements(clerk, address)
        for kind in LineKind:
            line = research.add_line(visit, by=world.district.clerk, kind=kind)
            research.save_line(line, by=world.district.clerk, revision=1, text="又一条（样例）")
        assert statements(clerk, address) == few, name


def test_long_names_and_no_line_break_nothing():
    world = make_rectifying()
    visit = begun(world, title="长" * 200, others="名" * 300)
    assert "长" * 200 in text(of(world.district.clerk).get(reverse("research_visit", args=[visit.pk])))
