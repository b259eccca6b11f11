"""台账快照: the ledger of a moment, frozen in a file and given a number; a 通报 names it."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, outbox, trail
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from records.numbers import next_number
from records.stored import in_chinese
from units.models import Person

from ..enums import JobKind, JobState
from ..ledger import frozen, rows
from ..ledger.columns import ITEM
from ..ledger.filters import Filter
from ..models import LedgerJob, Snapshot
from ..queries.ledger import LIGHTS, found_items
from ..queries.totals import totals_of
from ..rules import ledger as rules
from .exporting import MOST_ROWS, QUEUE

FREEZE = "ledger.freeze"
SERIES = "台账"
MEDIA_TYPE = "application/jsonl"


def ask_snapshot(query: str, *, by: Person) -> LedgerJob:
    """生成台账快照 of what a filter finds; 与我有关 is left out, since a snapshot is everybody's."""
    rules.check_can_snapshot(by)
    wanted = Filter.read(query).without("mine")
    n = totals_of(by, wanted, clock.today()).n
    if not n:
        raise Refused(_("没有可以快照的事项。"))
    if n > MOST_ROWS:
        raise Refused(_("共%(n)d项，一次最多快照%(most)d项，请先筛选。") % {"n": n, "most": MOST_ROWS})
    with transaction.atomic():
        job = LedgerJob.objects.create(
            kind=JobKind.SNAPSHOT,
            by=by,
            asked_at=clock.now(),
            query=wanted.query,
            total=n,
            name=str(JobKind.SNAPSHOT.label),
        )
        outbox.put(f"{FREEZE}:{job.pk}", FREEZE, {"job": job.pk}, queue=QUEUE)
    return job


@in_chinese()
def freeze(payload: dict):
    """Write the file; what changes while it is written (seconds) may be in it or not, what begins then is not."""
    job = LedgerJob.objects.select_related("by").get(pk=payload["job"])
    if job.state == JobState.DONE:
        return None
    wanted, as_of, today = Filter.read(job.query), clock.now(), clock.today()
    items = found_items(job.by, wanted, today, order="number")
    LedgerJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=0)
    lights, done = dict.fromkeys(map(str, LIGHTS), 0), 0
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as out:
        out.write(frozen.head(as_of=as_of, query=job.query))
        for batch in rows.batches(items, ITEM, today):
            for row in batch:
                out.write(frozen.line(row))
                lights[str(row.light)] += 1
            done += len(batch)
            outbox.go_on()
            LedgerJob.objects.filter(pk=job.pk).update(done=done)
        out.seek(0)
        stored = files.put(out, media_type=MEDIA_TYPE)
    return lambda: _number(job, stored, as_of=as_of, count=done, lights=lights)


def _number(job: LedgerJob, stored: StoredFile, *, as_of, count: int, lights: dict) -> None:
    year = clock.day_of(as_of).year
    snapshot = Snapshot.objects.create(
        number=f"{SERIES}-{year}-{next_number(SERIES, year):03d}",
        as_of=as_of,
        query=job.query,
        count=count,
        lights=lights,
        file=stored,
        by=job.by,
    )
    LedgerJob.objects.filter(pk=job.pk).update(
        state=JobState.DONE, done=count, result={"snapshot": snapshot.pk}, ended_at=clock.now(), error=""
    )
    trail.record(
        "ledger",
        "ledger.frozen",
        by=job.by,
        circle=Circle.INTERNAL,
        unit_id=job.by.unit_id,
        number=snapshot.number,
        digest=stored.digest,
        count=count,
        query=job.query,
    )
