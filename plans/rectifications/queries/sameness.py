"""相同: the very same words said of the same unit once more. Blanks and line ends make no difference."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable

from ..enums import DROPPED
from ..models import Item

AT_ONCE = 500  # digests in one statement


def digest(words: str) -> str:
    """What a problem's words are compared by."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def given_out(wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """(unit, digest) → the number of an item that says the same; items that came to nothing do not count."""
    wanted = set(wanted)
    digests = sorted({each for _unit, each in wanted})
    found = {}
    for start in range(0, len(digests), AT_ONCE):
        found |= _of(digests[start : start + AT_ONCE])
    return {key: number for key, number in found.items() if key in wanted}


def _of(digests: Collection[str]) -> dict[tuple[int, str], str]:
    same = Item.objects.filter(text_digest__in=digests).exclude(status__in=DROPPED).order_by("id")
    return {
        (unit, each): number for unit, each, number in same.values_list("unit_id", "text_digest", "number")
    }
