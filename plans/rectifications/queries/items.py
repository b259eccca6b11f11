"""Items as each person may see them."""

from django.db.models import QuerySet

from units.models import Person
from units.queries import standing
from workflows.models import GroupMember

from ..models import Item, Measure


def visible_items(person: Person) -> QuerySet[Item]:
    """A unit sees the items it leads or has a measure of; office and committee see all; a group sees what it accepts.

    The three administrators see no business data.
    """
    held = standing(person)
    items = Item.objects.select_related("unit", "source")
    if held.is_technical:
        return items.none()
    if held.is_office or held.is_committee:
        return items
    # Three short lists of ids, each from its own index: an OR of conditions would read every item there is.
    led = Item.objects.filter(unit_id__in=held.unit_ids).values("pk")
    helped = Measure.objects.filter(unit_id__in=held.unit_ids).order_by().values("item_id")
    accepted = GroupMember.objects.filter(person=person)
    judged = Item.objects.filter(process_id__in=accepted.values("group__round__process_id")).values("pk")
    return items.filter(pk__in=led.union(helped, judged))


def visible_measures(person: Person) -> QuerySet[Measure]:
    """The measures of the items a person may see."""
    return Measure.objects.select_related("item__unit", "unit", "section", "person").filter(
        item__in=visible_items(person).values("pk")
    )
