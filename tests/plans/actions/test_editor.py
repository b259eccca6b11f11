"""起草: the editor saves itself, never over a newer text, and tells what is missing."""

import pytest
from django.urls import reverse

from plans.actions.enums import Status
from plans.actions.operations import drafting, submission
from records import clock
from tests.plans import factories as plans

pytestmark = pytest.mark.django_db

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def draft():
    return plans.plan_at(Status.DRAFTING)


@pytest.fixture
def sign_in(client):
    def as_person(person):
        person.password_set_at = clock.now()
        person.save(update_fields=["password_set_at"])
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def liaison(draft, sign_in):
    return sign_in(draft.district.liaison)


def section_url(plan, key="requirements"):
    return reverse("plan_section_save", args=[plan.pk, key])


def task_fields(task, **changed):
    """What the page's form of a task sends."""
    fields = {
        "revision": task.revision,
        "code": task.code,
        "category": task.category,
        "title": task.title,
        "carrier": task.carrier,
        "business_matter": task.business_matter,
        "party_role": task.party_role,
        "section": task.section_id or "",
        "person": task.person_id or "",
        "starts": task.starts.isoformat(),
        "due": task.due.isoformat(),
        "standard": task.standard,
        "expected_evidence": task.expected_evidence,
    }
    for place, node in enumerate(task.milestones.all()):
        fields |= {f"node-{place}-name": node.name, f"node-{place}-due": node.due.isoformat()}
    return {name.replace("__", "-"): value for name, value in (fields | changed).items()}


def test_the_editor_shows_every_part(liaison, draft):
    answer = liaison.get(reverse("plan_edit", args=[draft.pk]))
    page = answer.content.decode()
    assert answer.status_code == 200
    for word in ("总体要求", "组织领导", "样例任务3", "提交本单位审核", "必填内容已经写全"):
        assert word in page


def test_the_editor_costs_the_same_for_three_tasks_and_one(liaison, draft, django_assert_num_queries):
    address = reverse("plan_edit", args=[draft.pk])
    liaison.get(address)
    with django_assert_num_queries(18):
        liaison.get(address)
    for task in draft.tasks.all()[1:]:
        drafting.remove_task(task, by=draft.district.liaison)
    with django_assert_num_queries(18):
        liaison.get(address)


def test_a_section_is_saved_with_its_next_revision(liaison, draft):
    row = draft.sections.get(key="requirements")
    answer = liaison.post(section_url(draft), {"text": "新的总体要求", "revision": row.revision}, **JSON)
    assert answer.status_code == 200
    assert answer.json()["revision"] == row.revision + 1
    assert answer.json()["saved_at"]
    row.refresh_from_db()
    assert row.text == "新的总体要求"


def test_an_older_text_never_overwrites_a_newer_one(liaison, draft):
    row = draft.sections.get(key="requirements")
    liaison.post(section_url(draft), {"text": "对方的", "revision": row.revision}, **JSON)
    answer = liaison.post(section_url(draft), {"text": "我的", "revision": row.revision}, **JSON)
    told = answer.json()
    assert answer.status_code == 409
    assert (told["mine"], told["theirs"], told["revision"]) == ("我的", "对方的", row.revision + 1)
    assert told["who"] == draft.district.liaison.name
    row.refresh_from_db()
    assert row.text == "对方的"


def test_the_same_text_sent_twice_is_no_conflict(liaison, draft):
    row = draft.sections.get(key="requirements")
    for _again in range(2):
        answer = liaison.post(
            section_url(draft), {"text": "同一份\r\n文字", "revision": row.revision}, **JSON
        )
        assert answer.status_code == 200
        assert answer.json()["revision"] == row.revision + 1


def test_an_autosave_after_submission_is_a_calm_sentence(liaison, draft):
    row = draft.sections.get(key="requirements")
    submission.submit(draft, by=draft.district.liaison)
    answer = liaison.post(section_url(draft), {"text": "晚了一步", "revision": row.revision}, **JSON)
    assert answer.status_code == 422
    assert "不能再修改" in answer.json()["sentence"]
    row.refresh_from_db()
    assert row.text != "晚了一步"
    assert liaison.get(reverse("plan_edit", args=[draft.pk])).status_code == 302


