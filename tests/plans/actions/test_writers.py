"""谁在写: a row says who is in it; a hint for seconds, and no lock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.actions import writers
from plans.actions.operations import submission
from records import clock
from tests import factories as people
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """A draft, its 联络员 and a second one of the same unit, each signed in."""
    moves = moved_to("drafting")
    second = people.make_person("liaison", moves.d.unit, name="样例联络二")
    return moves, signed_in(moves.d.liaison), signed_in(second)


def here(client, plan, place=""):
    answer = client.post(
        f"/plans/{plan.pk}/edit/here/", {"place": place}, headers={"Accept": "application/json"}
    )
    return answer.json()["others"] if answer.status_code == 200 else answer.status_code


def test_each_sees_in_which_row_the_other_is(two):
    moves, first, second = two
    row = f"task-{moves.plan.tasks.first().line}"
    assert here(first, moves.plan, row) == []
    assert here(second, moves.plan, "section-targets") == [{"place": row, "sentence": "样例联络正在填写"}]
    assert here(first, moves.plan, "head") == [{"place": "section-targets", "sentence": "样例联络二正在填写"}]
    assert here(second, moves.plan)[0]["place"] == "head"


def test_who_says_nothing_is_gone_after_a_while(two, clock_at):
    moves, first, second = two
    now = clock.now()
    clock_at(now)
    here(first, moves.plan, "head")
    clock_at(now + timedelta(seconds=writers.GONE_AFTER))
    assert len(here(second, moves.plan)) == 1
    clock_at(now + timedelta(seconds=writers.GONE_AFTER + 1))
    assert here(second, moves.plan) == []


def test_other_drafts_and_other_units_are_not_seen(two):
    moves, first, _second = two
    here(first, moves.plan, "head")
    assert here(signed_in(moves.d.other_liaison), moves.plan) == 404
    assert here(signed_in(moves.d.head), moves.plan, "head") == 422
    submission.submit(moves.plan, by=moves.d.liaison)
    assert here(first, moves.plan, "head") == 422


def test_place_that_is_none_is_nowhere(two):
    moves, first, second = two
    here(first, moves.plan, "<script>")
    assert here(second, moves.plan)[0]["place"] == ""


def test_it_costs_the_database_the_same_for_one_and_for_four(two):
    moves, first, second = two
    costs = []
    for clients in (
        [first],
        [second, *(signed_in(people.make_person("liaison", moves.d.unit)) for _n in "12")],
    ):
        for client in clients:
            here(client, moves.plan, "head")
        with CaptureQueriesContext(connection) as found:
            here(first, moves.plan, "head")
        costs.append([each["sql"].split()[0] for each in found])
    assert costs[0] == costs[1] and not {"INSERT", "UPDATE"} & set(costs[1])


def test_editor_asks_who_is_there(two):
    moves, first, _second = two
    page = first.get(f"/plans/{moves.plan.pk}/edit/").content.decode()
    assert f'data-here-url="/plans/{moves.plan.pk}/edit/here/"' in page and "js/company.js" in page
