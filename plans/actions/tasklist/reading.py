"""读取任务清单模板: the committee's list from CSV (UTF-8 or GBK) or Excel, each fault said at its cell."""

import re

from django.utils.translation import gettext as _

from plans.actions.enums import DataSource
from plans.actions.tasklist.points import points_of
from plans.actions.tasklist.shapes import ListItem, ListReading
from records.cells import CellError
from records.errors import BadUpload
from records.grid import Grid, cell_name, find_formulas, read_table, shown
from records.heads import plain

HEADS = {
    "code": "编号",
    "category": "类别",
    "title": "任务",
    "requirement": "创建要求",
    "points": "评分要点",
    "score": "分值",
    "evidence": "佐证",
    "source": "取数",
}
ALSO = {
    "序号": "code",
    "大类": "category",
    "任务名称": "title",
    "要求": "requirement",
    "佐证材料": "evidence",
    "数据来源": "source",
    "取数方式": "source",
}
LENGTHS = {"code": 20, "category": 60, "title": 200, "requirement": 2000, "points": 300, "evidence": 200}
SOURCES = {"填报": DataSource.TYPED, "系统取数": DataSource.SYSTEM, "": DataSource.TYPED}
CODE = re.compile(r"(\d{1,2})\.(\d{1,2})")
MOST = 300
HEAD_WITHIN = 10


def read(stream, *, name: str = "任务清单.csv", declared_total: int | None = None) -> ListReading:
    """读取任务清单模板; `declared_total` (or a 合计 row) is what all scores must add up to. Faults are in the result."""
    reading = ListReading()
    try:
        grid, is_book = _open(stream, name)
        head, fields = _find_head(grid)
        filled = [row for row in range(head + 1, len(grid.rows)) if not grid.is_blank(row)]
        if len(filled) > MOST:
            raise BadUpload(_("共%(n)d行，任务清单最多%(most)d项。") % {"n": len(filled), "most": MOST})
        if is_book:
            find_formulas(stream, grid, last_row=filled[-1] if filled else head)
    except BadUpload as refused:
        reading.errors.append(CellError(0, "", "", name, str(refused)))
        return reading
    items = _Items(grid, fields, reading)
    for row in filled:
        items.read(row)
    items.check_whole(declared_total)
    if not reading.items and not reading.errors:
        reading.errors.append(CellError(0, "", "", name, _("清单中没有任务。")))
    return reading


def _open(stream, name: str) -> tuple[Grid, bool]:
    grids, is_book = read_table(stream, name)
    filled = [grid for grid in grids if any(not grid.is_blank(row) for row in range(len(grid.rows)))]
    if not filled:
        raise BadUpload(_("清单是空的。"))
    return filled[0], is_book


