"""未读数: how many notices somebody has not read, asked by the open page every few seconds: one statement, no session.

The page carries a signed word for its reader and asks without cookies, so that a page left open neither keeps its reader
signed in nor costs more than the one look-up. The word says nothing but a number, and that for twelve hours.
"""

from django.conf import settings
from django.core import signing

SALT = "notifications.counter"


def word_for(person_id: int) -> str:
    """The word with which a page asks for one person."""
    return signing.dumps(person_id, salt=SALT)


def person_of(word: str) -> int | None:
    """Whose word it is; None when it is nobody's, or too old."""
    try:
        return signing.loads(word, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
