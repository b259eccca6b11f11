"""议定事项 as people may see them: the unit its own once they are issued, office and committee all."""

from django.db.models import Q, QuerySet

from units.models import Person
from units.queries import standing

from ..models import Resolution


def visible_resolutions(person: Person) -> QuerySet[Resolution]:
    """What the person may open."""
    rows = Resolution.objects.select_related("unit", "item__meeting__committee", "done_by")
    held = standing(person)
    if held.is_technical:
        return rows.none()
    if held.is_office or held.is_committee:
        return rows
    return rows.filter(Q(unit_id__in=held.unit_ids), issued_at__isnull=False)


def resolutions_page(person: Person) -> QuerySet[Resolution]:
    """The issued ones, those still open first, soonest due first."""
    return visible_resolutions(person).filter(issued_at__isnull=False).order_by("done_at", "due", "id")
