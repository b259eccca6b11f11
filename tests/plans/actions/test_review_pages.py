"""初审 through its pages: each step does its one thing, a refusal keeps what was typed, others are refused."""

import re

import pytest

from documents.models import Document
from plans.actions.enums import Status
from plans.actions.models import Plan
from plans.actions.operations import review
from records.models import Entry
from tests.plans import factories
from workflows.models import Assignment, Opinion

pytestmark = pytest.mark.django_db
POINT = {"criterion": "responsible", "now": "机关党委", "wrong": "责任人未明确", "wanted": "请写到具体同志"}
HTMX = {"HTTP_HX_REQUEST": "true"}


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def state(plan) -> tuple[str, str]:
    return Plan.objects.values_list("status", "stage").get(pk=plan.pk)


def send(client, person, plan, step, follow=False, **data):
    client.force_login(person)
    return client.post(f"/plans/{plan.pk}/{step}/", data, follow=follow)


def test_receive_moves_to_first_review_and_says_so(client):
    plan = factories.plan_at("receive")
    answer = send(client, plan.district.clerk, plan, "receive", follow=True)
    assert state(plan) == (Status.REVIEWING, "first_review")
    assert "已签收，方案进入初审。" in words_of(answer)


def test_a_second_click_has_one_effect_and_a_calm_sentence(client):
    plan = factories.plan_at("receive")
    send(client, plan.district.clerk, plan, "receive")
    answer = send(client, plan.district.clerk, plan, "receive", follow=True)
    assert Entry.objects.filter(subject=plan.key, code="plan.received").count() == 1
    assert "不在该环节" in words_of(answer) or "由他人办结" in words_of(answer)


def test_decline_needs_a_reason(client):
    plan = factories.plan_at("receive")
    answer = send(client, plan.district.clerk, plan, "decline", reason="  ")
    assert answer.status_code == 422
    assert state(plan) == (Status.REVIEWING, "receive")
    send(client, plan.district.clerk, plan, "decline", reason="缺少任务清单")
    assert state(plan) == (Status.REVISING, "")


@pytest.mark.parametrize(
    ("place", "step", "data"),
    [
        ("receive", "receive", {}),
        ("receive", "decline", {"reason": "不齐全"}),
        ("first_review", "points", POINT | {"line": "requirements"}),
        ("first_review", "remark", {"text": "内部"}),
        ("first_review", "return", {"days": 5}),
        ("first_review", "propose", {"words": "建议通过"}),
        (Status.CONFIRMING, "confirm", {}),
        (Status.CONFIRMING, "amendments-return", {"reason": "未改"}),
    ],
)
def test_the_unit_cannot_do_what_is_the_committees(client, place, step, data):
    plan = factories.plan_at(place)
    before = (state(plan), Entry.objects.count(), Opinion.objects.count())
    send(client, plan.district.liaison, plan, step, **data)
    assert (state(plan), Entry.objects.count(), Opinion.objects.count()) == before


def test_a_point_is_added_at_its_line(client):
    plan = factories.plan_at("first_review")
    line = plan.tasks.first().line
    answer = send(client, plan.district.clerk, plan, "points", line=line, **POINT)
    assert answer.url == f"/plans/{plan.pk}/#line-{line}"
    point = Opinion.objects.get()
    assert (point.line, point.now, point.wrong, point.wanted) == (
        line,
        "机关党委",
        "责任人未明确",
        "请写到具体同志",
    )


def test_a_second_press_adds_no_second_point(client):
    plan = factories.plan_at("first_review")
    for wrong in ("责任人未明确", "责任人未明确", "时限不合理"):
        send(client, plan.district.clerk, plan, "points", line="targets", **(POINT | {"wrong": wrong}))
    assert sorted(Opinion.objects.values_list("wrong", flat=True)) == ["时限不合理", "责任人未明确"]


