"""从往年方案复制: last year's texts and tasks in this year's draft, with the days moved on; only what was ticked."""

from datetime import date

import pytest

from plans.actions.earlier import moved_on
from plans.actions.models import Action, Template, TemplateItem
from plans.actions.operations import drafting
from records import clock
from records.errors import Refused
from records.models import Entry
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db
LIST = {"1.1": "样例任务1", "1.2": "今年另一项"}


def next_year(moves, items=LIST):
    """A draft of the same unit in an action of the next year, whose list has another item under 1.2."""
    d = moves.d
    year = d.action.year + 1
    action = Action.objects.create(
        code=f"A{year}",
        name="模范机关创建",
        year=year,
        starts=date(year, 2, 1),
        ends=date(year, 11, 30),
        plans_due=date(year, 3, 1),
    )
    action.units.set([d.unit, d.other_unit])
    template = Template.objects.create(
        action=action,
        n=1,
        source_name="样例.csv",
        imported_by=d.business_admin,
        imported_at=clock.now(),
        published_at=clock.now(),
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, order=n, code=code, category="政治建设", title=title)
        for n, (code, title) in enumerate(items.items(), start=1)
    )
    return drafting.start_plan(action, unit=d.unit, by=d.liaison)


def ticked(page) -> dict:
    """What the form sends as it came."""
    context = page.context
    return {
        "from": context["source"].pk,
        "seen": context["seen"],
        "sections": [each["key"] for each in context["sections"] if not each["overwrites"]],
        "tasks": [each.line for each in context["tasks"] if each.same],
    }


def test_page_shows_and_copies_what_is_ticked():
    moves = moved_to("executing")
    plan, client = next_year(moves), signed_in(moves.d.liaison)
    drafting.save_section(plan, "targets", by=moves.d.liaison, text="今年已写的目标", revision=1)
    at = f"/plans/{plan.pk}/copy/"
    page = client.get(at)
    text = page.content.decode()
    assert "样例任务2" in text and "今年的1.2是“今年另一项”" in text and "将替换已写的内容" in text
    sent = ticked(page)
    assert client.post(at, sent).status_code == 302
    first, second = plan.tasks.all()
    assert (first.title, first.carrier, first.person) == ("样例任务1", "党员先锋岗", moves.d.liaison)
    assert (first.starts, first.due) == (plan.action.starts, plan.action.ends)  # within this year's action
    assert [node.name for node in first.milestones.all()] == ["启动", "完成"]
    assert first.item.template.action == plan.action and second.carrier == ""
    texts = dict(plan.sections.values_list("key", "text"))
    assert texts["targets"] == "今年已写的目标" and texts["steps"].startswith("样例实施步骤")
    assert not plan.group.exists()
    assert Entry.objects.get(subject=plan.key, code="plan.imported").params["tasks"] == 1
    again = client.post(at, sent, follow=True)
    assert "没有再次写入" in again.content.decode() and plan.tasks.count() == 2


def test_what_this_years_list_does_not_have_comes_as_a_new_task_when_ticked():
    moves = moved_to("executing")
    plan, client = next_year(moves), signed_in(moves.d.liaison)
    page = client.get(f"/plans/{plan.pk}/copy/")
    sent = ticked(page) | {
        "sections": [],
        "group": "1",
        "tasks": [each.line for each in page.context["tasks"]],
    }
    client.post(f"/plans/{plan.pk}/copy/", sent)
    assert [(each.code, each.title) for each in plan.tasks.all()] == [
        ("1.1", "样例任务1"),
        ("1.2", "今年另一项"),
        ("", "样例任务2"),
    ]
    assert plan.group.get().name == "样例局长"


def test_who_has_left_is_said_and_left_out():
    moves = moved_to("executing")
    moves.world.responsible.is_active = False
    moves.world.responsible.save()
    plan = next_year(moves, {"1.1": "样例任务1", "1.2": "样例任务2"})
    page = signed_in(moves.d.liaison).get(f"/plans/{plan.pk}/copy/")
    second = page.context["tasks"][1]
    assert second.same and second.matched.fields["person"] is None
    assert "不是本单位人员" in page.content.decode()


def test_nothing_ticked_or_no_earlier_plan_is_said():
    moves = moved_to("executing")
    plan, client = next_year(moves), signed_in(moves.d.liaison)
    page = client.post(f"/plans/{plan.pk}/copy/", {"seen": "", "sections": [], "tasks": []}, follow=True)
    assert "请勾选要复制的内容" in page.content.decode()
    other = drafting.start_plan(plan.action, unit=moves.d.other_unit, by=moves.d.other_liaison)
    assert (
        "没有可以复制的方案"
        in signed_in(moves.d.other_liaison).get(f"/plans/{other.pk}/copy/").content.decode()
    )


def test_plan_of_another_unit_is_not_copied_from():
    moves = moved_to("executing")
    other = drafting.start_plan(moves.d.action, unit=moves.d.other_unit, by=moves.d.other_liaison)
    client = signed_in(moves.d.other_liaison)
    assert client.get(f"/plans/{other.pk}/copy/?from={moves.plan.pk}").status_code == 404
    with pytest.raises(Refused, match="只能从本单位的其他方案复制"):
        drafting.copy_earlier_plan(
            other, by=moves.d.other_liaison, source=moves.plan, sections={}, group=[], tasks=[]
        )


def test_days_move_on_by_the_years_between():
    assert moved_on("2024-03-31", 1) == date(2025, 3, 31)
    assert moved_on("2024-02-29", 1) == date(2025, 2, 28)
    assert moved_on("", 1) is None
