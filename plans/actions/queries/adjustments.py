"""调整申请 as each person may see them, and what is to be otherwise, side by side."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from records import versions
from records.models import Version
from units.models import Person
from units.queries import standing

from .. import adjustment_content as contents
from ..changes import ADDED, REMOVED, SAME, Change, changes, text_diff
from ..enums import AdjustmentStatus
from ..models import Adjustment, Plan
from .plans import REPORTED, seen_by

WITH_THE_UNIT = frozenset({AdjustmentStatus.DRAFTING, AdjustmentStatus.REVISING, AdjustmentStatus.DROPPED})


@dataclass(frozen=True)
class Side:
    """One changed place: what stands in the version in force, what is to stand there; as stretches (how, words)."""

    change: Change
    left: list[tuple[str, str]]
    right: list[tuple[str, str]]


def visible_adjustments(person: Person) -> QuerySet[Adjustment]:
    """As their plans: the unit's own, and what was handed to the office or to whoever is asked."""
    return seen_by(person, Adjustment.objects.select_related("unit", "plan__action", "plan__unit", "drafter"))


def adjustments_of(plan: Plan, person: Person) -> list[Adjustment]:
    """Those of one plan that a person may see, newest first, without their drafts. The plan keeps what was read: the rules
    that its page asks read nothing again."""
    prefetch_related_objects([plan], Prefetch("adjustments", Adjustment.objects.defer("draft")))
    found = list(plan.adjustments.all())
    if found and plan.unit_id not in standing(person).unit_ids:
        seen = set(visible_adjustments(person).filter(plan=plan).order_by().values_list("pk", flat=True))
        found = [each for each in found if each.pk in seen]
    return found[::-1]


def version_shown(adjustment: Adjustment, person: Person) -> Version | None:
    """The frozen text a person reads: None to its unit while it is being written (the draft is read then)."""
    if adjustment.unit_id in standing(person).unit_ids:
        if adjustment.status in WITH_THE_UNIT or not adjustment.version_n:
            return None
        return versions.get(adjustment.key, adjustment.version_n)
    rounds = REPORTED.filter(process_id=adjustment.process_id).order_by("-id").select_related("version")
    return rounds.first().version


def asked_changes(adjustment: Adjustment, version: Version | None) -> list[Change]:
    """What is to be otherwise than in the version the application departs from."""
    before = versions.get(adjustment.plan.key, adjustment.base_n).content
    return changes(before, version.content if version else contents.as_version(adjustment.draft))


def side_by_side(found: list[Change]) -> tuple[list[Side], list[Side]]:
    """(texts, tasks): each change with what goes marked on the left and what comes on the right."""
    rows = [_side(change) for change in found]
    of_tasks = [row for row in rows if row.change.where == "task"]
    return [row for row in rows if row.change.where != "task"], of_tasks


def _side(change: Change) -> Side:
    parts = text_diff(change.before, change.after)
    return Side(
        change,
        [each for each in parts if each[0] in (SAME, REMOVED)],
        [each for each in parts if each[0] in (SAME, ADDED)],
    )
