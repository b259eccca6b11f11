"""One text for one meaning: what digests are taken of."""

import hashlib
import json
import unicodedata
from datetime import date, datetime


def text(value) -> str:
    """Canonical JSON: keys sorted, no spaces, NFC, dates ISO."""
    return unicodedata.normalize(
        "NFC", json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    )


def plain(value):
    """`value` as the plain JSON data that is stored: NFC texts, ISO dates, lists."""
    return json.loads(text(value))


def digest(value) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text(value).encode()).hexdigest()


def _plain(value):
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
