from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from records import append_only, trail, versions
from records.enums import Circle
from records.models import Entry, Version
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person()


def three_lines(person):
    lines = [
        trail.Line("a.done", Circle.UNIT, person, {"words": f"第{n}条", "day": date(2026, 1, n)})
        for n in (1, 2, 3)
    ]
    return trail.record_many("plan:1", lines)


def forged(sql, *values):
    append_only.release(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    append_only.protect(connection)


def test_record_many_chains_the_lines_of_one_subject(person):
    first, second, third = three_lines(person)
    assert [first.n, second.n, third.n] == [1, 2, 3]
    assert second.previous == first.digest and third.previous == second.digest
    assert trail.verify("plan:1") == []


def test_record_many_continues_an_existing_chain_and_leaves_others_alone(person):
    three_lines(person)
    later = trail.record("plan:1", "b.done", by=person, circle=Circle.FEEDBACK, words="续")
    other = trail.record("plan:2", "b.done", by=person, circle=Circle.FEEDBACK)
    assert (later.n, other.n) == (4, 1)
    assert trail.verify("plan:1") == trail.verify("plan:2") == []
    assert trail.subjects() == ["plan:1", "plan:2"]


def test_record_many_of_nothing_makes_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert trail.record_many("plan:1", []) == []


@pytest.mark.parametrize("n", [1, 3])
def test_record_many_costs_the_same_for_any_number_of_lines(person, n, django_assert_num_queries):
    with django_assert_num_queries(2):
        trail.record_many("plan:1", [trail.Line("a.done", Circle.UNIT, person)] * n)


def test_words_in_another_unicode_form_still_verify(person):
    trail.record("plan:1", "a.done", by=person, circle=Circle.UNIT, words="e\u0301")
    assert trail.verify("plan:1") == []
    assert Entry.objects.get().params == {"words": "\u00e9"}


def test_verify_finds_a_changed_word(person):
    three_lines(person)
    forged("UPDATE records_entry SET code = %s WHERE n = 2", "a.forged")
    assert len(trail.verify("plan:1")) == 1
    assert "2" in trail.verify("plan:1")[0]


def test_verify_finds_a_removed_line(person):
    three_lines(person)
    forged("DELETE FROM records_entry WHERE n = %s", 2)
    assert trail.verify("plan:1")


def test_verify_finds_a_changed_digest(person):
    three_lines(person)
    forged("UPDATE records_entry SET digest = %s WHERE n = 3", "0" * 64)
    assert trail.verify("plan:1")


@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET subject = 'x'", "DELETE FROM {}"])
def test_what_is_kept_for_good_cannot_be_changed_or_deleted(person, table, statement):
    from records import facts

    three_lines(person)
    versions.freeze("plan:1", {"title": "样例"}, by=person)
    facts.note_many([facts.fact("a.done", subject="plan:1", unit_id=person.unit_id)])
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_freeze_counts_versions_and_gives_the_last_one_again_when_nothing_changed(person):
    first = versions.freeze("plan:1", {"title": "样例", "due": date(2026, 3, 1)}, by=person)
    same = versions.freeze("plan:1", {"due": "2026-03-01", "title": "样例"}, by=person)
    second = versions.freeze("plan:1", {"title": "样例", "due": "2026-03-02"}, by=person)
    assert first == same and (first.n, second.n) == (1, 2)
    assert versions.get("plan:1", 2) == second
    assert Version.objects.get(pk=first.pk).digest == versions.digest(first.content)
    assert versions.problems() == []


def test_problems_finds_a_changed_version(person):
    versions.freeze("plan:1", {"title": "样例"}, by=person)
    forged("UPDATE records_version SET digest = %s", "0" * 64)
    assert len(versions.problems()) == 1
