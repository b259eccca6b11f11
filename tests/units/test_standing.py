from datetime import date

import pytest
from django.utils import translation

from tests.factories import (
    delegate,
    give_post,
    give_seat,
    make_committee,
    make_office,
    make_person,
    make_section,
    make_unit,
)
from units import holders, queries
from units.enums import Errand, Post, SeatRole
from units.models import UnitName
from units.queries import read_standings, standing

pytestmark = pytest.mark.django_db


def test_standing_knows_posts_of_the_day_only():
    person = make_person(Post.LIAISON)
    other = make_unit()
    give_post(person, Post.HEAD, other, since=date(2026, 1, 1), until=date(2026, 1, 31))
    assert standing(person, date(2026, 1, 31)).holds(Post.HEAD, other.pk)
    assert not standing(person, date(2026, 2, 1)).holds(Post.HEAD)
    assert not standing(person, date(2025, 12, 31)).belongs_to(other.pk)
    assert standing(person, date(2026, 1, 5)).unit_ids == {person.unit_id, other.pk}


def test_authority_is_in_person_first_then_for_a_principal():
    head, deputy = make_person(Post.HEAD), make_person()
    assert standing(deputy).authority(Post.HEAD, head.unit_id) is None
    delegate(head, deputy, since=date(2026, 1, 1), until=date(2026, 1, 31))
    inside = standing(deputy, date(2026, 1, 10)).authority(Post.HEAD, head.unit_id)
    assert (inside.by, inside.on_behalf_of) == (deputy, head)
    assert standing(deputy, date(2026, 2, 1)).authority(Post.HEAD, head.unit_id) is None
    assert standing(head).authority(Post.HEAD, head.unit_id).on_behalf_of is None
    assert not standing(deputy, date(2026, 1, 10)).holds(Post.HEAD)


def test_seats_are_never_delegated():
    office = make_office()
    chair, other = make_person(unit=office), make_person(unit=office)
    committee = make_committee(office, members=0)
    give_seat(committee, chair, role=SeatRole.CHAIR)
    delegate(chair, other)
    assert standing(chair).chairs(committee.pk) and standing(chair).sits_on(committee.pk)
    assert not standing(other).is_committee and standing(other).seat_on(committee.pk) is None


def test_an_inactive_person_holds_nothing_and_lends_nothing():
    head, other = make_person(Post.HEAD, is_active=False), make_person()
    delegate(head, other)
    assert not standing(head).posts
    assert standing(other).authority(Post.HEAD, head.unit_id) is None


def test_office_posts_count_in_the_office_only():
    office, unit = make_office(), make_unit()
    assert standing(make_person(Post.OFFICE_CLERK, office)).is_office
    assert standing(make_person(Post.OFFICE_CLERK, office)).holds_in_office(Post.OFFICE_CLERK)
    elsewhere = standing(make_person(Post.OFFICE_CLERK, unit))
    assert not elsewhere.is_office and not elsewhere.holds_in_office(Post.OFFICE_CLERK)
    assert queries.office_id() == office.pk and queries.office() == office


@pytest.mark.parametrize("post", [Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR])
def test_the_three_administrators_are_technical_until_they_hold_another_post(post):
    person = make_person(post)
    assert standing(person).is_technical
    give_post(person, Post.LIAISON)
    assert not standing(person).is_technical
    assert not standing(make_person()).is_technical


def test_holders_are_own_and_those_of_principals():
    head, deputy = make_person(Post.HEAD), make_person(Post.DEPUTY)
    delegate(head, deputy)
    assert standing(deputy).holders() == [
        holders.person(deputy.pk),
        holders.post(Post.DEPUTY, deputy.unit_id),
        holders.post(Post.HEAD, head.unit_id),
    ]


@pytest.mark.parametrize("n", [1, 3])
def test_standing_costs_the_same_for_any_number_of_posts_and_principals(n, django_assert_num_queries):
    person = make_person(Post.LIAISON)
    for _each in range(n):
        give_post(person, Post.MEMBER, make_unit())
        delegate(make_person(Post.HEAD), person)
    with django_assert_num_queries(2):
        held = standing(person)
        assert len(held.holders()) == 2 + 2 * n
    with django_assert_num_queries(0):
        standing(person)


