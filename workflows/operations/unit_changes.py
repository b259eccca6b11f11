"""机构变动: a unit gets another name, is merged into another one, or is closed. Numbers and what was written stay as they are."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, turns
from records.errors import Refused
from records.stored import sentence
from units.enums import Post, UnitKind
from units.mergers import gone_into
from units.models import Person, Posting, Unit, UnitName
from units.queries import people_of, valid_on

from .. import deeds
from .. import post_rules as rules
from ..queries.unit_changes import open_matters

RENAMED = sentence("%(before)s更名为%(after)s（%(basis)s）")
MERGED = sentence("%(unit)s并入%(into)s（%(basis)s），原单位的事项编号、名称不变，由承接单位办理")
CLOSED = sentence("%(unit)s已撤销（%(basis)s）")


def rename_unit(unit: Unit, *, by, name: str, short_name: str, basis: str) -> UnitName:
    """更名 from today on: what is printed of the days before keeps the name of its day."""
    rules.check_can_change_units(by)
    name, short_name, basis = name.strip(), short_name.strip(), basis_of(basis)
    if not name or not short_name:
        raise Refused(_("请填写新的名称和简称。"), field="name" if not name else "short_name")
    with transaction.atomic():
        unit = locked(unit)
        if name == unit.name:
            raise Refused(_("新名称与现名称相同。"), field="name")
        if Unit.objects.filter(name=name).exclude(pk=unit.pk).exists():
            raise Refused(_("已有单位使用这个名称。"), field="name")
        last = unit.former_names.order_by("-until").first()
        since = last.until + timedelta(days=1) if last else unit.since
        yesterday = clock.today() - timedelta(days=1)
        if since > yesterday:
            raise Refused(_("该单位今天才设立或更名，明天才能再次更名。"))
        before = unit.name
        former = UnitName.objects.create(unit=unit, name=before, since=since, until=yesterday, basis=basis)
        unit.name, unit.short_name = name, short_name
        unit.save(update_fields=["name", "short_name"])
        told = {"before": before, "after": name, "basis": basis}
        deeds.record(f"unit:{unit.pk}", "unit.renamed", by=by, about=[unit.pk], **told)
        tell([unit], "unit.renamed", RENAMED(**told), by)
    return former


def merge_unit(unit: Unit, into: Unit, *, by, basis: str) -> None:
    """合并 into another unit from today on: its people belong there, whose head signs for it; its matters keep unit and number."""
    rules.check_can_change_units(by)
    basis = basis_of(basis)
    with transaction.atomic():
        first, second = sorted((unit, into), key=lambda each: each.pk)
        found = {each.pk: locked(each) for each in (first, second)}
        unit, into = found[unit.pk], found[into.pk]
        _check_merger(unit, into)
        today = clock.today()
        Person.objects.filter(unit=unit).update(unit=into)
        moved = {unit.pk, *gone_into(unit.pk)}  # what was merged into it before goes along
        held = Posting.objects.filter(valid_on(today))
        heads = held.filter(post=Post.HEAD)
        successors = list(heads.filter(unit=into, person__is_active=True).select_related("person"))
        drafting = held.filter(post=Post.LIAISON, unit__in=moved)
        liaisons = set(drafting.values_list("person_id", flat=True))
        if not successors:
            raise Refused(_("%(unit)s没有单位负责人，请先任命。") % {"unit": into.name}, field="into")
        if liaisons & {each.person_id for each in successors}:
            raise Refused(_("承接单位的负责人是原单位的联络员，请先另行任命联络员。"), field="into")
        for each in sorted(moved):
            _hand_signature(heads.filter(unit=each), successors, each, today)
        unit.successor = into
        unit.save(update_fields=["successor"])
        told = {"unit": unit.name, "into": into.name, "basis": basis}
        for each in (unit, into):
            deeds.record(f"unit:{each.pk}", "unit.merged", by=by, about=[each.pk], **told)
        tell([unit, into], "unit.merged", MERGED(**told), by)


def _check_merger(unit: Unit, into: Unit) -> None:
    if unit.pk == into.pk:
        raise Refused(_("不能并入本单位。"), field="into")
    if UnitKind.OFFICE in {unit.kind, into.kind}:
        raise Refused(_("工委不在这里合并、撤销。"), field="into")
    if unit.successor_id:
        raise Refused(_("该单位已经并入其他单位。"))
    if into.successor_id:
        raise Refused(_("%(unit)s自己已经并入其他单位，请选择承接单位。") % {"unit": into.name}, field="into")


def _hand_signature(former, successors: list[Posting], unit_id: int, today) -> None:
    """同意报送 and what else waits for the head of the merged unit waits for the head of the one it went to."""
    staying = {each.person_id for each in successors}
    for posting in former.exclude(person__in=staying):
        posting.until = max(posting.since, today - timedelta(days=1))
        posting.save(update_fields=["until"])
    already = set(former.values_list("person_id", flat=True))
    Posting.objects.bulk_create(
        Posting(person=each.person, post=Post.HEAD, unit_id=unit_id, since=today)
        for each in successors
        if each.person_id not in already
    )


def close_unit(unit: Unit, *, by, basis: str) -> None:
    """撤销: today is its last day. Not while anything of it is still open."""
    rules.check_can_change_units(by)
    basis = basis_of(basis)
    with transaction.atomic():
        unit = locked(unit)
        if unit.kind == UnitKind.OFFICE:
            raise Refused(_("工委不在这里合并、撤销。"))
        if unit.until is not None:
            raise Refused(_("该单位已经撤销。"))
        if n := open_matters(unit).count():
            raise Refused(_("该单位还有%(n)d件待办，办结或由承接单位办完以后才能撤销。") % {"n": n})
        if Person.objects.filter(unit=unit, is_active=True).exists():
            raise Refused(_("该单位还有在用的人员，请先合并到承接单位，或由系统管理员停用、调整。"))
        today = clock.today()
        Posting.objects.filter(valid_on(today), unit=unit).update(until=today)
        unit.until = today
        unit.save(update_fields=["until"])
        told = {"unit": unit.name, "basis": basis}
        deeds.record(f"unit:{unit.pk}", "unit.closed", by=by, about=[unit.pk], **told)
        tell([unit.successor] if unit.successor_id else [], "unit.closed", CLOSED(**told), by)


def basis_of(basis: str) -> str:
    """文号, without which no unit is changed."""
    if not basis.strip():
        raise Refused(_("请填写文号。"), field="basis")
    return basis.strip()


def locked(unit: Unit) -> Unit:
    """The unit, read anew; nobody changes it or its posts meanwhile."""
    turns.take(f"posts:{unit.pk}")
    return Unit.objects.select_for_update().get(pk=unit.pk)


def tell(units: list[Unit], event: str, text: str, by) -> None:
    """联络员 and 负责人 of the units read it."""
    keys = [f"post:{post.value}:{unit.pk}" for unit in units for post in (Post.LIAISON, Post.HEAD)]
    people = [person for person in people_of(keys) if person.pk != by.pk] if keys else []
    notify.notify_many(people, event=event, text=text, url="/", by=by)
