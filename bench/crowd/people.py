"""Who: fifty units of nine and an office of fifty, with posts and delegations."""

from datetime import timedelta

from records import clock
from tests.plans.factories import District
from units.enums import Post
from units.models import Delegation, Person, Posting, Unit

UNITS, PER_UNIT, OFFICE = 50, 9, 50
CLERKS = 20


def settle(district: District) -> list[Unit]:
    """The units, biggest inboxes first; the office is the district's own."""
    today = clock.today()
    long_ago = today - timedelta(days=2000)
    units = Unit.objects.bulk_create(
        Unit(code=f"B{n:03}", name=f"样例单位{n}", short_name=f"样例{n}", pinyin=f"b{n:03}", since=long_ago)
        for n in range(1, UNITS + 1)
    )
    places = [(unit, f"u{n:03}x{p}") for n, unit in enumerate(units, 1) for p in range(1, PER_UNIT + 1)]
    places += [(district.office, f"office{n:02}") for n in range(1, OFFICE + 1)]
    people = Person.objects.bulk_create(
        Person(
            username=name,
            name=f"样例{name}",
            pinyin=name,
            password="!",
            unit=unit,
            since=long_ago,
            password_set_at=clock.now(),
        )
        for unit, name in places
    )
    of_units, of_office = people[: UNITS * PER_UNIT], people[UNITS * PER_UNIT :]
    posts = {0: Post.LIAISON, 1: Post.HEAD, 2: Post.DEPUTY}
    postings = [(person, posts.get(n % PER_UNIT, Post.MEMBER)) for n, person in enumerate(of_units)]
    postings += [
        (person, Post.OFFICE_CLERK if n < CLERKS else Post.MEMBER) for n, person in enumerate(of_office)
    ]
    Posting.objects.bulk_create(
        Posting(person=person, post=post, unit_id=person.unit_id, since=long_ago) for person, post in postings
    )
    # The deputy acts for the head in every third unit; five people of the office for a clerk.
    given = [(of_units[n * PER_UNIT + 1], of_units[n * PER_UNIT + 2]) for n in range(0, UNITS, 3)]
    given += [(of_office[n], of_office[CLERKS + n]) for n in range(5)]
    Delegation.objects.bulk_create(
        Delegation(principal=head, delegate=deputy, since=today, until=today + timedelta(days=400))
        for head, deputy in given
    )
    return units
