"""分页: a table whose rows belong together in groups, cut into pages before it is printed, so that a group goes on as （续）.

Heights are counted in lines. Chinese characters are all one em wide, so the lines of a cell are known without printing it;
what is counted here is never less than what is printed.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from documents.papers.titles import width

PADDING = 0.6  # of a row, in lines
LEAST = 3.0  # lines worth beginning a group with at the foot of a page
PIECE = 20  # pages printed at a time; an even number, so that left pages stay left
POINT = 0.3528  # millimetres
EDGE = 2.6  # millimetres of a cell that hold no text


@dataclass
class Group:
    """What stands in one block: `whole` are the texts beside all of its rows, `rows` the texts of each row.

    Both are in the order of the widths they are set in.
    """

    name: str
    whole: list[str]
    rows: list[list[str]]
    first: bool = True  # False: it goes on from the page before

    def part(self, whole: list[str], rows: list[list[str]]) -> "Group":
        """As much of it as one page takes."""
        return Group(self.name, whole, rows, self.first)

    def rest(self, whole: list[str], rows: list[list[str]]) -> "Group":
        """What goes on."""
        return Group(self.name, whole, rows, first=False)


@dataclass
class Widths:
    """Characters that fit into one line of each column."""

    whole: list[float]
    rows: list[float]


@dataclass
class _Page:
    room: float
    groups: list[Group] = field(default_factory=list)


def lines(text: str, characters: float) -> int:
    """How many lines `text` takes in a column of so many characters; one is kept back for marks that may not begin a line."""
    usable = max(characters - 1, 1)
    return sum(max(1, math.ceil(width(part) / usable)) for part in (text or "").split("\n"))


def height(texts: list[str], widths: list[float]) -> float:
    """The height of a row, in lines."""
    return max((lines(text, wide) for text, wide in zip(texts, widths, strict=True)), default=1) + PADDING


def pages(
    groups: list[Group], widths: Widths, *, first: float, others: float, foot: float = 0
) -> list[list[Group]]:
    """The groups page by page: `first` and `others` are the lines a page has room for, `foot` those that what follows the
    table needs: it never stands on a page by itself."""
    done: list[list[Group]] = []
    page = _Page(first)
    for group in groups:
        rest: Group | None = group
        while rest is not None:
            piece, rest = _piece(rest, widths, page.room, fresh=not page.groups, most=others)
            if piece is not None:
                page.groups.append(piece)
                page.room -= _block(piece, widths)
            if rest is not None:
                done.append(page.groups)
                page = _Page(others)
    if not page.groups:
        return done
    return [*done, *([page.groups] if page.room >= foot else _with_company(page.groups))]


def _with_company(groups: list[Group]) -> list[list[Group]]:
    """The last page as two, so that something of the table stands above what follows it."""
    *before, last = groups
    if before:
        return [before, [last]]
    if len(last.rows) > 1:
        return [[last.part(last.whole, last.rows[:-1])], [last.rest([""] * len(last.whole), last.rows[-1:])]]
    return [groups]


def _piece(
    group: Group, widths: Widths, room: float, *, fresh: bool, most: float
) -> tuple[Group | None, Group | None]:
    """What of a group fits into the room, and what goes on; nothing, when it is better begun on the next page."""
    block = _block(group, widths)
    if block <= room:
        return group, None
    whole = height(group.whole, widths.whole)
    taken = _rows_that_fit(group, widths, room)
    if not fresh and (room < LEAST or not taken or (whole > room and whole <= most)):
        return None, group
    if not taken:  # one row is longer than a page
        row, after = _cut(group.rows[0], widths.rows, room)
        head, tail = _cut(group.whole, widths.whole, room)
        return group.part(head, [row]), group.rest(tail, [after, *group.rows[1:]])
    head, tail = _cut(group.whole, widths.whole, room)
    left = group.rows[taken:]
    if not left and not any(tail):
        return group.part(head, group.rows), None
    return group.part(head, group.rows[:taken]), group.rest(tail, left or [[""] * len(widths.rows)])


def _block(group: Group, widths: Widths) -> float:
    return max(height(group.whole, widths.whole), sum(height(row, widths.rows) for row in group.rows))


def _rows_that_fit(group: Group, widths: Widths, room: float) -> int:
    used = 0.0
    for n, row in enumerate(group.rows):
        used += height(row, widths.rows)
        if used > room:
            return n
    return len(group.rows)


def _cut(texts: list[str], widths: list[float], room: float) -> tuple[list[str], list[str]]:
    """Each text as far as the room goes, and what is left of it."""
    most = max(int(room - PADDING), 1)
    heads, tails = [], []
    for text, wide in zip(texts, widths, strict=True):
        head, tail = _cut_text(text, wide, most)
        heads.append(head)
        tails.append(tail)
    return heads, tails


def _cut_text(text: str, characters: float, most: int) -> tuple[str, str]:
    if lines(text, characters) <= most:
        return text, ""
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle], characters) <= most else (low, middle - 1)
    return text[: max(low, 1)], text[max(low, 1) :]


def numbered(paged: list[list[Group]]) -> Iterator[tuple[bool, Group]]:
    """(does a page begin here, group) in order."""
    for n, groups in enumerate(paged):
        for place, group in enumerate(groups):
            yield n > 0 and place == 0, group


def in_pieces(paged: list[list[Group]], write: Callable[..., str]) -> list[Callable[[], str]]:
    """A paper as pieces of PIECE pages, one after the other, so that one of any length needs no more memory.

    `write(pages, before=…, last=…)` makes some pages; `before` is how many stand before them.
    """
    cuts = range(0, len(paged), PIECE)
    return [partial(write, paged[at : at + PIECE], before=at, last=at == cuts[-1]) for at in cuts]


def characters(millimetres: dict[str, float], size: float) -> list[float]:
    """How many characters of so many points a line of each column holds."""
    return [(wide - EDGE) / (size * POINT) for wide in millimetres.values()]
