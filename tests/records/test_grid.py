import io

import pytest
import xlsxwriter

from records import grid
from records.errors import BadUpload
from records.grid import Grid


def book(*rows, write=None) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("清单")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        if write:
            write(sheet)
    return out


def test_pasted_rows_keep_line_ends_and_tabs_within_quotes():
    pasted = grid.read_pasted('单位\t问题\r\n民政局\t"第一行\n第二行，含\t制表符"\r\n')
    assert pasted.rows == [["单位", "问题"], ["民政局", "第一行\n第二行，含\t制表符"]]


def test_a_cell_longer_than_excel_allows_is_read_and_not_called_a_broken_file():
    pasted = grid.read_pasted("单位\t问题\n民政局\t" + "长" * 200_000)
    assert len(pasted.at(1, 1)) == 200_000


def test_formulas_are_marked_and_a_book_without_any_has_none():
    stream = book(
        ["单位", "数"], ["民政局", 1], write=lambda sheet: sheet.write_formula(1, 1, "=1+1", None, 2)
    )
    (found,) = grid.read_xlsx(stream, "清单.xlsx")
    grid.find_formulas(stream, found, last_row=1)
    assert found.formulas == {(1, 1)}
    stream = book(["单位", "=不是公式"], ["<f>", "文字"])
    (found,) = grid.read_xlsx(stream, "清单.xlsx")
    grid.find_formulas(stream, found, last_row=1)
    assert found.formulas == set()


def test_a_table_is_what_its_content_says():
    grids, is_book = grid.read_table(book(["单位", "问题"]), "清单.csv")
    assert is_book and grids[0].rows == [["单位", "问题"]]
    grids, is_book = grid.read_table(io.BytesIO("单位,问题\n".encode("gb18030")), "清单.csv")
    assert not is_book and grids[0].rows == [["单位", "问题"]]
    with pytest.raises(BadUpload):
        grid.read_table(io.BytesIO(b"\x00\x01"), "清单.csv")


def test_a_merged_block_says_the_same_in_each_of_its_cells_and_no_more_than_the_sheet_has():
    sheet = Grid("x", [["a", "b"], ["", "c"]], merged=[((0, 0), (1_000_000, 0))])
    assert [sheet.value(0, 0), sheet.value(1, 0), sheet.value(1, 1)] == ["a", "a", "c"]
    assert sheet.merged_from(1, 0) == (0, 0)
    assert sheet.merged_from(0, 0) is None
