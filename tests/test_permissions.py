"""Who may do what: each operation tried by everybody, in the place where it belongs, against a table written by hand."""

import pytest

from plans.actions.models import Action
from plans.actions.operations import (
    drafting,
    templates,
)
from records import clock
from tests import operations
from tests.permission_table import TABLE, case_at, may
from tests.plans import factories
from tests.plans.cast import ROLES, cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    case = case_at(place)
    people = cast(case.world)
    found = {
        operation.__name__: {
            role for role in ROLES if may(lambda role=role, how=how: how(case, people[role]))
        }
        for operation, how, _who in TABLE[place]
    }
    assert found == {operation.__name__: set(who) for operation, _how, who in TABLE[place]}


def test_starting_a_plan_is_the_liaisons():
    case = case_at("drafting")
    people = cast(case.world)
    action = Action.objects.create(
        code="B",
        name="另一行动",
        year=2026,
        starts=clock.today(),
        ends=clock.today(),
        plans_due=clock.today(),
    )
    action.units.set([case.d.unit])
    found = {
        role
        for role in ROLES
        if may(lambda role=role: drafting.start_plan(action, unit=case.d.unit, by=people[role]))
    }
    assert found == {"liaison"}


def test_publishing_a_list_is_the_business_admins():
    case = case_at("drafting")
    people = cast(case.world)
    template = templates.import_template(
        case.d.action, [factories.list_item()], by=case.d.business_admin, source_name="a.csv"
    )
    found = {
        role for role in ROLES if may(lambda role=role: templates.publish_template(template, by=people[role]))
    }
    assert found == {"business_admin"}


def test_every_operation_is_in_the_table():
    """Two have a test of their own above; one is a step of another, called inside its act."""
    tried = {operation.__name__ for operations in TABLE.values() for operation, _how, _who in operations}
    assert operations.names() - tried == {"link", "start_plan", "publish_template"}


# --- rules that depend on the person, not on the post ----------------------------------------------------
