"""What composing a group and checking need to read."""

from django.db.models import Exists, OuterRef, QuerySet

from records import clock
from units.models import Person, Posting
from units.queries import valid_on
from workflows.models import AcceptanceGroup, EvidenceUse

from ..models import Plan


def candidates(plan: Plan) -> QuerySet[Person]:
    """People who may accept: in a post of another unit, not the drafter, not responsible for a task."""
    today = clock.today()
    held = Posting.objects.filter(valid_on(today), person=OuterRef("pk"))
    return (
        Person.objects.select_related("unit")
        .filter(Exists(held), is_active=True)
        .exclude(unit_id=plan.unit_id)
        .exclude(Exists(held.filter(unit_id=plan.unit_id)))
        .exclude(pk=plan.drafter_id)
        .exclude(pk__in=plan.tasks.exclude(person=None).values("person_id"))
        .exclude(postings__post__in=["system_admin", "security_admin", "auditor"])
        .order_by("unit__pinyin", "pinyin", "id")
        .distinct()
    )


def group_of_open_round(plan: Plan) -> AcceptanceGroup | None:
    """The group that is accepting now, with members and findings."""
    return (
        AcceptanceGroup.objects.select_related("round")
        .prefetch_related("members__person", "members__unit", "findings__by")
        .filter(round__process_id=plan.process_id, round__closed_at=None)
        .first()
    )


def evidence_by_line(plan: Plan) -> dict[str, list]:
    """The evidence of all lines of a plan, in one statement."""
    found: dict[str, list] = {}
    for use in EvidenceUse.objects.filter(subject=plan.key).select_related(
        "evidence__file", "evidence__added_by"
    ):
        found.setdefault(use.line, []).append(use.evidence)
    return found
