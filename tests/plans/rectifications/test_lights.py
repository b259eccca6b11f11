"""灯: the light of one item, and the same rule in SQL, against a table written by hand."""

from datetime import date, timedelta
from itertools import product

import pytest

from plans.rectifications import lights
from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Measure
from records import clock
from tests.plans.rectifications import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
# days until yellow and red → what becomes of an item whose clock runs
DAYS = {"far": (10, 20), "soon": (0, 5), "last day": (-3, 1), "over": (-9, 0), "long over": (-90, -60)}
HEATED = {"far": None, "soon": "yellow", "last day": "yellow", "over": "red", "long over": "red"}
RESTING = {
    ("issued", False): "grey",
    ("issued", True): "grey",
    ("handed_back", False): "grey",
    ("handed_back", True): "grey",
    ("working", False): "grey",
    ("working", True): "green",
    ("extending", False): "green",
    ("extending", True): "green",
    ("stopping", False): "green",
    ("stopping", True): "green",
    ("closing", False): "green",
    ("closing", True): "green",
    ("long_term", False): "green",
    ("long_term", True): "green",
    **{
        (status, begun): "blue"
        for status in ("closed", "unfounded", "merged", "stopped")
        for begun in (False, True)
    },
}
CLOCK_RUNS = {"issued", "working", "long_term"}


def expected(status, begun, when) -> str:
    heated = HEATED[when] if status in CLOCK_RUNS else None
    return heated or RESTING[status, begun]


# Finished late: (by the setting, or not) → the light.
FINISHED_LATE = {False: "blue", True: "yellow"}


@pytest.mark.parametrize("late_stays_yellow", [False, True])
@pytest.mark.parametrize("late_days", [0, 3])
def test_every_state_shines_as_the_table_says_and_the_database_agrees(settings, late_stays_yellow, late_days):
    settings.LATE_STAYS_YELLOW = late_stays_yellow
    assert {status for status, _begun in RESTING} == set(Status.values)
    original = factories.issued(factories.make_rectifying())
    wanted = {}
    cases = list(product(RESTING, DAYS))
    for n, ((status, begun), when) in enumerate(cases):
        yellow, red = (TODAY + timedelta(days=days) for days in DAYS[when])
        item = Item(
            **{field.attname: getattr(original, field.attname) for field in Item._meta.concrete_fields}
        )
        item.pk, item.process_id, item.number = None, None, f"样例-{n}"
        item.status, item.begun_at = status, clock.now() if begun else None
        item.yellow_on, item.red_on, item.late_days = yellow, red, late_days
        item.save()
        wanted[item.pk] = expected(status, begun, when)
        if status == "closed" and late_days:
            wanted[item.pk] = FINISHED_LATE[late_stays_yellow]
        assert lights.light_of(item, TODAY) == wanted[item.pk], (status, begun, when)
    for light in ("red", "yellow", "grey", "green", "blue"):
        found = Item.objects.filter(lights.shining(light, TODAY), pk__in=wanted)
        assert set(found.values_list("pk", flat=True)) == {
            pk for pk, each in wanted.items() if each == light
        }, light


def test_an_item_without_days_neither_warms_nor_heats():
    item = Item(status=Status.WORKING, begun_at=clock.now())
    assert lights.light_of(item, TODAY) == "green"


@pytest.mark.parametrize(
    ("fields", "status", "light"),
    [
        ({}, Status.WORKING, "grey"),
        ({"begun_at": clock.now()}, Status.WORKING, "green"),
        ({"red_on": TODAY}, Status.WORKING, "red"),
        ({"red_on": TODAY, "begun_at": clock.now()}, Status.CLOSING, "green"),
        ({"red_on": TODAY, "confirmed_on": TODAY}, Status.WORKING, "blue"),
        ({"red_on": TODAY, "excused_on": TODAY}, Status.WORKING, "blue"),
        ({"late_days": 3, "confirmed_on": TODAY}, Status.WORKING, "blue"),
    ],
)
def test_a_measure_has_a_light_of_its_own(fields, status, light):
    assert lights.light_of_measure(Measure(**fields), Item(status=status), TODAY) == light


@pytest.mark.parametrize(
    ("fields", "light"),
    [
        ({"late_days": 3, "confirmed_on": TODAY}, "yellow"),
        ({"late_days": 0, "confirmed_on": TODAY}, "blue"),
        ({"late_days": 3, "excused_on": TODAY}, "blue"),
        ({"late_days": 3, "begun_at": clock.now()}, "green"),
    ],
)
def test_by_setting_a_measure_that_was_confirmed_late_stays_yellow(settings, fields, light):
    settings.LATE_STAYS_YELLOW = True
    assert lights.light_of_measure(Measure(**fields), Item(status=Status.WORKING), TODAY) == light
