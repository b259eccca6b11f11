"""台账页: what it shows, keeps and refuses; how many statements it needs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import Notice
from plans.rectifications.enums import ListKind, Status
from plans.rectifications.ledger import columns
from plans.rectifications.ledger import page as ledger_page
from plans.rectifications.models import Item, LedgerView, Measure, Progress
from records import clock
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import factories
from tests.plans.rectifications.stock import stocked
from units.enums import Post

pytestmark = pytest.mark.django_db

ALL_COLUMNS = [column.key for column in columns.ITEM]


@pytest.fixture
def world():
    return factories.make_rectifying()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def add(world, n: int) -> None:
    """Items with everything that columns speak of."""
    for _each in range(n):
        item = factories.item_at(Status.WORKING, world)
        Item.objects.filter(pk=item.pk).update(person=world.person, leader=world.deputy)
        measure = Measure.objects.create(
            item=item,
            line="m1",
            order=1,
            text="建立清单",
            unit=world.district.other_unit,
            due=item.due,
            person=world.person,
        )
        Progress.objects.create(
            measure=measure, on=clock.today(), words="已启动", by=world.person, at=clock.now()
        )


def statements(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- cost
@pytest.mark.parametrize("role", ["clerk", "liaison"])
def test_the_page_costs_the_same_with_one_row_and_with_three_and_at_most_ten(world, role):
    client = signed_in(getattr(world.district, role))
    add(world, 1)
    addresses = [
        "/items/",
        "/items/?light=grey&q=窗口",
        "/items/?list=problems",
        "/items/?list=tasks",
        "/items/?list=duties",
    ]
    one = {address: statements(client, address) for address in addresses}
    add(world, 2)
    assert {address: statements(client, address) for address in addresses} == one
    assert max(one.values()) <= 10


@pytest.mark.parametrize("role", ["clerk", "liaison"])
def test_a_search_shows_each_page_of_what_it_counted(world, monkeypatch, role):
    monkeypatch.setattr(ledger_page, "SIZE", 2)
    add(world, 5)
    client = signed_in(getattr(world.district, role))
    newest = list(Item.objects.order_by("-pk").values_list("number", flat=True))
    for number, expected in {
        "1": newest[:2],
        "2": newest[2:4],
        "3": newest[4:],
        "99": newest[4:],
        "x": newest[:2],
    }.items():
        shown = client.get("/items/", {"unit": world.district.unit.pk, "q": "窗口", "page": number})
        assert shown.context["page_obj"].paginator.count == 5
        assert [row.item.number for row in shown.context["page"].rows] == expected, number
    assert client.get("/items/?q=没有的词").context["page_obj"].paginator.count == 0


def test_with_every_column_shown_it_costs_ten_whatever_the_rows(world):
    client = signed_in(world.district.clerk)
    client.post("/items/columns/", {"column": ALL_COLUMNS, "back": ""})
    add(world, 1)
    assert statements(client, "/items/") == 10
    add(world, 2)
    assert statements(client, "/items/") == 10


def test_the_summary_costs_the_same_with_one_row_and_with_three(world):
    client = signed_in(world.district.clerk)
    add(world, 1)
    one = statements(client, "/items/totals/")
    add(world, 2)
    assert statements(client, "/items/totals/") == one <= 8


# --- what it shows
def test_the_page_says_how_many_as_of_when_and_each_total_opens_what_it_counts(world):
    client, today = signed_in(world.district.clerk), clock.today()
    stocked(world, 40)
    answer = client.get("/items/")
    assert f"共40项 · 截至{today.isoformat()}" in text_of(answer)
    page = answer.context["page"]
    choices = [*page.lights, *page.sources, *page.units]
    assert len(choices) > 8
    for choice in choices:
        there = client.get("/items/" + choice.url)
        assert there.context["page_obj"].paginator.count == choice.n, choice.label
    whole = client.get("/items/totals/").context["page"]
    for _title, rows in whole.summary:
        for choice, url, lights in rows:
            assert client.get("/items/" + url).context["page_obj"].paginator.count == choice.n
            for light, n, here in lights[:2]:
                assert client.get("/items/" + here).context["page_obj"].paginator.count == n, (
                    choice.label,
                    light,
                )


def test_the_lists_show_their_own_columns_and_the_same_items(world):
    client = signed_in(world.district.clerk)
    add(world, 3)
    seen = {}
    for which in ListKind.values:
        answer = client.get(f"/items/?list={which}")
        seen[which] = set(re.findall(r"整改-\d+-\d+", text_of(answer)))
        heads = [str(column.head) for column, *_rest in answer.context["page"].heads]
        assert heads == [str(column.head) for column in columns.columns(which)]
    assert len({frozenset(numbers) for numbers in seen.values()}) == 1 and len(seen["ledger"]) == 3


@pytest.mark.parametrize(
    ("which", "named"), [("ledger", False), ("problems", False), ("tasks", True), ("duties", True)]
)
def test_lists_of_measures_say_whose_light_a_filter_asks_for_and_a_column_shows(world, which, named):
    """There the filter asks for the light of the item, and each line shows the light of its measure."""
    add(world, 1)
    page = signed_in(world.district.clerk).get(f"/items/?list={which}&light=green")
    assert (">事项灯色</span>" in page.content.decode()) == named
    assert ("事项灯色" in [label for label, _said, _url in page.context["page"].told]) == named
    heads = [str(column.head) for column, *_rest in page.context["page"].heads]
    assert ("措施灯色" in heads, "灯色" in heads) == (named, not named)


def test_pages_hold_fifty_and_keep_their_filter(world):
    client = signed_in(world.district.clerk)
    stocked(world, 53)
    answer = client.get("/items/?order=limit")
    assert len(list(answer.context["page"].lines)) == 50 and "第1页，共2页" in text_of(answer)
    second = client.get("/items/?order=limit&page=2")
    assert len(list(second.context["page"].lines)) == 3
    assert "order=limit" in second.content.decode()


def test_an_empty_ledger_says_what_will_appear_and_an_empty_search_how_to_go_on(world):
    client = signed_in(world.district.liaison)
    assert "工委办公室交办问题后" in text_of(client.get("/items/"))
    add(world, 1)
    answer = client.get("/items/?q=没有这样的词")
    assert "没有符合条件的事项" in text_of(answer) and "没有这样的词" in text_of(answer)


def test_what_people_wrote_is_text_on_the_page(world):
    factories.issued(world, problem='<script>alert("x")</script>窗口" onclick="y')
    page = signed_in(world.district.clerk).get("/items/").content.decode()
    assert "<script>alert" not in page and 'onclick="y' not in page


@pytest.mark.parametrize("odd", ["²", "-1", "9" * 5000, "abc", "\x00", "%00", "'"])
def test_odd_addresses_open_the_list(world, odd):
    client = signed_in(world.district.clerk)
    for name in ("unit", "page", "light", "source", "order", "list", "q"):
        assert client.get("/items/", {name: odd}).status_code == 200
        assert client.get("/items/totals/", {name: odd}).status_code == 200


# --- what a person keeps
def test_columns_are_kept_for_the_person_and_the_list(world):
    add(world, 1)
    clerk, chair = signed_in(world.district.clerk), signed_in(world.district.chair)
    answer = clerk.post("/items/columns/", {"column": ["remark", "unit", "nonsense"], "back": "?unit=3"})
    assert answer.url == "/items/?unit=3"
    assert [c.key for c in clerk.get("/items/").context["page"].columns] == [
        "number",
        "title",
        "unit",
        "remark",
    ]
    assert [c.key for c in clerk.get("/items/?list=tasks").context["page"].columns] == list(
        columns.FIRST_SHOWN["tasks"]
    )
    assert [c.key for c in chair.get("/items/").context["page"].columns] == list(
        columns.FIRST_SHOWN["ledger"]
    )
    clerk.post("/items/columns/", {"back": ""})
    assert [c.key for c in clerk.get("/items/").context["page"].columns] == list(
        columns.FIRST_SHOWN["ledger"]
    )


def test_a_filter_is_saved_under_a_name_and_forgotten(world):
    add(world, 1)
    clerk, liaison = signed_in(world.district.clerk), signed_in(world.district.liaison)
    query = "light=red&light=yellow"
    clerk.post("/items/filters/", {"name": " 急件 ", "back": f"?{query}&list=tasks"})
    view = LedgerView.objects.get(name="急件")
    assert (view.query, view.which) == (query, "tasks")
    assert "急件" in text_of(clerk.get("/items/")) and "急件" not in text_of(liaison.get("/items/"))
    clerk.post("/items/filters/", {"name": "急件", "back": "?light=red&list=tasks"})
    assert LedgerView.objects.get(name="急件").query == "light=red"
    assert liaison.post(f"/items/filters/{view.pk}/forget/").status_code == 404
    clerk.post(f"/items/filters/{view.pk}/forget/", {"back": ""})
    assert not LedgerView.objects.exclude(name="").exists()


def test_a_filter_without_a_name_or_without_conditions_is_not_saved(world):
    client = signed_in(world.district.clerk)
    for data in ({"name": "", "back": "?light=red"}, {"name": "空", "back": ""}):
        client.post("/items/filters/", data)
    assert not LedgerView.objects.exists()


# --- 催办所选
def test_those_responsible_are_urged_once_and_the_trail_says_so(world, clock_at):
    d = world.district
    item = factories.item_at(Status.WORKING, world)
    Item.objects.filter(pk=item.pk).update(person=world.person)
    client = signed_in(d.clerk)
    answer = client.post(
        "/items/urge/", {"item": [item.pk], "words": "请于本周五前报送", "back": "?light=grey"}, follow=True
    )
    assert answer.redirect_chain[0][0] == "/items/?light=grey" and "已催办1项" in text_of(answer)
    told = Notice.objects.filter(event="item.urged")
    assert {notice.recipient for notice in told} == {d.liaison, world.person}
    assert item.number in told[0].text
    entry = Entry.objects.get(subject=item.key, code="item.urged")
    assert (entry.by, entry.params["words"]) == (d.clerk, "请于本周五前报送")
    answer = client.post("/items/urge/", {"item": [item.pk]}, follow=True)
    assert "已催办过" in text_of(answer) and told.count() == 2


def test_a_marking_of_secrecy_is_not_urged_with(world):
    item = factories.item_at(Status.WORKING, world)
    client = signed_in(world.district.clerk)
    answer = client.post("/items/urge/", {"item": [item.pk], "words": "见机密★10年文件"}, follow=True)
    assert "疑似密级标志" in text_of(answer)
    assert not Entry.objects.filter(subject=item.key, code="item.urged").exists()


def test_an_item_rests_three_working_days_after_it_was_urged(world, clock_at):
    from datetime import date

    from plans.rectifications.operations.urging import urge_items

    clock_at(date(2026, 11, 26))  # a Thursday
    item = factories.item_at(Status.WORKING, world)
    counts = []
    for day in (26, 27, 28, 30, 31):
        clock_at(date(2026, 11, day) if day < 31 else date(2026, 12, 1))
        counts.append(urge_items([item], by=world.district.clerk).urged)
    assert counts == [1, 0, 0, 0, 1]


def test_what_is_with_others_or_ended_is_not_urged(world):
    from plans.rectifications.operations.urging import urge_items

    items = stocked(world, 60)
    told = urge_items(items, by=world.district.clerk)
    running = sum(item.status in {"issued", "working", "long_term"} for item in items)
    assert (told.urged, told.resting, told.refused) == (running, 0, 60 - running)


def test_the_leading_unit_urges_those_who_help_and_nobody_urges_what_is_not_theirs(world):
    from plans.rectifications.operations.urging import urge_items

    d = world.district
    item = factories.item_at(Status.WORKING, world)
    assert urge_items([item], by=d.head).refused == 1  # nobody helps: there is nobody to urge
    Measure.objects.create(item=item, line="m1", order=1, text="配合", unit=d.other_unit, due=item.due)
    assert urge_items([item], by=d.head).urged == 1
    assert {notice.recipient for notice in Notice.objects.filter(event="item.urged")} == {d.other_liaison}
    assert urge_items([item], by=d.other_liaison).refused == 1
    stranger = people.make_person(Post.LIAISON)
    signed_in(stranger).post("/items/urge/", {"item": [item.pk]})
    assert Entry.objects.filter(code="item.urged").count() == 1


def test_what_people_wrote_is_text_in_the_list_and_never_markup(world):
    wrote = '<script>alert("样例")</script> & <b>粗体</b> ' + "长" * 80
    item = factories.item_at("planned", world)
    Item.objects.filter(pk=item.pk).update(title=wrote)
    told = signed_in(world.district.clerk).get("/items/").content.decode()
    assert "<script>alert(" not in told and "<b>粗体" not in told
    assert "&lt;script&gt;alert(&quot;样例&quot;)&lt;/script&gt; &amp; &lt;b&gt;" in told
    assert f'href="/items/{item.pk}/"' in told and 'class="light light-' in told
