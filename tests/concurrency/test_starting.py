"""A list is published while a unit starts its plan: it never waits for what has been done."""

import pytest

from plans.actions.models import Action, Plan
from plans.actions.operations import drafting, templates
from tests.concurrency.together import at_once, errors
from tests.plans import factories
from units.models import Person
from workflows.models import Assignment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("again", range(5))
def test_publishing_and_starting_leave_nobody_waiting(again):
    district = factories.make_district()
    admin, liaison, unit = district.business_admin, district.liaison, district.unit
    template = templates.import_template(
        district.action, [factories.list_item()], by=admin, source_name="a.csv"
    )
    found = at_once(
        lambda: templates.publish_template(template, by=Person.objects.get(pk=admin.pk)),
        lambda: drafting.start_plan(
            Action.objects.get(pk=district.action.pk), unit=unit, by=Person.objects.get(pk=liaison.pk)
        ),
    )
    assert errors(found) == []
    assert Plan.objects.filter(unit=unit).count() == 1
    waiting = Assignment.objects.filter(kind="start", done_at=None)
    assert [each.unit for each in waiting] == [district.other_unit]
