"""Similar problems beside an item's page."""

from units.models import Person

from ..models import Item, Similar
from .items import visible_items


def similar_to(item: Item, person: Person) -> list[Similar]:
    """The earlier items most like this one that the person may see, the most alike first; dismissed ones are left out."""
    visible = visible_items(person).order_by().values("pk")
    found = Similar.objects.filter(item=item, dismissed_at=None, earlier__in=visible)
    return list(found.select_related("earlier__unit", "earlier__source").order_by("-percent", "-earlier_id"))


def recurs_from(item: Item, person: Person) -> Item | None:
    """The earlier item it is once more, when the person may see that."""
    return visible_items(person).filter(pk=item.recurs_id).first() if item.recurs_id else None
