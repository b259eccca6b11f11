"""分页: groups of rows over pages; nothing is lost, what goes on says so."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.papers import paging
from documents.papers.paging import Group, Widths
from documents.printing import printed

from . import reading
from .ledger_samples import inspection, leaders

WIDTHS = Widths(whole=[10, 20], rows=[15])


def group(name, whole=("问题", "目标"), rows=("措施",)) -> Group:
    return Group(str(name), list(whole), [[row] for row in rows])


def cut(groups, first=20, others=20):
    return paging.pages(groups, WIDTHS, first=first, others=others)


def test_lines_count_chinese_whole_and_latin_half():
    assert paging.lines("", 10) == 1
    assert paging.lines("一" * 9, 10) == 1 and paging.lines("一" * 10, 10) == 2
    assert paging.lines("a" * 16, 10) == 1 and paging.lines("一\n二\n三", 10) == 3


def test_short_groups_stay_whole_and_fill_their_page():
    done = cut([group(n) for n in range(30)], first=8, others=16)
    assert [len(page) for page in done] == [5, 10, 10, 5]
    assert all(piece.first for page in done for piece in page)


def test_a_group_with_many_rows_goes_on_and_says_so():
    done = cut([group(1, rows=["措施"] * 20)], first=8, others=8)
    assert [len(page[0].rows) for page in done] == [5, 5, 5, 5]
    assert [page[0].first for page in done] == [True, False, False, False]
    assert done[0][0].whole == ["问题", "目标"] and done[1][0].whole == ["", ""]


def test_a_group_that_fits_on_a_page_of_its_own_is_not_begun_at_the_foot_of_another():
    tall = group(2, whole=("一" * 80, ""))  # nine lines beside one row
    done = cut([group(1, rows=["措施"] * 8), tall], first=16, others=16)
    assert [[piece.name for piece in page] for page in done] == [["1"], ["2"]]
    assert done[1][0].first


def test_a_text_longer_than_a_page_goes_on_where_it_was_cut():
    text = "".join(chr(0x4E00 + n % 5000) for n in range(900))
    done = cut([group(1, whole=(text, "目标"))], first=20, others=20)
    assert len(done) > 3 and "".join(page[0].whole[0] for page in done) == text
    measures = cut([group(1, rows=[text, "短"])], first=20, others=20)
    assert "".join(row[0] for page in measures for row in page[0].rows) == text + "短"


def test_what_follows_the_table_never_stands_alone():
    whole = paging.pages([group(n) for n in range(5)], WIDTHS, first=8, others=8, foot=4)
    assert [[piece.name for piece in page] for page in whole] == [["0", "1", "2", "3"], ["4"]]
    rows = paging.pages([group(1, rows=["措施"] * 5)], WIDTHS, first=8, others=8, foot=4)
    assert [(len(page[0].rows), page[0].first) for page in rows] == [(4, True), (1, False)]
    assert len(paging.pages([group(n) for n in range(2)], WIDTHS, first=8, others=8, foot=4)) == 1


texts = st.text("一二三四五六七八九十abc ", max_size=400)
groups = st.lists(
    st.builds(
        lambda a, b, rows: Group("x", [a, b], [[row] for row in rows]),
        texts,
        texts,
        st.lists(texts, min_size=1, max_size=8),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(groups, st.floats(5, 40), st.floats(5, 40))
def test_nothing_is_lost_or_doubled_and_no_page_is_overfull(groups, first, others):
    done = paging.pages(groups, WIDTHS, first=first, others=others)
    pieces = [piece for page in done for piece in page]
    for place in (0, 1):
        assert "".join(piece.whole[place] for piece in pieces) == "".join(g.whole[place] for g in groups)
    assert "".join(row[0] for piece in pieces for row in piece.rows) == "".join(
        row[0] for g in groups for row in g.rows
    )
    assert sum(piece.first for piece in pieces) == len(groups)
    for n, page in enumerate(done):
        tall = sum(
            max(paging.height(p.whole, WIDTHS.whole), sum(paging.height(r, WIDTHS.rows) for r in p.rows))
            for p in page
        )
        assert tall <= (others if n else first) + 1


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("ledger_inspection", inspection(problems=40, measures=1)),
        ("ledger_leaders", leaders(items=60)),
    ],
)
def test_a_long_ledger_is_printed_in_pieces_that_nobody_can_see(kind, facts, monkeypatch):
    told = []
    monkeypatch.setattr(paging, "PIECE", 2)
    pieces = printed(kind=kind, facts=facts.to_json(), draft=False, told=lambda *each: told.append(each))
    monkeypatch.setattr(paging, "PIECE", 1000)
    whole = printed(kind=kind, facts=facts.to_json(), draft=False)
    count = len(reading.pages(whole))
    assert count >= 3 and told[-1] == (len(told), len(told)) and len(told) == -(-count // 2)
    assert [page.count(f"—{n}—") for n, page in enumerate(reading.pages(pieces), 1)] == [1] * count
    assert reading.pictures(pieces) == reading.pictures(whole)
    assert json.loads(reading.embedded(pieces)["facts.json"])["facts"] == facts.to_json()
