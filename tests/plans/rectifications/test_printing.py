"""打印台账: 巡察组版 and 领导版: what is on them, whose they are, that they are asked for and rendered apart."""

from datetime import timedelta

import pytest
from django.test import Client

from documents.models import Document
from plans.rectifications.enums import DROPPED, Status
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import Item, Measure, Progress
from plans.rectifications.operations import printing
from plans.rectifications.operations.printing import ask_paper
from records import clock
from records.errors import Refused
from records.models import Entry, Outbox
from tests.plans.rectifications import factories
from tests.plans.rectifications.stock import stocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_xunchazuban_says_each_problem_with_its_measures_and_what_came_of_it(world):
    d = world.district
    item = factories.item_at(Status.WORKING, world, category="作风建设", goal="一次办成")
    Item.objects.filter(pk=item.pk).update(
        leader=world.deputy,
        person=world.person,
        section=d.section,
        percent=85,
        mechanism="《制度》样例发1号",
        accountability="1人次（批评教育）",
    )
    for n, unit in enumerate((d.unit, d.other_unit), 1):
        measure = Measure.objects.create(
            item=item, line=f"m{n}", order=n, text=f"措施{n}", unit=unit, due=item.due
        )
        Progress.objects.create(
            measure=measure, on=clock.today(), words="已启动", by=world.person, at=clock.now()
        )
    document = ask_paper("inspection", Filter(), by=d.clerk)
    (problem,) = document.facts["problems"]
    assert (problem["category"], problem["problem"], problem["goal"]) == (
        "作风建设",
        item.problem,
        "一次办成",
    )
    assert (problem["state"], problem["mechanism"]) == ("基本完成", "《制度》样例发1号")
    assert problem["accountability"] == "1人次（批评教育）"
    first, second = problem["measures"]
    assert first == {
        "text": "措施1",
        "leader": world.deputy.name,
        "responsible": f"{d.section.name}、{world.person.name}",
        "due": item.due.isoformat(),
        "progress": f"{clock.today().isoformat()} 已启动",
    }
    assert second["responsible"].startswith(d.other_unit.short_name)
    assert document.facts["unit"] == d.unit.name  # all items are of one unit: it fills the form in
    assert document.facts["as_of"] == clock.today().isoformat() and document.facts["wanted"] == "全部事项"


def test_xunchazuban_of_several_units_names_the_unit_of_each_problem(world):
    d = world.district
    item = factories.item_at("planned", world)
    factories.issued(world, unit=d.other_unit, problem="另一个问题（样例）")

    def responsible() -> dict[str, str]:
        problems = ask_paper("inspection", Filter(), by=d.clerk).facts["problems"]
        return {each["problem"]: each["measures"][0]["responsible"] for each in problems}

    both = responsible()
    assert both[item.problem].startswith(f"{d.unit.short_name}、")
    assert set(both.values()) >= {d.other_unit.short_name}  # nobody is named there yet, the unit is
    Item.objects.filter(unit=d.other_unit).update(unit=d.unit)
    assert not responsible()[item.problem].startswith(d.unit.short_name)  # 填报单位 says it


def test_evidence_is_listed_in_the_order_of_the_measures_it_serves(world):
    d = world.district
    item = factories.item_at("planned", world)
    first = item.measures.get()
    second = Measure.objects.create(
        item=item,
        line="m2",
        order=first.order + 1,
        text="措施二",
        unit=d.unit,
        person=first.person,
        due=item.due,
        received_on=first.received_on,
    )
    for measure, name in ((second, "第二项的材料.pdf"), (first, "第一项的材料.pdf")):
        found = factories.give_evidence(measure, first.person, content=f"%PDF-1.4 {name}".encode())
        type(found).objects.filter(pk=found.pk).update(name=name)
    (problem,) = ask_paper("inspection", Filter(), by=d.clerk).facts["problems"]
    assert problem["evidence"] == "第一项的材料.pdf；第二项的材料.pdf"


def test_a_limit_that_was_moved_stands_beside_the_first_one(world):
    item = factories.item_at(Status.WORKING, world)
    Item.objects.filter(pk=item.pk).update(limit="2027-03-31", extended_due="2027-03-31")
    (problem,) = ask_paper("inspection", Filter(), by=world.district.clerk).facts["problems"]
    assert problem["measures"][0]["due"] == f"{item.due.isoformat()}\n2027-03-31"