def test_many_standings_are_those_of_each_in_two_statements(django_assert_num_queries):
    """Somebody on the list may lend to somebody else on it, who gets the posts and not the seat."""
    office = make_office()
    committee = make_committee(office, members=0)
    lends = make_person(Post.HEAD, office)
    give_seat(committee, lends, role=SeatRole.CHAIR)
    gone, by_hand = make_person(Post.HEAD, is_active=False), make_person(Post.LIAISON)
    for errand in (Errand.REPORTING, Errand.CLOSING):
        given = delegate(lends, by_hand)
        given.errands = [errand]
        given.save()
    delegate(gone, by_hand)
    give_post(by_hand, Post.MEMBER, make_unit())
    merged = make_unit()
    merged.successor = by_hand.unit
    merged.save()
    everybody = [lends, gone, by_hand, make_person()]
    alone = [standing(type(each).objects.get(pk=each.pk)) for each in everybody]
    with django_assert_num_queries(2):
        read_standings(everybody)
        assert [standing(each) for each in everybody] == alone
    assert alone[2].acting_for[0].lent == {Errand.REPORTING, Errand.CLOSING}
    with django_assert_num_queries(0):
        read_standings([])


def test_people_of_keys_gives_each_person_once(django_assert_num_queries):
    unit = make_unit()
    person = make_person(Post.LIAISON, unit)
    give_post(person, Post.DEPUTY, unit)
    gone = make_person(Post.LIAISON, unit, is_active=False)
    keys = [
        holders.post(Post.LIAISON, unit.pk),
        holders.post(Post.DEPUTY, unit.pk),
        holders.person(person.pk),
    ]
    with django_assert_num_queries(1):
        assert list(queries.people_of(keys)) == [person]
    assert gone not in queries.people_with(Post.LIAISON, unit.pk)
    assert queries.people_by_holder(keys) == {key: [person] for key in keys}


def test_labels_of_holders_are_read_in_two_statements(django_assert_num_queries):
    unit = make_unit("样例局")
    person = make_person(name="样例甲")
    keys = [holders.post(Post.HEAD, unit.pk), holders.person(person.pk)]
    with django_assert_num_queries(2):
        assert holders.labels(keys) == {keys[0]: "样例局单位负责人", keys[1]: "样例甲"}


def test_seats_on_a_day_leave_vacancies_out():
    office = make_office()
    committee = make_committee(office, members=3)
    give_seat(committee, make_person(unit=office), since=date(2026, 1, 1), until=date(2026, 6, 30))
    assert len(queries.seats_on(committee, date(2026, 3, 1))) == 4
    assert len(queries.seats_on(committee.pk, date(2026, 7, 1))) == 3
    assert queries.seats_on(committee)[0].role == SeatRole.CHAIR


def test_a_paper_of_a_day_prints_the_name_of_that_day():
    unit = make_unit("新名（样例）")
    UnitName.objects.create(unit=unit, name="旧名（样例）", since=date(2020, 1, 1), until=date(2025, 12, 31))
    assert queries.name_on(unit, date(2025, 12, 31)) == "旧名（样例）"
    assert queries.name_on(unit, date(2026, 1, 1)) == "新名（样例）"


def test_sections_are_those_of_the_person_and_of_posts():
    unit = make_unit()
    one, two = make_section(unit, "综合科"), make_section(unit, "窗口科")
    person = make_person(unit=unit, section=one)
    give_post(person, Post.SECTION_LEAD, unit, section=two)
    assert standing(person).sections == {one.pk, two.pk}


def test_a_post_named_after_its_unit_does_not_say_it_twice():
    key = holders.post(Post.OFFICE_CLERK, make_office().pk)
    assert holders.label(key) == "样例工委办公室经办人"
    with translation.override("en"):
        assert holders.post_label(Post.LIAISON, "样例区水务局") == "样例区水务局 Liaison officer"
