"""People, units and posts for tests: the smallest district in which something can be done."""

from datetime import date
from itertools import count

from records import clock
from units.enums import Post, QuorumProfile, SeatRole, UnitKind
from units.models import Committee, Delegation, Person, Posting, Seat, Section, Unit

LONG_AGO = date(2020, 1, 1)
PASSWORD = "Yangli-2026-pass"

_numbers = count(1)


def make_unit(name: str = "", *, kind: str = UnitKind.UNIT, **fields) -> Unit:
    """A unit; with kind=UnitKind.OFFICE the committee's own office."""
    n = next(_numbers)
    name = name or f"样例单位{n}"
    return Unit.objects.create(
        **{
            "code": f"U{n}",
            "name": name,
            "short_name": name,
            "kind": kind,
            "since": LONG_AGO,
            "pinyin": f"u{n:06d}",
        }
        | fields
    )


def make_office(**fields) -> Unit:
    """工委: the committee's own office."""
    return make_unit("样例工委", kind=UnitKind.OFFICE, **fields)


def make_section(unit: Unit, name: str = "办公室") -> Section:
    """A section of a unit."""
    return Section.objects.create(unit=unit, name=name, since=LONG_AGO)


def make_person(
    post: str | None = None,
    unit: Unit | None = None,
    *,
    name: str = "",
    password: str = "",
    section=None,
    **fields,
) -> Person:
    """A person, with a post in their unit when one is named."""
    n = next(_numbers)
    unit = unit or make_unit()
    person = Person(
        **{
            "username": f"p{n}",
            "name": name or f"样例人员{n}",
            "pinyin": f"p{n:06d}",
            "unit": unit,
            "section": section,
            "email": f"p{n}@example.invalid",
            "since": LONG_AGO,
            "password_set_at": clock.now(),
        }
        | fields
    )
    person.set_password(password) if password else person.set_unusable_password()
    person.save()
    if post:
        give_post(person, post, unit, section=section)
    return person


def give_post(
    person: Person, post: str, unit: Unit | None = None, *, since: date = LONG_AGO, until=None, section=None
) -> Posting:
    """One more post for a person."""
    person.__dict__.pop("_standings", None)
    return Posting.objects.create(
        person=person, post=Post(post), unit=unit or person.unit, section=section, since=since, until=until
    )


def make_committee(
    office: Unit, *, members: int = 7, quorum: str = QuorumProfile.DOUBLE_MAJORITY
) -> Committee:
    """A committee with a chair and members, each of a unit of their own kind."""
    n = next(_numbers)
    committee = Committee.objects.create(code=f"C{n}", name="样例工委委员会", unit=office, quorum=quorum)
    for order in range(members):
        give_seat(
            committee,
            make_person(unit=office),
            role=SeatRole.MEMBER if order else SeatRole.CHAIR,
            order=order,
        )
    return committee


def give_seat(
    committee: Committee,
    person: Person,
    *,
    role: str = SeatRole.MEMBER,
    order: int = 0,
    since=LONG_AGO,
    until=None,
) -> Seat:
    """A seat in a committee."""
    person.__dict__.pop("_standings", None)
    return Seat.objects.create(
        committee=committee, person=person, role=role, order=order, since=since, until=until
    )


def delegate(principal: Person, to: Person, *, since: date = LONG_AGO, until=None) -> Delegation:
    """委托: `to` acts for `principal`."""
    to.__dict__.pop("_standings", None)
    return Delegation.objects.create(principal=principal, delegate=to, since=since, until=until)
