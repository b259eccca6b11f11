"""Who is who on a day: what a person holds, who holds a post, who sits in a committee."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet, Value

from records import clock
from records.compiled import Compiled

from . import holders
from .enums import UnitKind
from .models import Committee, Delegation, Person, Posting, Seat, Unit, UnitName
from .standing import Authority, Holding, Sitting, Standing

__all__ = ["Authority", "Standing", "standing"]

Lent = tuple[Person, frozenset[str]]  # a principal, and the errands they gave (none named: all of them)

_NO_SECTION = Value(None, output_field=BigIntegerField())
_NO_NAME = Value("", output_field=CharField())
_NOBODY = Value(0, output_field=BigIntegerField())
_MERGED = "merged"  # no post and no seat is called so
_KIND = 5  # the column of a holding that a seat leaves empty
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


def read_standings(people: Iterable[Person], day: date | None = None) -> None:
    """What `standing` tells, read for all of them at once and kept on each object. Two statements, for any number of people."""
    day = day or clock.today()
    unread = [each for each in people if day not in each.__dict__.setdefault("_standings", {})]
    active = [each.pk for each in unread if each.is_active]
    if not unread:
        return
    given: dict[int, list[Delegation]] = {}
    for each in _given(active, day).select_related("principal"):
        given.setdefault(each.delegate_id, []).append(each)
    rows: dict[int, list[tuple]] = {}
    for row in _holdings(active, _given(active, day), day):
        rows.setdefault(row[0], []).append(row)
    for person in unread:
        lent = _lent(given.get(person.pk, ()))
        # Of a principal who is on the list too, the posts are lent and the seats are not.
        posts = [row for pk in lent for row in rows.get(pk, ()) if row[_KIND]]
        found = [*rows.get(person.pk, ()), *posts, *rows.get(0, ())]
        person.__dict__["_standings"][day] = _stands(person, day, found, lent)


def _standing(person: Person, day: date) -> Standing:
    if not person.is_active:
        return Standing(person, day)
    rows = _HOLDINGS.rows(person=person.pk, day=day)
    principals = {row[0] for row in rows} - {person.pk, 0}
    if not principals:
        return _stands(person, day, rows, {})
    given = _given([person.pk], day).filter(principal__in=principals).select_related("principal")
    return _stands(person, day, rows, _lent(given))


def _stands(person: Person, day: date, rows: Iterable[tuple], lent: Mapping[int, Lent]) -> Standing:
    """What the rows of `_holdings` say of one person, own ones and those of principals."""
    if not person.is_active:
        return Standing(person, day)
    held: dict[int, list[Holding]] = {person.pk: []}
    sits: list[Sitting] = []
    merged: dict[int, int] = {}
    for person_id, pk, what, where, section_id, kind, name in rows:
        if what == _MERGED:
            merged[pk] = where
        elif kind:
            held.setdefault(person_id, []).append(
                Holding(what, where, section_id, kind == UnitKind.OFFICE, name)
            )
        else:
            sits.append(Sitting(where, pk, what))
    own = tuple(held.pop(person.pk))
    acting_for = tuple(
        Standing(lent[pk][0], day, tuple(posts), lent=lent[pk][1]) for pk, posts in held.items()
    )
    return Standing(person, day, own, tuple(sits), acting_for, merged)


def _given(delegates: Iterable[int], day: date) -> QuerySet[Delegation]:
    """Delegations (委托) that are in force on `day`."""
    return Delegation.objects.filter(valid_on(day), delegate__in=delegates, revoked_at=None).order_by("id")


def _lent(given: Iterable[Delegation]) -> dict[int, Lent]:
    """By principal; somebody who delegated twice gave both, and all when one of the two was all."""
    found: dict[int, Lent] = {}
    for each in given:
        errands = frozenset(each.errands)
        before = found.get(each.principal_id)
        if before and errands:
            errands = before[1] and before[1] | errands
        found[each.principal_id] = each.principal, errands
    return found


def _holdings(people: Iterable[int], given: QuerySet[Delegation], day: date) -> QuerySet:
    """Postings of people and of those who delegated to them, the people's seats, and which units were merged."""
    principals = given.order_by().values("principal")
    postings = Posting.objects.filter(
        valid_on(day),
        Q(person__in=people) | Q(person__is_active=True, person_id__in=principals),
    ).values_list("person_id", "pk", "post", "unit_id", "section_id", "unit__kind", "unit__short_name")
    # A seat takes the columns of a posting: role for post, committee for unit, and no kind.
    seats = (
        Seat.objects.filter(valid_on(day), person__in=people)
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


def _holdings_of_one(person: int, day: date) -> QuerySet:
    return _holdings([person], _given([person], day), day)


_HOLDINGS = Compiled(_holdings_of_one, person=int, day=date)


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
        for post in {post for post, _unit_id in posts}:
            wanted |= Q(post=post, unit_id__in=[unit_id for each, unit_id in posts if each == post])
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
