"""审批路线的页面: built without code, nothing typed is lost, simulated, published beside the version in force; and the page of an answer."""

import re

import pytest
from django.urls import reverse

from plans.actions.operations.routes import REVIEW
from tests.workflows import built
from tests.workflows.built import RECEIVE, named, reported, say, stage
from workflows.enums import Refusal, StageKind
from workflows.models import Asked, Route
from workflows.operations import route_drafts
from workflows.queries.routes import rows_in_force, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district()


@pytest.fixture
def admin(client, district):
    client.force_login(district.business_admin)
    return client


@pytest.fixture
def draft(district):
    made = route_drafts.start_draft(REVIEW, by=district.business_admin)
    route_drafts.save_draft(
        made, by=district.business_admin, rows=[RECEIVE, stage("a")], reason="", revision=made.revision
    )
    return Route.objects.get(pk=made.pk)


def fields_of(page: str) -> dict:
    """What a browser would send of the builder: every field as it was drawn."""
    sent: dict[str, list] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        given = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if given.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if given.get("name"):
            sent.setdefault(given["name"], []).append(given.get("value", ""))
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?', body)
        sent[name] = [next((value for value, chosen in options if chosen), options[0][0])]
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S):
        sent[name] = [text]
    sent.pop("csrfmiddlewaretoken", None)
    sent.pop("language", None)
    return sent


def edit(client, draft, do: str, **typed):
    """Open the builder, type, press a button."""
    page = client.get(reverse("route_edit", args=[draft.pk])).content.decode()
    sent = fields_of(page) | {name.replace("__", "-"): value for name, value in typed.items()} | {"do": do}
    return client.post(reverse("route_edit", args=[draft.pk]), sent)


def codes(draft) -> list[str]:
    return [row.code for row in rows_of(Route.objects.get(pk=draft.pk))]


def test_list_shows_what_is_in_force_and_the_way_to_a_draft(admin):
    page = admin.get(reverse("routes")).content.decode()
    assert "实施方案审核" in page
    assert "待签收 → 初审 → 待上会" in page
    answer = admin.post(reverse("route_draft", args=[REVIEW]))
    draft = Route.objects.get(published_at=None)
    assert answer["Location"] == reverse("route_edit", args=[draft.pk])


def test_stages_are_added_moved_and_removed_by_buttons(admin, draft):
    edit(admin, draft, "add:a")
    new = codes(draft)[2]
    edit(admin, draft, f"up:{new}")
    assert codes(draft) == ["receive", new, "a"]
    edit(admin, draft, "duty:meeting")
    assert codes(draft) == ["receive", new, "a", "meeting"]
    edit(admin, draft, f"remove:{new}")
    edit(admin, draft, "remove:receive")  # 签收 is needed
    assert codes(draft) == ["receive", "a", "meeting"]


def test_button_keeps_what_was_typed_in_every_stage(admin, draft):
    edit(
        admin, draft, "add:receive", **{"s-a-label": "主任把关", "s-a-kind": "any", "s-a-posts": ["office_head", "deputy"]},
        **{"s-a-limit": "7", "s-receive-limit": "4", "s-a-if-approval": ["office"], "s-a-if-tasks-least": "10"},
        **{"s-a-keeps": "1", "s-a-concerns": ["task"], "s-a-refusal": "end", "reason": "加一道把关"},
    )  # fmt: skip
    draft = Route.objects.get(pk=draft.pk)
    receive, _new, kept = rows_of(draft)
    assert (receive.limit_days, draft.reason) == (4, "加一道把关")
    assert (kept.label, kept.kind, set(kept.posts), kept.limit_days) == (
        "主任把关",
        "any",
        {"office_head", "deputy"},
        7,
    )
    assert kept.condition == {"approval": ["office"], "tasks": {"least": 10}}
    assert (kept.keeps, kept.concerns, kept.refusal) == (True, ("task",), Refusal.END)


