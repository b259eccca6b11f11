"""Who can be named: people of a unit, and units that can be given something."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from records import clock
from units.enums import UnitKind
from units.models import Person, Posting, Unit
from units.queries import valid_on


def members_of(unit_id: int) -> QuerySet[Person]:
    """Everybody who works in a unit or holds a post in it today."""
    held = Posting.objects.filter(valid_on(clock.today()), unit_id=unit_id, person=OuterRef("pk"))
    return Person.objects.filter(Q(unit_id=unit_id) | Q(Exists(held)), is_active=True).order_by(
        "pinyin", "id"
    )


def units_to_choose() -> QuerySet[Unit]:
    """The units under the committee today; not the committee's own office."""
    return Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT).order_by("pinyin", "id")
