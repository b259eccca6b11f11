"""/healthz: may traffic come here, and does work in the background move? Work that is done in time or fails, and the sweep that
puts it down: with a dead beat nothing is ever due."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from documents import engine
from records import clock, outbox
from records.models import Heartbeat

LATE = timedelta(seconds=120)


def page(request: HttpRequest) -> JsonResponse:
    """200, or 503 when the database is away, the oldest due piece of work is older than 120 seconds, or the last sweep is."""
    told = state()
    return JsonResponse(told, status=200 if told["ok"] else 503, json_dumps_params={"ensure_ascii": False})


def state() -> dict:
    """What the health page says; reads, writes nothing."""
    pdf = engine.available()
    told = {"ok": False, "database": "ok", "pdf": pdf or "ok"}
    try:
        now, oldest = clock.now(), outbox.oldest_due()
        waiting = int((now - oldest).total_seconds()) if oldest else 0
        beats = {beat.name: int((now - beat.at).total_seconds()) for beat in Heartbeat.objects.all()}
        told |= {
            "database": connection.vendor,
            "outbox_oldest_seconds": waiting,
            "outbox_dead": outbox.dead(),
        }
        ran = beats.get("remind")  # None before the first time: a new installation is well
        told |= {"reminders_ran_seconds_ago": ran, "heartbeats_seconds_ago": beats}
        told["ok"] = waiting <= LATE.total_seconds() and (ran is None or ran <= LATE.total_seconds())
    except DatabaseError as error:
        told["database"] = f"unavailable: {type(error).__name__}"
    return told
