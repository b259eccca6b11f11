"""Who may read a paper: asked of the subject it belongs to, which apps above register (project/apps.py)."""

from collections.abc import Callable

from units.models import Person

from .models import Document

Reader = Callable[[Person, int], set[str]]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """`reader(person, pk)` gives the 知悉范围 circles of subject `kind:pk` that the person belongs to; none: not visible."""
    _readers[kind] = reader


def readable(person: Person, document: Document) -> bool:
    """May `person` read this paper?"""
    kind, _colon, pk = document.subject.partition(":")
    reader = _readers.get(kind)
    return reader is not None and document.circle in reader(person, int(pk))
