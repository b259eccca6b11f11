"""行动与模板 through the pages: a list is shown, imported and published; plans start from it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notifications.models import Notice
from plans.actions.models import Action, Plan
from plans.actions.operations import templates
from plans.actions.tasklist import read
from plans.supervision.operations import reminding as supervision
from records import clock, trail, workdays
from records.errors import Refused
from tests.plans import factories as plans
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

SAMPLE = Path("plans/actions/sample/tasklist-5x23.csv").resolve()


@pytest.fixture
def district():
    return plans.make_district()


@pytest.fixture
def sign_in(client):
    def as_person(person):
        person.password_set_at = clock.now()
        person.save(update_fields=["password_set_at"])
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def items():
    with SAMPLE.open("rb") as stream:
        return read(stream, name=SAMPLE.name).items


def fields(district, **changed):
    return {
        "name": "样例行动",
        "code": "YL-1",
        "plan_kind": "general",
        "approval": "committee",
        "starts": "2026-01-01",
        "ends": "2026-12-31",
        "plans_due": "2026-03-31",
        "units": [district.unit.pk],
    } | changed


def sample():
    return SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes(), content_type="text/csv")


def test_an_action_is_opened_imported_and_published(district, sign_in):
    page = sign_in(district.business_admin)
    answer = page.post(reverse("action_new"), fields(district))
    action = Action.objects.get(code="YL-1")
    assert answer["Location"] == reverse("action_import", args=[action.pk])
    shown = page.post(answer["Location"], {"file": sample()}).content.decode()
    assert "23项" in shown
    assert "共100分" in shown
    assert action.templates.count() == 0
    token = re.search(r'name="token" value="([^"]+)"', shown)[1]
    page.post(reverse("action_import_confirm", args=[action.pk]), {"token": token})
    template = action.templates.get()
    assert (template.items.count(), template.published_at) == (23, None)
    page.post(reverse("action_publish", args=[action.pk, template.n]))
    template.refresh_from_db()
    assert template.published_at
    assert [notice.recipient for notice in Notice.objects.filter(event="template.published")] == [
        district.liaison
    ]
    assert trail.verify(templates.key(action)) == []


def test_a_bad_list_is_told_by_cell_and_cannot_be_confirmed(district, sign_in):
    page = sign_in(district.business_admin)
    bad = SimpleUploadedFile(
        "清单.csv",
        "编号,类别,任务,创建要求,评分要点,分值,佐证,取数\n1.1,甲,,要求,要点2,多少,无,填报\n".encode(),
    )
    answer = page.post(reverse("action_import", args=[district.action.pk]), {"file": bad}).content.decode()
    assert "需要改正" in answer
    assert 'name="token"' not in answer


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"ends": "2025-01-01"}, "ends"), ({"plans_due": "2027-01-01"}, "plans_due"), ({"units": []}, "units")],
)
def test_an_action_that_cannot_be_is_refused_at_its_field(district, sign_in, changed, field):
    answer = sign_in(district.business_admin).post(reverse("action_new"), fields(district, **changed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Action.objects.filter(code="YL-1").exists()


def test_the_same_code_is_not_given_twice(district, sign_in):
    answer = sign_in(district.business_admin).post(
        reverse("action_new"), fields(district, code=district.action.code)
    )
    assert answer.status_code == 422
    assert Action.objects.count() == 1


def test_an_import_replaces_what_was_never_published_and_keeps_what_was(district, items):
    admin = district.business_admin
    first = templates.import_template(district.action, items, by=admin, source_name="一.csv")
    second = templates.import_template(district.action, items[:5], by=admin, source_name="二.csv")
    assert (first.n, second.n) == (2, 2)
    assert [(each.n, each.items.count()) for each in district.action.templates.order_by("n")] == [
        (1, 3),
        (2, 5),
    ]
    templates.publish_template(second, by=admin)
    with pytest.raises(Refused):
        templates.publish_template(second, by=admin)


@pytest.mark.parametrize("who", ["liaison", "clerk", "chair"])
def test_only_the_business_admin_changes_lists(district, items, who):
    with pytest.raises(Refused):
        templates.import_template(district.action, items, by=getattr(district, who), source_name="一.csv")
    with pytest.raises(Refused):
        templates.create_action(
            code="X", name="X", year=2026, plan_kind="general", starts=date(2026, 1, 1), ends=date(2026, 2, 1),
            plans_due=date(2026, 1, 2), units=[district.unit], by=getattr(district, who),
        )  # fmt: skip


def test_a_list_that_is_not_published_is_not_shown_to_a_unit(district, sign_in, items):
    templates.import_template(district.action, items, by=district.business_admin, source_name="一.csv")
    page = (
        sign_in(district.liaison)
        .get(reverse("action", args=[district.action.pk]) + "?version=new")
        .content.decode()
    )
    assert "样例任务1" in page
    assert "意识形态" not in page


def test_a_unit_outside_the_action_does_not_find_it(district, sign_in):
    district.action.units.remove(district.other_unit)
    page = sign_in(district.other_liaison)
    assert page.get(reverse("action", args=[district.action.pk])).status_code == 404
    assert page.post(reverse("plan_start", args=[district.action.pk])).status_code == 404


def published(district, items):
    template = templates.import_template(
        district.action, items, by=district.business_admin, source_name="一.csv"
    )
    templates.publish_template(template, by=district.business_admin)
    return template


def waiting(district):
    """(unit, due) of those who have been asked to start their plan and have not."""
    rows = Assignment.objects.filter(kind="start", done_at=None).order_by("unit_id")
    return [(row.unit, row.due) for row in rows]


def test_a_published_list_waits_in_the_inbox_of_each_units_liaison_until_the_plan_is_started(
    district, sign_in, items
):
    action, due = district.action, district.action.plans_due
    assert waiting(district) == []
    published(district, items)
    assert waiting(district) == [(district.unit, due), (district.other_unit, due)]
    page = sign_in(district.liaison)
    row = page.get(reverse("inbox")).content.decode()
    assert "请建立本单位实施方案" in row
    assert f'href="{reverse("action", args=[action.pk])}"' in row
    page.post(reverse("plan_start", args=[action.pk]))
    assert waiting(district) == [(district.other_unit, due)]
    assert "请建立本单位实施方案" not in page.get(reverse("inbox")).content.decode()
    assert "请建立本单位实施方案" in page.get(reverse("inbox_done")).content.decode()
    sign_in(district.head)
    assert "请建立本单位实施方案" not in page.get(reverse("inbox")).content.decode()


def test_a_later_list_asks_nobody_twice_and_nobody_who_has_begun(district, sign_in, items):
    sign_in(district.liaison).post(reverse("plan_start", args=[district.action.pk]))
    published(district, items)
    published(district, items[:5])
    assert [unit for unit, _due in waiting(district)] == [district.other_unit]


def test_who_has_not_started_after_the_deadline_is_red_and_is_reminded(district, sign_in, items):
    published(district, items)
    late = workdays.add(district.action.plans_due, 1).date
    with clock.at(late):
        assert "已逾期" in sign_in(district.liaison).get(reverse("inbox")).content.decode()
        assert supervision.scan(clock.now()) > 0
    told = Notice.objects.filter(event=supervision.EVENT, recipient=district.liaison)
    assert "请建立本单位实施方案" in told.latest("id").text


def test_a_plan_starts_once_and_a_second_press_opens_it(district, sign_in):
    page = sign_in(district.liaison)
    start = reverse("plan_start", args=[district.action.pk])
    first, second = page.post(start), page.post(start)
    plan = Plan.objects.get()
    assert first["Location"] == second["Location"] == reverse("plan_edit", args=[plan.pk])
    assert plan.tasks.count() == 3


def test_the_head_does_not_start_a_plan(district, sign_in):
    page = sign_in(district.head)
    assert "建立方案" not in page.get(reverse("action", args=[district.action.pk])).content.decode()
    page.post(reverse("plan_start", args=[district.action.pk]))
    assert not Plan.objects.exists()


def test_the_list_of_actions_costs_the_same_for_one_and_three(district, sign_in, django_assert_num_queries):
    page = sign_in(district.liaison)
    page.get(reverse("actions"))
    with django_assert_num_queries(5):
        page.get(reverse("actions"))
    for n in range(2):
        templates.create_action(
            code=f"Y{n}", name=f"样例行动{n}", year=2026, plan_kind="general", starts=date(2026, 1, 1),
            ends=date(2026, 12, 31), plans_due=date(2026, 3, 1), units=[district.unit], by=district.business_admin,
        )  # fmt: skip
    with django_assert_num_queries(5):
        page.get(reverse("actions"))


def test_the_list_counts_all_units_that_are_asked(sign_in, district):
    page = sign_in(district.liaison).get(reverse("actions")).content.decode()
    assert re.search(r"2\s*个", page)
