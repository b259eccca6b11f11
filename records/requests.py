"""请求编号: one id from the page through the work it puts down to the message that leaves, and on every line of the log."""

import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-ID"
SHAPE = re.compile(r"[A-Za-z0-9-]{8,36}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of what is being done; empty outside of a request or a piece of work."""
    return _current.get()


def fresh() -> str:
    """A new id."""
    return uuid.uuid4().hex


@contextmanager
def known_as(given: str = ""):
    """Inside, everything is done under the id `given`, or a new one when it has not the shape of one."""
    word = given if SHAPE.fullmatch(given or "") else fresh()
    token = _current.set(word)
    try:
        yield word
    finally:
        _current.reset(token)
