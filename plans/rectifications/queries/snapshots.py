"""台账快照 as people may see them: the office and the committee, since they hold every unit's items."""

from django.db.models import QuerySet

from units.models import Person
from units.queries import standing

from ..models import LedgerJob, Snapshot


def visible_snapshots(person: Person) -> QuerySet[Snapshot]:
    """Newest first."""
    held = standing(person)
    snapshots = Snapshot.objects.select_related("by", "file").order_by("-id")
    return snapshots if held.is_office or held.is_committee else snapshots.none()


def snapshot_before(snapshot: Snapshot) -> Snapshot | None:
    """上期: the last one before it under the same filter."""
    return (
        Snapshot.objects.filter(query=snapshot.query, pk__lt=snapshot.pk)
        .select_related("file")
        .order_by("-pk")
        .first()
    )


def own_jobs(person: Person) -> QuerySet[LedgerJob]:
    """Files one has asked for, newest first."""
    return LedgerJob.objects.filter(by=person).select_related("file").order_by("-id")
