"""从Word、从Excel导入: shown first, written when confirmed, nothing lost."""

import re
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.actions import word
from plans.actions.content import content_of
from plans.actions.enums import Status
from plans.actions.operations import drafting
from plans.actions.rows import HEADS
from records import clock
from records.models import Entry
from records.uploads import MEDIA_TYPES
from tests.plans import factories as plans
from workflows.queries.circles import readable_entries
from workflows.queries.trail import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return plans.plan_at(Status.DRAFTING)


@pytest.fixture
def liaison(client, draft):
    person = draft.district.liaison
    person.password_set_at = clock.now()
    person.save(update_fields=["password_set_at"])
    client.force_login(person)
    return client


def book(*rows) -> SimpleUploadedFile:
    """An Excel file with the heads of the template and these rows (field → value)."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, list(HEADS.values()))
        for n, row in enumerate(rows, start=1):
            for column, field in enumerate(HEADS):
                sheet.write_string(n, column, row.get(field, ""))
    return SimpleUploadedFile("任务清单.xlsx", out.getvalue(), content_type=MEDIA_TYPES["xlsx"])


def row(draft, **changed):
    year = draft.action.starts.year
    return {
        "code": "9.1",
        "category": "样例类别",
        "title": "样例导入任务",
        "carrier": "书记项目",
        "section": draft.district.section.name,
        "person": draft.district.liaison.name,
        "starts": f"{year}-03-01",
        "due": f"{year}-11-30",
        "milestones": f"启动 {year}-04-01\n完成 {year}-11-30",
        "standard": "窗口等候不超过15分钟",
    } | changed


def document(draft, title="样例方案", **changed) -> SimpleUploadedFile:
    content = content_of(draft) | {"title": title} | changed
    return SimpleUploadedFile("样例方案.docx", word.write(content), content_type=MEDIA_TYPES["docx"])


def token_of(answer) -> str:
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def test_the_template_names_the_units_own_sections(liaison, draft):
    answer = liaison.get(reverse("plan_task_template", args=[draft.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")


def test_an_excel_list_is_shown_and_written_only_when_confirmed(liaison, draft):
    before = draft.tasks.count()
    shown = liaison.post(reverse("plan_import_tasks", args=[draft.pk]), {"file": book(row(draft))})
    assert "样例导入任务" in shown.content.decode()
    assert draft.tasks.count() == before
    confirm = {"token": token_of(shown), "mode": "join"}
    answer = liaison.post(reverse("plan_import_tasks_confirm", args=[draft.pk]), confirm)
    assert answer["Location"] == reverse("plan_edit", args=[draft.pk])
    task = draft.tasks.get(code="9.1")
    assert (task.person, task.section) == (draft.district.liaison, draft.district.section)
    assert [node.name for node in task.milestones.all()] == ["启动", "完成"]
    assert draft.tasks.count() == before + 1
    assert Entry.objects.filter(subject=draft.key, code="plan.imported").exists()


def test_a_row_with_a_known_code_updates_that_task_and_keeps_its_line(liaison, draft):
    known = draft.tasks.first()
    upload = book(row(draft, code=known.code, title="改过的任务"))
    shown = liaison.post(reverse("plan_import_tasks", args=[draft.pk]), {"file": upload})
    assert "将更新现有任务" in shown.content.decode()
    liaison.post(
        reverse("plan_import_tasks_confirm", args=[draft.pk]), {"token": token_of(shown), "mode": "replace"}
    )
    assert [(task.line, task.title) for task in draft.tasks.all()] == [(known.line, "改过的任务")]


def test_a_bad_cell_has_its_sentence_and_nothing_can_be_confirmed(liaison, draft):
    upload = book(row(draft, due="年底前", person="查无此人"))
    page = liaison.post(reverse("plan_import_tasks", args=[draft.pk]), {"file": upload}).content.decode()
    assert "J2" in page
    assert "不是确切日期" in page
    assert "不是本单位人员" in page
    assert 'name="token"' not in page


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("任务清单.xlsx", b"", "0字节"),
        ("任务清单.xlsx", b"not a book", "不能上传"),
        ("任务清单.csv", "编号,任务".encode(), "不能上传"),
    ],
)
def test_a_file_that_is_no_excel_is_refused_at_its_field(liaison, draft, name, body, sentence):
    answer = liaison.post(
        reverse("plan_import_tasks", args=[draft.pk]), {"file": SimpleUploadedFile(name, body)}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("address", ["plan_import_tasks_confirm", "plan_import_word_confirm"])
def test_a_token_of_ones_own_making_is_refused(liaison, draft, address):
    before = content_of(draft)
    liaison.post(reverse(address, args=[draft.pk]), {"token": "e30:1abc:xyz", "mode": "replace"})
    assert content_of(draft) == before


def test_a_word_document_is_shown_and_only_the_ticked_parts_are_written(liaison, draft):
    sections = [
        {"key": part["key"], "text": f"来自Word的{part['key']}"} for part in content_of(draft)["sections"]
    ]
    shown = liaison.post(
        reverse("plan_import_word", args=[draft.pk]),
        {"file": document(draft, "Word里的实施方案", sections=sections)},
    )
    page = shown.content.decode()
    assert "来自Word的targets" in page
    assert draft.sections.get(key="targets").text != "来自Word的targets"
    confirm = {"token": token_of(shown), "title": "on", "sections": ["targets"], "tasks": "none"}
    liaison.post(reverse("plan_import_word_confirm", args=[draft.pk]), confirm)
    draft.refresh_from_db()
    assert draft.title == "Word里的实施方案"
    assert draft.sections.get(key="targets").text == "来自Word的targets"
    assert draft.sections.get(key="steps").text != "来自Word的steps"
    assert draft.tasks.count() == 3
    assert draft.original_name == "样例方案.docx"


def test_tasks_of_a_word_document_find_their_people(liaison, draft):
    shown = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": document(draft)})
    confirm = {"token": token_of(shown), "tasks": "replace"}
    liaison.post(reverse("plan_import_word_confirm", args=[draft.pk]), confirm)
    tasks = list(draft.tasks.all())
    assert [task.code for task in tasks] == ["1.1", "1.2", "1.3"]
    assert {task.person for task in tasks} == {draft.district.liaison}
    assert all(task.milestones.count() == 2 for task in tasks)


def test_the_original_comes_back_byte_for_byte(liaison, draft):
    upload = document(draft)
    body = upload.read()
    upload.seek(0)
    shown = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": upload})
    liaison.post(
        reverse("plan_import_word_confirm", args=[draft.pk]),
        {"token": token_of(shown), "title": "on", "tasks": "none"},
    )
    answer = liaison.get(reverse("plan_original", args=[draft.pk]))
    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nothing_ticked_writes_nothing(liaison, draft):
    shown = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": document(draft)})
    before = content_of(draft)
    liaison.post(reverse("plan_import_word_confirm", args=[draft.pk]), {"token": token_of(shown)})
    draft.refresh_from_db()
    assert content_of(draft) == before
    assert draft.original_id is None


def test_a_document_without_chapters_says_so(liaison, draft):
    empty = document(
        draft, sections=[], tasks=[], group=[], own_meeting={"name": "", "date": "", "number": ""}
    )
    page = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": empty}).content.decode()
    assert "没有识别到任务清单表" in page


def test_the_plan_comes_out_as_word_and_reads_back_the_same(liaison, draft):
    answer = liaison.get(reverse("plan_word", args=[draft.pk]))
    read = word.read(BytesIO(answer.content))
    assert read.title == draft.title
    assert [task.title for task in read.tasks] == [task.title for task in draft.tasks.all()]


def test_a_text_written_after_the_preview_is_not_overwritten_by_confirming_it(liaison, draft):
    shown = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": document(draft)})
    section = draft.sections.get(key="steps")
    drafting.save_section(
        draft, "steps", by=draft.district.liaison, text="预览以后写的步骤。", revision=section.revision
    )
    confirm = {"token": token_of(shown), "sections": ["steps"], "tasks": "none"}
    answer = liaison.post(reverse("plan_import_word_confirm", args=[draft.pk]), confirm, follow=True)
    assert "预览以后方案有了改动" in answer.content.decode()
    assert draft.sections.get(key="steps").text == "预览以后写的步骤。"


def test_confirming_twice_imports_once(liaison, draft):
    before = draft.tasks.count()
    upload = book(row(draft, code=""), row(draft, code="", title="另一项"))
    shown = liaison.post(reverse("plan_import_tasks", args=[draft.pk]), {"file": upload})
    confirm = {"token": token_of(shown), "mode": "join"}
    for _press in range(2):
        answer = liaison.post(reverse("plan_import_tasks_confirm", args=[draft.pk]), confirm, follow=True)
    assert "没有再次写入" in answer.content.decode()
    assert draft.tasks.count() == before + 2


def test_the_trail_names_the_file_and_what_was_taken_of_it(liaison, draft):
    shown = liaison.post(reverse("plan_import_word", args=[draft.pk]), {"file": document(draft)})
    confirm = {"token": token_of(shown), "sections": ["steps", "targets"], "tasks": "join"}
    liaison.post(reverse("plan_import_word_confirm", args=[draft.pk]), confirm)
    line = lines_of(readable_entries(draft, draft.district.liaison))[0]
    assert (line.what, line.words) == ("导入内容", "样例方案.docx")
    assert line.details == ["章节2个", "任务3项"]
