"""新增问题、粘贴、Excel导入 as people meet them: nothing before the confirmation, one effect after it."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.urls import reverse

from notifications.models import Notice
from plans.rectifications.enums import SourceKind, Status
from plans.rectifications.models import IntakeJob, Item, Source
from plans.rectifications.operations import intake
from records import clock
from tests import factories as people
from tests.plans import factories as plans
from tests.plans.rectifications.factories import make_rectifying
from tests.plans.rectifications.rows import confirmed, work
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = pytest.mark.django_db
PASTED = "责任单位\t问题描述\t整改时限\t问题来源\n{unit}\t{problem}\t{due}\t督查检查\n"


@pytest.fixture
def world():
    return make_rectifying()


def day(n: int) -> str:
    return (clock.today() + timedelta(days=n)).isoformat()


def typed(world, **fields) -> dict:
    return {
        "source": Source.objects.get(kind=SourceKind.SUPERVISION).pk,
        "unit": world.district.unit.pk,
        "problem": "窗口一次性告知不到位（样例）",
        "scope": "single",
        "kind": "timed",
        "due": day(60),
    } | fields


def test_one_problem_is_given_out_after_the_page_that_says_what_will_happen(world):
    d = world.district
    client = signed_in(d.clerk)
    first = client.post(reverse("item_new"), typed(world))
    text = first.content.decode()
    assert first.status_code == 200 and not Item.objects.exists()
    assert d.liaison.name in text and day(60) in text and "2个工作日" in text
    answer = client.post(reverse("item_new"), typed(world, confirm="1"))
    item = Item.objects.get()
    assert answer.url == reverse("item", args=[item.pk])
    assert (item.unit, item.status, item.issued_by) == (d.unit, Status.ISSUED, d.clerk)
    assert Notice.objects.filter(recipient=d.liaison, event="item.issued").count() == 1


def test_a_second_press_gives_nothing_out_and_says_which_item_it_is(world):
    client = signed_in(world.district.clerk)
    client.post(reverse("item_new"), typed(world, confirm="1"))
    again = client.post(
        reverse("item_new"), typed(world, confirm="1", problem="窗口一次性告知 不到位（样例）")
    )
    assert again.status_code == 422
    assert Item.objects.get().number in str(again.context["form"].errors["problem"])
    other = client.post(reverse("item_new"), typed(world, confirm="1", unit=world.district.other_unit.pk))
    assert other.status_code == 302  # the same words to another unit are another problem


def test_what_was_typed_stays_when_it_is_refused_and_when_one_goes_back(world):
    client = signed_in(world.district.clerk)
    for more, status in (({"due": day(0)}, 422), ({"back": "1"}, 200), ({"source_date": day(1)}, 422)):
        answer = client.post(reverse("item_new"), typed(world, **more))
        assert answer.status_code == status
        assert "窗口一次性告知不到位" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_problem_may_name_a_task_of_the_units_approved_plan_which_then_shows_it(world):
    d = world.district
    plan = plans.plan_at("executing", d)
    task = plan.tasks.first()
    client = signed_in(d.clerk)
    fragment = client.get(reverse("item_new_unit"), {"unit": d.unit.pk}).content.decode()
    assert task.title in fragment and world.person.name in fragment
    assert task.title not in client.get(reverse("item_new_unit"), {"unit": d.other_unit.pk}).content.decode()
    chosen = {"task": f"{plan.pk}:{task.line}", "person": world.person.pk}
    assert task.title in client.post(reverse("item_new"), typed(world, **chosen)).content.decode()
    client.post(reverse("item_new"), typed(world, confirm="1", **chosen))
    item = Item.objects.get()
    assert (item.plan_id, item.plan_line, item.person) == (plan.pk, task.line, world.person)
    page = signed_in(d.liaison).get(reverse("task", args=[task.pk])).content.decode()
    assert item.number in page and "涉及本任务的问题" in page
    back = signed_in(d.liaison).get(reverse("item", args=[item.pk])).content.decode()
    assert reverse("task", args=[task.pk]) in back and task.title in back
    other = plan.tasks.last()
    assert item.number not in signed_in(d.liaison).get(reverse("task", args=[other.pk])).content.decode()
    foreign = client.post(reverse("item_new"), typed(world, unit=d.other_unit.pk, **chosen))
    assert set(foreign.context["form"].errors) == {"task", "person"}


def test_a_tasks_page_costs_the_same_with_one_problem_and_with_three(world, django_assert_max_num_queries):
    d = world.district
    plan = plans.plan_at("executing", d)
    task = plan.tasks.first()
    client, writer = signed_in(d.liaison), signed_in(d.clerk)
    costs = []
    for n in range(3):
        given = typed(world, confirm="1", problem=f"第{n}个问题", task=f"{plan.pk}:{task.line}")
        assert writer.post(reverse("item_new"), given).status_code == 302
        with django_assert_max_num_queries(99) as captured:
            client.get(reverse("task", args=[task.pk]))
        costs.append(len(captured))
    assert costs[2] == costs[1] == costs[0]


def test_a_liaison_enters_what_the_own_unit_hands_out_and_nothing_else(world):
    d = world.district
    client = signed_in(d.liaison)
    own = Source.objects.get(kind=SourceKind.SELF)
    assert client.post(reverse("item_new"), typed(world, source=own.pk, confirm="1")).status_code == 302
    assert Item.objects.get().issued_by == d.liaison
    for wrong in ({}, {"source": own.pk, "unit": d.other_unit.pk}):
        assert client.post(reverse("item_new"), typed(world, confirm="1", **wrong)).status_code == 422
    assert Item.objects.count() == 1
    assert client.get(reverse("problems_import")).status_code == 409


def test_a_complaint_is_not_entered_where_who_complained_would_be_left_out(world):
    public = Source.objects.get(kind=SourceKind.PUBLIC)
    answer = signed_in(world.district.clerk).post(
        reverse("item_new"), typed(world, source=public.pk, confirm="1")
    )
    assert answer.status_code == 422 and "source" in answer.context["form"].errors


def test_a_unit_without_a_liaison_is_said_before_it_is_given_anything(world):
    empty = people.make_unit("样例新设局")
    page = (
        signed_in(world.district.clerk)
        .post(reverse("item_new"), typed(world, unit=empty.pk))
        .content.decode()
    )
    assert "该单位目前没有联络员" in page


# --- lists ------------------------------------------------------------------------------------------------
def paste(world, client, **fields):
    cells = {"unit": world.district.unit.name, "problem": "台账不完整", "due": day(60)} | fields
    return client.post(reverse("problems_paste"), {"text": PASTED.format(**cells)})


def sheet(rows: int, world) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("清单")
        page.write_row(0, 0, ["责任单位", "问题描述", "整改时限"])
        for n in range(1, rows + 1):
            page.write_row(n, 0, [world.district.unit.name, f"第{n}个问题（样例）", day(60)])
    out.seek(0)
    out.name = "问题清单.xlsx"
    return out


def test_pasted_rows_are_shown_confirmed_once_and_given_out_by_the_worker(world):
    client = signed_in(world.district.clerk)
    shown = paste(world, client)
    assert shown.context["token"] and not IntakeJob.objects.exists()
    answers = [
        client.post(reverse("problems_confirm"), {"token": shown.context["token"]}) for _press in range(2)
    ]
    job = IntakeJob.objects.get()
    assert {answer.url for answer in answers} == {reverse("intake", args=[job.pk])}
    assert not Item.objects.exists()
    assert "data-poll-url" in client.get(answers[0].url).content.decode()
    work()
    page = client.get(answers[0].url).content.decode()
    assert "data-poll-url" not in page and "批量交办完成" in page
    assert Item.objects.get().problem == "台账不完整"


def test_faults_are_shown_at_their_cells_and_nothing_can_be_confirmed(world):
    client = signed_in(world.district.clerk)
    shown = paste(world, client, due="10月底", unit="样例民正局")
    text = shown.content.decode()
    assert "token" not in shown.context
    assert "“10月底”不是确切日期" in text and "是否为“样例民政局”" in text
    assert (
        PASTED.format(unit="样例民正局", problem="台账不完整", due="10月底").strip() in text
    )  # what was pasted stays


def test_an_excel_list_with_a_source_chosen_above_it(world):
    client = signed_in(world.district.clerk)
    audit = Source.objects.get(kind=SourceKind.AUDIT)
    shown = client.post(
        reverse("problems_import"),
        {"file": sheet(3, world), "source": audit.pk, "source_document": "审计报告"},
    )
    assert [row["n"] for row in shown.context["rows"]] == [2, 3, 4]
    client.post(reverse("problems_confirm"), {"token": shown.context["token"]})
    work()
    assert set(Item.objects.values_list("source__kind", "source_document")) == {("audit", "审计报告")}


def test_a_long_list_shows_its_faulty_rows_first_and_says_how_many_it_does_not_show(world):
    client = signed_in(world.district.clerk)
    rows = "".join(
        f"{world.district.unit.name}\t问题{n}\t{day(60) if n != 480 else '年底'}\t审计\n" for n in range(490)
    )
    shown = client.post(
        reverse("problems_paste"), {"text": "责任单位\t问题描述\t整改时限\t问题来源\n" + rows}
    )
    assert shown.context["rows"][0]["n"] == 482
    assert (len(shown.context["rows"]), shown.context["left"]) == (200, 290)


def test_a_preview_is_confirmed_by_whoever_made_it_and_not_changed_on_the_way(world):
    d = world.district
    token = paste(world, signed_in(d.clerk)).context["token"]
    another = signed_in(people.make_person(Post.OFFICE_CLERK, d.office))
    for client, sent in (
        (another, token),
        (signed_in(d.clerk), token[:-3] + "xxx"),
        (signed_in(d.clerk), ""),
    ):
        assert client.post(reverse("problems_confirm"), {"token": sent}).status_code == 302
    assert not IntakeJob.objects.exists()


def test_a_marking_of_secrecy_in_a_list_is_refused(world):
    client = signed_in(world.district.clerk)
    shown = paste(world, client, problem="机密★10年 内容")
    assert shown.status_code == 422 and "token" not in shown.context


def test_the_template_is_a_workbook_with_todays_units(world):
    answer = signed_in(world.district.clerk).get(reverse("problems_template"))
    assert answer.content.startswith(b"PK")
    assert signed_in(world.district.liaison).get(reverse("problems_template")).status_code == 409


def test_the_page_of_a_job_names_what_was_not_given_out_and_costs_the_same(world, django_assert_num_queries):
    client = signed_in(world.district.clerk)
    for n in (1, 3):
        job = confirmed(world, n)
        IntakeJob.objects.filter(pk=job.pk).update(
            failed=[{"row": each, "problem": "样例", "sentence": "整改时限须晚于今天。"} for each in range(n)]
        )
        with django_assert_num_queries(6):
            page = client.get(reverse("intake", args=[job.pk])).content.decode()
        assert page.count("整改时限须晚于今天。") == n
    assert signed_in(world.district.liaison).get(reverse("intake", args=[job.pk])).status_code == 404


def test_a_broken_off_job_is_continued_from_its_page(world):
    job = confirmed(world, 2)
    intake.break_off(job.pk, "disk")
    client = signed_in(world.district.clerk)
    assert "继续办理" in client.get(reverse("intake", args=[job.pk])).content.decode()
    assert client.post(reverse("intake_resume", args=[job.pk])).status_code == 302
    work()
    assert Item.objects.count() == 2
