"""Several people at one stage, or at one route, in the same instant: every word counts, one verdict, one version."""

import pytest

from plans.actions.enums import Status
from plans.actions.operations.routes import REVIEW
from records import trail
from records.errors import Refused
from tests import factories as people
from tests.concurrency.together import at_once, errors
from tests.workflows import built
from tests.workflows.built import named, reported, rounds, stage
from units.enums import Post
from workflows.enums import StageKind
from workflows.models import Asked, Assignment, Round, Route
from workflows.operations import answering, route_drafts

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def saying(plan, person, answer="agree"):
    return lambda: answering.give_answer(anew(plan), by=anew(person), answer=answer, words="理由")


def asked_by(kind, n):
    district = built.make_district()
    asked = [people.make_person(Post.MEMBER, district.office, name=f"样例会签{i}") for i in range(n)]
    return reported(district, named("x", *asked, kind=kind), stage("head")), asked


def test_six_countersign_at_once_and_it_goes_on_once():
    plan, asked = asked_by(StageKind.ALL, 6)
    found = at_once(*[saying(plan, each) for each in asked])
    assert errors(found) == []
    assert sorted(found) == ["carried", *["pending"] * 5]
    assert rounds(plan)[1:] == [("x", "passed_on"), ("head", "")]
    assert Asked.objects.filter(round__stage__code="x", answer="agree").count() == 6
    assert trail.verify(plan.key) == []


def test_first_word_of_two_at_once_decides_and_the_other_is_told_calmly():
    plan, asked = asked_by(StageKind.ANY, 2)
    found = at_once(saying(plan, asked[0]), saying(plan, asked[1], "disagree"))
    assert [type(each) for each in errors(found)] == [Refused]
    assert Asked.objects.filter(round__stage__code="x").exclude(answer="").count() == 1
    assert Round.objects.filter(process_id=plan.process_id, stage__code="x").count() == 1
    assert Assignment.objects.filter(process=plan.process, done_at=None).count() == 1
    assert trail.verify(plan.key) == []


def test_two_refusals_at_once_return_it_once():
    plan, asked = asked_by(StageKind.ALL, 3)
    found = at_once(saying(plan, asked[0], "disagree"), saying(plan, asked[1], "disagree"))
    assert [type(each) for each in errors(found)] == [Refused]
    assert built.again(plan).status == Status.REVISING
    assert rounds(plan)[1:] == [("x", "returned")]
    assert Assignment.objects.filter(process=plan.process, done_at=None).count() == 1


def test_clicking_twice_is_one_word():
    plan, asked = asked_by(StageKind.ALL, 2)
    found = at_once(*[saying(plan, asked[0])] * 4)
    assert len(errors(found)) == 3
    assert all(type(each) is Refused for each in errors(found))
    assert Asked.objects.filter(round__stage__code="x").exclude(answer="").count() == 1


def test_two_begin_a_draft_and_publish_it_at_once():
    district = built.make_district()
    by = district.business_admin
    drafts = at_once(*[lambda: route_drafts.start_draft(REVIEW, by=anew(by))] * 3)
    assert errors(drafts) == []
    assert len({each.pk for each in drafts}) == 1
    draft = drafts[0]
    found = at_once(
        *[lambda: route_drafts.publish_route(anew(draft), by=anew(by), revision=1, reason="样例")] * 3
    )
    assert [type(each) for each in errors(found)] == [Refused] * 2
    assert Route.objects.filter(code=REVIEW, published_at__isnull=False).count() == 2
