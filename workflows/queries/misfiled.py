"""误传处置: who sees a report, and the incident sheet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from documents import containing
from documents.models import Document
from records import clock
from records.errors import allows
from records.models import BackupRun, Entry, FileOpened
from units.models import Person

from .. import file_places, misfiled_rules
from ..file_places import Use
from ..models import Misfiled

BACKUP_HOUR = 2


def visible_misfiled(person: Person) -> QuerySet[Misfiled]:
    """All of them, for those who handle them."""
    rows = Misfiled.objects.select_related("file", "reported_by__unit", "first_by", "second_by")
    return rows if allows(misfiled_rules.check_can_handle_misfiled, person) else rows.none()


@dataclass(frozen=True)
class Sheet:
    """事件单: who put the file there, where it is, who was given it, what was stopped, which backups hold it."""

    uses: list[Use]
    opened: list[FileOpened]
    papers: list[Document]
    backups: list[BackupRun]
    trail: list[Entry]

    @property
    def uploader(self) -> Use | None:
        """The first who put it anywhere."""
        known = [use for use in self.uses if use.by and use.at]
        return min(known, key=lambda use: use.at, default=None)


def sheet(incident: Misfiled) -> Sheet:
    """事件单 of one report, read now."""
    files = [incident.file_id, *incident.packages]
    return Sheet(
        uses=uses(incident),
        opened=list(
            FileOpened.objects.filter(file__in=files).select_related("by__unit").order_by("at", "id")
        ),
        papers=list(containing.named_in(incident.file_id)),
        backups=backups_with(incident),
        trail=list(
            Entry.objects.filter(subject=incident.key)
            .select_related("by", "on_behalf_of", "unit")
            .order_by("n")
        ),
    )


def uses(incident: Misfiled) -> list[Use]:
    """Where the file is; the words about it are hidden there too."""
    return list(file_places.uses_of(incident.file_id))


def uploaders(incident: Misfiled) -> set[int]:
    """Who put the file anywhere: they are parties, and carry nothing out."""
    return {use.by.pk for use in uses(incident) if use.by}


def backups_with(incident: Misfiled) -> list[BackupRun]:
    """The backups made while the file could be in them."""
    since = incident.file.at
    made = BackupRun.objects.filter(ok=True, at__gte=since, at__lt=incident.reported_at)
    return list(made.order_by("at"))


def next_backup() -> datetime:
    """When the next nightly one is due; it leaves out whatever is withheld."""
    tonight = clock.moment_of(clock.today(), BACKUP_HOUR)
    return tonight if tonight > clock.now() else tonight + timedelta(days=1)
