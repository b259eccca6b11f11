"""导入台账: cells changed in an exported file come back, item by item, each in a transaction of its own with its line on the trail."""

from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, outbox
from records.errors import Refused
from records.models import StoredFile
from records.stored import in_chinese
from units import holders
from workflows.acts import acting
from workflows.models import Assignment

from ..enums import JobKind, JobState
from ..ledger import differences, reading
from ..ledger.differences import Change, LineChanges
from ..ledger.editing import Names, read_value
from ..ledger.rows import rows_of
from ..models import Item, LedgerJob, Measure
from ..rules import ledger as rules
from .exporting import QUEUE

IMPORT = "ledger.import"
AMENDED = "item.amended"
TOLD = 500  # refused cells kept for the person to read
EVERY = 20  # lines between two words about how far it is


def ask_import(stored: StoredFile, name: str, *, by) -> LedgerJob:
    """确认导入: put down the work; the same file confirmed twice is one work."""
    with transaction.atomic():
        waiting = LedgerJob.objects.select_for_update().filter(
            kind=JobKind.IMPORT, by=by, file=stored, state__in=[JobState.WAITING, JobState.RUNNING]
        )
        if job := waiting.first():
            return job
        job = LedgerJob.objects.create(
            kind=JobKind.IMPORT, by=by, asked_at=clock.now(), name=name[:200], file=stored
        )
        outbox.put(f"{IMPORT}:{job.pk}", IMPORT, {"job": job.pk}, queue=QUEUE)
    return job


@in_chinese()
def take_in(payload: dict):
    """Write what the file changes. Begun again after a break it finds the rest: what is written already no longer differs."""
    job = LedgerJob.objects.select_related("by").get(pk=payload["job"])
    if job.state == JobState.DONE:
        return None
    with files.open_file(job.file_id) as stream:
        file = reading.read(stream, job.name)
    found = differences.compare(file, job.by, clock.today())
    written, bad = job.result.get("written", 0), list(found.bad)
    LedgerJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, total=len(found.lines), done=0)
    for n, line in enumerate(found.lines, 1):
        refused = amend_line(line, by=job.by)
        bad += refused
        written += len(line.changes) - len(refused)
        if n % EVERY == 0:
            outbox.go_on()
            LedgerJob.objects.filter(pk=job.pk).update(done=n, result={"written": written})
    result = {"written": written, "refused": len(bad), "bad": [vars(each) for each in bad[:TOLD]]}
    return lambda: LedgerJob.objects.filter(pk=job.pk).update(
        state=JobState.DONE, done=len(found.lines), result=result, ended_at=clock.now(), error=""
    )


def amend_line(line: LineChanges, *, by) -> list[differences.Bad]:
    """修改一行: every cell is looked at once more under the lock; those that no longer hold come back, the others are written."""
    item = Item(pk=line.item_id)
    try:
        with acting(item, by=by) as act:
            bad = _amend(act, line, by)
    except Refused as refused:
        return [_bad(line, change, "", str(refused)) for change in line.changes]
    return bad


def _amend(act, line: LineChanges, by) -> list[differences.Bad]:
    item = act.subject
    row = rows_of([item], (), clock.today(), with_measures=True)[0]
    helping = {measure.unit_id for measure in row.measures}
    measure = None
    if line.measure_line:
        row = row.for_measure(line.measure_line)
        if row is None:
            raise Refused(_("这项措施已经删除，没有导入。"))
        measure = row.measure
    allowed = (
        rules.changeable_of_measure(measure, item, by) if measure else rules.changeable(item, by, helping)
    )
    names = Names.of({row.unit.pk, item.unit_id})
    good, bad = [], []
    for change in line.changes:
        stored = differences.stored_text(change.key, row)
        if change.key not in allowed:
            bad.append(_bad(line, change, stored, _("这一列目前不能由您修改。")))
        elif stored != change.before:
            bad.append(_bad(line, change, stored, _("导入时已有他人修改，没有覆盖。")))
        else:
            good.append(change)
    if good:
        _write(act, item, measure, good, row.unit.pk, names)
        _record(act, measure, row.n, good, by)
    return bad


def _write(act, item: Item, measure: Measure | None, good: list[Change], unit_id: int, names: Names) -> None:
    values = dict(read_value(change.key, change.after, unit_id, names) for change in good)
    if measure is None:
        act.set(revision=item.revision + 1, **values)
        return
    if "person" in values:
        _hand_over(act, measure, values["person"])
    for name, value in values.items():
        setattr(measure, name, value)
    measure.save(update_fields=list(values))
    act.set(revision=item.revision + 1)


def _hand_over(act, measure: Measure, person) -> None:
    """What waits for the person who was responsible waits for the new one, with the same limit."""
    if measure.person_id is None or person is None or measure.person_id == person.pk:
        return
    before, after = holders.person(measure.person_id), holders.person(person.pk)
    waiting = Assignment.objects.filter(
        process_id=act.subject.process_id, line=measure.line, holder=before, done_at=None
    )
    for each in list(waiting):
        act.assign(
            each.kind,
            after,
            each.what,
            due=each.due,
            starts=each.starts,
            line=each.line,
            title=each.title,
            url=each.url,
        )
    act.finish(line=measure.line, holder=before)


def _record(act, measure: Measure | None, n: int, good: list[Change], by) -> None:
    found = rules.liaison_of(measure.unit_id if measure else act.subject.unit_id, by)
    act.record(
        AMENDED,
        on_behalf_of=found.on_behalf_of if found else None,
        line=measure.line if measure else "",
        measure=n if measure else 0,
        cells=[{"column": change.key, "before": change.before, "after": change.after} for change in good],
    )


def _bad(line: LineChanges, change: Change, stored: str, sentence: str) -> differences.Bad:
    return differences.Bad(line.row, change.cell, change.head, line.number, change.after, stored, sentence)
