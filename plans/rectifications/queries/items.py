"""Items as each person may see them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from units.enums import Post
from units.models import Person
from units.queries import standing
from workflows.models import GroupMember

from ..models import Item, Measure


def visible_items(person: Person) -> QuerySet[Item]:
    """A unit sees the items it leads or has a measure of; office and committee see all; a group sees what it accepts;
    受理人员 see what came of complaints.

    The three administrators see no business data.
    """
    held = standing(person)
    items = Item.objects.select_related("unit", "source")
    if held.is_technical:
        return items.none()
    if held.is_office or held.is_committee:
        return items
    helping = Measure.objects.filter(item=OuterRef("pk"), unit_id__in=held.unit_ids)
    accepting = GroupMember.objects.filter(person=person, group__round__process_id=OuterRef("process_id"))
    seen = Q(unit_id__in=held.unit_ids) | Exists(helping) | Exists(accepting)
    if held.holds_in_office(Post.INTAKE):
        seen |= Q(complaint__isnull=False)
    return items.filter(seen)


def visible_measures(person: Person) -> QuerySet[Measure]:
    """The measures of the items a person may see."""
    return Measure.objects.select_related("item__unit", "unit", "section", "person").filter(
        item__in=visible_items(person).values("pk")
    )
