"""What a worker does for rectification: gives confirmed rows out, and looks for similar problems."""

import time

from django.db import connection

from .operations import intake, similar
from .queries.intake import job_rows

SLICE = 20.0  # seconds of one piece of work; the rest is a piece of its own, so that nothing runs into a time limit


def give_out(payload: dict):
    """Give out rows of a job until the slice is over; what follows is put down with the end of this piece."""
    job_id = payload["job"]
    rows = job_rows(job_id)
    ends = time.monotonic() + SLICE
    while more := _batch(job_id, rows):
        if time.monotonic() > ends:
            break
    return (lambda: intake.go_on(job_id)) if more else (lambda: intake.finish(job_id))


def _batch(job_id: int, rows: list[dict]) -> bool:
    began = time.monotonic()
    more = intake.give_out(job_id, rows)
    if connection.vendor == "sqlite":
        time.sleep(time.monotonic() - began)  # so that people's own writing gets its turn
    return more


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: the job stands still until a person continues it."""
    intake.break_off(payload["job"], error)


def compare(payload: dict):
    """Look for earlier problems like those of one item, or of all items of a job."""
    found = similar.look(item_id=payload.get("item"), job_id=payload.get("job"))
    return lambda: similar.keep(found)
