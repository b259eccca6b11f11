"""People of the sample district by unit and post, as the story needs them."""

from dataclasses import dataclass

from units.models import Committee, Person, Seat, Section
from units.queries import seats_on

from .cast import UNITS, UnitStory


@dataclass
class People:
    """Look-ups over what the organisation import has made."""

    stories: tuple[UnitStory, ...]
    office: dict[str, Person]
    members: list[Seat]
    chair: Person
    _posts: dict[tuple[str, str], Person]
    _staff: dict[str, list[tuple[Person, Section]]]

    @classmethod
    def load(cls) -> "People":
        """Read them from the database."""
        posts, staff = {}, {}
        for person in (
            Person.objects.select_related("unit", "section").prefetch_related("postings__unit").order_by("pk")
        ):
            for posting in person.postings.all():
                posts.setdefault((posting.unit.code, posting.post), person)
            if person.section:
                staff.setdefault(person.unit.code, []).append((person, person.section))
        seats = seats_on(Committee.objects.get())
        chair = next(seat for seat in seats if seat.role == "chair")
        return cls(
            stories=UNITS,
            office={post: person for (code, post), person in posts.items() if code == "GW"},
            members=[seat for seat in seats if seat.pk != chair.pk],
            chair=chair.person,
            _posts=posts,
            _staff=staff,
        )

    def post(self, unit: str, post: str) -> Person:
        """Who holds a post in a unit."""
        return self._posts[unit, post]

    def staff(self, unit: str) -> list[tuple[Person, Section]]:
        """The people of a unit's sections, with their section."""
        return self._staff[unit]