def test_with_htmx_the_place_of_the_line_and_the_count_come_back(client):
    plan = factories.plan_at("first_review")
    client.force_login(plan.district.clerk)
    answer = client.post(f"/plans/{plan.pk}/points/", POINT | {"line": "targets"}, **HTMX)
    html = answer.content.decode()
    assert 'id="at-line-targets"' in html
    assert "本轮已写1处意见" in words_of(answer)
    assert "<html" not in html


def test_a_point_without_a_problem_keeps_what_was_typed(client):
    plan = factories.plan_at("first_review")
    client.force_login(plan.district.clerk)
    typed = POINT | {"line": "targets", "wrong": " ", "wanted": "写到第三季度的具体数据"}
    answer = client.post(f"/plans/{plan.pk}/points/", typed)
    assert answer.status_code == 422
    assert "写到第三季度的具体数据" in answer.content.decode()
    fragment = client.post(f"/plans/{plan.pk}/points/", typed, **HTMX)
    assert fragment["HX-Retarget"] == "#form-line-targets-new"
    assert "写到第三季度的具体数据" in fragment.content.decode()
    assert not Opinion.objects.exists()


def test_the_form_quotes_what_is_written_and_offers_phrases(client):
    plan = factories.plan_at("first_review")
    task = plan.tasks.first()
    client.force_login(plan.district.clerk)
    html = client.get(f"/plans/{plan.pk}/points/?line={task.line}").content.decode()
    assert task.title in re.search(r"<textarea name=\"now\".*?</textarea>", html, re.S)[0]
    for phrase in (
        "措施针对性不强",
        "责任人未明确",
        "时限不合理",
        "完成标准不可核验",
        "问题未逐条回应",
        "佐证不足",
    ):
        assert f'data-phrase="{phrase}"' in html
    assert "补充提出的理由" not in html


