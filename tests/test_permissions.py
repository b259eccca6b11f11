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
from tests.plans.rectifications import (
    test_closing_permissions,
    test_intake_permissions,
    test_ledger_permissions,
    test_research_permissions,
    test_working_permissions,
)
from tests.plans.rectifications.attempts import name_of

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


# What no person does by itself: a step inside another operation, which checks who may.
STEPS = {
    "workflows.operations.evidence.link",
    "plans.rectifications.operations.issuing.unsaved",
    "plans.rectifications.operations.matters.from_visit",
    "plans.rectifications.operations.complaints.check_summary",
    "plans.rectifications.operations.exporting.note_of",
}
# Tried above, each by a test of its own.
ALONE = {
    "plans.actions.operations.drafting.start_plan",
    "plans.actions.operations.templates.publish_template",
}


def test_every_operation_of_the_house_is_in_a_table():
    """One set of rows, whichever file they stand in: an operation that nobody is tried against fails here."""
    rows = [row for attempts in TABLE.values() for row in attempts]
    rows += [row for attempts in test_closing_permissions.TABLE.values() for row in attempts]
    for table in (
        test_working_permissions.TABLE,
        test_research_permissions.TABLE,
        test_ledger_permissions.TABLE,
        test_intake_permissions.TABLE,
    ):
        rows += [row for _walk, attempts in table.values() for row in attempts]
    tried = {name_of(operation) for operation, _how, _who in rows}
    assert tried | STEPS | ALONE == operations.everywhere()
    assert not tried & (STEPS | ALONE)


# --- rules that depend on the person, not on the post ----------------------------------------------------
