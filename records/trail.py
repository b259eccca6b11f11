"""办理记录: one chain of digests per subject. Tamper-evident, not tamper-proof; append-only by trigger."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet, Subquery

from . import canonical, clock, redactions, turns
from .compiled import Compiled
from .enums import Circle
from .models import Entry


@dataclass(frozen=True)
class Line:
    """One entry before it has its place: a code and its parameters, who, for whom, for which circle."""

    code: str
    circle: Circle
    by: object | None
    params: dict = field(default_factory=dict)
    on_behalf_of: object | None = None
    unit_id: int | None = None
    version: int | None = None


def _last(subject: str) -> QuerySet:
    return Entry.objects.filter(subject=subject).order_by("-n").values_list("n", "digest")[:1]


_LAST = Compiled(_last, subject=str)
BEGINNING = (0, "")


def end_of(subject: str) -> dict[str, Subquery]:
    """The number and digest of a chain's last entry, to be read along with a row that is read anyway."""
    last = _last(subject)
    return {"trail_n": Subquery(last.values("n")), "trail_digest": Subquery(last.values("digest"))}


def newest() -> int:
    """The number of the line written last, of all chains: while it stays the same, nothing was done. One look at an index."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def record_many(subject: str, lines: list[Line], *, after: tuple[int, str] | None = None) -> list[Entry]:
    """Add lines to the chain of `subject`. The caller holds the subject's lock, so the last entry stays the last.

    `after`: number and digest of the last entry, from whoever has read it under the lock (BEGINNING: there is none).
    """
    if not lines:
        return []
    if after is None:
        last = _LAST.rows(subject=subject)
        after = last[0] if last else BEGINNING
    return Entry.objects.bulk_create(_chained(subject, lines, *after))


def begin_many(chains: dict[str, list[Line]]) -> None:
    """The first lines of many new chains, by their names, in one statement."""
    Entry.objects.bulk_create(
        entry for subject, lines in chains.items() for entry in _chained(subject, lines, *BEGINNING)
    )


def _chained(subject: str, lines: list[Line], n: int, previous: str) -> list[Entry]:
    """Lines with their places after the n-th entry, whose digest is `previous`."""
    at = clock.now()
    entries = []
    for line in lines:
        n += 1
        entry = Entry(
            subject=subject,
            n=n,
            code=line.code,
            params=canonical.plain(line.params),
            circle=line.circle,
            by=line.by,
            on_behalf_of=line.on_behalf_of,
            unit_id=line.unit_id,
            version=line.version,
            at=at,
            previous=previous,
        )
        entry.digest = previous = digest_of(entry)
        entries.append(entry)
    return entries


def record(
    subject: str, code: str, *, by, circle: Circle, unit_id=None, on_behalf_of=None, version=None, **params
) -> Entry:
    """One line on a chain without a process lock (`access`, `meeting:3`): taken in turns by the chain's name."""
    line = Line(code, circle, by, params, on_behalf_of, unit_id, version)
    with transaction.atomic():
        turns.take(subject)
        return record_many(subject, [line])[0]


def digest_of(entry: Entry) -> str:
    """SHA-256 over the entry and the digest before it."""
    return canonical.digest(digested(entry))


def digested(entry: Entry) -> dict:
    """What the digest of an entry is taken of. Whole seconds and microseconds as stored, in UTC."""
    return {
        "subject": entry.subject,
        "n": entry.n,
        "code": entry.code,
        "params": entry.params,
        "circle": str(entry.circle),
        "by": entry.by_id,
        "on_behalf_of": entry.on_behalf_of_id,
        "unit": entry.unit_id,
        "version": entry.version,
        "at": entry.at.astimezone(clock.UTC).isoformat(timespec="microseconds"),
        "previous": entry.previous,
    }


def verify(subject: str) -> list[str]:
    """What is wrong with a chain, one sentence each; empty when it is whole."""
    problems, previous, expected = [], "", 0
    for entry in Entry.objects.filter(subject=subject).order_by("n").iterator():
        expected += 1
        if entry.n != expected:
            problems.append(f"{subject}: entry {expected} is missing, found {entry.n}")
            expected = entry.n
        if entry.previous != previous:
            problems.append(f"{subject}#{entry.n}: does not follow the entry before it")
        if not redactions.agrees(f"{subject}#{entry.n}", entry.digest, digest_of(entry)):
            problems.append(f"{subject}#{entry.n}: content does not match its digest")
        previous = entry.digest
    return problems


def subjects() -> list[str]:
    """Every chain there is."""
    return list(Entry.objects.order_by("subject").values_list("subject", flat=True).distinct())
