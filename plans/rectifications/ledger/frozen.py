"""冻结的台账: the file of a snapshot, one line of canonical JSON for each item, and what two such files say differently.

First line: schema, 截至, filter, columns. Then [编号, status, light, {column: text}] in the order of the numbers.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from records import canonical
from records.grid import shown
from records.stored import said

from ..enums import Status
from .cells import Row
from .columns import BY_KEY, ITEM

SCHEMA = 1
SYSTEMS_WORDS = frozenset({"light", "state", "scope", "kind", "truth", "liability", "late", "relapse"})
TOLD = 200  # items named under each heading; the count is of all


def head(*, as_of, query: str) -> bytes:
    """The first line."""
    first = {"schema": SCHEMA, "as_of": as_of, "query": query, "columns": [column.key for column in ITEM]}
    return canonical.text(first).encode() + b"\n"


def line(row: Row) -> bytes:
    """One item as it stands."""
    texts = {column.key: shown(column.value(row)) for column in ITEM}
    return canonical.text([row.item.number, row.item.status, str(row.light), texts]).encode() + b"\n"


@dataclass
class Told:
    """One item in a comparison, and what of it is not as it was."""

    number: str
    title: str
    unit: str
    state: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (head, before, after)


@dataclass
class Group:
    """The items under one heading: how many, and the first of them."""

    n: int = 0
    told: list[Told] = field(default_factory=list)

    def add(self, item: list, before: list | None = None) -> None:
        self.n += 1
        if self.n <= TOLD:
            self.told.append(_told(item, before))


@dataclass
class Contrast:
    """与上期同口径对比. An item that is closed or late now stands under that heading, not under 有变化."""

    new: Group = field(default_factory=Group)
    closed: Group = field(default_factory=Group)
    late: Group = field(default_factory=Group)
    changed: Group = field(default_factory=Group)
    gone: Group = field(default_factory=Group)
    same: int = 0


def contrast(before: BinaryIO, after: BinaryIO) -> Contrast:
    """What has become of the items of one file in a later one. Of each earlier item only its place is kept in memory."""
    places = {number: (place, mark) for number, place, mark, _line in _lines(before)}
    found = Contrast()
    for number, _place, mark, text in _lines(after):
        was = places.pop(number, None)
        if was is not None and was[1] == mark:
            found.same += 1
            continue
        _judge(found, json.loads(text), _at(before, was[0]) if was else None)
    for place, _mark in places.values():
        found.gone.add(_at(before, place))
    return found


def _judge(found: Contrast, item: list, before: list | None) -> None:
    _number, status, light, _texts = item
    if before is None:
        found.new.add(item)
    elif status == Status.CLOSED and before[1] != Status.CLOSED:
        found.closed.add(item, before)
    elif light == "red" and before[2] != "red":
        found.late.add(item, before)
    else:
        found.changed.add(item, before)


def _lines(stream: BinaryIO) -> Iterator[tuple[str, int, bytes, bytes]]:
    """(编号, where its line begins, what tells it from another text, the line) of every item."""
    stream.seek(0)
    place = len(stream.readline())
    for text in stream:
        number = json.loads(text[1 : text.index(b'",') + 1])
        yield number, place, hashlib.blake2b(text, digest_size=12).digest(), text
        place += len(text)


def _at(stream: BinaryIO, place: int) -> list:
    stream.seek(place)
    return json.loads(stream.readline())


def _told(item: list, before: list | None) -> Told:
    number, _status, _light, texts = item
    changes = []
    if before is not None:
        keys = [key for key in texts if key in BY_KEY and texts[key] != before[3].get(key, "")]
        changes = [
            (str(BY_KEY[key].head), _worded(key, before[3].get(key, "")), _worded(key, texts[key]))
            for key in keys
        ]
    state = _worded("state", texts.get("state", ""))
    return Told(number, texts.get("title", ""), texts.get("unit", ""), state, changes)


def _worded(key: str, text: str) -> str:
    """What the system itself says in a column, in the reader's language; what people wrote stays as it is."""
    return said(text) if key in SYSTEMS_WORDS else text
