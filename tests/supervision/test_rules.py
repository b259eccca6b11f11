"""提醒规则: kept by the 工委业务管理员, safe words, a preview of what would have been sent."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from notifications.models import Delivery, Notice
from plans.supervision import schedule, words
from plans.supervision.enums import Scope
from plans.supervision.models import ReminderRule
from plans.supervision.operations import rules as operations
from plans.supervision.operations.reminding import scan
from plans.supervision.queries import due
from records.errors import Refused
from records.models import Entry
from tests.factories import make_office, make_person, make_unit
from tests.plans.rectifications.factories import item_at
from tests.supervision.test_reminders import FRIDAY, at, waiting
from tests.test_addresses import signed_in
from units import holders
from units.enums import Post

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
FIELDS = {
    "name": "样例规则",
    "scope": "all",
    "days_before": 3,
    "repeat_every": 0,
    "to_holder": True,
    "to_liaison": False,
    "to_office": False,
    "channels": ["email"],
    "title_words": "",
    "text_words": "",
    "mandatory": False,
}
FORM = {"name": "样例规则", "scope": "all", "moment": "before", "days": "3", "to_holder": "on", "save": "1"}


@pytest.fixture
def admin():
    return make_person(Post.BUSINESS_ADMIN, make_office())


@pytest.fixture
def unit():
    return make_unit()


def only(**fields) -> ReminderRule:
    """The one rule there is, switched on."""
    ReminderRule.objects.all().delete()
    return ReminderRule.objects.create(code="only", active=True, **FIELDS | fields)


@pytest.mark.parametrize("days_before", [5, 1, 0, -1, -3])
@pytest.mark.parametrize("today", [MONDAY, date(2026, 10, 10), date(2026, 9, 30), FRIDAY])
def test_the_days_asked_of_the_database_are_those_that_have_something_to_say(days_before, today):
    rule = ReminderRule(days_before=days_before)
    long_ago = today - timedelta(days=200)
    near = [today + timedelta(days=n) for n in range(-40, 40)]
    window = schedule.window(rule, today)
    asked = [day for day in near if (window.first or near[0]) <= day <= window.last]
    said = [
        day for day in near if schedule.occurrence(rule, due=day, since=long_ago, today=today) is not None
    ]
    assert asked == said and said


def test_a_rule_is_made_switched_off_and_each_change_stands_on_the_trail(admin):
    rule = operations.create_rule(by=admin, **FIELDS)
    assert not rule.active and rule.code
    operations.save_rule(rule, by=admin, days_before=4)
    operations.switch_rule(rule, by=admin, on=True)
    operations.switch_rule(rule, by=admin, on=True)
    rule.refresh_from_db()
    assert (rule.days_before, rule.active) == (4, True)
    entries = Entry.objects.filter(subject="settings", code__startswith="reminder_rule.").order_by("n")
    assert [entry.code for entry in entries] == [
        "reminder_rule.created",
        "reminder_rule.changed",
        "reminder_rule.switched_on",
    ]
    assert entries[1].params["changed"] == {"days_before": [3, 4]}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_words": "请看{密码}"}, "text_words"),
        ({"title_words": "请看{事项"}, "title_words"),
        ({"title_words": "{事项.unit}"}, "title_words"),
        ({"repeat_every": 5}, "repeat_every"),
        ({"to_holder": False}, "to_holder"),
        ({"days_before": 61}, "days"),
        ({"name": " "}, "name"),
        ({"channels": ["pigeon"]}, "channels"),
        ({"channels": ["personal"]}, "channels"),  # each person's own choice
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(admin, wrong, field):
    with pytest.raises(Refused) as refused:
        operations.create_rule(by=admin, **FIELDS | wrong)
    assert refused.value.field == field


@pytest.mark.parametrize("post", [Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.SYSTEM_ADMIN])
def test_nobody_else_keeps_rules(admin, post):
    other = make_person(post, admin.unit)
    rule = ReminderRule.objects.first()
    for attempt in (
        lambda: operations.create_rule(by=other, **FIELDS),
        lambda: operations.save_rule(rule, by=other, days_before=2),
        lambda: operations.switch_rule(rule, by=other, on=False),
        lambda: operations.save_settings(by=other, opens="09:00"),
    ):
        with pytest.raises(Refused):
            attempt()
    assert signed_in(other).get(reverse("reminder_rules")).status_code == 409


def test_own_words_are_filled_in_and_nothing_else_is_done_with_them(unit):
    person = make_person(unit=unit)
    waiting(holders.person(person.pk), unit)
    only(title_words="{姓名}请办", text_words="{单位}：{事项}（{待办}）{到期日}，{工作日}天 %(x)s")
    assert scan(at(date(2026, 11, 24))) == 1
    notice = Notice.objects.get()
    assert notice.text == f"{unit.name}：样例方案（请填报进展）2026-11-27，3天 %(x)s"
    assert Delivery.objects.get(channel="email").title == f"{person.name}请办"
    assert words.filled("{}{{事项}}", {"事项": "一"}) == "{一}"


def test_a_rule_speaks_to_those_it_names_over_the_channels_it_names(unit):
    clerk = make_person(Post.OFFICE_CLERK, make_office())
    liaison = make_person(Post.LIAISON, unit)
    waiting(holders.person(make_person(unit=unit).pk), unit)
    only(to_holder=False, to_liaison=True, to_office=True, channels=[])
    assert scan(at(date(2026, 11, 24))) == 2
    assert {notice.recipient for notice in Notice.objects.all()} == {liaison, clerk}
    assert not Delivery.objects.filter(channel="email").exists()


def test_a_matter_whose_post_nobody_holds_is_said_when_somebody_does(unit):
    waiting(holders.post(Post.LIAISON, unit.pk), unit)
    only()
    assert scan(at(date(2026, 11, 24))) == 0
    make_person(Post.LIAISON, unit)
    assert scan(at(date(2026, 11, 24), 11)) == 1
    assert scan(at(date(2026, 11, 24), 12)) == 0


def test_of_a_person_who_left_the_liaison_is_told(unit):
    liaison, gone = make_person(Post.LIAISON, unit), make_person(unit=unit, is_active=False)
    waiting(holders.person(gone.pk), unit)
    only(to_liaison=True)
    assert scan(at(date(2026, 11, 24))) == 1
    assert Notice.objects.get().recipient == liaison


def test_hours_are_a_setting(admin, unit):
    waiting(holders.person(make_person(unit=unit).pk), unit)
    only()
    client, address = signed_in(admin), reverse("supervision_settings")
    form = {"blue_days": 3, "quiet_days": 10, "red_days": 1, "answer_days": 3, "signer": "office_head"}
    assert client.post(address, form | {"opens": "18:00", "closes": "17:00"}).status_code == 422
    assert client.post(address, form | {"opens": "10:30", "closes": "17:00"}).status_code == 302
    assert scan(at(date(2026, 11, 24), 10)) == 0
    assert scan(at(date(2026, 11, 24), 11)) == 1


def test_preview_counts_what_the_sweep_would_have_sent_and_sends_nothing(unit):
    rule = only(days_before=-1, repeat_every=5)
    person = make_person(unit=unit)
    matters = [waiting(holders.person(person.pk), unit, due=date(2026, 11, day)) for day in (6, 20)]
    waiting(holders.person(person.pk), unit, due=date(2026, 11, 20), done_at=at(date(2026, 11, 20)))
    preview = due.would_have_sent(rule, MONDAY)
    assert preview.by_day == [(MONDAY, 2), (date(2026, 11, 16), 1), (date(2026, 11, 9), 1)]
    assert {matter for _day, matter in preview.examples} == set(matters)
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(23)]
    assert sum(scan(at(day)) for day in days) == preview.total


def test_pages_show_make_try_and_switch(admin, unit):
    waiting(holders.person(make_person(unit=unit).pk), unit)
    client = signed_in(admin)
    bad = client.post(reverse("reminder_rule_new"), FORM | {"text_words": "{密码}很长的话"})
    assert bad.status_code == 422 and "{密码}很长的话" in bad.content.decode()
    assert client.post(reverse("reminder_rule_new"), FORM | {"days": ""}).status_code == 422
    client.post(reverse("reminder_rule_new"), FORM)
    rule = ReminderRule.objects.get(name="样例规则", active=False)
    page = client.get(reverse("reminder_rule", args=[rule.pk])).content.decode()
    assert "过去30天会发出的提醒" in page and "未启用" in page
    client.post(reverse("reminder_rule_switch", args=[rule.pk]), {"on": "1"})
    rule.refresh_from_db()
    assert rule.active


def test_trying_saves_nothing(admin):
    before = ReminderRule.objects.count()
    form = {name: value for name, value in FORM.items() if name != "save"}
    answer = signed_in(admin).post(reverse("reminder_rule_new"), form | {"try": "1"})
    assert answer.status_code == 200 and "过去30天" in answer.content.decode()
    assert ReminderRule.objects.count() == before


def test_scopes_mean_what_their_names_say():
    item = item_at("working")
    rule = only(scope=Scope.ITEM, days_before=60, to_liaison=True)
    found = {scope: set() for scope in Scope}
    for scope in Scope:
        rule.scope = scope
        matters = due.in_window(ReminderRule(days_before=-60, scope=scope), date(2100, 1, 1))
        found[scope] = {(each.subject, each.kind) for each in matters}
    assert (item.key, "rectify") in found[Scope.ITEM]
    assert found[Scope.ALL] >= found[Scope.ITEM]
    assert not found[Scope.TASK] & found[Scope.ITEM]
