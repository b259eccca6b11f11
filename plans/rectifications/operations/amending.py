"""导入台账: cells changed in an exported file come back, item by item, each in a transaction of its own with its line on the trail."""

from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, outbox
from records.errors import Refused, allows
from records.models import StoredFile
from records.stored import in_chinese
from workflows.acts import acting

from ..enums import JobKind, JobState
from ..ledger import differences, reading
from ..ledger.cells import Row
from ..ledger.differences import Bad, Change, LineChanges
from ..ledger.editing import TEXTS, Names, read_value
from ..ledger.rows import rows_of
from ..models import Item, LedgerJob
from ..rules import ledger as rules
from ..rules import measures as measure_rules
from . import complaints, measures, partners
from .exporting import QUEUE
from .planned import FIELDS, Planned, check_people

IMPORT = "ledger.import"
AMENDED = "item.amended"
TOLD = 500  # refused cells kept for the person to read
PEOPLE = frozenset({"leader", "section", "person"})
EVERY = 20  # lines between two looks at whether the work may go on


def ask_import(stored: StoredFile, name: str, *, by) -> LedgerJob:
    """确认导入: put down the work; the same file confirmed twice is one work."""
    rules.check_can_read_back(by)
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
        # After each line: what was written before a break is no difference any more, so only this knows of it.
        LedgerJob.objects.filter(pk=job.pk).update(done=n, result={"written": written})
        if n % EVERY == 0:
            outbox.go_on()
    result = {"written": written, "refused": len(bad), "bad": [vars(each) for each in bad[:TOLD]]}
    return lambda: LedgerJob.objects.filter(pk=job.pk).update(
        state=JobState.DONE, done=len(found.lines), result=result, ended_at=clock.now(), error=""
    )


def amend_line(line: LineChanges, *, by) -> list[Bad]:
    """修改一行: every cell is looked at once more; those that no longer hold come back, the others are written."""
    change = _amend_measure if line.measure_line else _amend_item
    try:
        return change(line, by)
    except Refused as refused:
        return [_bad(line, each, "", str(refused)) for each in line.changes]


def _amend_item(line: LineChanges, by) -> list[Bad]:
    """An item under its lock, with its line on the trail."""
    with acting(Item(pk=line.item_id), by=by) as act:
        item = act.subject
        row = rows_of([item], (), clock.today(), with_measures=True)[0]
        helping = {measure.unit_id for measure in row.measures}
        allowed = rules.changeable(item, by, helping)
        as_office = rules.writes_as_office(item, by, helping)
        good, bad = _still_good(line, row, allowed, as_office=as_office)
        if good:
            values = _values(good, item.unit_id)
            if PEOPLE & values.keys():
                named = {name: values.get(name, getattr(item, name)) for name in PEOPLE}
                check_people(item.unit_id, **named)
            act.set(revision=item.revision + 1, **values)
            _record(act, good, by)
    return bad


def _amend_measure(line: LineChanges, by) -> list[Bad]:
    """A measure, by the operation its page uses: the same rules, the same trail, the same people told."""
    item = Item.objects.select_related("unit", "leader", "section", "person").get(pk=line.item_id)
    row = rows_of([item], (), clock.today(), with_measures=True)[0].for_measure(line.measure_line)
    if row is None:
        raise Refused(_("这项措施已经删除，没有导入。"))
    measure = row.measure
    good, bad = _still_good(line, row, rules.changeable_of_measure(measure, by))
    if not good:
        return bad
    values = _values(good, measure.unit_id)
    try:
        if allows(measure_rules.check_can_change, measure, by):
            now = Planned(**{name: getattr(measure, name) for name in FIELDS} | values)
            measures.change_measure(measure, by=by, revision=measure.revision, planned=now)
        else:
            named = {name: values.get(name, getattr(measure, name)) for name in PEOPLE}
            partners.appoint(measure, by=by, revision=measure.revision, **named)
    except Refused as refused:
        bad += [_bad(line, change, change.before, str(refused)) for change in good]
    return bad


def _still_good(
    line: LineChanges, row: Row, allowed: frozenset[str], *, as_office: bool = False
) -> tuple[list[Change], list[Bad]]:
    """The changes that may still be written, and those that may not any more.

    Only what the office writes is held against who complained: to a unit a refusal would say that it guessed the name.
    """
    good, bad = [], []
    for change in line.changes:
        stored = differences.stored_text(change.key, row)
        if change.key not in allowed:
            bad.append(_bad(line, change, stored, _("这一列目前不能由您修改。")))
        elif stored != change.before:
            bad.append(_bad(line, change, stored, _("导入时已有他人修改，没有覆盖。")))
        elif as_office and change.key in TEXTS and complaints.gives_away(row.item, change.after):
            bad.append(
                _bad(line, change, stored, _("含有群众反映人的信息，承办单位将看到，没有导入，请改写。"))
            )
        else:
            good.append(change)
    return good, bad


def _values(good: list[Change], unit_id: int) -> dict:
    names = Names.of({unit_id})
    return dict(read_value(change.key, change.after, unit_id, names) for change in good)


def _record(act, good: list[Change], by) -> None:
    found = rules.liaison_of(act.subject.unit_id, by)
    act.record(
        AMENDED,
        on_behalf_of=found.on_behalf_of if found else None,
        cells=[{"column": change.key, "before": change.before, "after": change.after} for change in good],
    )


def _bad(line: LineChanges, change: Change, stored: str, sentence: str) -> Bad:
    return Bad(line.row, change.cell, change.head, line.number, change.after, stored, sentence)
