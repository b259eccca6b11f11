"""任务清单的新版: each change is offered to each plan under way, taken or left with a reason; what it takes out and is in use is said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.actions import adjustment_content as contents
from plans.actions.models import Action, ItemAnswer, Plan, Template, TemplateItem
from plans.actions.operations import adjusting, drafting, item_answers, templates
from plans.actions.queries.item_offers import compared, standing_of, standings
from records.errors import Refused
from records.models import Entry
from tests.plans import factories
from tests.plans.adjusted import Adjusting
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
WHY = "本单位没有该项业务"


def new_version(d, items: dict[str, dict], *, published: bool = True) -> Template:
    """The next version of the action's list: {number: fields}."""
    n = d.action.templates.count() + 1
    template = Template.objects.create(
        action=d.action,
        n=n,
        source_name="样例.csv",
        imported_by=d.business_admin,
        imported_at=d.action.templates.first().imported_at,
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, order=place, code=code, category="政治建设", **fields)
        for place, (code, fields) in enumerate(items.items(), start=1)
    )
    if published:
        templates.publish_template(template, by=d.business_admin)
    return template


ANOTHER = {
    "1.1": {"title": "样例任务1（修订）"},
    "1.3": {"title": "样例新增项", "evidence": "台账"},
}  # 1.2 is taken out


def offered(place: str):
    moves = moved_to(place)
    new_version(moves.d, ANOTHER)
    return moves


def kinds(plan) -> dict[str, str]:
    return {each.code: each.kind for each in standing_of(plan).offers}


def waiting(plan):
    return Assignment.objects.filter(subject=plan.key, kind="new_list", done_at=None)


def test_each_change_is_offered_and_waits_for_the_liaison():
    moves = offered("executing")
    assert kinds(moves.plan) == {"1.1": "changed", "1.3": "added", "1.2": "removed"}
    assert waiting(moves.plan).get().holder == f"post:liaison:{moves.d.unit.pk}"
    assert standing_of(moves.plan).offer("1.1").changed == [("任务", "样例任务1", "样例任务1（修订）")]


def test_same_list_once_more_asks_nobody():
    moves = moved_to("executing")
    new_version(moves.d, {f"1.{n}": {"title": f"样例任务{n}"} for n in (1, 2)})
    assert kinds(moves.plan) == {} and not waiting(moves.plan).exists()


def test_draft_takes_each_at_once_and_leaves_with_a_reason():
    moves = offered("drafting")
    d, plan = moves.d, moves.plan
    item_answers.take_item(plan, "1.1", by=d.liaison)
    item_answers.take_item(plan, "1.3", by=d.liaison)
    assert [each.title for each in plan.tasks.all()] == ["样例任务1（修订）", "样例任务2", "样例新增项"]
    new = plan.tasks.last()
    assert (new.expected_evidence, new.starts, new.item.code) == ("台账", d.action.starts, "1.3")
    with pytest.raises(Refused, match="请写明不采纳的理由"):
        item_answers.leave_item(plan, "1.2", by=d.liaison, reason=" ")
    assert waiting(plan).exists()
    item_answers.leave_item(plan, "1.2", by=d.liaison, reason=WHY)
    assert not waiting(plan).exists() and plan.tasks.count() == 3
    entry = Entry.objects.get(subject=plan.key, code="plan.item_left")
    assert (entry.params["number"], entry.params["words"]) == ("1.2", WHY)
    with pytest.raises(Refused, match="不需要答复"):
        item_answers.take_item(plan, "1.1", by=d.liaison)


def test_words_of_the_unit_stay_when_a_changed_item_is_taken():
    moves = offered("drafting")
    task = moves.plan.tasks.first()
    drafting.save_task(task, by=moves.d.liaison, revision=task.revision, title="本单位自拟的任务")
    item_answers.take_item(moves.plan, "1.1", by=moves.d.liaison)
    task.refresh_from_db()
    assert (task.title, task.item.template.n) == ("本单位自拟的任务", 2)


def test_what_was_left_is_not_offered_again_by_a_version_that_says_the_same():
    moves = offered("drafting")
    plan, liaison = moves.plan, moves.d.liaison
    for code in ("1.1", "1.2", "1.3"):
        item_answers.leave_item(plan, code, by=liaison, reason=WHY)
    new_version(moves.d, ANOTHER | {"1.4": {"title": "样例再增项"}})
    assert kinds(plan) == {"1.4": "added"}
    assert {each.item.code: each.answer.reason for each in standing_of(plan).left} == {"1.3": WHY}


def test_approved_plan_changes_by_an_application_alone():
    moves = offered("executing")
    plan, liaison = moves.plan, moves.d.liaison
    for code in ("1.1", "1.2", "1.3"):
        item_answers.take_item(plan, code, by=liaison)
    assert [each.title for each in plan.tasks.all()] == ["样例任务1", "样例任务2"]
    assert not waiting(plan).exists()
    walk = Adjusting.__new__(Adjusting)
    walk.moves, walk.d, walk.pk = moves, moves.d, plan.adjustments.get().pk
    assert [each["title"] for each in walk.it.draft["tasks"]] == ["样例任务1（修订）", "样例新增项"]
    item_answers.take_item(plan, "1.3", by=liaison)
    assert len(walk.it.draft["tasks"]) == 2
    walk.write()
    added = walk.it.draft["tasks"][-1]["line"]
    walk.task(
        added, section=moves.d.section.pk, person=liaison.pk, standard="建成台账", **{"node-0-name": "建账"}
    )
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    assert [(each.title, each.item.template.n) for each in plan.tasks.all()] == [
        ("样例任务1（修订）", 2),
        ("样例新增项", 2),
    ]
    assert kinds(plan) == {} and standing_of(plan).left == []


