"""What composing a group and checking on the spot need to read, of whatever is accepted."""

from django.db.models import Exists, OuterRef, QuerySet

from records import clock
from units.models import Delegation, Person, Posting
from units.queries import valid_on
from units.standing import TECHNICAL_POSTS

from .. import subjects
from ..models import AcceptanceGroup


def candidates(subject) -> QuerySet[Person]:
    """People who may accept it (rules.check_can_accept): in a post elsewhere, not a party, acting for nobody of its units."""
    kind, today = subjects.kind_of(subject.key), clock.today()
    units = kind.units_of(subject)
    held = Posting.objects.filter(valid_on(today), person=OuterRef("pk"))
    there = Posting.objects.filter(valid_on(today), unit_id__in=units)
    acting_for = Delegation.objects.filter(
        valid_on(today),
        delegate=OuterRef("pk"),
        revoked_at=None,
        principal__in=there.values("person"),
    )
    return (
        Person.objects.select_related("unit")
        .filter(Exists(held), ~Exists(held.filter(unit_id__in=units)), ~Exists(acting_for), is_active=True)
        .exclude(unit_id__in=units)
        .exclude(pk__in=kind.parties(subject))
        .exclude(Exists(held.filter(post__in=TECHNICAL_POSTS)))
        .order_by("unit__pinyin", "pinyin", "id")
    )


def group_of_open_round(subject) -> AcceptanceGroup | None:
    """The group that is accepting now, with members and findings; None when there is none."""
    return (
        AcceptanceGroup.objects.select_related("round", "composed_by__unit")
        .prefetch_related("members__person", "members__unit", "findings__by")
        .filter(round__process_id=subject.process_id, round__closed_at=None)
        .first()
    )
