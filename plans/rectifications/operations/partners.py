"""牵头与配合: a 配合单位 signs for its measure or objects; the leading unit answers, urges, asks the office to coordinate."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from units.models import Person, Section
from workflows.acts import acting, liaison_of

from ..enums import ConcernKind
from ..flow import RectificationFlow
from ..models import Concern, Measure
from ..rules import measures as rules
from . import handing_out
from .measures import fresh
from .planned import check_people

COORDINATE = "item_coordinate"
ANSWER_DAYS, COORDINATE_DAYS = 2, 5
RECEIVED = sentence("%(number)s %(title)s：措施%(n)d已由%(unit)s签收")
ANSWER_OBJECTION = sentence("请答复配合单位的异议")
OBJECTED = sentence("%(number)s %(title)s：%(unit)s对措施%(n)d提出异议")
ANSWERED = sentence("%(number)s %(title)s：措施%(n)d的异议已答复，请签收")
URGED = sentence("%(number)s %(title)s：牵头单位催办措施%(n)d，时限%(date)s")
PLEASE_COORDINATE = sentence("请协调整改事项")
COORDINATED = sentence("%(number)s %(title)s：工委办公室已答复提请协调事项")


def receive_measure(
    measure: Measure, *, by, leader: Person, section: Section | None = None, person: Person
) -> None:
    """签收配合措施: the unit takes it on and names its own people."""
    with acting(measure.item, RectificationFlow.issued, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_receive(measure, by)
        check_people(measure.unit_id, leader, section, person)
        measure.received_on = clock.today()
        _name(measure, leader, section, person, by=by)
        handing_out.hand_out(act, measure)
        act.record(
            "item.measure_received",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            unit=measure.unit.name,
        )
        told = RECEIVED(number=item.number, title=item.title, n=measure.order, unit=measure.unit.short_name)
        act.notify([liaison_of(item)], "item.measure_received", told)


def appoint(
    measure: Measure,
    *,
    by,
    leader: Person,
    section: Section | None = None,
    person: Person,
    revision: int | None = None,
) -> None:
    """明确责任人 of a measure by its own unit; whoever reported so far has nothing more to do. `revision` is the one that
    was looked at, where somebody else may have saved since."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        measure = fresh(measure, act.subject)
        if revision not in (None, measure.revision):
            raise Refused(_("该措施刚由他人修改过，没有覆盖。"))
        found = rules.check_can_appoint(measure, by)
        check_people(measure.unit_id, leader, section, person)
        moved = person.pk != measure.person_id
        _name(measure, leader, section, person, by=by)
        if moved and measure.percent < 100:
            handing_out.hand_out(act, measure)
        act.record(
            "item.people_named",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            leader=leader.name,
            person=person.name,
        )


