"""制定措施: the leading unit writes what is done, by whom, until when; each measure is handed to the unit that does it."""

from django.utils.translation import gettext as _

from plans.actions.operations.drafting import new_line
from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from units.models import Person, Section
from workflows.acts import acting

from ..flow import RectificationFlow
from ..models import Item, Measure
from ..rules import measures as rules
from . import handing_out
from .planned import SIGNED_FOR, Planned, check_move, check_people, check_planned, check_revision, fields_of

GIVEN = sentence("%(number)s %(title)s：措施%(n)d由贵单位配合，请签收")
CHANGED = sentence("%(number)s %(title)s：措施%(n)d已修改，请重新签收")
REMOVED = sentence("%(number)s %(title)s：原措施%(n)d已撤销，不再需要贵单位配合")


def add_measure(item, *, by, planned: Planned) -> Measure:
    """增加措施."""
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_plan(item, by)
        check_planned(item, planned)
        if item.measures.filter(text=planned.text.strip(), unit=planned.unit).exists():
            raise Refused(_("该单位已有相同的措施。"), field="text")
        measure = written(act, planned, order=item.measures.count() + 1)
        act.record(
            "item.measure_added",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=measure.text,
            unit=measure.unit.name,
            due=measure.due.isoformat(),
        )
        handing_out.tally(act)
        handing_out.ready(act)
    return measure


def written(act, planned: Planned, *, order: int) -> Measure:
    """The row of a new measure, handed to its unit. Inside the act on its item."""
    item = act.subject
    own = planned.unit.pk == item.unit_id
    measure = Measure(
        item=item,
        line=new_line("m"),
        order=order,
        received_on=clock.today() if own and item.received_on else None,
        **fields_of(planned),
    )
    _save(measure, item, by=act.by)
    handing_out.hand_out(act, measure)
    if not own:
        told = GIVEN(number=item.number, title=item.title, n=order)
        act.notify([holders.post(Post.LIAISON, planned.unit.pk)], "item.measure_added", told)
    elif item.leader_id is None and item.person_id is None:  # the item takes its people from the first one
        act.set(leader=planned.leader, section=planned.section, person=planned.person)
    return measure


def change_measure(measure: Measure, *, by, revision: int, planned: Planned) -> None:
    """修改措施. Stale when somebody else saved since; what a 配合单位 signed for is signed for again."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_change(measure, by)
        check_revision(measure, revision, planned)
        check_move(measure, planned, item)
        check_planned(item, planned, was=measure)
        now, taken = fields_of(planned), measure.unit_id == item.unit_id and _people(measure) == _people(item)
        changed = [name for name in now if now[name] != getattr(measure, name)]
        if not changed:
            return
        for name in changed:
            setattr(measure, name, now[name])
        if taken and _people(measure) != _people(item):
            # The item took its people from this measure, and goes with it.
            act.set(leader=measure.leader, section=measure.section, person=measure.person)
        _sign_again(act, measure, changed)
        _save(measure, item, by=by)
        handing_out.put_anew(act, measure)
        act.record(
            "item.measure_changed",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=measure.text,
            fields=changed,
        )


def _people(row: Item | Measure) -> tuple:
    return row.leader_id, row.section_id, row.person_id


def remove_measure(measure: Measure, *, by) -> None:
    """删除措施 on which nobody has worked."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_remove(measure, by)
        act.finish(line=measure.line)
        handing_out.settle_objection(act, measure, handing_out.GONE())
        if rules.is_partners(measure):
            told = REMOVED(number=item.number, title=item.title, n=measure.order)
            act.notify([holders.post(Post.LIAISON, measure.unit_id)], "item.measure_removed", told)
        act.record(
            "item.measure_removed",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=measure.text,
        )
        measure.delete()
        _renumber(item)
        handing_out.tally(act)
        handing_out.ready(act)


def move_measure(measure: Measure, *, by, up: bool) -> None:
    """调整次序: one place up or down; at the end nothing happens."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        rules.check_can_plan(item, by)
        rows = list(item.measures.all())
        place = next((n for n, each in enumerate(rows) if each.pk == measure.pk), None)
        if place is None:
            raise Refused(_("该措施已不在，页面可能已经过时，请刷新。"))
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
            _renumber(item, rows)


def appoint(item, *, by, leader: Person, section: Section | None, person: Person) -> None:
    """明确责任领导、责任人 of the item as a whole."""
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_plan(item, by)
        check_people(item.unit_id, leader, section, person)
        act.set(leader=leader, section=section, person=person)
        act.record(
            "item.people_named", on_behalf_of=found.on_behalf_of, leader=leader.name, person=person.name
        )


def fresh(measure: Measure, item: Item) -> Measure:
    """The measure as it stands under the lock of its item."""
    found = (
        Measure.objects.select_related("unit", "leader", "section", "person").filter(pk=measure.pk).first()
    )
    if found is None:
        raise Refused(_("该措施已不在，页面可能已经过时，请刷新。"))
    found.item = item
    return found


def _sign_again(act, measure: Measure, changed: list[str]) -> None:
    item = act.subject
    if "unit" in changed:
        handing_out.settle_objection(act, measure, handing_out.ELSEWHERE())
        measure.received_on = clock.today() if measure.unit_id == item.unit_id else None
    if not rules.is_partners(measure) or not SIGNED_FOR & set(changed):
        return
    again, measure.received_on = measure.received_on is not None, None
    told = (CHANGED if again else GIVEN)(number=item.number, title=item.title, n=measure.order)
    act.notify([holders.post(Post.LIAISON, measure.unit_id)], "item.measure_changed", told)


def _save(measure: Measure, item: Item, *, by) -> None:
    handing_out.light(item, measure)
    measure.saved_by, measure.saved_at = by, clock.now()
    if measure.pk:
        measure.revision += 1
    measure.save()


def _renumber(item: Item, rows=None) -> None:
    rows = list(Measure.objects.filter(item=item)) if rows is None else rows
    for n, each in enumerate(rows, start=1):
        each.order = n
    Measure.objects.bulk_update(rows, ["order"])
