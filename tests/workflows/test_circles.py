"""知悉范围 of a subject with more units than its own (配合单位)."""

from dataclasses import replace

import pytest

from tests import factories as people
from tests.plans.factories import add_point
from tests.plans.world import moved_to
from units.enums import Post
from units.models import Person
from workflows import subjects
from workflows.queries.circles import circles_for, circles_of, open_points

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    return moved_to("first_review")


@pytest.fixture
def with_helpers(moves, monkeypatch):
    """The plan, as if another unit belonged to it too."""
    kind = replace(
        subjects.kind_of(moves.plan.key), units_of=lambda plan: {plan.unit_id, moves.d.other_unit.pk}
    )
    monkeypatch.setitem(subjects._kinds, "plan", kind)
    return moves


def test_who_is_of_no_unit_of_the_subject_is_told_only_what_is_fed_back(moves):
    assert circles_for(moves.d.other_liaison, moves.plan) == {"feedback"}
    assert circles_for(moves.d.liaison, moves.plan) == {"feedback", "unit"}


def test_a_unit_that_helps_reads_what_the_units_read(with_helpers):
    moves = with_helpers
    assert circles_for(moves.d.other_liaison, moves.plan) == {"feedback", "unit"}
    assert circles_for(moves.d.liaison, moves.plan) == {"feedback", "unit"}


def test_a_clerk_with_a_post_in_a_helping_unit_reads_nothing_internal(with_helpers):
    moves = with_helpers
    add_point(moves.d, moves.plan)
    clerk = people.make_person(Post.OFFICE_CLERK, moves.d.office)
    assert "internal" in circles_for(clerk, moves.plan)
    assert open_points(moves.plan, clerk).exists()
    people.give_post(clerk, Post.MEMBER, moves.d.other_unit)
    clerk = Person.objects.get(pk=clerk.pk)
    assert circles_for(clerk, moves.plan) == {"feedback", "unit"}
    assert not open_points(moves.plan, clerk).exists()


def test_by_its_key_a_subject_says_nothing_to_whom_it_does_not_exist(moves):
    assert circles_of(moves.d.other_liaison, moves.plan.key) == set()
    assert circles_of(moves.d.liaison, moves.plan.key) == {"feedback", "unit"}
