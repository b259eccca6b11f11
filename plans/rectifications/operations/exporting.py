"""导出: the list exactly as it is shown, as an Excel file made by a worker; whose, of what and when stands on the trail 访问记录."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from records import clock, files, outbox, trail
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from records.stored import in_chinese
from units.models import Person, Unit

from ..enums import JobKind, JobState, ListKind
from ..ledger import book, rows
from ..ledger.columns import BY_KEY, ITEM, Column
from ..ledger.filters import Filter
from ..models import LedgerJob
from ..queries.ledger import found_items
from ..queries.totals import totals_of
from ..rules import ledger as rules

EXPORT, EXPIRE = "ledger.export", "ledger.expire"
QUEUE = "default"
MOST_ROWS = 200_000
KEPT = timedelta(days=30)


def ask_export(
    which: str, query: str, chosen: list[Column], order: str, *, by: Person, whole: bool = False
) -> LedgerJob:
    """导出Excel: put down the work; `whole` is 全量版, every column in the order of the ledger."""
    wanted = Filter.read(query)
    n = totals_of(by, wanted, clock.today()).n
    if not n:
        raise Refused(_("没有可以导出的事项。"))
    if n > MOST_ROWS:
        raise Refused(_("共%(n)d项，一次最多导出%(most)d项，请先筛选。") % {"n": n, "most": MOST_ROWS})
    keys = [column.key for column in (ITEM if whole else chosen)]
    with transaction.atomic():
        job = LedgerJob.objects.create(
            kind=JobKind.EXPORT,
            by=by,
            asked_at=clock.now(),
            which=ListKind.LEDGER if whole else which,
            query=wanted.query,
            order=order,
            columns=keys,
            total=n,
            name=_name(which, whole),
        )
        trail.record(
            "access",
            "ledger.exported",
            by=by,
            circle=Circle.SYSTEM,
            unit_id=by.unit_id,
            job=job.pk,
            list=str(job.which),
            query=wanted.query,
            columns=keys,
            rows=n,
        )
        outbox.put(f"{EXPORT}:{job.pk}", EXPORT, {"job": job.pk, "heads": get_language()}, queue=QUEUE)
    return job


@in_chinese()
def _name(which: str, whole: bool) -> str:
    label = "整改台账（全量版）" if whole else str(ListKind(which).label)
    return f"{label}-{clock.today().isoformat()}.xlsx"


@in_chinese()
def export(payload: dict):
    """Make the file of one job; run by a worker, outside any transaction."""
    job = LedgerJob.objects.select_related("by__unit").get(pk=payload["job"])
    if job.file_id:
        return None
    shown = [BY_KEY[key] for key in job.columns if key in BY_KEY]
    items = found_items(job.by, Filter.read(job.query), clock.today(), order=job.order)
    LedgerJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=0)
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as place:
        path = Path(place) / "ledger.xlsx"
        written = _write(path, job, items, shown, payload.get("heads", settings.LANGUAGE_CODE))
        with path.open("rb") as stream:
            stored = files.put(stream, media_type=book.MEDIA_TYPE)
    return lambda: _ready(job, stored, written)


def _write(path: Path, job: LedgerJob, items, shown: list[Column], language: str) -> int:
    """The heads are in the language of whoever asked; what stands below them is as it is kept."""
    title = str(ListKind(job.which).label)
    made = book.Book(
        path,
        which=job.which,
        title=title,
        note=note_of(Filter.read(job.query), n=job.total, by=job.by, moment=clock.now()),
        columns=shown,
        heads=_heads(shown, language),
    )
    done = 0
    for batch in rows.batches(items, shown, clock.today()):
        made.write(rows.lines_of(batch, job.which))
        done += len(batch)
        outbox.go_on()
        LedgerJob.objects.filter(pk=job.pk).update(done=done)
    made.end()
    return done


def _heads(shown: list[Column], language: str) -> list[str]:
    with override(language):
        return [str(column.head) for column in shown]


def _ready(job: LedgerJob, stored: StoredFile, written: int) -> None:
    expires = clock.now() + KEPT
    LedgerJob.objects.filter(pk=job.pk).update(
        state=JobState.DONE, file=stored, done=written, ended_at=clock.now(), expires_at=expires, error=""
    )
    outbox.put(f"{EXPIRE}:{job.pk}", EXPIRE, {"job": job.pk}, queue=QUEUE, due=expires)


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 未完成, with the reason; a person may ask again."""
    LedgerJob.objects.filter(pk=payload["job"], file=None).update(
        state=JobState.FAILED, error=error, ended_at=clock.now()
    )


def expire(payload: dict):
    """到期: the file of a job is no longer kept; that it was made stays known."""
    job = LedgerJob.objects.filter(pk=payload["job"]).first()
    if job is None or job.file_id is None:
        return None
    return lambda: _forget(job)


def _forget(job: LedgerJob) -> None:
    digest = job.file_id
    LedgerJob.objects.filter(pk=job.pk).update(file=None)
    files.forget(digest)


def record_download(job: LedgerJob, *, by: Person) -> None:
    """下载: who took the file, and when."""
    rules.check_can_download(job, by)
    trail.record(
        "access",
        "ledger.downloaded",
        by=by,
        circle=Circle.SYSTEM,
        unit_id=by.unit_id,
        job=job.pk,
        digest=job.file_id,
    )


def note_of(wanted: Filter, *, n: int, by: Person, moment) -> str:
    """The line under a title: 截至, filter, how many, and whose it is."""
    names = dict(Unit.objects.filter(pk__in=wanted.unit).values_list("pk", "short_name"))
    at = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    told = {"at": at, "filter": wanted.sentence(names), "n": n, "who": by.name, "unit": by.unit.name}
    return _("截至%(at)s；%(filter)s；共%(n)d项；%(who)s（%(unit)s）") % told
