"""Items at any place of their way, walked there by the real operations."""

import io
from dataclasses import dataclass
from datetime import date, timedelta

from plans.rectifications.enums import SourceKind, Status
from plans.rectifications.models import HandBack, Item, Measure, Source
from plans.rectifications.operations import (
    dismissing,
    handing_back,
    issuing,
    measures,
    partners,
    progress,
    routes,
)
from plans.rectifications.operations.issuing import Problem
from plans.rectifications.operations.planned import Planned
from plans.rectifications.sources import publish_default_sources
from records import clock, files
from tests import factories
from tests.plans.factories import District, make_district
from tests.plans.rectifications import closing_ways
from units.enums import Post
from units.models import Person
from workflows.models import Evidence
from workflows.operations import evidence as library


@dataclass
class Rectifying:
    """A district in which items run: the plan's people, and those who judge items."""

    district: District
    office_head: Person
    in_charge: Person  # 分管领导 of the committee
    person: Person  # responsible in the unit
    deputy: Person  # 责任领导 of the unit
    other_head: Person
    other_person: Person  # responsible in the second unit, which co-operates


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
        other_person=factories.make_person(Post.MEMBER, district.other_unit, name="样例责任人乙"),
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


# --- 措施、进展、退办 (working) --------------------------------------------------------------------
def planned(world: Rectifying, item: Item, **fields) -> Planned:
    """A measure as the leading unit would write it, of its own people."""
    return Planned(
        **{
            "text": "逐项梳理31个事项，编印一次性告知单（样例）",
            "standard": "31个事项全部公布",
            "unit": item.unit,
            "leader": world.deputy,
            "section": world.district.section,
            "person": world.person,
            "due": item.limit,
        }
        | fields
    )


def add_measure(world: Rectifying, item: Item, **fields) -> Measure:
    """One more measure of an item; of the second unit with unit=world.district.other_unit."""
    unit = fields.get("unit")
    if unit is not None and unit.pk != item.unit_id:
        fields = {"leader": None, "section": None, "person": None} | fields
    return measures.add_measure(item, by=world.district.liaison, planned=planned(world, item, **fields))


def add_partner_measure(world: Rectifying, item: Item, *, received: bool = True, **fields) -> Measure:
    """A measure of the second unit, signed for by it."""
    text = {"text": "开放共享接口（样例）", "unit": world.district.other_unit}
    measure = add_measure(world, item, **text | fields)
    if received:
        partners.receive_measure(
            measure, by=world.district.other_liaison, leader=world.other_head, person=world.other_person
        )
    return fresh_measure(measure)


def report(world: Rectifying, measure: Measure, percent: int = 100, **fields) -> None:
    """Progress by the responsible person."""
    fields = {"on": clock.today(), "words": f"已完成{percent}%（样例）"} | fields
    progress.report(fresh_measure(measure), by=measure.person, percent=percent, **fields)


def give_evidence(measure: Measure, by: Person | None = None, *, content: bytes = b"") -> Evidence:
    """A file of the measure's unit that serves it."""
    by = by or measure.person
    file = files.put(
        io.BytesIO(content or f"%PDF-1.4 {measure.pk}.{fresh_measure(measure).evidence_after}".encode()),
        media_type="application/pdf",
    )
    found = library.add_evidence(measure.unit, by=by, file=file, name="照片.pdf", dated=clock.today())
    progress.link_evidence(fresh_measure(measure), by=by, evidence=found)
    return found


def finish(world: Rectifying, measure: Measure, **fields) -> None:
    """100 %, evidence, confirmed by the responsible leader."""
    report(world, measure)
    give_evidence(measure)
    progress.confirm(fresh_measure(measure), by=fresh_measure(measure).leader, **fields)


def _plan(world: Rectifying, item: Item) -> None:
    add_measure(world, item)


def _report(world: Rectifying, item: Item) -> None:
    report(world, item.measures.get(), 40)


def _finish(world: Rectifying, item: Item) -> None:
    for measure in item.measures.all():
        finish(world, measure)


def hand_back(world: Rectifying, item: Item, **fields) -> HandBack:
    """退办 by the leading unit."""
    told = {"ground": "not_ours", "reason": "应由大数据中心办理（样例）", "basis": "三定规定第二条（样例）"}
    return handing_back.hand_back(item, by=world.district.liaison, **told | fields)


def _hand_back(world: Rectifying, item: Item) -> None:
    hand_back(world, item)


def paper(world: Rectifying) -> Evidence:
    """核查材料 in the office's library."""
    file = files.put(io.BytesIO(b"%PDF-1.4 checked"), media_type="application/pdf")
    office, clerk = world.district.office, world.district.clerk
    return library.add_evidence(office, by=clerk, file=file, name="核查记录.pdf", dated=clock.today())


def _dismiss(world: Rectifying, item: Item) -> None:
    dismissing.propose_dismissal(
        item, by=world.district.clerk, words="经实地核查，问题不存在（样例）", papers=[paper(world)]
    )


def _second(world: Rectifying, item: Item) -> None:
    dismissing.confirm_dismissal(item, by=world.office_head)


def _merge(world: Rectifying, item: Item) -> None:
    handing_back.merge(item, by=world.district.clerk, into=issued(world), words="同一问题（样例）")


# What brings an item to a place, from the place before it.
WAYS = {
    Status.ISSUED: (),
    Status.WORKING: (_receive,),
    # 措施、进展、退办
    "planned": (_receive, _plan),
    "reported": (_receive, _plan, _report),
    "confirmed": (_receive, _plan, _finish),  # may apply for 销号
    Status.HANDED_BACK: (_hand_back,),
    "dismissal proposed": (_hand_back, _dismiss),
    Status.UNFOUNDED: (_hand_back, _dismiss, _second),
    Status.MERGED: (_hand_back, _merge),
}
# --- 销号、延期、终止、回头看 (closing_ways.py) ----------------------------------------------------
WAYS |= {place: (*WAYS[start], *further) for place, (start, further) in closing_ways.WAYS.items()}


def item_at(place: str, world: Rectifying | None = None, **fields) -> Item:
    """An item at a status, or at a stage of its closing. `item.world` knows the people."""
    world = world or make_rectifying()
    fields = closing_ways.FIELDS.get(place, {}) | fields
    if place in closing_ways.SWITCHES:
        closing_ways.source(fields.get("source", SourceKind.RESEARCH), **closing_ways.SWITCHES[place])
    item = issued(world, **fields)
    for step in WAYS[place]:
        step(world, item)
        item = _fresh(item)
    item.world = world
    return item


def _fresh(item: Item) -> Item:
    return Item.objects.select_related("unit", "source").get(pk=item.pk)


def fresh_measure(measure: Measure) -> Measure:
    return Measure.objects.select_related("item__unit", "unit", "leader", "person").get(pk=measure.pk)
