"""佐证库: of other units one reads what serves a subject one may see, however many these are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.rectifications.enums import Status
from tests import factories as people
from tests.plans.rectifications.factories import give_evidence, issued, item_at
from workflows.models import EvidenceUse
from workflows.queries.evidence import visible_evidence

pytestmark = pytest.mark.django_db


def test_evidence_is_read_by_whoever_sees_what_it_serves():
    item = item_at("planned")
    d = item.world.district
    file = give_evidence(item.measures.get())
    for person in (d.liaison, d.clerk, d.chair):
        assert list(visible_evidence(person)) == [file]
    foreign = people.make_person("liaison", people.make_unit())
    for person in (d.other_liaison, foreign):
        assert list(visible_evidence(person)) == []
    EvidenceUse.objects.filter(evidence=file).update(
        subject=f"plan:{item.pk}"
    )  # the same number of another kind
    assert list(visible_evidence(d.clerk)) == []


def test_one_statement_that_names_no_ids_however_much_one_may_see():
    item = item_at(Status.WORKING)
    world, clerk = item.world, item.world.district.clerk
    list(visible_evidence(clerk))

    def asked():
        with CaptureQueriesContext(connection) as statements:
            list(visible_evidence(clerk))
        return [each["sql"] for each in statements.captured_queries]

    before = asked()
    for _each in range(3):
        issued(world)
    assert asked() == before
    assert len(before) == 1
