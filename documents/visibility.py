"""Who may read a paper: asked of the subject it belongs to, which apps above register in their apps.py."""

from collections.abc import Callable

from records.enums import Circle
from units.models import Person

from .models import Document

Reader = Callable[[Person, str], set[str]]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """`reader(person, key)` gives the 知悉范围 circles of subject `kind:pk` that the person belongs to; none: not visible."""
    _readers[kind] = reader


def readable(person: Person, document: Document) -> bool:
    """May `person` read this paper? A 样稿 of what a unit will get is the office's and its maker's until it is issued."""
    reader = _readers.get(document.subject.partition(":")[0])
    if reader is None:
        return False
    circles = reader(person, document.subject)
    if document.is_sample and Circle.INTERNAL not in circles and document.asked_by_id != person.pk:
        return False
    return document.circle in circles
