"""佐证库 as each person may see it."""

from django.db.models import BigIntegerField, Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast, Substr

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
        if not kind.has_evidence:
            continue
        served = kind.visible_to(person).exclude(unit_id__in=held.unit_ids).filter(pk=OuterRef("served"))
        uses = EvidenceUse.objects.filter(evidence=OuterRef("pk")).annotate(served=_served(name))
        seen |= Q(Exists(uses.filter(Exists(served))))
    return rows.filter(seen)


def _served(name: str) -> Case:
    """The id in `plan:12`, for one kind of subject; NULL for the others. So each use asks for one row by its id,
    however many a person may see."""
    number = Cast(Substr("subject", len(name) + 2), BigIntegerField())
    return Case(When(subject__startswith=f"{name}:", then=number), output_field=BigIntegerField())


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


def not_yet_serving(unit_id: int, subject: str, line: str) -> QuerySet[Evidence]:
    """What of a unit's library may still be chosen for a line."""
    return Evidence.objects.filter(unit_id=unit_id).exclude(uses__subject=subject, uses__line=line)


def by_line(subject: str) -> dict[str, list[Evidence]]:
    """The evidence that serves each line of a subject, in the order in which it was added. One statement."""
    found: dict[str, list[Evidence]] = {}
    uses = EvidenceUse.objects.filter(subject=subject).select_related("evidence__file", "evidence__added_by")
    for use in uses.order_by("id"):
        found.setdefault(use.line, []).append(use.evidence)
    return found
