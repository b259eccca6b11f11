"""合并: which units are one, after one merger and after two in a row."""

import pytest

from tests.factories import delegate, give_post, make_person, make_unit
from tests.statements import statements
from units.enums import Post
from units.mergers import gone_into, one_with, together
from units.models import Unit
from units.queries import standing

pytestmark = pytest.mark.django_db


def merged(*units):
    """Each went into the next one."""
    for unit, into in zip(units, units[1:], strict=False):
        Unit.objects.filter(pk=unit.pk).update(successor=into)


def test_units_are_one_whichever_is_asked_about_and_however_long_the_row():
    row = {1: 2, 2: 3, 8: 3, 20: 21}
    for asked in (1, 2, 3, 8):
        assert together({asked}, row) == {1, 2, 3, 8}
    assert together({20}, row) == {20, 21}
    assert together({5}, row) == {5}
    assert together(set(), row) == set()


def test_one_merger_and_two_in_a_row_cost_one_statement():
    a, b, c, alone = (make_unit() for _each in range(4))
    assert one_with(a.pk) == {a.pk}
    merged(a, b)
    assert one_with(a.pk) == one_with(b.pk) == {a.pk, b.pk}
    merged(a, b, c)
    with statements() as sent:
        assert one_with(a.pk) == one_with(c.pk) == {a.pk, b.pk, c.pk}
    assert len(sent) == 2
    assert one_with(alone.pk) == {alone.pk}


def test_a_unit_answers_for_all_that_went_into_it_and_for_nothing_else():
    a, b, c, other = (make_unit() for _each in range(4))
    merged(a, b, c)
    merged(other, c)
    assert gone_into(b.pk) == {a.pk}
    assert gone_into(c.pk) == {a.pk, b.pk, other.pk}
    assert gone_into(a.pk) == set()


def test_standing_knows_it_without_a_further_statement():
    a, b, c = (make_unit() for _each in range(3))
    merged(a, b, c)
    of_c, holds_in_b, elsewhere = make_person(unit=c), make_person(), make_person()
    give_post(holds_in_b, Post.MEMBER, b)
    with statements() as sent:
        assert standing(of_c).is_of({a.pk}) and standing(of_c).own_units == {a.pk, b.pk, c.pk}
        assert standing(holds_in_b).is_of({a.pk}) and standing(holds_in_b).is_of({c.pk})
        assert not standing(elsewhere).is_of({a.pk, b.pk, c.pk})
    assert len(sent) == 3


def test_whoever_acts_for_somebody_there_acts_in_the_unit_it_went_into():
    a, b = make_unit(), make_unit()
    head, other = make_person(Post.HEAD, a), make_person()
    delegate(head, other)
    assert not standing(other).acts_in({b.pk})
    merged(a, b)
    other.__dict__.pop("_standings")
    assert standing(other).acts_in({b.pk}) and not standing(other).is_of({b.pk})
