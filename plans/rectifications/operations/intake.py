"""批量交办: checked rows are confirmed once; a worker makes items of them, fifty a transaction, and goes on where it was.

How far a job has come is written in the transaction that gives its rows out: whatever is killed, no row comes twice.
"""

from collections import Counter

from django.db import DataError, IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, outbox
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows import deeds
from workflows.beginnings import starting_many

from ..flow import RectificationFlow
from ..models import IntakeJob, Item
from ..rules import issuing as rules
from .intake_rows import failure, unsaved_items
from .issuing import COMPARE, give_numbers, issued_in_batch, wait_for_numbers

GIVE_OUT = "intake.give_out"  # the outbox's kind
BATCH = 50
REFUSED_BY_DATABASE = (DataError, IntegrityError)
GIVEN = sentence("已交办%(n)d项整改事项，请于2个工作日内签收")
FINISHED = sentence("批量交办完成（%(name)s）：已交办%(n)d项，未交办%(failed)d项")
BROKEN_OFF = sentence("批量交办中断（%(name)s）：已交办%(n)d项，请到进度页继续办理")
NOT_TAKEN = sentence("内容无法保存，请核对后单独录入。")


def confirm(rows: list[dict], *, by, name: str, key: str) -> IntakeJob:
    """确认交办: the rows of a preview become one job, however often it is pressed; nothing is given out here."""
    rules.check_can_import(by)
    if not rows:
        raise Refused(_("没有可以交办的内容。"))
    with transaction.atomic():
        fields = {
            "name": name[:150],
            "rows": rows,
            "total": len(rows),
            "asked_by": by,
            "asked_at": clock.now(),
        }
        job, is_new = IntakeJob.objects.get_or_create(key=key, defaults=fields)
        if is_new:
            about = {"name": name, "n": len(rows)}
            deeds.record(job.trail_key, "intake.confirmed", by=by, about=[by.unit_id], **about)
            put(job)
    return job


def put(job: IntakeJob) -> None:
    """Ask the worker to go on from where the job is."""
    outbox.put(f"intake:{job.pk}:{job.done}", GIVE_OUT, {"job": job.pk})


def go_on(job_id: int) -> None:
    """A piece of the work is over and rows are left: the next piece is put down."""
    put(_locked(job_id))


def resume(job: IntakeJob, *, by) -> None:
    """继续办理: once more after the worker gave up."""
    rules.check_can_resume(job, by)
    if not IntakeJob.objects.filter(pk=job.pk, finished_at=None).exclude(error="").update(error=""):
        raise Refused(_("该批量交办没有中断，不需要继续办理。"))
    put(job)
    outbox.again(f"intake:{job.pk}:{job.done}")


def give_out(job_id: int, rows: list[dict]) -> bool:
    """The next fifty rows of a job; whether any are left. A row the database refuses is named, the others go on."""
    try:
        return _next(job_id, rows, BATCH)
    except REFUSED_BY_DATABASE:
        for _row in range(BATCH):
            try:
                more = _next(job_id, rows, 1)
            except REFUSED_BY_DATABASE:
                more = _pass_over(job_id, rows)
            if not more:
                return False
        return True


def finish(job_id: int) -> None:
    """The last row has been dealt with: each person is told once how many came, and similar problems are looked for."""
    job = _locked(job_id)
    if job.finished_at:
        return
    job.finished_at, job.error = clock.now(), ""
    job.save(update_fields=["finished_at", "error"])
    given = Item.objects.filter(intake=job).order_by().values_list("unit_id")
    _tell_units(job, Counter(unit_id for (unit_id,) in given))
    said = FINISHED(name=job.name, n=job.given_out, failed=len(job.failed))
    notify.notify_many([job.asked_by], event="intake.finished", text=said[:300], url=url(job))
    outbox.put(f"compare:{job.trail_key}", COMPARE, {"job": job.pk})


def break_off(job_id: int, error: str) -> None:
    """The worker gave up after its last attempt; what was given out stays."""
    job = _locked(job_id)
    job.error = error
    job.save(update_fields=["error"])
    said = BROKEN_OFF(name=job.name, n=job.given_out)
    notify.notify_many([job.asked_by], event="intake.broken_off", text=said[:300], url=url(job))


def url(job: IntakeJob) -> str:
    """The page of a job."""
    return reverse("intake", args=[job.pk])


def _tell_units(job: IntakeJob, by_unit: Counter) -> None:
    keys = {holders.post(Post.LIAISON, unit_id): n for unit_id, n in by_unit.items()}
    mine: Counter = Counter()
    for key, people in queries.people_by_holder(keys).items():
        for person in people:
            mine[person] += keys[key]
    mine.pop(job.asked_by, None)
    for n in sorted(set(mine.values())):
        people = [person for person, count in mine.items() if count == n]
        notify.notify_many(
            people, event="items.issued", text=GIVEN(n=n), url=reverse("inbox"), by=job.asked_by
        )


def _locked(job_id: int) -> IntakeJob:
    jobs = IntakeJob.objects.select_related("asked_by").defer("rows")
    return jobs.select_for_update(of=("self",)).get(pk=job_id)


def _next(job_id: int, rows: list[dict], size: int) -> bool:
    with transaction.atomic(durable=True):
        job = _locked(job_id)
        wait_for_numbers()
        batch = rows[job.done : job.done + size]
        items, failed = unsaved_items(job, batch)
        give_numbers(items)
        with starting_many(items, RectificationFlow.begin, by=job.asked_by) as acts:
            for act in acts:
                issued_in_batch(act)
        return _dealt_with(job, len(batch), failed)


def _pass_over(job_id: int, rows: list[dict]) -> bool:
    with transaction.atomic(durable=True):
        job = _locked(job_id)
        return _dealt_with(job, 1, [failure(rows[job.done], NOT_TAKEN())])


def _dealt_with(job: IntakeJob, n: int, failed: list[dict]) -> bool:
    job.done += n
    job.failed += failed
    job.save(update_fields=["done", "failed"])
    return job.done < job.total
