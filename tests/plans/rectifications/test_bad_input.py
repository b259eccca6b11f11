"""Bad input of rectification through its pages: a sentence, nothing written, nothing lost of what was typed."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.urls import reverse

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Closing, Extension, IntakeJob, Item
from records import clock
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import (
    issued,
    item_at,
    make_rectifying,
    report,
)
from tests.test_addresses import signed_in
from units.enums import Post
from workflows.models import AcceptanceGroup, Finding

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

LONGEST_CELL = 32_767


def post(by, name: str, /, *args, **data):
    return signed_in(by).post(reverse(name, args=args), data)


def soon(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


# --- a problem list -----------------------------------------------------------------------------------
def book(*rows) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("清单")
        for n, row in enumerate((["责任单位", "问题描述", "整改时限", "问题来源", "责任人"], *rows)):
            sheet.write_row(n, 0, row)
    out.seek(0)
    out.name = "问题清单.xlsx"
    return out


def row(world, **cells) -> list[str]:
    whole = {
        "unit": world.district.unit.name,
        "problem": "窗口一次性告知不到位（样例）",
        "due": soon(60),
        "source": "督查检查",
        "person": world.person.name,
    }
    return list((whole | cells).values())


def test_a_list_with_every_kind_of_fault_says_each_at_its_cell_and_gives_nothing_out():
    world = make_rectifying()
    unit, yesterday = world.district.unit, clock.today() - timedelta(days=1)
    left = people.make_person(Post.MEMBER, unit, name="样例离岗", until=yesterday)
    earlier = issued(world, problem="档案管理不规范，长期没有移交（样例）")
    file = book(
        row(world, unit="样例不存在局"),
        row(world, due="10月底", problem="第二个问题（样例）"),
        row(world, person=left.name, problem="第三个问题（样例）"),
        row(world, problem="窗口排队时间长（样例）"),
        row(world, problem="窗口排队时间长（样例）"),
        row(world, problem="长" * LONGEST_CELL),
        row(world, problem=earlier.problem),
    )
    before = Item.objects.count()
    shown = post(world.district.clerk, "problems_import", file=file)
    text = shown.content.decode()
    assert "token" not in shown.context
    told = {
        "A2": "没有名为“样例不存在局”的单位。",
        "C3": "“10月底”不是确切日期",
        "E4": f"“样例离岗”已离任，不在{unit.name}。",
        "B6": "与第5行重复。",
        "B7": "文字过长：32767个字",
        "B8": f"与已交办的{earlier.number}完全相同",
    }
    faults = {error.cell: error.sentence for error in shown.context["reading"].errors}
    assert set(faults) == set(told)
    for cell, said in told.items():
        assert said in faults[cell] and said in text, cell
    assert (Item.objects.count(), IntakeJob.objects.count()) == (before, 0)


def test_five_thousand_and_one_rows_are_refused_with_the_number():
    world = make_rectifying()
    rows = [row(world, problem=f"第{n}个问题（样例）") for n in range(5_001)]
    shown = post(world.district.clerk, "problems_import", file=book(*rows))
    assert "共5001行，每次最多5000行" in shown.content.decode()
    assert not IntakeJob.objects.exists()


def test_rows_that_say_the_same_twice_are_shown_before_anything_is_given_out():
    world = make_rectifying()
    same = row(world)
    shown = post(world.district.clerk, "problems_import", file=book(same, same))
    assert "与第2行重复" in shown.content.decode()
    assert "token" not in shown.context
    assert not Item.objects.exists()


# --- 销号、延期 ---------------------------------------------------------------------------------------
def test_closing_without_evidence_says_which_measure_lacks_it_and_keeps_what_was_typed():
    item = item_at("planned")
    measure = item.measures.get()
    report(item.world, measure)
    told = {
        "self_conclusion": "三项全部完成，群众满意（样例）",
        "mechanism": "一次性告知制度",
        "truthful": "on",
    }
    shown = post(item.world.district.liaison, "item_apply", item.pk, **told)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "以下措施还没有佐证材料：措施1" in text and "还没有确认完成或免办：措施1" in text
    assert told["self_conclusion"] in text and told["mechanism"] in text
    assert not Closing.objects.exists() and ways.fresh(item).status == Status.WORKING


def test_an_extension_after_the_limit_leads_to_the_explanation_and_keeps_what_was_typed(clock_at):
    item = item_at("planned")
    clock_at(clock.now() + timedelta(days=(item.limit - clock.today()).days + 1))
    told = {"reason": "系统改造延后（样例）", "new_limit": soon(30), "progress": "已完成一半"}
    shown = post(item.world.district.liaison, "item_extension", item.pk, **told)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "已过，不能再申请延期，请提交逾期说明" in text and told["reason"] in text
    assert not Extension.objects.exists() and ways.fresh(item).limit == item.limit


def test_an_acceptor_who_does_it_through_a_delegation_is_refused_when_named_and_when_checking():
    item = item_at(chain.ARRANGE)
    world = item.world
    leader, member = ways.group(world)
    people.delegate(world.district.head, member)
    told = {"leader": leader.pk, "members": [member.pk], "visit_on": soon(0), "methods": "查资料"}
    shown = post(world.district.clerk, "item_compose", item.pk, **told)
    assert shown.status_code == 422
    assert f"{member.name}应当回避（正受该单位人员委托）" in shown.content.decode()
    assert not AcceptanceGroup.objects.exists()


def test_a_delegation_after_the_group_was_named_is_found_when_its_member_checks():
    item = item_at(chain.VISIT)
    _leader, member = ways.group(item.world)
    people.delegate(item.world.district.head, member)
    told = {"line": "", "result": "mostly", "fact": "现场查看台账，缺两份（样例）"}
    shown = post(member, "item_finding", item.pk, **told)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "应当回避（正受该单位人员委托）" in text and told["fact"] in text
    assert not Finding.objects.exists()
