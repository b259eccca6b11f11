"""路线图: a route drawn from its own stages, and where one subject is on it. Only places and words; the template draws."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from records.stored import said

from . import route_words
from .designs import Design
from .enums import Refusal, StageKind
from .route_words import NOBODY, Names
from .stage_rows import StageRow

WIDTH, LEFT, BOX, GAP, LINE, PAD = 344, 34, 264, 30, 18, 12
LETTERS = 19  # Chinese characters that fit on a line of a box


@dataclass(frozen=True)
class Line:
    """One line of words in a box."""

    x: int
    y: int
    words: str
    kind: str = ""


@dataclass(frozen=True)
class Box:
    """One stage, or where it begins and ends; `state`: done, current, next or ""."""

    x: int
    y: int
    width: int
    height: int
    title: str
    lines: tuple[Line, ...]
    state: str = ""
    round: bool = False
    conditional: bool = False


@dataclass(frozen=True)
class Arrow:
    """A way from one box to another: on, or back."""

    path: str
    kind: str = "on"


@dataclass
class Diagram:
    """What there is to draw, in its order; `title` says it to who cannot see it."""

    title: str
    width: int = WIDTH
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


def diagram(
    rows: list[StageRow],
    design: Design | None,
    *,
    names: Names = NOBODY,
    states: dict[str, str] | None = None,
    title: str = "",
) -> Diagram:
    """The stages one under the other; ways back on the left (to the unit) and on the right (to a stage)."""
    states = states or {}
    drawn = Diagram(title or _("路线图"))
    start = str(design.starts) if design else _("开始")
    places: dict[str, Box] = {}
    y = _end(drawn, start, 2)
    first = drawn.boxes[0]
    for row in rows:
        box = _box(row, rows, design, names, y + GAP, states.get(row.code, ""))
        _on(drawn, box)
        places[row.code] = box
        y = box.y + box.height
    drawn.height = _end(drawn, str(design.ends) if design else _("结束"), y + GAP) + 4
    lane = 0
    for row in rows:
        box = places[row.code]
        if row.asks and row.kind == StageKind.CONSULT:
            continue
        if row.asks and row.refusal == Refusal.STAGE and row.refusal_stage in places:
            lane += 1
            drawn.arrows.append(_right(box, places[row.refusal_stage], lane))
        elif not row.asks or row.refusal in (Refusal.DRAFTER, Refusal.CHOSEN):
            drawn.arrows.append(_left(box, first))
    return drawn


def _box(row, rows, design, names, y: int, state: str) -> Box:
    told = [
        (said(row.label), "name"),
        (route_words.who(row, names), ""),
        (route_words.how(row), ""),
        (route_words.vote(row), ""),
        (route_words.condition(row, design), "more"),
        (_refused(row, rows), "more"),
        (route_words.kept(row, design), "more"),
    ]
    lines = []
    for words, kind in told:
        for piece in _pieces(words):
            lines.append(Line(LEFT + PAD, y + PAD + 12 + LINE * len(lines), piece, kind))
    title = _("%(stage)s：%(who)s") % {"stage": said(row.label), "who": route_words.who(row, names)}
    height = 2 * PAD + LINE * len(lines)
    return Box(LEFT, y, BOX, height, title, tuple(lines), state, conditional=bool(row.condition))


def _refused(row: StageRow, rows: list[StageRow]) -> str:
    words = route_words.refusal(row, rows)
    return _("不同意：%(what)s") % {"what": words} if words and row.kind != StageKind.CONSULT else words


def _pieces(words: str) -> list[str]:
    """Words cut to the width of a box; a letter of the Latin alphabet takes half the place."""
    pieces, piece, width = [], "", 0.0
    for sign in words:
        wide = 0.55 if sign.isascii() else 1.0
        if width + wide > LETTERS:
            pieces.append(piece)
            piece, width = "", 0.0
        piece, width = piece + sign, width + wide
    return [*pieces, piece] if piece else pieces


def _end(drawn: Diagram, words: str, y: int) -> int:
    """The place where it begins or ends."""
    box = Box(LEFT, y, BOX, 34, words, (Line(LEFT + BOX // 2, y + 22, words, "end"),), round=True)
    if drawn.boxes:
        _on(drawn, box)
    else:
        drawn.boxes.append(box)
    return y + 34


def _on(drawn: Diagram, box: Box) -> None:
    before = drawn.boxes[-1]
    middle = LEFT + BOX // 2
    drawn.arrows.append(Arrow(f"M{middle},{before.y + before.height} V{box.y - 1}"))
    drawn.boxes.append(box)


def _left(box: Box, start: Box) -> Arrow:
    y, up = box.y + box.height // 2, start.y + start.height // 2
    return Arrow(f"M{LEFT},{y} H14 V{up} H{LEFT - 1}", "back")


def _right(box: Box, target: Box, lane: int) -> Arrow:
    y, up = box.y + box.height // 2 + 4 * (lane % 3), target.y + target.height // 2 + 6
    edge = LEFT + BOX
    return Arrow(f"M{edge},{y} H{edge + 12 + 9 * (lane % 4)} V{up} H{edge + 1}", "back")