@pytest.mark.parametrize(("days", "shown"), [(30, "{first}\n{now}"), (-10, "{now}"), (0, "{now}")])
def test_a_measure_shows_the_first_limit_only_where_its_own_was_moved_beyond_it(world, days, shown):
    item = factories.item_at("planned", world)
    now = item.due + timedelta(days=days)
    item.measures.update(due=now)
    (problem,) = ask_paper("inspection", Filter(), by=world.district.clerk).facts["problems"]
    assert problem["measures"][0]["due"] == shown.format(first=item.due, now=now)


def test_the_three_states_are_told_apart(world):
    items = stocked(world, 40)
    problems = ask_paper("inspection", Filter(), by=world.district.clerk).facts["problems"]
    states = {each["problem"]: each["state"] for each in problems}
    for item in items:
        if item.status in DROPPED:
            expected = Status(item.status).label
        elif item.status == "closed":
            expected = "已完成"
        elif item.status == "closing" and item.kind != "long_term":
            expected = "基本完成"
        else:
            expected = "持续推进"
        assert states[item.problem] == expected, item.status


def test_lingdaoban_holds_red_and_yellow_only_the_oldest_limit_first(world):
    items = stocked(world, 60)
    document = ask_paper("leaders", Filter.read("light=green"), by=world.district.clerk)
    facts = document.facts
    assert facts["red"] + facts["yellow"] == len(facts["items"]) > 5
    assert all(each["light"].startswith(("红灯", "黄灯")) for each in facts["items"])
    limits = {item.number: item.limit for item in items}
    shown = [limits[each["number"]] for each in facts["items"]]
    assert shown == sorted(shown)


def test_lingdaoban_with_one_row_names_the_office_when_the_office_prints_it_and_the_unit_when_the_unit_does(
    world,
):
    d = world.district
    item = factories.item_at(Status.WORKING, world)
    Item.objects.filter(pk=item.pk).update(
        limit=clock.today() - timedelta(days=5), yellow_on=clock.today() - timedelta(days=9)
    )
    by_office, by_unit = (ask_paper("leaders", Filter(), by=person).facts for person in (d.clerk, d.liaison))
    assert [each["unit"] for each in by_office["items"]] == [item.unit.name]
    assert (by_office["unit"], by_unit["unit"]) == (d.clerk.unit.name, item.unit.name)


def test_a_paper_is_for_who_asked_and_stands_on_the_access_log(world):
    d = world.district
    stocked(world, 3)
    client = signed_in(d.liaison)
    address = client.post("/items/print/", {"preset": "inspection", "back": ""}).url
    document = Document.objects.get()
    assert address == f"/items/papers/{document.pk}/" and "正在生成" in client.get(address).content.decode()
    assert Outbox.objects.get(kind="document.render").queue == "pdf"
    entry = Entry.objects.get(subject="access", code="ledger.printed")
    assert (entry.by, entry.params["document"]) == (d.liaison, document.pk)
    for person in (d.clerk, d.other_liaison):
        other = signed_in(person)
        for there in (address, f"/documents/{document.pk}/", f"/documents/{document.pk}/status/"):
            assert other.get(there).status_code == 404
    assert document.title in client.get("/items/files/").content.decode()
    assert document.title not in signed_in(d.clerk).get("/items/files/").content.decode()


def test_a_unit_prints_what_it_may_see(world):
    d = world.district
    stocked(world, 12)
    theirs = ask_paper("inspection", Filter(), by=d.liaison).facts["problems"]
    every = ask_paper("inspection", Filter(), by=d.clerk).facts["problems"]
    assert 0 < len(theirs) < len(every) == 12


def test_nothing_to_print_and_too_much_are_sentences(world, monkeypatch):
    d = world.district
    with pytest.raises(Refused, match="没有可以打印"):
        ask_paper("inspection", Filter(), by=d.clerk)
    with pytest.raises(Refused, match="没有红灯、黄灯的事项"):
        ask_paper("leaders", Filter(), by=d.clerk)
    stocked(world, 3)
    small = printing.Preset(**{**vars(printing.PRESETS["inspection"]), "most": 2})
    monkeypatch.setitem(printing.PRESETS, "inspection", small)
    with pytest.raises(Refused, match="超过2项"):
        ask_paper("inspection", Filter(), by=d.clerk)
    assert not Document.objects.exists()
    assert signed_in(d.clerk).post("/items/print/", {"preset": "nonsense"}).status_code == 404
