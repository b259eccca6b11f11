"""What composing a group and checking on the spot need to read, of whatever is accepted."""

from django.db.models import Exists, OuterRef

from records import clock
from units.choosing import Offered
from units.models import Person, Posting
from units.queries import valid_on
from units.standing import TECHNICAL_POSTS

from ..models import AcceptanceGroup
from . import recusal


def offered(subject) -> list[Offered]:
    """Everybody in a post, by unit: who may accept, and who has to recuse themselves, with the ground."""
    return everybody(recusal.to_accept(subject))


def everybody(grounds: dict[int, str]) -> list[Offered]:
    """Everybody in a post, by unit, each with the ground on which they cannot be chosen."""
    held = Posting.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
    people = (
        Person.objects.select_related("unit", "section")
        .filter(Exists(held.exclude(post__in=TECHNICAL_POSTS)), is_active=True)
        .order_by("unit__pinyin", "unit_id", "pinyin", "id")
    )
    return [Offered(person, grounds.get(person.pk, "")) for person in people]


def group_of_open_round(subject) -> AcceptanceGroup | None:
    """The group that is accepting now, with members and findings; None when there is none."""
    return (
        AcceptanceGroup.objects.select_related("round", "composed_by__unit", "visit__unit", "visit__team")
        .prefetch_related("members__person", "members__unit", "findings__by")
        .filter(round__process_id=subject.process_id, round__closed_at=None)
        .first()
    )
