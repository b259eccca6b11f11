"""佐证库 as each person may see it."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from units.models import Person
from units.queries import standing

from .. import subjects
from ..models import Evidence, EvidenceUse


def visible_evidence(person: Person) -> QuerySet[Evidence]:
    """The unit's own library; of others only what serves a subject the person may see."""
    rows = Evidence.objects.select_related("file", "added_by", "unit")
    held = standing(person)
    if held.is_technical:
        return rows.none()
    seen = Q(unit_id__in=held.unit_ids)
    for name, kind in subjects.kinds().items():
        pks = list(kind.visible_to(person).exclude(unit_id__in=held.unit_ids).values_list("pk", flat=True))
        keys = [f"{name}:{pk}" for pk in pks]
        seen |= Q(Exists(EvidenceUse.objects.filter(evidence=OuterRef("pk"), subject__in=keys)))
    return rows.filter(seen)


def library_page(person: Person) -> QuerySet[Evidence]:
    """本单位佐证库, newest first, with how many lines each file serves. The three administrators have none."""
    held = standing(person)
    return (
        Evidence.objects.select_related("file", "added_by", "unit")
        .filter(unit_id__in=() if held.is_technical else held.unit_ids)
        .annotate(used=Count("uses"))
        .order_by("-id")
    )


def may_add(person: Person) -> bool:
    """Does the person belong to a unit with a library?"""
    held = standing(person)
    return held.belongs_to(person.unit_id) and not held.is_technical
