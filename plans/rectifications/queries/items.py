"""Items as each person may see them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from units import holders
from units.enums import Post
from units.models import Person
from units.queries import standing
from workflows.models import Asked, GroupMember

from ..enums import HandBackAnswer
from ..models import HandBack, Item, Measure, Progress


def visible_items(person: Person) -> QuerySet[Item]:
    """A unit sees the items it leads or has a measure of; office and committee see all; a group sees what it accepts;
    受理人员 see what came of complaints, 督查组人员 what they gave out.

    The three administrators see no business data.
    """
    held = standing(person)
    items = Item.objects.select_related("unit", "source")
    if held.is_technical:
        return items.none()
    if held.is_office or held.is_committee:
        return items
    # Short lists of ids, each from its own index: an OR of conditions would read every item there is.
    return items.filter(pk__in=_led(person).union(_helped(person), beyond_units(person)))


def visible_among(items: QuerySet[Item], person: Person) -> QuerySet[Item]:
    """What `visible_items` shows, of a list that is short already (found by its words): each row is asked, so that the ids
    of everything a large unit sees need not be gathered for it."""
    held = standing(person)
    if held.is_technical:
        return items.none()
    if held.is_office or held.is_committee:
        return items
    helped = Measure.objects.filter(item=OuterRef("pk"), unit_id__in=held.unit_ids)
    return items.filter(Q(unit_id__in=held.unit_ids) | Exists(helped) | Q(pk__in=beyond_units(person)))


def not_led_items(person: Person) -> QuerySet[Item]:
    """Of what a unit's person may see, what their units do not lead."""
    others = _helped(person).union(beyond_units(person))
    return Item.objects.filter(pk__in=others.difference(_led(person)))


def beyond_units(person: Person) -> QuerySet:
    """The ids of items a person sees whatever units they belong to: a group's, those they are asked about (会签), for
    受理人员 what came of complaints, for 督查组人员 what they gave out."""
    asked = Asked.objects.filter(holder=holders.person(person.pk)).order_by().values("round__process_id")
    processes = accepted_processes(person).union(asked)
    judged = Item.objects.filter(process_id__in=processes).values_list("pk")
    held, items = standing(person), Item.objects.order_by().values_list("pk")
    if held.holds_in_office(Post.INTAKE):
        judged = judged.union(items.filter(complaint__isnull=False))
    if held.holds_in_office(Post.INSPECTOR):
        judged = judged.union(items.filter(issued_by=person))
    return judged


def _led(person: Person) -> QuerySet:
    return Item.objects.filter(unit_id__in=standing(person).unit_ids).order_by().values_list("pk")


def _helped(person: Person) -> QuerySet:
    measures = Measure.objects.filter(unit_id__in=standing(person).unit_ids)
    return measures.order_by().values_list("item_id")


def accepted_processes(person: Person) -> QuerySet:
    """The processes a person helps to accept."""
    return GroupMember.objects.filter(person=person).values("group__round__process_id")


def visible_measures(person: Person) -> QuerySet[Measure]:
    """The measures of the items a person may see."""
    return Measure.objects.select_related("item__unit", "unit", "section", "person").filter(
        item__in=visible_items(person).values("pk")
    )


def units_of(item: Item) -> set[int]:
    """牵头单位 and 配合单位. Reads the measures in hand when they have been fetched with the item."""
    return {item.unit_id, *(measure.unit_id for measure in item.measures.all())}


def former_units(item: Item) -> set[int]:
    """Units the item was taken from (改派、会商定了新的牵头、机构变动): what they did of it is not theirs to judge either."""
    gone = item.handbacks.filter(answer__in=[HandBackAnswer.REASSIGN, HandBackAnswer.CONSULT])
    return {*gone.values_list("unit_id", flat=True), *item.came_from} - {item.unit_id}


def parties_of(item: Item) -> set[int]:
    """People who may not judge the item: responsible for it or for a measure, who reported, confirmed or applied."""
    rows = [(item.leader_id, item.person_id)]
    rows += [(each.leader_id, each.person_id, each.confirmed_by_id) for each in item.measures.all()]
    reported = Progress.objects.filter(measure__item=item).values_list("by_id", flat=True)
    applied = item.closings.values_list("asked_by_id", flat=True)
    return {pk for row in rows for pk in row if pk} | {*reported, *applied}


def former_items(person: Person) -> QuerySet[Item]:
    """Items that were taken from a unit of the person (改派): it goes on reading what it did, and nothing since."""
    held = standing(person)
    if held.is_technical:
        return Item.objects.none()
    gone = HandBack.objects.filter(
        item=OuterRef("pk"),
        unit_id__in=held.unit_ids,
        answer__in=[HandBackAnswer.REASSIGN, HandBackAnswer.CONSULT],
    )
    return Item.objects.select_related("source").filter(Exists(gone)).exclude(unit_id__in=held.unit_ids)
