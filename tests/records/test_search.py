"""查找: what a word finds and what it does not, the same on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rectifications.models import LedgerRow
from records import search
from tests.plans.rectifications import factories

TEXT = "窗口一次性告知不到位，群众多次往返；整改-2026-0012 党建+ABC项目"


def test_a_text_is_its_pairs_and_its_words():
    assert search.tokens("一次性 ABC-12") == [("一次", 1), ("次性", 2), ("性", 3), ("abc", 4), ("12", 5)]
    assert search.vector("一次一次") == "'一次':1,3 '次':4 '次一':2"


def test_words_are_what_can_be_found():
    assert search.words(" 窗口　告知 ，。 ABC ") == ["窗口", "告知", "abc"]
    assert len(search.words("字 " * 50)) == search.MOST_WORDS


def test_a_word_of_several_pairs_is_asked_as_a_phrase():
    assert search.query("一次性") == "'一次' <1> '次性'"
    assert search.query("整改-2026") == "'整改' <2> '2026':*"
    assert search.query("水") == "'水':*"


@given(st.text(max_size=60))
def test_no_text_makes_a_broken_vector_or_query(text):
    assert all("'" not in token and "\\" not in token for token, _place in search.tokens(text))
    for word in search.words(text):
        assert search.query(word)


@pytest.fixture
def row(db):
    row = LedgerRow.objects.defer("text").get(item=factories.issued(factories.make_rectifying()))
    write(row, TEXT, ["unit7", "unit12"])
    return row


def write(row, text, tags=()):
    LedgerRow.objects.filter(pk=row.pk).update(text=search.with_tags(text, tags))


def finds(**asked) -> bool:
    return LedgerRow.objects.filter(**asked).exists()


@pytest.mark.parametrize(
    "word",
    ["窗口", "一次性告知", "返", "窗", "多次往返", "整改-2026-0012", "0012", "abc", "ABC项目", "ＡＢＣ"],
)
def test_a_word_that_stands_there_is_found(row, word):
    assert finds(text__says=word)


@pytest.mark.parametrize("word", ["性次", "一次告知", "口窗", "2027", "unit7", "水"])
def test_a_word_that_does_not_stand_there_is_not_found(row, word):
    assert not finds(text__says=word)


def test_pairs_in_another_order_are_another_word(row):
    write(row, "告知一次性")
    assert not finds(text__says="一次性告知")


@pytest.mark.parametrize("word", ["100%", "a_b", "党\\建"])
def test_marks_of_patterns_are_ordinary(row, word):
    write(row, "完成率100 axb 党建")
    assert not finds(text__says="a_c")
    write(row, f"写着{word}")
    assert finds(text__says=word)


def test_tags_are_asked_by_themselves(row):
    assert finds(text__tagged=["unit7"]) and finds(text__tagged=["unit1", "unit12"])
    assert not finds(text__tagged=["unit1"]) and not finds(text__tagged=["unit"])
    assert finds(text__says="窗口", text__tagged=["unit12"])


def test_a_text_longer_than_anybody_reads_is_cut(row):
    write(row, "长" * 20_000 + "尾巴")
    assert finds(text__says="长长长") and not finds(text__says="尾巴")


def test_the_column_has_its_index(row):
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, LedgerRow._meta.db_table)[
            "ledger_row_by_text"
        ]
    assert found["columns"] == ["text"]
    assert found["type"] == ("gin" if connection.vendor == "postgresql" else "idx")