def test_what_is_in_review_or_done_is_not_taken():
    moves = offered("first_review")
    with pytest.raises(Refused, match="待起草、修改或实施时再答复"):
        item_answers.take_item(moves.plan, "1.1", by=moves.d.liaison)
    assert waiting(moves.plan).get().due is None


def test_finished_task_that_the_list_takes_out_is_left_with_a_reason():
    moves = moved_to("finished")
    new_version(moves.d, ANOTHER)
    with pytest.raises(Refused, match="已办结，不能调整"):
        item_answers.take_item(moves.plan, "1.2", by=moves.d.liaison)
    item_answers.leave_item(moves.plan, "1.2", by=moves.d.liaison, reason="已经完成")
    assert ItemAnswer.objects.get().reason == "已经完成"


def test_application_that_is_being_decided_takes_nothing_in():
    moves = offered("executing")
    walk = Adjusting(moves).to("submit")
    with pytest.raises(Refused, match="不能再修改"):
        item_answers.take_item(moves.plan, "1.3", by=moves.d.liaison)
    assert not ItemAnswer.objects.exists()
    adjusting.withdraw_adjustment(walk.it, by=moves.d.liaison)
    item_answers.take_item(moves.plan, "1.3", by=moves.d.liaison)
    assert "样例新增项" in {each["title"] for each in walk.it.draft["tasks"]}
    assert contents.task_at(walk.it.draft, walk.lines[0])["standard"].startswith("12月底前覆盖全部45")


def test_version_that_takes_out_an_item_in_use_says_so_before_it_is_published():
    moves = moved_to("executing")
    d = moves.d
    template = new_version(d, ANOTHER, published=False)
    before = d.action.templates.get(n=1)
    assert [(item.code, n) for item, n in compared(template, before).removed_in_use] == [("1.2", 1)]
    page = signed_in(d.business_admin).get(f"/actions/{d.action.pk}/").content.decode()
    assert "新增1项，修改1项，取消1项" in page and "正在使用" in page and "1份方案" in page


def test_action_says_unit_by_unit_what_was_taken_changed_added_and_left():
    moves = moved_to("drafting")
    d, plan = moves.d, moves.plan
    first, second = plan.tasks.all()
    drafting.save_task(first, by=d.liaison, revision=first.revision, title="本单位自拟的任务")
    drafting.remove_task(second, by=d.liaison)
    drafting.add_task(plan, by=d.liaison, title="样例自加任务")
    item_answers.leave_item(plan, "1.2", by=d.liaison, reason=WHY)
    for move in ("submit", "agree"):
        task = plan.tasks.last()
        if move == "submit":
            drafting.save_task(
                task, by=d.liaison, revision=task.revision, section=d.section, person=d.liaison,
                starts=d.action.starts, due=d.action.ends, standard="有台账", milestones=[("启动", d.action.starts)],
            )  # fmt: skip
        moves.make(move)
    page = signed_in(d.clerk).get(f"/actions/{d.action.pk}/items/").content.decode()
    assert "本单位自拟的任务" in page and "样例自加任务" in page and WHY in page
    assert WHY not in signed_in(d.other_liaison).get(f"/actions/{d.action.pk}/items/").content.decode()


def test_overview_costs_the_same_for_one_unit_and_for_three():
    d = factories.make_district()

    def more(name):
        unit = factories.factories.make_unit(name)
        d.action.units.add(unit)
        liaison = factories.factories.make_person("liaison", unit)
        return factories.start(d, unit=unit, liaison=liaison)

    Action.objects.filter(pk=d.action.pk).update(name="样例行动")
    counted = []
    for names in (["样例一"], ["样例二", "样例三"]):
        for name in names:
            more(name)
        with CaptureQueriesContext(
            connection,
        ) as found:
            rows = standings(
                d.action, d.clerk, Plan.objects.filter(action=d.action).select_related("template", "unit")
            )
        counted.append((len(rows), len(found)))
    assert [n for n, _statements in counted] == [1, 3] and counted[0][1] == counted[1][1]


def test_pages_answer_and_keep_what_was_typed():
    moves = offered("executing")
    plan, client = moves.plan, signed_in(moves.d.liaison)
    at = f"/plans/{plan.pk}/items/"
    page = client.get(at).content.decode()
    assert "清单新增" in page and "清单取消" in page and "样例任务1（修订）" in page
    assert client.post(at + "leave/", {"code": "1.2", "reason": ""}).status_code == 422
    long = client.post(at + "leave/", {"code": "1.2", "reason": "长" * 301})
    assert long.status_code == 422 and "长" * 301 in long.content.decode()
    assert client.post(at + "leave/", {"code": "1.2", "reason": WHY}).status_code == 302
    assert WHY in client.get(at).content.decode()
    assert client.post(at + "take/", {"code": "1.1"}).status_code == 302
    assert "待调整申请同意后生效" in client.get(at).content.decode()
    assert "不采纳的理由" not in signed_in(moves.d.clerk).get(at).content.decode()
    assert signed_in(moves.d.other_liaison).get(at).status_code == 404
