"""What is done to a thing without a process (a meeting, an action): its line on its own trail, and the facts it leaves."""

from records import facts, trail

from . import wording


def record(key: str, code: str, *, by, about, **params) -> None:
    """One line on the trail `key`, and a dated fact of each unit it is `about` (ids). Inside the caller's transaction."""
    worded = wording.of(code)
    trail.record(key, code, by=by, circle=worded.circle, unit_id=by.unit_id, **params)
    facts.note_many([facts.fact(worded.fact or code, subject=key, unit_id=unit_id) for unit_id in about])
