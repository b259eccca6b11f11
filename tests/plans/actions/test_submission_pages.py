"""报送 through the pages: submit, take back, agree, send back, and the slip signed by pen."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notifications.models import Notice
from plans.actions.enums import Status
from plans.actions.operations import drafting
from records import clock, versions, workdays
from records.models import Entry
from tests import factories
from tests.plans import factories as plans
from units.enums import Post

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def sign_in(client):
    def as_person(person):
        person.password_set_at = clock.now()
        person.save(update_fields=["password_set_at"])
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def waiting():
    return plans.plan_at(Status.UNIT_REVIEW)


def paper(plan, **changed):
    return {
        "code": versions.get(plan.key, plan.version_n).code.lower(),
        "signed_by": plan.district.head.pk,
        "signed_on": clock.today().isoformat(),
        "decision": "agree",
        "words": "同意报送。",
        "checked": "on",
        "file": SimpleUploadedFile("签批件.png", PNG, content_type="image/png"),
    } | changed


def status_of(plan):
    plan.refresh_from_db()
    return plan.stage or plan.status


def test_the_liaison_submits_and_takes_back(sign_in):
    plan = plans.plan_at(Status.DRAFTING)
    page = sign_in(plan.district.liaison)
    assert page.post(reverse("plan_submit", args=[plan.pk]), {"words": "请审核"}).status_code == 302
    assert status_of(plan) == Status.UNIT_REVIEW
    page.post(reverse("plan_withdraw", args=[plan.pk]), {"reason": "还要修改"})
    assert status_of(plan) == Status.DRAFTING


def test_a_second_press_of_submit_has_no_second_effect(sign_in):
    plan = plans.plan_at(Status.DRAFTING)
    page = sign_in(plan.district.liaison)
    for _again in range(2):
        page.post(reverse("plan_submit", args=[plan.pk]))
    assert status_of(plan) == Status.UNIT_REVIEW
    assert plan.version_n == 1
    assert Entry.objects.filter(subject=plan.key, code="plan.submitted").count() == 1


def test_an_incomplete_plan_is_not_submitted_and_says_why(sign_in):
    plan = plans.plan_at(Status.DRAFTING)
    page = sign_in(plan.district.liaison)
    drafting.save_section(
        plan, "targets", by=plan.district.liaison, text="", revision=plan.sections.get(key="targets").revision
    )
    answer = page.post(reverse("plan_submit", args=[plan.pk]), follow=True)
    assert "“目标任务”还没有填写" in answer.content.decode()
    assert status_of(plan) == Status.DRAFTING


def test_the_head_agrees(sign_in, waiting):
    page = sign_in(waiting.district.head)
    page.post(reverse("plan_agree", args=[waiting.pk]), {"words": "同意"})
    assert status_of(waiting) == "receive"


def test_the_head_cannot_send_back_without_a_reason(sign_in, waiting):
    page = sign_in(waiting.district.head)
    answer = page.post(reverse("plan_send_back", args=[waiting.pk]), {"reason": " "})
    assert answer.status_code == 422
    assert status_of(waiting) == Status.UNIT_REVIEW
    page.post(reverse("plan_send_back", args=[waiting.pk]), {"reason": "任务3的时限不合理"})
    assert status_of(waiting) == Status.REVISING


def test_the_liaison_cannot_agree_for_the_head(sign_in, waiting):
    sign_in(waiting.district.liaison).post(reverse("plan_agree", args=[waiting.pk]), {"words": "同意"})
    assert status_of(waiting) == Status.UNIT_REVIEW


def test_a_slip_signed_by_pen_is_recorded_with_both_names(sign_in, waiting):
    page = sign_in(waiting.district.liaison)
    assert page.get(reverse("plan_paper_decision", args=[waiting.pk])).status_code == 200
    answer = page.post(reverse("plan_paper_decision", args=[waiting.pk]), paper(waiting))
    assert answer.status_code == 302, answer.content.decode()
    assert status_of(waiting) == "receive"
    entry = Entry.objects.get(subject=waiting.key, code="plan.paper_decided")
    assert (entry.by, entry.on_behalf_of) == (waiting.district.liaison, waiting.district.head)
    assert entry.params["scan_name"] == "签批件.png"


def test_the_signer_corrects_what_the_clerk_recorded_once_and_within_five_working_days(sign_in, waiting):
    sign_in(waiting.district.liaison).post(reverse("plan_paper_decision", args=[waiting.pk]), paper(waiting))
    address = reverse("plan_paper_correct", args=[waiting.pk])
    sign_in(waiting.district.liaison).post(address, {"words": "不是签批人"})
    assert not Entry.objects.filter(code="plan.paper_corrected").exists()
    page = sign_in(waiting.district.head)
    assert "更正代录" in page.get(reverse("plan", args=[waiting.pk])).content.decode()
    with clock.at(workdays.add(clock.today(), 6).date):
        page.post(address, {"words": "太晚了"})
    assert not Entry.objects.filter(code="plan.paper_corrected").exists()
    page.post(address, {"words": "应为：同意报送，请注意时限。"})
    page.post(address, {"words": "再改一次"})
    entry = Entry.objects.get(subject=waiting.key, code="plan.paper_corrected")
    assert (entry.by, entry.params["words"]) == (waiting.district.head, "应为：同意报送，请注意时限。")
    assert Notice.objects.filter(event="plan.paper_corrected", recipient=waiting.district.clerk).exists()


def test_a_slip_that_sends_back_returns_the_plan_to_its_drafter(sign_in, waiting):
    page = sign_in(waiting.district.liaison)
    page.post(
        reverse("plan_paper_decision", args=[waiting.pk]),
        paper(waiting, decision="send_back", words="请充实载体"),
    )
    assert status_of(waiting) == Status.REVISING


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "AAAA-BBBB-CCCC"}, "版本校验码与当前送审的"),
        ({"signed_on": (clock.today() + timedelta(days=1)).isoformat()}, "签批日期不能晚于今天"),
        ({"decision": "send_back", "words": ""}, "必须录入意见原文"),
        ({"file": ""}, "file"),
        ({"file": SimpleUploadedFile("签批件.png", b"")}, "0字节"),
        ({"file": SimpleUploadedFile("签批件.pdf", PNG)}, "与内容不符"),
        ({"checked": ""}, "请核对"),
    ],
)
def test_what_is_wrong_with_a_slip_is_said_and_what_was_typed_stays(sign_in, waiting, changed, sentence):
    page = sign_in(waiting.district.liaison)
    answer = page.post(reverse("plan_paper_decision", args=[waiting.pk]), paper(waiting) | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "words" not in changed:
        assert "同意报送。" in answer.content.decode()
    assert status_of(waiting) == Status.UNIT_REVIEW


def test_only_the_heads_of_the_unit_can_have_signed(sign_in, waiting):
    other = factories.make_person(Post.HEAD, waiting.district.other_unit)
    page = sign_in(waiting.district.liaison)
    answer = page.post(reverse("plan_paper_decision", args=[waiting.pk]), paper(waiting, signed_by=other.pk))
    assert answer.status_code == 422
    assert status_of(waiting) == Status.UNIT_REVIEW


def test_words_with_a_marking_are_refused_and_doubtful_ones_asked_about_once(sign_in, waiting):
    page, agree = sign_in(waiting.district.head), reverse("plan_agree", args=[waiting.pk])
    answer = page.post(agree, {"words": "机密★长期"})
    assert answer.status_code == 422
    assert "疑似密级标志" in answer.content.decode()
    answer = page.post(agree, {"words": "注意保守商业秘密"})
    assert answer.status_code == 422
    assert "已核对，不含涉密内容" in answer.content.decode()
    assert status_of(waiting) == Status.UNIT_REVIEW
    page.post(agree, {"words": "注意保守商业秘密", "checked": "on"})
    assert status_of(waiting) == "receive"
