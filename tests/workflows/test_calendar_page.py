"""工作日历 page: what is wrong is named line by line, the preview says which limits move and writes nothing, then it is loaded."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from project.effects import EFFECTS
from records import outbox, workdays
from records.models import CalendarDay, CalendarYear, Entry
from tests.plans.factories import make_district, plan_at
from tests.test_addresses import signed_in
from workflows import recomputing
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

LINES = "2027-01-01,休,元旦\n2027-01-04,休,调休\n2027-01-09,班,补班\n"
FORM = {"year": "2027", "basis": "样例〔2026〕1号", "lines": LINES}


@pytest.fixture
def plan(clock_at):
    clock_at(date(2026, 12, 30))
    CalendarYear.objects.filter(year=2027).delete()
    workdays.forget()
    return plan_at("first_review", make_district())


@pytest.fixture
def admin(plan):
    return signed_in(plan.district.business_admin)


def token_of(page) -> str:
    return page.context["token"]


def test_the_preview_says_what_moves_and_writes_nothing(plan, admin):
    waits = Assignment.objects.get(subject=plan.key, done_at=None)
    page = admin.post(reverse("calendar"), FORM)
    assert page.status_code == 200
    moved = page.context["moved"]
    assert [(each.before, each.due) for each in moved] == [(date(2027, 1, 4), date(2027, 1, 6))]
    assert "2027-01-04" in page.content.decode() and "2027-01-06" in page.content.decode()
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert workdays.is_working(date(2027, 1, 1))  # nobody else has noticed
    assert Assignment.objects.get(pk=waits.pk).due == waits.due


def test_confirmed_it_is_loaded_and_the_limits_are_those_of_the_preview(plan, admin):
    page = admin.post(reverse("calendar"), FORM)
    assert admin.post(reverse("calendar_confirm"), {"token": token_of(page)}).status_code == 302
    assert CalendarYear.objects.get(year=2027).basis == FORM["basis"]
    assert CalendarDay.objects.filter(year=2027).count() == 3
    entry = Entry.objects.get(subject="settings", code="calendar.loaded")
    assert entry.by == plan.district.business_admin
    workdays.forget()
    outbox.drain("default", EFFECTS)
    assert Assignment.objects.get(subject=plan.key, done_at=None).due == page.context["moved"][0].due
    assert recomputing.preview(2027, {}) == []


def test_a_file_in_the_encoding_of_excel_is_read(admin):
    file = SimpleUploadedFile("2027.csv", ("日期,休或班,名称\n" + LINES).encode("gb18030"))
    page = admin.post(reverse("calendar"), FORM | {"lines": "", "file": file})
    assert [name for _day, _working, name in page.context["days"]] == ["元旦", "调休", "补班"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"lines": "2027-1-32,休,元旦\n2026-12-31,休,甲\n2027-01-02,假,乙"}, ["第1行", "第2行", "第3行"]),
        ({"lines": ""}, ["请填写日期，或者上传文件"]),
        ({"basis": ""}, ["请填写"]),
        ({"year": "2050", "lines": "2050-01-01,休,元旦"}, ["年度应在2025年至2028年之间"]),
        ({"file": SimpleUploadedFile("a.csv", b"\x00\xff\xfe\x81")}, ["文件不是文本"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(admin, changed, told):
    page = admin.post(reverse("calendar"), FORM | changed)
    text = page.content.decode()
    assert page.status_code == 422 and all(each in text for each in told)
    assert "样例〔2026〕1号" in text or "basis" in changed
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_another_persons_preview_is_not_confirmed(plan, admin):
    token = token_of(admin.post(reverse("calendar"), FORM))
    admin.post(reverse("calendar_confirm"), {"token": token + "x"})
    signed_in(plan.district.clerk).post(reverse("calendar_confirm"), {"token": token})
    assert not CalendarYear.objects.filter(year=2027).exists()
