"""排列标题: a long title in lines of nearly equal length, broken where a reader would pause."""

import math

OPENING = "（《“‘〔"
CLOSING = "）》”’〕、，。；：？！"
LARGE, WIDEST = 11, 16  # characters of a red mark in one line of the large size, and of the smaller one
# How many characters further from the middle a good place to break may lie.
PAUSE = 3


def width(text: str) -> float:
    """The width in Chinese characters: Latin letters and digits take about half."""
    return sum(0.55 if character.isascii() else 1 for character in text)


def title_lines(text: str, *, widest: float = 19) -> list[str]:
    """`text` as lines none of which is wider than `widest` characters."""
    lines, rest = [], text
    while (count := math.ceil(width(rest) / widest)) > 1:
        places = [at for at in range(1, len(rest)) if width(rest[:at]) <= widest and _may_break(rest, at)]
        if not places:
            break
        ideal = width(rest) / count
        at = min(places, key=lambda place: abs(width(rest[:place]) - ideal) - PAUSE * _is_pause(rest, place))
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    # 2026年度 stays whole, and so do Latin words.
    return not (before in OPENING or after in CLOSING or before.isascii() or before + after == "年度")


def _is_pause(text: str, at: int) -> bool:
    return text[at - 1] in CLOSING or text[at] in OPENING