def test_person_is_named_by_typing_and_a_name_that_is_nobodys_stays(admin, district, draft):
    edit(admin, draft, "person:a", **{"s-a-person": f"样例经办（{district.office.short_name}）"})
    assert rows_of(Route.objects.get(pk=draft.pk))[1].people == (district.clerk.pk,)
    answer = edit(admin, draft, "person:a", **{"s-a-person": "查无此人", "s-a-label": "改名"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="查无此人"' in page
    assert "没有找到" in page
    assert rows_of(Route.objects.get(pk=draft.pk))[1].label == "改名"


def test_autosave_gives_the_next_revision_and_never_overwrites(admin, district, draft):
    page = admin.get(reverse("route_edit", args=[draft.pk])).content.decode()
    sent = fields_of(page) | {"s-a-label": "自动保存的名称"}
    saved = admin.post(reverse("route_save", args=[draft.pk]), sent)
    assert saved.json()["revision"] == draft.revision + 1
    again = admin.post(reverse("route_save", args=[draft.pk]), sent | {"s-a-label": "旧页面"})
    assert again.status_code == 409
    assert rows_of(Route.objects.get(pk=draft.pk))[1].label == "自动保存的名称"


def test_button_after_ones_own_autosave_is_no_conflict_but_after_anothers_it_is(admin, district, draft):
    page = admin.get(reverse("route_edit", args=[draft.pk])).content.decode()
    sent = fields_of(page)
    admin.post(reverse("route_save", args=[draft.pk]), sent)
    assert admin.post(reverse("route_edit", args=[draft.pk]), sent | {"do": "save"}).status_code == 302
    Route.objects.filter(pk=draft.pk).update(saved_by=district.clerk)
    refused = admin.post(reverse("route_edit", args=[draft.pk]), sent | {"do": "save", "s-a-label": "我的"})
    assert refused.status_code == 422
    assert 'value="我的"' in refused.content.decode()


def test_simulation_shows_problems_at_their_stage(admin, draft):
    answer = edit(admin, draft, "simulate", **{"s-a-refusal": "go_on"})
    page = admin.get(answer["Location"]).content.decode()
    assert "有1个问题，不能发布" in page
    assert f"{reverse('route_edit', args=[draft.pk])}?check=1#stage-a" in page
    checked = admin.get(reverse("route_edit", args=[draft.pk]) + "?check=1").content.decode()
    assert "最后环节" in checked


def test_publishing_shows_the_difference_and_makes_it_the_version_in_force(admin, draft):
    draft.refresh_from_db()
    page = admin.get(reverse("route_simulation", args=[draft.pk])).content.decode()
    assert "没有发现问题" in page
    assert "增加环节“环节a”" in page
    assert "删除环节“初审”" in page
    wrong = admin.post(reverse("route_publish", args=[draft.pk]), {"revision": draft.revision, "reason": " "})
    assert wrong.status_code == 422
    assert "请填写修改说明" in wrong.content.decode()
    admin.post(reverse("route_publish", args=[draft.pk]), {"revision": draft.revision, "reason": "简化"})
    assert [row.code for row in rows_in_force(REVIEW)] == ["receive", "a"]
    page = admin.get(reverse("route_version", args=[draft.pk])).content.decode()
    assert "简化" in page
    assert "与第1版相比" in page


def test_published_version_has_no_editor(admin, district):
    route = built.publish(district, RECEIVE, stage("a"))
    for name in ("route_edit", "route_simulation"):
        assert admin.get(reverse(name, args=[route.pk])).status_code == 404
    assert admin.post(reverse("route_publish", args=[route.pk]), {"revision": 1}).status_code == 404


def test_marking_of_secrecy_is_refused_and_stays_on_the_page(admin, draft):
    answer = edit(admin, draft, "save", **{"s-a-label": "机密★审核"})
    assert answer.status_code == 422
    assert "机密★审核" in answer.content.decode()


def test_odd_input_never_breaks_the_builder(admin, draft):
    odd = {
        "s-a-limit": "三天",
        "s-a-kind": "x",
        "s-a-place": "x",
        "s-a-refusal": "stage:zzz",
        "s-a-posts": ["nobody"],
    }
    odd |= {
        "s-a-people": ["99999999", "x"],
        "s-a-committee": "x",
        "s-a-if-approval": ["x"],
        "order": "a,a,zzz,receive",
    }
    assert edit(admin, draft, "simulate", **odd).status_code == 302
    assert codes(draft) == ["a", "receive"]
    assert admin.get(reverse("route_simulation", args=[draft.pk])).status_code == 200
    assert edit(admin, draft, "up:zzz").status_code == 302


# --- the page of an answer -------------------------------------------------------------------------------
def test_answer_is_given_on_its_page_and_the_reason_kept_when_refused(client, district):
    plan = reported(district, stage("head"))
    client.force_login(district.office_head)
    page = client.get(plan_url(plan)).content.decode()
    assert reverse("answer", args=[plan.key]) in page
    assert "请您表态" in page
    form = client.get(reverse("answer", args=[plan.key])).content.decode()
    assert "不同意，退回报送单位修改" in form
    sent = {name: value for name, value in fields_of(form).items() if name == "seen"}
    empty = client.post(reverse("answer", args=[plan.key]), sent | {"answer": "disagree", "words": ""})
    assert (empty.status_code, "请写明理由" in empty.content.decode()) == (422, True)
    client.post(reverse("answer", args=[plan.key]), sent | {"answer": "disagree", "words": "责任未落实"})
    assert Asked.objects.get(answer="disagree").words == "责任未落实"


def test_who_is_not_asked_finds_no_button(client, district):
    plan = reported(district, stage("head"))
    client.force_login(district.clerk)
    assert reverse("answer", args=[plan.key]) not in client.get(plan_url(plan)).content.decode()
    assert client.get(reverse("answer", args=[plan.key])).status_code == 409


def test_process_page_shows_where_the_plan_is_on_its_route(client, district):
    plan = reported(district, stage("head"), stage("last", post="deputy"))
    client.force_login(district.liaison)
    page = client.get(plan_url(plan)).content.decode()
    assert "在路线图上看" in page
    assert re.search(r'route-box-current"><title>环节head', page)
    assert re.search(r'route-box-done"><title>待签收', page)
    assert re.search(r'route-box-next"><title>环节last', page)


def test_unit_does_not_read_who_is_named(client, district):
    plan = reported(
        district, named("hear", district.clerk, district.secretary, kind=StageKind.CONSULT), stage("head")
    )
    say(plan, district.secretary, "opinion", "内部看法")
    client.force_login(district.liaison)
    page = client.get(plan_url(plan)).content.decode()
    assert "内部看法" not in page
    assert district.secretary.name not in page
    assert "指定人员2人" in page


def plan_url(plan) -> str:
    return reverse("plan", args=[plan.pk])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "签收即备案"),
        ([stage("head")], "签收后转下一环节"),
        ([built.FIRST_REVIEW, stage("head")], "签收后进入初审"),
    ],
)
def test_receipt_says_what_it_leads_to_on_this_route(client, district, rows, words):
    built.publish(district, RECEIVE, *rows)
    plan = built.factories.start(district)
    built.submission.submit(plan, by=district.liaison)
    built.submission.agree(built.again(plan), by=district.head)
    client.force_login(district.clerk)
    assert words in client.get(plan_url(plan)).content.decode()
    client.post(reverse("plan_receive", args=[plan.pk]))
    assert built.again(plan).stage == (rows[0].code if rows else "")


@pytest.mark.parametrize(("rows", "label"), [([], "审核通过"), ([stage("head")], "初审通过")])
def test_first_review_says_what_it_leads_to_on_this_route(client, district, rows, label):
    plan = reported(district, built.FIRST_REVIEW, *rows)
    client.force_login(district.clerk)
    assert label in client.get(plan_url(plan)).content.decode()
    client.post(reverse("plan_propose", args=[plan.pk]), {"words": "材料齐全"})
    assert built.again(plan).stage == ("head" if rows else "")
