"""版本: which versions a person may open, and which content the plan's page shows them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from records import versions
from records.models import Entry, Version
from units.models import Person
from units.queries import standing
from workflows.models import Round

from .. import content as contents
from ..changes import Change, changes
from ..enums import APPROVED, WRITABLE, Status
from ..models import Plan
from .plans import REPORTED


@dataclass(frozen=True)
class Shown:
    """What the page shows: a frozen version, or the working copy (`version` is None) to the unit that writes it."""

    content: dict
    version: Version | None


def of_the_unit(plan: Plan, person: Person) -> bool:
    """Does the person read the plan as one of its unit?"""
    return plan.unit_id in standing(person).unit_ids


def reported_numbers(plan: Plan) -> set[int]:
    """The versions that have left the unit and were not taken back before receipt; the amended and the adjusted ones."""
    reviewed = REPORTED.filter(process_id=plan.process_id).values_list("version__n", flat=True)
    later = Entry.objects.filter(subject=plan.key, code__in=("plan.amended", "plan.adjusted"))
    return {n for n in (*reviewed, *later.values_list("version", flat=True)) if n}


def readable_versions(plan: Plan, person: Person) -> QuerySet[Version]:
    """The unit reads every version of its plan, everybody else those that were reported; newest first."""
    found = Version.objects.filter(subject=plan.key).select_related("made_by").order_by("-n")
    return found if of_the_unit(plan, person) else found.filter(n__in=reported_numbers(plan))


def shown_to(plan: Plan, person: Person) -> Shown:
    """The approved version once there is one; before that the unit's newest text, for others the last one reported."""
    if plan.status in APPROVED:
        version = versions.get(plan.key, plan.approved_version)
    elif not of_the_unit(plan, person):
        version = versions.get(plan.key, max(reported_numbers(plan)))
    elif plan.status in WRITABLE or not plan.version_n:
        return Shown(contents.content_of(plan), None)
    else:
        version = versions.get(plan.key, plan.version_n)
    return Shown(version.content, version)


def last_reviewed_version(plan: Plan) -> Version | None:
    """The version the last review looked at, before the one that is going on or was the last of all; None before and in the first.

    A submission that was withdrawn or declined before receipt has been looked at by nobody.
    """
    rounds = list(
        Round.objects.filter(process_id=plan.process_id, stage__route_id=plan.route_id)
        .select_related("version", "stage")
        .order_by("-id")
    )
    if plan.status in {Status.REVIEWING, Status.REJECTED}:
        rounds = [each for each in rounds if each.n < rounds[0].n]
    looked_at = (each.version for each in rounds if each.stage.code != "receive")
    return next(looked_at, None)


def changes_of(plan: Plan, shown: Shown) -> tuple[Version | None, list[Change]]:
    """自上轮以来的修改: from the version the last review looked at to what the page shows, until the plan is approved."""
    base = None if plan.status in APPROVED else last_reviewed_version(plan)
    if base is None or (shown.version and shown.version.pk == base.pk):
        return base, []
    return base, changes(base.content, shown.content)
