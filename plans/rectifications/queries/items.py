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
    # Short lists of ids, each from its own index: an OR of conditions would read every item there is.
    return items.filter(pk__in=_led(person).union(_helped(person), _judged(person)))


def not_led_items(person: Person) -> QuerySet[Item]:
    """Of what a unit's person may see, what their units do not lead: they help, or the person accepts."""
    return Item.objects.filter(pk__in=_helped(person).union(_judged(person)).difference(_led(person)))


def _led(person: Person) -> QuerySet:
    return Item.objects.filter(unit_id__in=standing(person).unit_ids).order_by().values_list("pk")


def _helped(person: Person) -> QuerySet:
    measures = Measure.objects.filter(unit_id__in=standing(person).unit_ids)
    return measures.order_by().values_list("item_id")


def _judged(person: Person) -> QuerySet:
    return Item.objects.filter(process_id__in=accepted_processes(person)).values_list("pk")


def accepted_processes(person: Person) -> QuerySet:
    """The processes a person helps to accept."""
    return GroupMember.objects.filter(person=person).values("group__round__process_id")


def visible_measures(person: Person) -> QuerySet[Measure]:
    """The measures of the items a person may see."""
    return Measure.objects.select_related("item__unit", "unit", "section", "person").filter(
        item__in=visible_items(person).values("pk")
    )
