"""台账快照: frozen with a number and a digest; two of the same filter say what became of each item."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from plans.rectifications.enums import Status
from plans.rectifications.ledger import frozen
from plans.rectifications.models import Item, LedgerJob, Snapshot
from plans.rectifications.operations import keeping, snapshots
from plans.rectifications.views import snapshots as snapshot_views
from records import canonical, clock, files, trail
from records.errors import Refused
from records.models import Entry
from tests.plans.rectifications import factories
from tests.plans.rectifications.rows import work
from tests.plans.rectifications.stock import stocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def taken(world, query="") -> Snapshot:
    snapshots.ask_snapshot(query, by=world.district.clerk)
    work()
    return Snapshot.objects.latest("id")


def change(item, **fields) -> None:
    Item.objects.filter(pk=item.pk).update(**fields)
    keeping.keep([item.pk])


def test_a_snapshot_has_a_number_a_digest_and_every_line(world, clock_at):
    clock_at(date(2026, 11, 25))
    items = stocked(world, 20)
    snapshot = taken(world)
    assert (snapshot.number, snapshot.count, sum(snapshot.lights.values())) == ("台账-2026-001", 20, 20)
    assert taken(world, "light=red").number == "台账-2026-002"
    assert files.verify(snapshot.file_id)
    with files.open_file(snapshot.file_id) as stream:
        head, *lines = stream.read().decode().splitlines()
    assert canonical.text(canonical.plain({"a": 1})) == '{"a":1}'
    assert [line[2 : line.index('",')] for line in lines] == sorted(item.number for item in items)
    assert '"schema":1' in head and clock.now().isoformat() in head
    entry = Entry.objects.filter(subject="ledger").earliest("n")
    assert (entry.params["number"], entry.params["digest"]) == (snapshot.number, snapshot.file_id)
    assert trail.verify("ledger") == []


def test_the_same_ledger_frozen_twice_differs_in_its_first_line_only(world, clock_at):
    clock_at(date(2026, 11, 25))
    stocked(world, 5)
    first = taken(world)
    clock_at(date(2026, 11, 26))
    second = taken(world)
    texts = []
    for snapshot in (first, second):
        with files.open_file(snapshot.file_id) as stream:
            texts.append(stream.readlines())
    assert texts[0][1:] == texts[1][1:] or first.lights != second.lights
    assert texts[0][0] != texts[1][0]


def test_two_snapshots_say_what_became_of_each_item(world, clock_at):
    clock_at(date(2026, 11, 25))
    stays, closes, ages, changes, leaves = (factories.item_at(Status.WORKING, world) for _each in range(5))
    change(ages, yellow_on=date(2026, 11, 20), red_on=date(2026, 11, 27))
    first = taken(world, "kind=timed")
    clock_at(date(2026, 11, 30))
    change(closes, status=Status.CLOSED, closed_on=clock.today())
    change(changes, percent=60, goal="新的目标")
    change(leaves, kind="immediate")
    arrives = factories.issued(world)
    second = taken(world, "kind=timed")
    page = signed_in(world.district.clerk).get(f"/items/snapshots/{second.pk}/")
    contrast = page.context["contrast"]
    groups = {
        name: [each.number for each in getattr(contrast, name).told]
        for name in ("new", "closed", "late", "changed", "gone")
    }
    assert groups == {
        "new": [arrives.number],
        "closed": [closes.number],
        "late": [ages.number],
        "changed": [changes.number],
        "gone": [leaves.number],
    }
    assert contrast.same == 1 and stays.number not in str(groups)
    said = {head: (before, after) for head, before, after in contrast.changed.told[0].changes}
    assert said == {"整改目标": ("", "新的目标"), "完成率": ("0", "60")}
    assert page.context["other"] == first and page.context["whole"]
    assert "新的目标" in page.content.decode()
    with translation.override(
        "en"
    ):  # what the system says is in the reader's language, what people wrote is not
        told = snapshot_views._contrast(first, second)
    assert (told.closed.told[0].state, told.changed.told[0].state) == ("Closed", "Being rectified")
    assert ("Goal", "", "新的目标") in told.changed.told[0].changes


def test_only_snapshots_of_one_filter_are_compared(world):
    stocked(world, 6)
    red, whole = taken(world, "status=working"), taken(world)
    client = signed_in(world.district.clerk)
    assert client.get(f"/items/snapshots/{whole.pk}/").context["contrast"] is None
    assert client.get(f"/items/snapshots/{whole.pk}/?with={red.pk}").status_code == 409
    assert client.get(f"/items/snapshots/{whole.pk}/?with={whole.pk}").status_code == 409
    assert client.get(f"/items/snapshots/{whole.pk}/?with=999999").status_code == 404
    later = taken(world)
    assert client.get(f"/items/snapshots/{later.pk}/").context["other"] == whole


def test_a_snapshot_is_of_everybody_so_the_persons_own_matters_are_left_out(world):
    stocked(world, 4)
    assert (
        taken(world, "mine=1&kind=timed&kind=immediate&kind=long_term").query
        == "kind=immediate&kind=long_term&kind=timed"
    )


def test_snapshots_are_made_by_the_office_and_seen_by_office_and_committee(world):
    d = world.district
    stocked(world, 4)
    with pytest.raises(Refused):
        snapshots.ask_snapshot("", by=d.liaison)
    assert not LedgerJob.objects.exists()
    snapshot = taken(world)
    for person, status in ((d.clerk, 200), (d.chair, 200), (d.liaison, 404), (world.person, 404)):
        client = signed_in(person)
        assert client.get("/items/snapshots/").status_code == status
        assert client.get(f"/items/snapshots/{snapshot.pk}/").status_code == status
        assert client.post(f"/items/snapshots/{snapshot.pk}/download/").status_code == status
    assert signed_in(d.liaison).post("/items/snapshots/make/").status_code == 404
    downloads = Entry.objects.filter(subject="access", code="ledger.downloaded")
    assert {entry.by for entry in downloads} == {d.clerk, d.chair}


def test_bytes_that_are_no_longer_what_they_were_are_told(world):
    stocked(world, 3)
    snapshot = taken(world)
    path = files.path_of(snapshot.file_id)
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    page = signed_in(world.district.clerk).get(f"/items/snapshots/{snapshot.pk}/")
    assert "不一致" in page.content.decode()


def test_nothing_is_frozen_of_nothing_and_a_second_run_makes_no_second_number(world):
    with pytest.raises(Refused, match="没有可以快照"):
        snapshots.ask_snapshot("", by=world.district.clerk)
    stocked(world, 2)
    job = snapshots.ask_snapshot("", by=world.district.clerk)
    work()
    assert snapshots.freeze({"job": job.pk}) is None
    assert Snapshot.objects.count() == 1


def test_long_contrasts_count_all_and_name_the_first(world, monkeypatch):
    monkeypatch.setattr(frozen, "TOLD", 2)
    group = frozen.Group()
    for n in range(5):
        group.add([f"整改-{n}", "working", "red", {"title": "x"}])
    assert group.n == 5 and len(group.told) == 2


def test_the_list_costs_the_same_with_one_row_and_with_three(world, django_assert_num_queries):
    client = signed_in(world.district.clerk)
    stocked(world, 12)
    unit = world.district.unit.pk
    taken(world, f"unit={unit}")
    client.get("/items/snapshots/")
    with django_assert_num_queries(7):
        client.get("/items/snapshots/")
    taken(world, f"unit={unit}")
    taken(world)
    with django_assert_num_queries(7):
        client.get("/items/snapshots/")
