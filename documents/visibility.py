"""Who may read a paper: asked of the subject it belongs to, which apps above register in their apps.py."""

from collections.abc import Callable

from units.models import Person

from .models import Document

Reader = Callable[[Person, str], set[str]]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """`reader(person, key)` gives the 知悉范围 circles of subject `kind:pk` that the person belongs to; none: not visible."""
    _readers[kind] = reader


def readable(person: Person, document: Document) -> bool:
    """May `person` read this paper?"""
    reader = _readers.get(document.subject.partition(":")[0])
    return reader is not None and document.circle in reader(person, document.subject)
