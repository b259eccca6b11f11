"""What a unit that an item was taken from still reads: the problem as given, its own application, the trail until then."""

from records.enums import Circle
from records.models import Entry
from units.models import Person
from units.queries import standing

from ..models import HandBack, Item

TAKEN_BY = ("item.reassigned", "item.consulted")


def own_application(item: Item, person: Person) -> HandBack:
    """The application after which the item went to another unit."""
    rows = item.handbacks.filter(unit_id__in=standing(person).unit_ids).exclude(answered_at=None)
    return rows.select_related("unit", "same_as", "asked_by", "answered_by", "seconded_by").last()


def entries_until(item: Item, asked: HandBack) -> list[Entry]:
    """The trail up to the entry that took the item away, newest first."""
    told = Entry.objects.filter(subject=item.key, circle=Circle.FEEDBACK)
    last = told.filter(code__in=TAKEN_BY, at__gte=asked.answered_at).order_by("n").first()
    rows = told.filter(n__lte=last.n) if last else told.none()
    return list(rows.select_related("by", "on_behalf_of", "unit").order_by("-n"))
