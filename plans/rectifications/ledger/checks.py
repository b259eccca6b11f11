"""核对码: what a file says of each line it was exported with, so that it is known later which cell somebody changed.

It stands in the last, hidden column, beside its line: sorting, filtering and deleting lines do not part them. Its head
names the list and the columns; each cell the item, the measure, and for every column four letters made of its value.
"""

import base64
import zlib
from dataclasses import dataclass

HEAD = "核对码"
LETTERS = 4


def head(which: str, keys: list[str]) -> str:
    """The head of the hidden column."""
    return f"{HEAD}:{which}:{','.join(keys)}"


def read_head(text: str) -> tuple[str, list[str]] | None:
    """(list, columns) of a head; None when it is none."""
    name, _colon, rest = text.partition(":")
    which, colon, keys = rest.partition(":")
    return (which, keys.split(",")) if name == HEAD and colon and keys else None


def letters(text: str) -> str:
    """Four letters for a value: the same value always gives the same."""
    return base64.urlsafe_b64encode((zlib.crc32(text.encode()) & 0xFFFFFF).to_bytes(3)).decode()


def line(item_id: int, measure_line: str, texts: list[str]) -> str:
    """The cell of one line."""
    return f"{item_id}|{measure_line}|{''.join(map(letters, texts))}"


@dataclass(frozen=True)
class Check:
    """What the hidden cell of one line says."""

    item_id: int
    measure_line: str
    exported: dict[str, str]  # column → letters

    def changed(self, key: str, text: str) -> bool:
        """Is this another value than the one that was exported?"""
        return letters(text) != self.exported[key]


def read_line(text: str, keys: list[str]) -> Check | None:
    """The hidden cell read back; None when somebody has been at it."""
    parts = text.split("|")
    if len(parts) != 3 or not parts[0].isascii() or not parts[0].isdigit() or len(parts[0]) > 18:
        return None
    if len(parts[2]) != LETTERS * len(keys):
        return None
    pieces = [parts[2][at : at + LETTERS] for at in range(0, len(parts[2]), LETTERS)]
    return Check(int(parts[0]), parts[1], dict(zip(keys, pieces, strict=True)))