def _find_head(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of the heads, and field → column."""
    names = {plain(name): field for field, name in HEADS.items()} | ALSO
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(HEAD_WITHIN, len(grid.rows))):
        fields: dict[str, int] = {}
        for column, value in enumerate(grid.rows[row]):
            field = names.get(plain(shown(value)))
            if field:
                fields.setdefault(field, column)
        if len(fields) > len(best[1]):
            best = (row, fields)
    missing = [name for field, name in HEADS.items() if field not in best[1]]
    if missing:
        raise BadUpload(_("缺少列：%(names)s。") % {"names": _("、").join(missing)})
    return best


class _Items:
    """Reads rows into the preview and remembers what must agree between them."""

    def __init__(self, grid: Grid, fields: dict[str, int], reading: ListReading):
        self.grid, self.fields, self.reading = grid, fields, reading
        self.row_of: dict[str, int] = {}
        self.category_of: dict[str, str] = {}
        self.number_of: dict[str, str] = {}
        self.total: tuple[int, int] | None = None  # (row, declared)

    def read(self, row: int) -> None:
        cells = {field: shown(self.grid.value(row, column)) for field, column in self.fields.items()}
        if any(plain(text) in {"合计", "总计", "总分"} for text in cells.values()):
            score = re.sub(r"分$", "", cells["score"])
            self.total = (row, int(score)) if score.isdigit() else None
            return
        for field, column in self.fields.items():
            if (row, column) in self.grid.formulas:
                self._fault(row, field, _("单元格是公式，请改为文字或数值。"))
        for field, most in LENGTHS.items():
            if len(cells[field]) > most:
                self._fault(
                    row,
                    field,
                    _("文字过长：%(n)d个字，最多%(most)d个字。") % {"n": len(cells[field]), "most": most},
                )
        for field in ("category", "title"):
            if not cells[field]:
                self._fault(row, field, _("%(name)s为空。") % {"name": HEADS[field]})
        self._check_code(row, cells["code"], cells["category"])
        score = self._score(row, cells["score"])
        points = self._points(row, cells["points"], score)
        if cells["source"] not in SOURCES:
            self._fault(row, "source", _("取数只能是“填报”或“系统取数”。"))
        self.reading.items.append(
            ListItem(
                order=len(self.reading.items) + 1,
                code=cells["code"],
                category=cells["category"],
                title=cells["title"],
                requirement=cells["requirement"],
                points=points,
                points_text=cells["points"],
                score=score or 0,
                evidence=cells["evidence"],
                source=SOURCES.get(cells["source"], DataSource.TYPED),
            )
        )

    def _check_code(self, row: int, code: str, category: str) -> None:
        found = CODE.fullmatch(code)
        if not found:
            self._fault(row, "code", _("编号应写成“类别号.序号”，例如1.1。"))
            return
        if code in self.row_of:
            self._fault(
                row, "code", _("编号%(code)s与第%(row)d行重复。") % {"code": code, "row": self.row_of[code]}
            )
        self.row_of.setdefault(code, row + 1)
        number = found[1]
        known = self.category_of.setdefault(number, category)
        if category and known != category:
            self._fault(
                row,
                "category",
                _("编号%(code)s属于“%(known)s”，类别却写“%(category)s”。")
                % {"code": code, "known": known, "category": category},
            )
        elif category and self.number_of.setdefault(category, number) != number:
            self._fault(
                row,
                "code",
                _("类别“%(category)s”的编号应以%(number)s开头。")
                % {"category": category, "number": self.number_of[category]},
            )
        if int(number) > len(self.category_of):
            self._fault(
                row,
                "code",
                _("类别编号不连续：%(code)s之前应有第%(n)d类。") % {"code": code, "n": len(self.category_of)},
            )

    def _score(self, row: int, text: str) -> int | None:
        text = re.sub(r"\s*分$", "", text)
        if text.isdigit() and 0 < int(text) <= 1000:
            return int(text)
        self._fault(row, "score", _("分值应为正整数。"))
        return None

    def _points(self, row: int, text: str, score: int | None) -> list[tuple[str, int]]:
        if not text:
            self._fault(row, "points", _("评分要点为空。"))
            return []
        points, silent = points_of(text)
        for piece in silent:
            self._fault(row, "points", _("评分要点“%(piece)s”没有写分值。") % {"piece": piece[:30]})
        total = sum(value for _words, value in points)
        if score is not None and not silent and total != score:
            self._fault(
                row,
                "score",
                _("评分要点合计%(total)d分，分值写的是%(score)d分。") % {"total": total, "score": score},
            )
        return points

    def check_whole(self, declared: int | None) -> None:
        total = self.reading.total
        if self.total and self.total[1] != total:
            self._fault(
                self.total[0],
                "score",
                _("各项分值合计%(total)d分，合计行写的是%(declared)d分。")
                % {"total": total, "declared": self.total[1]},
            )
        if declared is not None and declared != total and self.reading.items:
            sentence = _("各项分值合计%(total)d分，应为%(declared)d分。") % {
                "total": total,
                "declared": declared,
            }
            self.reading.errors.append(CellError(0, "", "", str(total), sentence))
        if self.reading.items:
            self.reading.notes.append(
                _("共%(categories)d类%(items)d项，合计%(total)d分。")
                % {"categories": len(self.category_of), "items": len(self.reading.items), "total": total}
            )

    def _fault(self, row: int, field: str, sentence: str) -> None:
        column = self.fields[field]
        self.reading.errors.append(
            CellError(
                row + 1, field, cell_name(row, column), shown(self.grid.value(row, column))[:200], sentence
            )
        )
