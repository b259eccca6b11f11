"""Items at any place of their way, walked there by the real operations."""

from dataclasses import dataclass
from datetime import date, timedelta

from plans.rectifications.enums import SourceKind, Status
from plans.rectifications.models import Item, Source
from plans.rectifications.operations import issuing, routes
from plans.rectifications.operations.issuing import Problem
from plans.rectifications.sources import publish_default_sources
from records import clock
from tests import factories
from tests.plans.factories import District, make_district
from units.enums import Post
from units.models import Person


@dataclass
class Rectifying:
    """A district in which items run: the plan's people, and those who judge items."""

    district: District
    office_head: Person
    in_charge: Person  # 分管领导 of the committee
    person: Person  # responsible in the unit
    deputy: Person  # 责任领导 of the unit
    other_head: Person


def make_rectifying(district: District | None = None) -> Rectifying:
    """The smallest district (or the one given) with routes and sources of rectification published."""
    district = district or make_district()
    routes.publish_default_routes(district.committee)
    publish_default_sources()
    return Rectifying(
        district=district,
        office_head=factories.make_person(Post.OFFICE_HEAD, district.office, name="样例主任"),
        in_charge=factories.make_person(Post.DEPUTY, district.office, name="样例分管"),
        person=factories.make_person(Post.MEMBER, district.unit, name="样例责任人"),
        deputy=factories.make_person(Post.DEPUTY, district.unit, name="样例副局长"),
        other_head=factories.make_person(Post.HEAD, district.other_unit, name="样例校长"),
    )


def problem(
    world: Rectifying, *, source: str = SourceKind.RESEARCH, due: date | None = None, **fields
) -> Problem:
    """A problem of the unit, as it would be given out."""
    return Problem(
        **{
            "source": Source.objects.get(kind=source),
            "unit": world.district.unit,
            "problem": "窗口一次性告知不到位，群众多次往返（样例）",
            "due": due or clock.today() + timedelta(days=60),
            "standard": "一次性告知单覆盖全部31个事项，抽查10件无一遗漏",
        }
        | fields
    )


def issued(world: Rectifying, **fields) -> Item:
    """An item that waits to be signed for."""
    return _fresh(issuing.issue(problem(world, **fields), by=world.district.clerk))


def _receive(world: Rectifying, item: Item) -> None:
    issuing.receive(item, by=world.district.liaison)


# What brings an item to a place, from the place before it.
WAYS = {
    Status.ISSUED: (),
    Status.WORKING: (_receive,),
}


def item_at(place: str, world: Rectifying | None = None, **fields) -> Item:
    """An item at a status, or at a stage of its closing. `item.world` knows the people."""
    world = world or make_rectifying()
    item = issued(world, **fields)
    for step in WAYS[place]:
        step(world, item)
        item = _fresh(item)
    item.world = world
    return item


def _fresh(item: Item) -> Item:
    return Item.objects.select_related("unit", "source").get(pk=item.pk)
