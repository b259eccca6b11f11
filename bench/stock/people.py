"""Who: five hundred units, each with its 联络员, beside the office of a small district."""

from datetime import timedelta

from records import clock
from tests.plans.rectifications.factories import Rectifying
from units.enums import Post
from units.models import Person, Posting, Unit

UNITS = 500


def settle(world: Rectifying) -> list[Person]:
    """The 联络员 of each unit, units with most items first, and five clerks of the office at the end of the list."""
    long_ago = clock.today() - timedelta(days=3000)
    units = Unit.objects.bulk_create(
        Unit(code=f"S{n:03}", name=f"样例单位{n}", short_name=f"样例{n}", pinyin=f"s{n:03}", since=long_ago)
        for n in range(1, UNITS + 1)
    )
    places = [(unit, f"s{n:03}") for n, unit in enumerate(units, 1)]
    places += [(world.district.office, f"clerk{n}") for n in range(1, 6)]
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
    Posting.objects.bulk_create(
        Posting(
            person=person,
            post=Post.OFFICE_CLERK if person.unit_id == world.district.office.pk else Post.LIAISON,
            unit_id=person.unit_id,
            since=long_ago,
        )
        for person in people
    )
    return people[:UNITS]
