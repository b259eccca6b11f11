"""运行情况: what an administrator sees of the work in the background, and what Prometheus reads of it."""

import hmac
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications.enums import DeliveryState
from notifications.models import Delivery
from notifications.rules import sets_channels
from records import backups, clock, outbox, trail
from records.enums import Circle
from records.errors import Refused
from records.models import Heartbeat, Outbox
from units.models import Person
from units.queries import standing

from . import health

MOST = 50
LATE_HEARTBEAT = 120  # seconds


def check_can_watch(person: Person) -> None:
    """The business administrator and the system administrator of the office."""
    if not sets_channels(standing(person)):
        raise Refused(_("只有工委业务管理员或系统管理员可以查看运行情况。"))


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """运行情况: reminders, queues, workers, disk, backups, and what waits for a person."""
    check_can_watch(request.user)
    now = clock.now()
    beats = [
        {"name": beat.name, "at": beat.at, "late": (now - beat.at).total_seconds() > LATE_HEARTBEAT}
        for beat in Heartbeat.objects.order_by("name")
    ]
    context = {
        "health": health.state(),
        "queues": outbox.queues(),
        "beats": beats,
        "disk": shutil.disk_usage(existing(settings.DATA_DIR)),
        "dead": outbox.dead_letters()[:MOST],
        "unknown": unknown_deliveries()[:MOST],
        "backup": backups.last_run(),
        "backups_kept": len(backups.kept()),
        "backup_late": backups.is_late(),
    }
    return render(request, "operations.html", context)


def unknown_deliveries():
    """Sendings through a robot that broke off: only a person can tell whether they arrived."""
    waiting = Delivery.objects.filter(state=DeliveryState.UNKNOWN, gateway__isnull=False)
    return waiting.select_related("gateway").order_by("-id")


@require_POST
def dead_letter_again(request: HttpRequest, pk: int) -> HttpResponse:
    """再试: a dead letter from its first attempt. A page that has grown old does nothing twice."""
    check_can_watch(request.user)
    row = get_object_or_404(Outbox, pk=pk)
    if outbox.again(row.key, dead=True):
        _record(request.user, "outbox.retried", key=row.key)
        messages.success(request, _("已重新排队，几秒钟后办理。"))
    else:
        messages.info(request, _("这件已经重新排队或者办结，没有重复办理。"))
    return redirect("operations")


@require_POST
def delivery_again(request: HttpRequest, pk: int) -> HttpResponse:
    """再发一次, once somebody has looked whether it arrived."""
    check_can_watch(request.user)
    delivery = get_object_or_404(unknown_deliveries(), pk=pk)
    if Delivery.objects.filter(pk=pk, state=DeliveryState.UNKNOWN).update(state=DeliveryState.DUE, error=""):
        outbox.again(delivery.key)
        _record(request.user, "delivery.sent_again", key=delivery.key)
    messages.success(request, _("已重新排队，几秒钟后发送。"))
    return redirect("operations")


def _record(by: Person, code: str, **params) -> None:
    trail.record("settings", code, by=by, circle=Circle.SYSTEM, **params)


def existing(path: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, to whoever brings METRICS_TOKEN; without a token set there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    text = "\n".join(_lines()) + "\n"
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines() -> list[str]:
    now, lines = clock.now(), []
    for queue in outbox.queues():
        label = f'{{queue="{queue.name}"}}'
        lines.append(f"xianling_outbox_waiting{label} {queue.waiting}")
        lines.append(f"xianling_outbox_oldest_seconds{label} {queue.oldest_seconds}")
    lines.append(f"xianling_outbox_dead {outbox.dead()}")
    for beat in Heartbeat.objects.order_by("name"):
        seconds = int((now - beat.at).total_seconds())
        lines.append(f'xianling_heartbeat_age_seconds{{name="{beat.name}"}} {seconds}')
    disk = shutil.disk_usage(existing(settings.DATA_DIR))
    lines.append(f"xianling_disk_free_bytes {disk.free}")
    last = backups.last_run()
    if last is not None:
        lines.append(f"xianling_backup_age_seconds {int((now - last.at).total_seconds())}")
        lines.append(f"xianling_backup_ok {int(last.ok)}")
    return lines
