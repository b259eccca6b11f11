"""What every page of an item begins with: the item as this person may see it, else 404."""

from django.shortcuts import get_object_or_404

from .. import queries
from ..models import Item, Measure


def item_of(request, pk: int) -> Item:
    """The item, when the person may see it."""
    return get_object_or_404(queries.visible_items(request.user), pk=pk)


def measure_of(request, pk: int, measure: int) -> Measure:
    """A measure of an item the person may see; it shares the item's object."""
    item = item_of(request, pk)
    found = get_object_or_404(item.measures.select_related("unit", "section", "person"), pk=measure)
    found.item = item
    return found