def test_the_head_and_the_leading_group_are_saved_together(liaison, draft):
    line = draft.group.get().line
    fields = {
        "revision": draft.revision,
        "title": "样例民政局实施方案",
        "kind": "special",
        "meeting_name": "党组会（第2次）",
        "meeting_on": "2026-03-02",
        "document_number": "样例〔2026〕1号",
        "group-0-line": line,
        "group-0-role": "leader",
        "group-0-name": "样例局长",
        "group-0-post": "局长",
        "group-1-role": "member",
        "group-1-name": "样例成员",
        "group-1-post": "",
        "group-2-role": "member",
        "group-2-name": "",
        "group-2-post": "",
    }
    answer = liaison.post(reverse("plan_head_save", args=[draft.pk]), fields, **JSON)
    assert answer.json()["revision"] == draft.revision + 1
    draft.refresh_from_db()
    assert (draft.title, draft.kind, draft.document_number) == (
        "样例民政局实施方案",
        "special",
        "样例〔2026〕1号",
    )
    assert [(row.name, row.role) for row in draft.group.all()] == [
        ("样例局长", "leader"),
        ("样例成员", "member"),
    ]
    assert draft.group.first().line == line


def test_a_member_with_a_post_and_no_name_is_asked_for_the_name(liaison, draft):
    fields = {"revision": draft.revision, "title": draft.title, "kind": draft.kind, "group-0-post": "局长"}
    answer = liaison.post(reverse("plan_head_save", args=[draft.pk]), fields, **JSON)
    assert answer.status_code == 422
    assert "第1行" in answer.json()["sentence"]


def test_a_task_is_saved_with_its_nodes_and_says_how_its_row_reads_now(liaison, draft):
    task = draft.tasks.first()
    fields = task_fields(
        task,
        title="窗口一次性告知",
        **{"node-1-name": "中期", "node-2-name": "验收", "node-2-due": task.due.isoformat()},
    )
    answer = liaison.post(reverse("plan_task_save", args=[draft.pk, task.pk]), fields, **JSON)
    assert answer.status_code == 200, answer.json()
    assert "窗口一次性告知" in answer.json()["row"]
    task.refresh_from_db()
    assert task.title == "窗口一次性告知"
    assert [node.name for node in task.milestones.all()] == ["启动", "中期", "验收"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"due": "2020-01-01"}, "due"),
        ({"starts": "2026-13-40"}, "starts"),
        ({"title": ""}, "title"),
        ({"node-0-name": "", "node-0-due": "2026-05-01"}, "node-0-name"),
        ({"person": "999999"}, "person"),
    ],
)
def test_a_wrong_field_of_a_task_is_named_and_nothing_is_written(liaison, draft, changed, field):
    task = draft.tasks.first()
    answer = liaison.post(
        reverse("plan_task_save", args=[draft.pk, task.pk]), task_fields(task, **changed), **JSON
    )
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    before = task.revision
    task.refresh_from_db()
    assert task.revision == before


def test_a_person_of_another_unit_cannot_be_responsible(liaison, draft):
    task = draft.tasks.first()
    fields = task_fields(task, person=draft.district.other_liaison.pk)
    answer = liaison.post(reverse("plan_task_save", args=[draft.pk, task.pk]), fields, **JSON)
    assert answer.status_code == 422
    assert answer.json()["field"] == "person"


def test_a_stale_task_shows_only_what_differs(liaison, draft):
    task = draft.tasks.first()
    url = reverse("plan_task_save", args=[draft.pk, task.pk])
    liaison.post(url, task_fields(task, carrier="对方的载体"), **JSON)
    told = liaison.post(url, task_fields(task, carrier="我的载体"), **JSON).json()
    assert told["mine"] == {"carrier": "我的载体"}
    assert told["theirs"] == {"carrier": "对方的载体"}


def test_an_empty_row_of_the_leading_group_is_no_text_of_anybody(liaison, draft):
    """The page of the other writer has one row less: its roles are not put before people as a difference."""
    head = {"title": draft.title, "kind": draft.kind, "revision": draft.revision}
    url = reverse("plan_head_save", args=[draft.pk])
    group = {f"group-{n}-{part}": "" for n in range(10) for part in ("line", "name", "post")}
    group |= {f"group-{n}-role": "member" for n in range(10)}
    liaison.post(url, head | group | {"group-0-name": "样例甲"}, **JSON)
    answer = liaison.post(url, head | group | {"title": "我改的标题"}, **JSON)
    theirs = answer.json()["theirs"]
    assert answer.status_code == 409
    assert theirs["group-0-name"] == "样例甲"
    assert {name for name in theirs if name.endswith("-role")} <= {"group-0-role"}


def test_a_task_that_was_removed_in_another_window_is_a_sentence(liaison, draft):
    task = draft.tasks.first()
    url = reverse("plan_task_save", args=[draft.pk, task.pk])
    drafting.remove_task(task, by=draft.district.liaison)
    answer = liaison.post(url, {"title": "还在写", "revision": 1}, **JSON)
    assert answer.status_code == 404
    assert "已被删除" in answer.json()["error"]


def test_a_marking_of_secrecy_is_refused_and_the_text_is_not_kept(liaison, draft):
    row = draft.sections.get(key="requirements")
    answer = liaison.post(section_url(draft), {"text": "机密★10年\n正文", "revision": row.revision}, **JSON)
    assert answer.status_code == 422
    assert "疑似密级标志" in answer.json()["sentence"]
    assert answer.json()["ask"] == []
    row.refresh_from_db()
    assert "机密" not in row.text


