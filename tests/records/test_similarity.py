import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.similarity import Finder, grams, score

WINDOW = "窗口一次性告知不到位，群众多次往返"
AGAIN = "政务窗口一次性告知不到位，办事群众往返多次。"
OTHER = "党组理论学习中心组学习记录不完整"


def test_the_same_problem_in_other_words_is_alike_and_another_is_not():
    assert score(grams(WINDOW), grams(WINDOW)) == 1
    assert score(grams(WINDOW), grams(AGAIN)) > 0.7
    assert score(grams(WINDOW), grams(OTHER)) < 0.1


@pytest.mark.parametrize(("one", "other"), [("一次性 告知！", "一次性告知"), ("ＡＢＣ", "abc"), ("字", "字")])
def test_marks_blanks_and_widths_make_no_difference(one, other):
    assert grams(one) == grams(other) != frozenset()


def test_texts_without_a_word_are_like_nothing():
    assert score(grams("……"), grams("……")) == 0
    finder = Finder({2: "……"})
    finder.show(1, "……")
    assert finder.found() == {}


def test_the_most_alike_come_first_and_only_earlier_ones_are_found():
    finder = Finder({10: WINDOW}, most=2)
    for key, text in {1: OTHER, 2: AGAIN, 3: WINDOW, 4: WINDOW[:-3], 10: WINDOW, 11: WINDOW}.items():
        finder.show(key, text)
    found = finder.found()[10]
    assert [earlier for earlier, _score in found] == [3, 4]
    assert found[0][1] == 1


def test_texts_that_came_in_together_are_compared_with_those_before_them():
    texts = {1: WINDOW, 2: OTHER, 3: AGAIN}
    finder = Finder(texts)
    for key, text in texts.items():
        finder.show(key, text)
    assert set(finder.found()) == {3}
    assert finder.found()[3][0][0] == 1


short = st.text(alphabet="窗口告知到位群众", max_size=14)


@settings(max_examples=300, deadline=None)
@given(st.lists(short, max_size=12), st.lists(short, max_size=12), st.sampled_from([0.3, 0.5, 0.8]))
def test_counting_all_at_once_finds_exactly_what_comparing_each_with_each_finds(new, old, least):
    texts = {100 + n: text for n, text in enumerate(new)}
    finder = Finder(texts, least=least, most=100)
    for n, text in enumerate(old):
        finder.show(n, text)
    wanted = {
        key: {n for n, text in enumerate(old) if score(grams(mine), grams(text)) >= least}
        for key, mine in texts.items()
    }
    found = {key: {earlier for earlier, _score in each} for key, each in finder.found().items()}
    assert found == {key: each for key, each in wanted.items() if each}
