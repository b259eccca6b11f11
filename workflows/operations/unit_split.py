"""拆分: part of what a unit has, and of its people, goes to other units from today on; the rest stays, or is merged afterwards."""

from datetime import timedelta

from django.utils.translation import gettext as _

from notifications import notify
from records import clock
from records.errors import Refused
from records.stored import sentence
from units.enums import Post, UnitKind
from units.models import Delegation, Person, Posting, Unit
from units.queries import people_with, valid_on

from .. import deeds
from .. import post_rules as rules
from ..acts import acting_together
from ..carrying import carry, section_in
from ..queries import unit_split as queries
from ..queries.unit_split import InHand, Member, Part
from . import delegations
from .posts import appoint
from .unit_changes import basis_of, locked, tell

SPLIT = sentence("%(unit)s的部分工作由%(into)s承接（%(basis)s），事项编号不变")
ENDED = sentence("机构变动后您与%(name)s不在同一单位，%(principal)s的委托已终止；需要的，请另行委托。")
NEEDED = (Post.HEAD, Post.LIAISON)


class CannotGo(Refused):
    """Some things or people cannot go where they were meant to: {key: why}. Nothing has moved."""

    def __init__(self, rows: dict[str, str]):
        super().__init__(_("有%(n)d项不能这样转出，请改选；没有转出任何一项。") % {"n": len(rows)})
        self.rows = rows


class HasChanged(Refused):
    """Since the preview something was added, moved or done: it is shown anew before anything moves."""

    def __init__(self):
        super().__init__(
            _("自预览以来有变化（新增、办结或人员调整），请核对下面的最新内容后再确认。没有转出任何一项。")
        )


def split_unit(
    unit: Unit,
    *,
    by,
    basis: str,
    goes: dict[str, Unit],
    appoints: dict[tuple[str, int], Person],
    seen: str,
) -> list[Part]:
    """{key of a thing or a person: the unit it goes to}; what is not named stays. `appoints` are {(post, unit): who of them
    takes it there}, `seen` the mark of what was shown. All of it moves, or nothing."""
    rules.check_can_change_units(by)
    basis = basis_of(basis)
    if not goes:
        raise Refused(_("请至少选择一项转出。"))
    keys = {load.subject for load in _checked(unit, goes, seen).loads if load.key in goes}
    with acting_together(keys, by=by) as acts:
        found = {each.pk: locked(each) for each in _in_order(unit, goes)}
        unit, goes = found[unit.pk], {key: found[to.pk] for key, to in goes.items()}
        has = _checked(unit, goes, seen)
        if not {load.subject for load in has.loads if load.key in goes} <= acts.keys():
            raise HasChanged
        parts, ending = queries.parts(has, goes), queries.parted(goes)
        for part in parts:
            for member in part.members:
                _move(member, unit, part.unit)
        for (post, unit_id), person in appoints.items():
            _appoint(person, post, found.get(unit_id), by)
        for part in parts:
            for load in part.loads:
                carry(acts[load.subject], load, unit, part.unit, basis=basis)
        _check_posts(unit, has, parts)
        _end(ending, by)
        _record(unit, parts, basis, by)
    return parts


def _in_order(unit: Unit, goes: dict[str, Unit]) -> list[Unit]:
    """The units whose posts change, in the order in which they are locked."""
    units = {unit.pk: unit} | {to.pk: to for to in goes.values()}
    return [units[pk] for pk in sorted(units)]


def _checked(unit: Unit, goes: dict[str, Unit], seen: str) -> InHand:
    """What the unit has, when it is what was shown and everything can go where it is meant to."""
    _check_units(unit, {to.pk: to for to in goes.values()}.values())
    has = queries.in_hand(unit)
    if has.mark != seen:
        raise HasChanged
    if why := queries.reasons(unit, has, goes):
        raise CannotGo(why)
    return has


def _check_units(unit: Unit, takers) -> None:
    if unit.kind == UnitKind.OFFICE:
        raise Refused(_("工委不在这里拆分。"))
    if unit.successor_id or unit.until is not None:
        raise Refused(_("该单位已经并入其他单位或撤销，不能拆分。"))
    for to in takers:
        if not queries.takers(unit).filter(pk=to.pk).exists():
            raise Refused(_("%(unit)s不能承接，请选择其他在用的单位。") % {"unit": to.name})


def _move(member: Member, former: Unit, to: Unit) -> None:
    """Person and posts. That they were of the former unit stays written: whoever lately was recuses themselves (回避)."""
    today, person = clock.today(), member.person
    yesterday = today - timedelta(days=1)
    for posting in member.postings:
        posting.until = max(posting.since, yesterday)
        posting.save(update_fields=["until"])
        if not Posting.objects.filter(valid_on(today), person=person, post=posting.post, unit=to).exists():
            Posting.objects.create(
                person=person,
                post=posting.post,
                unit=to,
                section=section_in(posting.section, to),
                since=today,
            )
    if not member.postings:
        since = min(person.since, yesterday)
        Posting.objects.create(person=person, post=Post.MEMBER, unit=former, since=since, until=yesterday)
    person.unit, person.section = to, section_in(person.section, to)
    person.save(update_fields=["unit", "section"])


def _appoint(person: Person, post: str, unit: Unit | None, by) -> None:
    """One of those who go takes a post that the other unit lacks."""
    if unit is None:
        return
    held = Posting.objects.filter(valid_on(clock.today()), person=person, unit=unit, post=post)
    if not held.exists():
        appoint(Person.objects.get(pk=person.pk), post, unit, by=by)


def _check_posts(unit: Unit, has: InHand, parts: list[Part]) -> None:
    """Whoever has something in hand has who writes and who signs, and these are two."""
    gone = {load.key for part in parts for load in part.loads}
    stays = any(load.key not in gone for load in has.loads)
    for each in [*(part.unit for part in parts if part.loads), *([unit] if stays else [])]:
        people = {post: set(people_with(post, each.pk).values_list("pk", flat=True)) for post in NEEDED}
        for post, held in people.items():
            if not held:
                told = {"unit": each.name, "post": post.label}
                raise Refused(
                    _("%(unit)s将没有%(post)s，事项会无人办理；请从转入人员中选定，或先任命。") % told
                )
        if people[Post.HEAD] & people[Post.LIAISON]:
            raise Refused(
                _("%(unit)s的联络员和单位负责人将是同一人，起草和审核不能由同一人办理。")
                % {"unit": each.name}
            )


def _end(parted: list[Delegation], by) -> None:
    """委托 is within a unit: it ends when the two part, and both are told."""
    for row in parted:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        delegations.record(row, "delegation.ended", by, **delegations.told_of(row))
        for person, other in ((row.principal, row.delegate), (row.delegate, row.principal)):
            told = ENDED(name=other.name, principal=row.principal.name)
            notify.notify_many([person], event="delegation.ended", text=told, url="/delegations/", by=by)


def _record(unit: Unit, parts: list[Part], basis: str, by) -> None:
    for part in parts:
        told = {"unit": unit.name, "into": part.unit.name, "basis": basis}
        n = {"matters": len(part.loads), "people": len(part.members)}
        for each in (unit, part.unit):
            deeds.record(f"unit:{each.pk}", "unit.split", by=by, about=[each.pk], **told, **n)
        tell([unit, part.unit], "unit.split", SPLIT(**told), by)
