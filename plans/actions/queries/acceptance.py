"""What composing a group and checking need to read."""

from django.db.models import Exists, OuterRef

from records import clock
from units.choosing import Offered
from units.models import Person, Posting
from units.queries import valid_on
from units.standing import TECHNICAL_POSTS
from workflows.models import AcceptanceGroup, EvidenceUse
from workflows.queries import recusal

from ..models import Plan


def offered(plan: Plan) -> list[Offered]:
    """Everybody in a post, by unit: who may accept, and who has to recuse themselves, with the ground."""
    grounds = recusal.grounds(plan)
    held = Posting.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
    people = (
        Person.objects.select_related("unit", "section")
        .filter(Exists(held.exclude(post__in=TECHNICAL_POSTS)), is_active=True)
        .order_by("unit__pinyin", "unit_id", "pinyin", "id")
    )
    return [Offered(person, grounds.get(person.pk, "")) for person in people]


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
