"""Who is who on a day: what a person holds, who holds a post, who sits in a committee."""

from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet, Value

from records import clock
from records.compiled import Compiled

from . import holders
from .enums import UnitKind
from .models import Committee, Delegation, Person, Posting, Seat, Unit, UnitName
from .standing import Authority, Holding, Sitting, Standing

__all__ = ["Authority", "Standing", "standing"]

_NO_SECTION = Value(None, output_field=BigIntegerField())
_NO_NAME = Value("", output_field=CharField())
_NOBODY = Value(0, output_field=BigIntegerField())
_MERGED = "merged"  # no post and no seat is called so
_office_id: int | None = None


def valid_on(day: date) -> Q:
    """Dated rows that are valid on `day`."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def standing(person: Person, day: date | None = None) -> Standing:
    """What `person` holds on `day` (today), and what those hold for whom they act. One statement (two with principals), kept on the object."""
    day = day or clock.today()
    kept = person.__dict__.setdefault("_standings", {})
    if day not in kept:
        kept[day] = _standing(person, day)
    return kept[day]


def _standing(person: Person, day: date) -> Standing:
    if not person.is_active:
        return Standing(person, day)
    held: dict[int, list[Holding]] = {person.pk: []}
    sits: list[Sitting] = []
    merged: dict[int, int] = {}
    for person_id, pk, what, where, section_id, kind, name in _HOLDINGS.rows(person=person.pk, day=day):
        if what == _MERGED:
            merged[pk] = where
        elif kind:
            held.setdefault(person_id, []).append(
                Holding(what, where, section_id, kind == UnitKind.OFFICE, name)
            )
        else:
            sits.append(Sitting(where, pk, what))
    own = tuple(held.pop(person.pk))
    lent = _lent(person, day, held) if held else {}
    acting_for = tuple(
        Standing(lent[pk][0], day, tuple(posts), lent=lent[pk][1]) for pk, posts in held.items()
    )
    return Standing(person, day, own, tuple(sits), acting_for, merged)


def _lent(person: Person, day: date, principals) -> dict[int, tuple[Person, frozenset[str]]]:
    """{id: (principal, the errands they gave)}; somebody who delegated twice gave both, and all when one of the two was all."""
    found: dict[int, tuple[Person, frozenset[str]]] = {}
    given = Delegation.objects.filter(
        valid_on(day), delegate=person, revoked_at=None, principal__in=principals
    ).select_related("principal")
    for each in given.order_by("id"):
        errands = frozenset(each.errands)
        before = found.get(each.principal_id)
        if before and errands:
            errands = before[1] and before[1] | errands
        found[each.principal_id] = each.principal, errands
    return found


def _holdings(person: int, day: date) -> QuerySet:
    """Postings of a person and of those who delegated to them, the person's seats, and which units were merged."""
    given = Delegation.objects.filter(valid_on(day), delegate=person, revoked_at=None)
    postings = Posting.objects.filter(
        valid_on(day),
        Q(person=person) | Q(person__is_active=True, person_id__in=given.values("principal")),
    ).values_list("person_id", "pk", "post", "unit_id", "section_id", "unit__kind", "unit__short_name")
    # A seat takes the columns of a posting: role for post, committee for unit, and no kind.
    seats = (
        Seat.objects.filter(valid_on(day), person=person)
        .order_by()
        .values_list("person_id", "pk", "role", "committee_id", _NO_SECTION, _NO_NAME, _NO_NAME)
    )
    # And so does a merger: the unit for pk, the one it went into for unit.
    mergers = (
        Unit.objects.exclude(successor=None)
        .order_by()
        .values_list(_NOBODY, "pk", Value(_MERGED), "successor_id", _NO_SECTION, _NO_NAME, _NO_NAME)
    )
    return postings.union(seats, mergers, all=True).order_by("person_id", "pk")


_HOLDINGS = Compiled(_holdings, person=int, day=date)


def people_with(post: str, unit_id: int, day: date | None = None) -> QuerySet[Person]:
    """Everybody who holds `post` in a unit on `day` (today)."""
    return people_of([holders.post(post, unit_id)], day)


def people_of(keys, day: date | None = None) -> QuerySet[Person]:
    """Everybody behind holder keys on `day` (today), each once. One statement."""
    people, posts = set(), Q()
    for key in keys:
        if (pk := holders.person_id_of(key)) is not None:
            people.add(pk)
        elif place := holders.post_of(key):
            posts |= Q(post=place[0], unit_id=place[1])
    wanted = Q(pk__in=people)
    if posts:
        held = Posting.objects.filter(valid_on(day or clock.today()), posts, person=OuterRef("pk"))
        wanted |= Q(Exists(held))
    return Person.objects.filter(wanted, is_active=True)


def people_by_holder(keys, day: date | None = None) -> dict[str, list[Person]]:
    """The people behind each holder key on `day` (today). At most two statements."""
    found: dict[str, list[Person]] = {key: [] for key in keys}
    people = {pk: key for key in found if (pk := holders.person_id_of(key)) is not None}
    posts = {place: key for key in found if (place := holders.post_of(key))}
    if people:
        for person in Person.objects.filter(pk__in=people, is_active=True):
            found[people[person.pk]].append(person)
    if posts:
        wanted = Q()
        for post, unit_id in posts:
            wanted |= Q(post=post, unit_id=unit_id)
        held = Posting.objects.filter(valid_on(day or clock.today()), wanted, person__is_active=True)
        for each in held.select_related("person").order_by("id"):
            found[posts[each.post, each.unit_id]].append(each.person)
    return found


def office() -> Unit:
    """The committee's own office (the unit of kind 工委)."""
    return Unit.objects.get(pk=office_id())


def office_id() -> int:
    """The id of the committee's own office; Unit.DoesNotExist when there is none yet."""
    global _office_id
    if _office_id is None:
        _office_id = (
            Unit.objects.filter(kind=UnitKind.OFFICE).order_by("id").values_list("pk", flat=True).first()
        )
        if _office_id is None:
            raise Unit.DoesNotExist("no unit of kind office")
    return _office_id


def forget() -> None:
    """Look the office up again at the next question."""
    global _office_id
    _office_id = None


def seats_on(committee: Committee | int, day: date | None = None) -> list[Seat]:
    """The seats in office on `day` (today) in their order, with their people; vacancies are not counted."""
    committee_id = committee.pk if isinstance(committee, Committee) else committee
    seats = Seat.objects.filter(
        valid_on(day or clock.today()), committee_id=committee_id, person__is_active=True
    )
    return list(seats.select_related("person").order_by("order", "id"))


def name_on(unit: Unit, day: date) -> str:
    """The name the unit had on `day`."""
    former = UnitName.objects.filter(valid_on(day), unit=unit).values_list("name", flat=True).first()
    return former or unit.name
