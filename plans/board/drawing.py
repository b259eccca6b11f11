"""Where the lines of a drawing go: numbers in, SVG coordinates out. No words, no colours; pure."""

from dataclasses import dataclass

WIDTH, HEIGHT = 600, 220
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 12, 28  # room for the words of the axes


@dataclass(frozen=True)
class Part:
    """One piece of a bar."""

    name: str
    n: int
    x: float
    width: float


def bar(parts: list[tuple[str, int]], *, width: int = WIDTH) -> list[Part]:
    """The pieces of one bar beside each other, each as wide as its share; without the empty ones."""
    total = sum(n for _name, n in parts)
    found, x = [], 0.0
    for name, n in parts:
        if n:
            wide = round(width * n / total, 1)
            found.append(Part(name, n, round(x, 1), wide))
            x += wide
    return found


@dataclass(frozen=True)
class Curves:
    """Several lines in one frame: points as SVG wants them, the marks of both axes as (place, what)."""

    lines: list[str]
    across: list[tuple[float, object]]
    up: list[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def curves(places: list, lines: list[list[int | None]]) -> Curves:
    """`lines` of numbers over `places`; a line ends where its numbers do."""
    most = max([1, *(n for line in lines for n in line if n is not None)])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(places) - 1)
    tall = HEIGHT - TOP - BOTTOM

    def x(place: int) -> float:
        return round(LEFT + step * place, 1)

    def y(n: float) -> float:
        return round(TOP + tall * (1 - n / most), 1)

    drawn = [" ".join(f"{x(at)},{y(n)}" for at, n in enumerate(line) if n is not None) for line in lines]
    every = max(1, -(-len(places) // 12))
    across = [(x(at), place) for at, place in enumerate(places) if at % every == 0]
    return Curves(drawn, across, [(y(n), n) for n in sorted({0, most // 2, most})])