def test_a_later_round_asks_for_the_reason_of_a_new_point(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    plan = factories.report_again(district, plan)
    client.force_login(district.clerk)
    assert "补充提出的理由" in client.get(f"/plans/{plan.pk}/points/?line=targets").content.decode()
    assert "补充提出的理由" not in client.get(f"/plans/{plan.pk}/points/?line=requirements").content.decode()
    new = POINT | {"line": "targets"}
    assert client.post(f"/plans/{plan.pk}/points/", new).status_code == 422
    assert client.post(f"/plans/{plan.pk}/points/", new | {"late_reason": "上级新要求"}).status_code == 302
    assert Opinion.objects.get(line="targets").late_reason == "上级新要求"


def test_a_point_is_changed_and_removed_until_it_is_told(client):
    plan = factories.plan_at("first_review")
    district = plan.district
    point = factories.add_point(district, plan)
    send(client, district.clerk, plan, f"points/{point.pk}", now="", wrong="时限不合理", wanted="提前到六月")
    point.refresh_from_db()
    assert (point.wrong, point.wanted) == ("时限不合理", "提前到六月")
    second = factories.add_point(district, plan)
    send(client, district.clerk, plan, f"points/{second.pk}/remove")
    assert list(Opinion.objects.all()) == [point]
    review.return_for_revision(plan, by=district.clerk)
    send(client, district.clerk, plan, f"points/{point.pk}/remove")
    assert Opinion.objects.filter(pk=point.pk).exists()


def test_the_letter_is_read_before_it_is_sent(client):
    plan = factories.plan_at("first_review")
    district = plan.district
    factories.add_point(district, plan)
    client.force_login(district.clerk)
    preview = words_of(client.get(f"/plans/{plan.pk}/return/"))
    assert "需修改后重报，共1处" in preview
    assert "（5个工作日）" in preview
    assert "请写到具体同志。" in preview
    assert "其余2项任务本轮无意见。" in preview
    assert "样例联络（联络员）、样例局长（单位负责人）" in preview
    again = client.post(f"/plans/{plan.pk}/return/", {"days": 8, "words": "总体可行", "preview": "1"})
    assert "（8个工作日）" in words_of(again)
    assert "总体可行" in words_of(again)
    client.post(f"/plans/{plan.pk}/return/", {"days": 8, "words": "总体可行", "sample": "1"})
    sample = Document.objects.get(subject=plan.key, kind="review_opinion")
    assert sample.is_sample and sample.facts["opinion"] == "总体可行"
    assert f"/documents/{sample.pk}/status/" in client.get(f"/plans/{plan.pk}/return/").content.decode()
    assert state(plan) == (Status.REVIEWING, "first_review")
    client.post(f"/plans/{plan.pk}/return/", {"days": 8, "words": "总体可行"})
    assert state(plan) == (Status.REVISING, "")
    paper = Document.objects.get(subject=plan.key, kind="review_opinion")
    assert paper.pk == sample.pk and paper.number
    assert Opinion.objects.get().issued_at is not None


def test_a_return_without_points_is_refused(client):
    plan = factories.plan_at("first_review")
    client.force_login(plan.district.clerk)
    assert "本轮还没有写意见" in words_of(client.get(f"/plans/{plan.pk}/return/"))
    answer = client.post(f"/plans/{plan.pk}/return/", {"days": 5, "words": "请完善"})
    assert answer.status_code == 422
    assert "退回修改须至少写明一处意见" in words_of(answer)
    assert state(plan) == (Status.REVIEWING, "first_review")


@pytest.mark.parametrize("days", ["0", "31", "", "x"])
def test_a_return_with_a_limit_that_cannot_be_is_refused_at_the_field(client, days):
    plan = factories.plan_at("first_review")
    factories.add_point(plan.district, plan)
    answer = send(client, plan.district.clerk, plan, "return", days=days)
    assert answer.status_code == 422
    assert 'href="#id_days"' in answer.content.decode()
    assert state(plan) == (Status.REVIEWING, "first_review")


def test_propose_is_refused_while_points_wait_and_keeps_the_words(client):
    plan = factories.plan_at("first_review")
    district = plan.district
    point = factories.add_point(district, plan)
    answer = send(client, district.clerk, plan, "propose", words="建议原则通过")
    assert answer.status_code == 422
    assert "建议原则通过" in answer.content.decode()
    send(client, district.clerk, plan, f"points/{point.pk}/remove")
    send(client, district.clerk, plan, "propose", words="建议原则通过")
    assert state(plan) == (Status.REVIEWING, "meeting")
    assert Assignment.objects.get(subject=plan.key, done_at=None).note == "建议原则通过"


def test_the_unit_answers_at_the_point_and_may_rewrite(client):
    plan = factories.plan_at(Status.REVISING)
    point = Opinion.objects.get()
    for answer in ("已改为张样例", "已改为李样例"):
        send(client, plan.district.liaison, plan, f"points/{point.pk}/answer", answer=answer)
        point.refresh_from_db()
        assert point.answer == answer
    client.force_login(plan.district.liaison)
    fragment = client.post(f"/plans/{plan.pk}/points/{point.pk}/answer/", {"answer": " "}, **HTMX)
    assert "请填写答复。" in words_of(fragment)
    assert f'id="point-{point.pk}"' in fragment.content.decode()


def test_the_office_cannot_answer_for_the_unit(client):
    plan = factories.plan_at(Status.REVISING)
    point = Opinion.objects.get()
    send(client, plan.district.clerk, plan, f"points/{point.pk}/answer", answer="代答")
    point.refresh_from_db()
    assert point.answer == ""


def test_an_earlier_point_is_settled_and_unsettled(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    plan = factories.report_again(district, plan)
    point = Opinion.objects.get()
    send(client, district.clerk, plan, f"points/{point.pk}/settle", settled="1")
    point.refresh_from_db()
    assert point.settled_at is not None
    send(client, district.clerk, plan, f"points/{point.pk}/settle", settled="0")
    point.refresh_from_db()
    assert point.settled_at is None


def test_a_point_that_was_not_told_is_404_for_the_unit(client):
    plan = factories.plan_at("first_review")
    point = factories.add_point(plan.district, plan)
    assert (
        send(client, plan.district.liaison, plan, f"points/{point.pk}/answer", answer="已知").status_code
        == 404
    )


def test_amendments_need_an_answer_to_each_requirement(client):
    plan = factories.plan_at(Status.AMENDING)
    point = Opinion.objects.get()
    answer = send(client, plan.district.liaison, plan, "amend", words="已修改")
    assert (answer.status_code, state(plan)[0]) == (422, Status.AMENDING)
    assert "还没有答复意见：任务1.1 样例任务1（写明第一季度的节点）" in words_of(answer)
    send(client, plan.district.liaison, plan, f"points/{point.pk}/answer", answer="已写明")
    send(client, plan.district.liaison, plan, "amend", words="已修改")
    assert state(plan)[0] == Status.CONFIRMING


def test_returned_plan_is_reported_again_only_with_an_answer_to_each_point(client):
    plan = factories.plan_at("first_review")
    district, address = plan.district, f"/plans/{plan.pk}/"
    lines = [task.line for task in plan.tasks.all()[:2]]
    for line in lines:
        factories.add_point(district, plan, line=line)
    send(client, district.clerk, plan, "return", days=5, words="")
    points = list(Opinion.objects.order_by("id"))
    send(client, district.liaison, plan, f"points/{points[0].pk}/answer", answer="已写到具体同志")
    asked = client.get(address).content.decode()
    assert f'href="#point-{points[1].pk}"' in asked
    assert "还有1处没有答复，答复后才能报送" in asked

    refused = send(client, district.liaison, plan, "submit", words="已逐条修改")
    assert (refused.status_code, state(plan)[0]) == (422, Status.REVISING)
    page = refused.content.decode()
    assert f'href="{address}edit/#point-{points[1].pk}"' in page
    assert "还没有答复意见：任务1.2 样例任务2（责任人未明确）" in page
    assert f"#point-{points[0].pk}" not in page
    assert "已逐条修改</textarea>" in page
    told = send(client, district.clerk, plan, "submit", words="x")
    assert "还没有答复意见" not in words_of(told)

    client.force_login(district.liaison)
    answered = client.post(f"{address}points/{points[1].pk}/answer/", {"answer": "已写明"}, **HTMX)
    assert answered.headers["HX-Trigger"] == "answered"
    send(client, district.liaison, plan, "submit", words="已逐条修改")
    assert state(plan)[0] == Status.UNIT_REVIEW


def test_answers_can_be_changed_after_the_plan_was_taken_back(client):
    plan = factories.plan_at(Status.REVISING)
    district, point = plan.district, Opinion.objects.get()
    factories.answer_all(district, plan)
    send(client, district.liaison, plan, "submit", words="")
    send(client, district.liaison, plan, "withdraw", reason="再改")
    send(client, district.liaison, plan, f"points/{point.pk}/answer", answer="改为另一位同志")
    point.refresh_from_db()
    assert (state(plan)[0], point.answer) == (Status.DRAFTING, "改为另一位同志")


def test_points_of_an_earlier_round_need_no_second_answer(client):
    plan = factories.plan_at(Status.REVISING)
    plan = factories.report_again(plan.district, plan)
    Opinion.objects.update(answer="")  # as rows may stand that were written before answers were asked for
    factories.add_point(plan.district, plan, line="", wrong="缺少保障措施", late_reason="补充")
    send(client, plan.district.clerk, plan, "return", days=5, words="")
    newest = Opinion.objects.latest("id")
    send(client, plan.district.liaison, plan, f"points/{newest.pk}/answer", answer="已补充")
    send(client, plan.district.liaison, plan, "submit", words="")
    assert state(plan)[0] == Status.UNIT_REVIEW


def test_the_chair_confirms_or_returns_amendments(client):
    plan = factories.plan_at(Status.CONFIRMING)
    chair = plan.district.chair
    assert send(client, chair, plan, "amendments-return", reason="").status_code == 422
    send(client, chair, plan, "amendments-return", reason="节点仍不明确")
    assert state(plan)[0] == Status.AMENDING
    send(client, plan.district.liaison, plan, "amend", words="")
    send(client, chair, plan, "confirm", words="同意")
    assert state(plan)[0] == Status.EXECUTING
    assert Plan.objects.get(pk=plan.pk).approved_version == 2