def object_to(measure: Measure, *, by, reason: str) -> Concern:
    """提出异议: why the measure is not for this unit, or not like this; the leading unit answers."""
    with acting(measure.item, RectificationFlow.issued, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_object(measure, by)
        concern = _raise(act, ConcernKind.OBJECTION, measure.unit_id, reason, measure)
        act.finish(handing_out.RECEIVE_MEASURE, line=measure.line, on_behalf_of=found.on_behalf_of)
        act.assign(
            handing_out.OBJECTION,
            liaison_of(item),
            ANSWER_OBJECTION(),
            limit_days=ANSWER_DAYS,
            line=measure.line,
            title=handing_out.title_of(item, measure),
            url=handing_out.url_of(measure),
            note=concern.reason,
        )
        act.record(
            "item.measure_objected",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=concern.reason,
        )
        told = OBJECTED(number=item.number, title=item.title, n=measure.order, unit=measure.unit.short_name)
        act.notify([liaison_of(item)], "item.measure_objected", told)
    return concern


def answer_objection(concern: Concern, *, by, words: str) -> None:
    """答复异议: the measure waits for its unit once more; what was agreed is written into the measure by the leading unit."""
    with acting(concern.item, RectificationFlow.issued, RectificationFlow.working, by=by) as act:
        item = act.subject
        concern, found = _answered(act, concern, words)
        act.finish(handing_out.OBJECTION, line=concern.measure.line, on_behalf_of=found.on_behalf_of)
        measure = fresh(concern.measure, item)
        handing_out.hand_out(act, measure)
        act.record(
            "item.objection_answered",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            words=concern.answer_words,
        )
        told = ANSWERED(number=item.number, title=item.title, n=measure.order)
        act.notify([holders.post(Post.LIAISON, measure.unit_id)], "item.objection_answered", told)


def urge(measure: Measure, *, by) -> None:
    """催: a word to the 配合单位, at most once a day."""
    with acting(measure.item, RectificationFlow.working, by=by) as act:
        item = act.subject
        measure = fresh(measure, item)
        found = rules.check_can_urge(measure, by)
        measure.urged_on = clock.today()
        measure.save(update_fields=["urged_on"])
        act.record(
            "item.measure_urged",
            on_behalf_of=found.on_behalf_of,
            line=measure.line,
            fact_of=measure.unit_id,
            n=measure.order,
            unit=measure.unit.name,
        )
        told = URGED(number=item.number, title=item.title, n=measure.order, date=measure.due.isoformat())
        people = [holders.post(Post.LIAISON, measure.unit_id), *([measure.person] if measure.person else [])]
        act.notify(people, "item.measure_urged", told)


def ask_coordination(item, *, by, reason: str) -> Concern:
    """提请协调: what the leading unit cannot settle with the others goes to the office."""
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_ask_coordination(item, by)
        concern = _raise(act, ConcernKind.COORDINATION, item.unit_id, reason)
        act.assign(
            COORDINATE,
            holders.post(Post.OFFICE_CLERK, queries.office_id()),
            PLEASE_COORDINATE(),
            limit_days=COORDINATE_DAYS,
            note=concern.reason,
        )
        act.record("item.coordination_asked", on_behalf_of=found.on_behalf_of, words=concern.reason)
    return concern


def answer_coordination(concern: Concern, *, by, words: str) -> None:
    """答复提请协调: all units of the item read it."""
    with acting(concern.item, by=by) as act:
        item = act.subject
        concern, _found = _answered(act, concern, words)
        act.finish(COORDINATE)
        act.record("item.coordinated", words=concern.answer_words)
        units = {item.unit_id, *item.measures.values_list("unit_id", flat=True)}
        told = COORDINATED(number=item.number, title=item.title)
        act.notify([holders.post(Post.LIAISON, pk) for pk in sorted(units)], "item.coordinated", told)


def _raise(act, kind: str, unit_id: int, reason: str, measure: Measure | None = None) -> Concern:
    if not reason.strip():
        raise Refused(_("请写明理由。"), field="reason")
    return Concern.objects.create(
        item=act.subject,
        kind=kind,
        measure=measure,
        unit_id=unit_id,
        reason=reason.strip(),
        asked_by=act.by,
        asked_at=clock.now(),
    )


def _answered(act, concern: Concern, words: str) -> tuple[Concern, object]:
    """The concern as it stands under the lock, answered by the one who may."""
    concern = Concern.objects.select_related("measure__unit").get(pk=concern.pk)
    concern.item = act.subject
    found = rules.check_can_answer(concern, act.by)
    if not words.strip():
        raise Refused(_("请填写答复意见。"), field="words")
    concern.answer_words, concern.answered_by, concern.answered_at = words.strip(), act.by, clock.now()
    concern.save(update_fields=["answer_words", "answered_by", "answered_at"])
    return concern, found


def _name(measure: Measure, leader: Person, section: Section | None, person: Person, *, by) -> None:
    measure.leader, measure.section, measure.person = leader, section, person
    measure.saved_by, measure.saved_at = by, clock.now()
    measure.revision += 1
    measure.save()
