"""导入预览: what was read from somebody's table, and a sentence on each bad cell. Nothing is written from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from . import clock, dates
from .grid import shown


@dataclass(frozen=True)
class CellError:
    """One bad cell. Row 0 and an empty cell: the sentence concerns the whole file."""

    row: int
    column: str  # the field's name, "" for the whole row or file
    cell: str  # "C7", "" for the whole row or file
    value: str
    sentence: str


@dataclass
class Reading:
    """The preview of an import; nothing is written until confirmed, and nothing may be while there are errors."""

    rows: list = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return bool(self.rows) and not self.errors

    def errors_at(self, row: int, column: str) -> list[CellError]:
        """The sentences on one cell of the preview; column "" gives those on the whole row."""
        return [error for error in self.errors if error.row == row and error.column == column]

    @property
    def file_errors(self) -> list[CellError]:
        return [error for error in self.errors if error.row == 0]


def near(name: str, names: Iterable[str], *, most: int = 1) -> str:
    """是否为…？: the names that come closest to one that is not known; "" when none does."""
    close = get_close_matches(name, list(names), n=most, cutoff=0.5)
    return _("是否为“%(name)s”？") % {"name": _("”或“").join(close)} if close else ""


def not_a_day(value, *, year: int | None = None, past: bool = False) -> str:
    """The sentence on a cell that holds no exact date (10月底), with the date it probably means.

    Where that cannot be guessed (下周) the example is a day to come, or today where a day of the `past` is asked for.
    """
    today = clock.today()
    guess = dates.when(value, year=year).due or (today if past else dates.end_of_next_month(today))
    return _("“%(text)s”不是确切日期，请写成%(example)s。") % {
        "text": shown(value)[:30],
        "example": guess.isoformat(),
    }


def too_long(text: str, most: int) -> str:
    """The sentence on a cell with more characters than can be kept; "" when it is short enough."""
    if len(text) <= most:
        return ""
    return _("文字过长：%(n)d个字，最多%(most)d个字。") % {"n": len(text), "most": most}


def computed() -> str:
    """The sentence on a cell that holds a formula."""
    return _("单元格是公式，请改为文字或数值（复制后选择性粘贴为数值）。")
