"""Where a kept file can be met: the apps register what of theirs refers to files, for 误传处置."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from units.models import Person


@dataclass(frozen=True)
class Use:
    """One place of a file: what it is there, of what, who put it there and when; `subject` is the key of a subject, if any."""

    what: str
    title: str
    url: str
    by: Person | None
    at: datetime | None
    subject: str = ""


@dataclass(frozen=True)
class FilePlace:
    """One kind of place: `uses(digest)` are those a file has, `seen(person, digest)` whether the person reads it there."""

    uses: Callable[[str], list[Use]]
    seen: Callable[[Person, str], bool]


_places: list[FilePlace] = []


def register(place: FilePlace) -> None:
    """Make one kind of place known."""
    _places.append(place)


def uses_of(digest: str) -> Iterator[Use]:
    """Everywhere the file is."""
    for place in _places:
        yield from place.uses(digest)


def may_see(person: Person, digest: str) -> bool:
    """Does the person read the file anywhere?"""
    return any(place.seen(person, digest) for place in _places)
