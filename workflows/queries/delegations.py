"""委托 as each person may see it: own ones given and received, and for leaders whose is in force."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from records import clock
from units.models import Delegation, Person, Posting
from units.queries import standing, valid_on
from units.standing import TECHNICAL_POSTS

from ..delegation_rules import sees_all
from .handover import headed_units


def _lasting() -> QuerySet[Delegation]:
    """In force, or to begin."""
    rows = Delegation.objects.filter(Q(until=None) | Q(until__gte=clock.today()), revoked_at=None)
    return rows.select_related("principal__unit", "delegate__unit").order_by("since", "id")


def given_by(person: Person) -> QuerySet[Delegation]:
    """What the person has given, in force or to begin."""
    return _lasting().filter(principal=person)


def received_by(person: Person) -> QuerySet[Delegation]:
    """What the person was given, in force or to begin."""
    return _lasting().filter(delegate=person)


def over_of(person: Person) -> QuerySet[Delegation]:
    """What the person gave or was given and is over, the newest first."""
    ended = Q(until__lt=clock.today()) | Q(revoked_at__isnull=False)
    rows = Delegation.objects.filter(ended, Q(principal=person) | Q(delegate=person))
    return rows.select_related("principal", "delegate").order_by("-until", "-id")


def in_force_below(person: Person) -> QuerySet[Delegation]:
    """Of others, in force today: every one for who sees all, those of the unit for its head."""
    rows = _lasting().filter(valid_on(clock.today())).exclude(Q(principal=person) | Q(delegate=person))
    if sees_all(person):
        return rows
    return rows.filter(principal__unit__in=headed_units(person))


def may_act_for(person: Person) -> QuerySet[Person]:
    """Who can be chosen: somebody in service of a unit in which the person holds a post; none of the three administrators."""
    units = {each.unit_id for each in standing(person).held}
    held = Posting.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
    people = Person.objects.filter(
        Q(unit__in=units) | Exists(held.filter(unit__in=units)),
        ~Exists(held.filter(post__in=TECHNICAL_POSTS)),
        is_active=True,
    )
    return people.exclude(pk=person.pk).order_by("pinyin", "id")