def test_a_doubtful_word_is_asked_about_once(liaison, draft):
    row = draft.sections.get(key="requirements")
    fields = {"text": "严守商业秘密。", "revision": row.revision}
    first = liaison.post(section_url(draft), fields, **JSON)
    assert first.status_code == 422
    asked = first.json()["ask"]
    assert asked
    liaison.post(reverse("plan_checked", args=[draft.pk]), {"words": asked}, **JSON)
    assert liaison.post(section_url(draft), fields, **JSON).status_code == 200
    again = {"text": "严守商业秘密。再次强调。", "revision": row.revision + 1}
    assert liaison.post(section_url(draft), again, **JSON).status_code == 200


def test_tasks_are_added_moved_and_removed(liaison, draft):
    first, second, third = draft.tasks.all()
    liaison.post(reverse("plan_task_move", args=[draft.pk, second.pk]), {"up": "1"})
    assert [task.pk for task in draft.tasks.all()] == [second.pk, first.pk, third.pk]
    answer = liaison.post(reverse("plan_task_add", args=[draft.pk]))
    added = draft.tasks.last()
    assert f"#task-{added.line}" in answer["Location"]
    liaison.post(reverse("plan_task_remove", args=[draft.pk, added.pk]))
    assert not draft.tasks.filter(pk=added.pk).exists()


def test_what_is_missing_is_listed_with_the_way_to_it(liaison, draft):
    task = draft.tasks.first()
    liaison.post(reverse("plan_task_save", args=[draft.pk, task.pk]), task_fields(task, standard=""), **JSON)
    page = liaison.get(reverse("plan_gaps", args=[draft.pk])).content.decode()
    assert "完成标准" in page
    assert f"#task-{task.line}" in page
    answer = liaison.post(reverse("plan_submit", args=[draft.pk]), {"words": "请审核"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'href="{reverse("plan_edit", args=[draft.pk])}#task-{task.line}"' in page
    assert "请审核" in page
    draft.refresh_from_db()
    assert draft.status == Status.DRAFTING


def test_points_of_the_reviewer_stand_at_their_task_with_the_answer_box(client, sign_in):
    plan = plans.plan_at(Status.REVISING)
    sign_in(plan.district.liaison)
    page = client.get(reverse("plan_edit", args=[plan.pk])).content.decode()
    assert "责任人未明确" in page
    assert "单位答复" in page
    assert "请按意见修改后重报" in page


ADDRESSES = (
    ("plan_edit", "get", ()),
    ("plan_gaps", "get", ()),
    ("plan_word", "get", ()),
    ("plan_import_word", "get", ()),
    ("plan_import_tasks", "get", ()),
    ("plan_task_template", "get", ()),
    ("plan_head_save", "post", ()),
    ("plan_section_save", "post", ("requirements",)),
    ("plan_checked", "post", ()),
    ("plan_task_add", "post", ()),
    ("plan_submit", "post", ()),
    ("plan_withdraw", "post", ()),
    ("plan_agree", "post", ()),
    ("plan_send_back", "post", ()),
    ("plan_paper_decision", "get", ()),
    ("plan_import_word_confirm", "post", ()),
    ("plan_import_tasks_confirm", "post", ()),
    ("plan_original", "get", ()),
)


@pytest.mark.parametrize(("name", "method", "more"), ADDRESSES)
def test_another_units_draft_does_not_exist(draft, sign_in, name, method, more):
    stranger = sign_in(draft.district.other_liaison)
    assert getattr(stranger, method)(reverse(name, args=[draft.pk, *more])).status_code == 404


def test_the_tasks_of_another_units_draft_do_not_exist(draft, sign_in):
    stranger, task = sign_in(draft.district.other_liaison), draft.tasks.first()
    for name in ("plan_task_save", "plan_task_move", "plan_task_remove"):
        assert stranger.post(reverse(name, args=[draft.pk, task.pk])).status_code == 404


def test_the_head_of_the_unit_reads_and_does_not_write(draft, sign_in):
    head = sign_in(draft.district.head)
    assert head.get(reverse("plan_edit", args=[draft.pk])).status_code == 302
    row = draft.sections.get(key="requirements")
    answer = head.post(section_url(draft), {"text": "改", "revision": row.revision}, **JSON)
    assert answer.status_code == 422
    assert "联络员" in answer.json()["sentence"]


def test_a_save_without_the_field_does_not_empty_the_text(liaison, draft):
    row = draft.sections.get(key="requirements")
    answer = liaison.post(section_url(draft), {"revision": row.revision})
    assert answer.status_code == 422
    assert draft.sections.get(key="requirements").text == row.text
