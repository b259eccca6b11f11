"""实施中的人和日期: when a node can have been done, who acts for whom, and what is finished before it began."""

from datetime import timedelta

import pytest

from plans.actions.models import Report
from plans.actions.operations import execution
from records import clock
from records.errors import Refused
from records.models import Entry
from tests.factories import delegate as delegation
from tests.factories import make_person
from tests.plans.world import moved_to
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    return moved_to("executing")


def task_of(moves):
    return moves.tasks().first()


def tell(moves, kind="progress", words="按期推进", **fields):
    return execution.report(task_of(moves), by=moves.d.liaison, kind=kind, words=words, **fields)


# --- 节点的日期 --------------------------------------------------------------------------------------
def dated(moves, *, starts, approved):
    """The first task begins and its plan was approved so many days from today."""
    today = clock.today()
    task = task_of(moves)
    moves.tasks().filter(pk=task.pk).update(
        starts=today + timedelta(days=starts), due=today + timedelta(days=90)
    )
    type(moves.plan).objects.filter(pk=moves.plan.pk).update(approved_on=today + timedelta(days=approved))
    return task.milestones.first()


@pytest.mark.parametrize(
    ("starts", "approved", "earliest"),
    [
        (-30, -10, -30),
        (-10, -30, -30),
        (20, -5, -5),
    ],  # approved while it ran; ahead of its start; not yet to begin
)
def test_node_is_not_done_before_its_task_could_begin(moves, starts, approved, earliest):
    node, today = dated(moves, starts=starts, approved=approved), clock.today()
    first = today + timedelta(days=earliest)
    with pytest.raises(Refused, match=f"不能早于{first}") as refused:
        tell(moves, milestone=node, done_on=first - timedelta(days=1))
    assert refused.value.field == "done_on"
    assert not Report.objects.exists()
    tell(moves, milestone=node, done_on=first)
    node.refresh_from_db()
    assert node.done_on == first


def test_impossible_day_of_a_node_is_said_at_its_field_and_nothing_typed_is_lost(moves, client):
    node = dated(moves, starts=-10, approved=-5)
    client.force_login(moves.d.liaison)
    typed = {"kind": "progress", "words": "已启动", "milestone": node.pk, "done_on": "2001-02-03"}
    answer = client.post(f"/tasks/{task_of(moves).pk}/report/", typed)
    assert answer.status_code == 422
    assert "不能早于" in answer.context["report_form"].errors["done_on"][0]
    page = answer.content.decode()
    assert 'value="2001-02-03"' in page and "已启动" in page


# --- 谁代谁 ------------------------------------------------------------------------------------------
def test_delegate_answers_a_trouble_in_the_name_of_the_principal(moves, client):
    head, delegate = moves.d.head, make_person(Post.MEMBER, moves.d.unit, name="样例代理")
    delegation(head, delegate)
    trouble = tell(moves, kind="trouble", words="缺场地")
    client.force_login(delegate)
    client.post(f"/tasks/{task_of(moves).pk}/troubles/{trouble.pk}/", {"answer": "由办公室协调"})
    trouble.refresh_from_db()
    assert (trouble.answered_by, trouble.answered_for) == (delegate, head)
    entry = Entry.objects.get(code="plan.trouble_answered")
    assert (entry.by, entry.on_behalf_of) == (delegate, head)
    done = Assignment.objects.get(kind="coordinate")
    assert (done.done_by, done.on_behalf_of) == (delegate, head)
    assert f"（代{head.name}）" in client.get(f"/tasks/{task_of(moves).pk}/").content.decode()
    assert f"样例代理（受{head.name}委托）" in client.get(f"/plans/{moves.plan.pk}/").content.decode()


def test_deputy_who_also_stands_in_for_the_head_answers_in_person(moves):
    delegation(moves.d.head, moves.world.deputy)
    trouble = tell(moves, kind="trouble", words="缺场地")
    execution.answer_trouble(trouble, by=moves.world.deputy, answer="由办公室协调")
    trouble.refresh_from_db()
    assert (trouble.answered_by, trouble.answered_for) == (moves.world.deputy, None)


def test_delegate_who_has_part_in_the_matter_does_not_answer_it(moves):
    delegation(moves.d.head, moves.d.liaison)
    trouble = tell(moves, kind="trouble", words="缺场地")
    with pytest.raises(Refused, match="不能受托答复"):
        execution.answer_trouble(trouble, by=moves.d.liaison, answer="由办公室协调")


def test_page_says_that_the_liaison_reports_for_another(moves, client):
    task, person = moves.tasks().last(), moves.world.responsible
    address = f"/tasks/{task.pk}/"
    client.force_login(moves.d.liaison)
    assert f"责任人是{person.name}。您提交的是代为填报" in client.get(address).content.decode()
    client.post(address + "report/", {"kind": "progress", "words": "按期推进"})
    page = client.get(address).content.decode()
    assert f'{moves.d.liaison.name}</span> <span class="muted">（代{person.name}）' in page
    client.force_login(person)
    client.post(address + "report/", {"kind": "progress", "words": "现场核对完成"})
    page = client.get(address).content.decode()
    assert "您提交的是代为填报" not in page
    assert page.count(f"（代{person.name}）") == 1


# --- 还没有开始就申请验收 --------------------------------------------------------------------------------
def test_acceptance_before_a_tasks_start_must_be_explained(client):
    moves = moved_to("finished")
    later = clock.today() + timedelta(days=9)
    moves.tasks().filter(pk=task_of(moves).pk).update(starts=later, due=later)
    client.force_login(moves.d.liaison)
    address = f"/plans/{moves.plan.pk}/"
    warning = f"以下任务还没有到开始时间：1.1 样例任务1（{later}开始）。确已提前完成的，请在申请说明中写明。"
    assert warning in client.get(address).content.decode()
    answer = client.post(address + "request-acceptance/", {"words": " "})
    assert (answer.status_code, moves.plan.status) == (422, "executing")
    assert answer.context["form"].errors["words"] == [warning]
    client.post(address + "request-acceptance/", {"words": "培训提前到十一月完成。"})
    assert moves.plan.status == "accepting"
