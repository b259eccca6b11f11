"""验收安排: a batch, its groups, their visits; a visit begins and composes the acceptance group of each thing that waits.

What follows from a visit (findings, conclusions) goes through the operations of each subject (workflows.accepting).
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import in_chinese, sentence
from units import holders
from units.enums import Post

from .. import accepting, deeds, visit_rules
from ..acts import acting, liaison_of, starting
from ..enums import HalfDay
from ..models import Batch, DeclaredRecusal, Team, TeamMember, Visit
from ..queries import recusal
from ..queries.visits import groups_of, waiting_at

GO = sentence("请按时到现场验收")
ON_VISIT = "visit"
ARRANGED = sentence("%(what)s：您在验收组内，共%(n)d件待验收")
COMING = sentence("验收组定于%(date)s%(half)s到%(unit)s验收，请做好准备")
CANCELLED = sentence("%(what)s已取消")
BEGUN = sentence("验收组今天到%(unit)s验收，共%(n)d件")


def create_batch(*, title: str, by) -> Batch:
    """新建验收安排（批次）."""
    visit_rules.check_can_arrange(by)
    if not title.strip():
        raise Refused(_("请填写批次名称。"), field="title")
    with transaction.atomic():
        batch = Batch.objects.create(title=title.strip(), begun_by=by, begun_at=clock.now())
        deeds.record(batch.key, "batch.begun", by=by, about=[by.unit_id], title=batch.title)
    return batch


def compose_team(batch: Batch, *, by, leader, members, units=(), team: Team | None = None) -> Team:
    """组成一组, or another leader and other members for `team`, also while it is on a visit.

    回避 is checked for the `units` it is meant for, for all it goes to and for all it is accepting. What it has concluded
    stays as it is; each thing it is still accepting gets the new group by an act of its own.
    """
    visit_rules.check_can_arrange(by)
    people = list({person.pk: person for person in (leader, *members)}.values())
    with transaction.atomic():
        # The row of the batch is the lock of its groups: a number is given once, members change one after the other.
        Batch.objects.select_for_update().get(pk=batch.pk)
        planned = list(team.visits.filter(concluded_at=None, cancelled_at=None)) if team else []
        under_way = [group for visit in planned for group in groups_of(visit) if group.concluded_at is None]
        _check_may_change(planned, under_way, by)  # all of it before anything is written
        _check_group(
            people,
            {*(unit.pk for unit in units), *(visit.unit_id for visit in planned)},
            [group.subject for group in under_way],
        )
        if team is None:
            team = Team.objects.create(batch=batch, n=batch.teams.count() + 1)
        team.members.all().delete()
        TeamMember.objects.bulk_create(
            TeamMember(team=team, person=person, unit_id=person.unit_id, leads=person.pk == leader.pk)
            for person in people
        )
        told = {"leader": leader.name, "members": [each.name for each in people if each.pk != leader.pk]}
        deeds.record(batch.key, "batch.team_composed", by=by, about=[by.unit_id], team=team.n, **told)
    for visit in planned:
        n = len(waiting_at(visit.unit_id)) + sum(group.visit_id == visit.pk for group in under_way)
        _ask_again(visit, people, n=n, by=by)
    for group in under_way:
        told = {"visit_on": group.visit_on, "methods": group.methods, "visit": group.visit}
        group.how.regroup(group.subject, by=by, leader=leader, members=members, **told)
    return team


def arrange_visit(
    team: Team, *, by, unit, on: date, half: str, announced: bool = True, note: str = ""
) -> Visit:
    """安排现场验收: a unit and a half-day for a group; all that waits there by then is accepted. 回避 is checked again.

    预先通知 tells the unit now; 四不两直 tells it nothing before the group begins.
    """
    visit_rules.check_can_send_to(unit.pk, by)
    if on < clock.today():
        raise Refused(_("验收日期不能早于今天。"), field="on")
    if half not in HalfDay.values:
        raise Refused(_("请选择上午或下午。"), field="half")
    if Visit.objects.filter(unit=unit, concluded_at=None, cancelled_at=None).exists():
        raise Refused(_("该单位已经安排了现场验收，请先取消或等它结束。"), field="unit")
    waiting = waiting_at(unit.pk)
    if not waiting:
        raise Refused(_("该单位没有待验收的方案和整改事项。"), field="unit")
    people = [member.person for member in team.members.select_related("person")]
    visit_rules.check_can_go(people, recusal.to_accept(*waiting, at=frozenset({unit.pk})), field="unit")
    visit = Visit(
        team=team,
        unit=unit,
        on=on,
        half=half,
        announced=announced,
        note=note.strip(),
        arranged_by=by,
        arranged_at=clock.now(),
    )
    try:
        with starting(visit, by=by) as act:
            _ask(act, people, n=len(waiting))
            act.record("visit.arranged", on=on.isoformat(), half=half, unannounced=not announced)
            if announced:
                act.record("visit.announced", on=on.isoformat(), half=half)
                coming = COMING(unit=unit.name, date=on.isoformat(), half=HalfDay(half).label)
                act.notify([liaison_of(visit), holders.post(Post.HEAD, unit.pk)], "visit.announced", coming)
    except IntegrityError as error:  # two clerks at once: the database keeps one open visit per unit
        raise Refused(_("该单位已经安排了现场验收，请先取消或等它结束。"), field="unit") from error
    return visit


def cancel_visit(visit: Visit, *, by, reason: str) -> None:
    """取消现场验收, before it has begun; the unit is told only of what it had been told."""
    if not reason.strip():
        raise Refused(_("请填写取消原因。"), field="reason")
    with acting(visit, by=by) as act:
        visit_rules.check_can_cancel(visit, by)
        act.set(cancelled_at=clock.now())
        act.finish()
        act.record("visit.cancelled" if visit.announced else "visit.dropped", words=reason.strip())
        told = [member.person for member in visit.team.members.select_related("person")]
        if visit.announced:
            told += [liaison_of(visit), holders.post(Post.HEAD, visit.unit_id)]
        act.notify(told, "visit.cancelled", CANCELLED(what=_named(visit)))


def begin_visit(visit: Visit, *, by) -> list[tuple[object, str]]:
    """开始验收 on the day: each plan and item that waits in the unit gets this group; the unit is told now at the latest.

    Pressed again, it takes in what came to wait since. Each subject is an act of its own. Returns those that were left
    out, with the sentence that says why (somebody of the group has to recuse themselves from it).
    """
    waiting = waiting_at(visit.unit_id)
    with acting(visit, by=by) as act:
        visit_rules.check_can_begin(visit, by)
        if not waiting:
            raise Refused(_("该单位没有待验收的方案和整改事项。"))
        if not visit.begun_at:
            act.set(begun_by=by, begun_at=clock.now())
            act.record("visit.begun", n=len(waiting))
            told = [liaison_of(visit), holders.post(Post.HEAD, visit.unit_id)]
            act.notify(told, "visit.begun", BEGUN(unit=visit.unit.name, n=len(waiting)))
    members = list(visit.team.members.select_related("person"))
    leader = next(member.person for member in members if member.leads)
    others = [member.person for member in members if not member.leads]
    left_out = []
    for subject in waiting:
        try:
            accepting.of(subject.key).compose(
                subject, by=by, leader=leader, members=others, visit_on=clock.today(), methods=[], visit=visit
            )
        except Refused as refused:
            if not visit.groups.filter(
                round__subject=subject.key
            ).exists():  # else a press beside this one took it in
                left_out.append((subject, refused.sentence))
    return left_out


def declare_recusal(unit, *, by, why: str) -> DeclaredRecusal:
    """申报回避: a person says of themselves that they do not accept the work of a unit, and why; later ones replace the words."""
    visit_rules.check_can_declare(by)
    if not why.strip():
        raise Refused(_("请填写回避事由。"), field="why")
    with transaction.atomic():
        declared, _created = DeclaredRecusal.objects.update_or_create(
            person=by, unit=unit, defaults={"why": why.strip(), "declared_at": clock.now()}
        )
        deeds.record(f"recusal:{by.pk}", "recusal.declared", by=by, about=[by.unit_id], unit=unit.name)
    return declared


def _check_may_change(planned, under_way, by) -> None:
    """Whoever arranges may not choose who accepts their own unit; said without a name, for a visit may be kept from it."""
    try:
        for visit in planned:
            visit_rules.check_can_send_to(visit.unit_id, by)
        for group in under_way:
            group.how.may_regroup(group.subject, by)
    except Refused as refused:
        raise Refused(_("该组的人员请由其他单位的经办人调整。")) from refused


def _check_group(people, unit_ids: set[int], under_way=()) -> None:
    waiting = waiting_at(*unit_ids) if unit_ids else []
    visit_rules.check_can_go(people, recusal.to_accept(*waiting, *under_way, at=frozenset(unit_ids)))


def _ask(act, people, *, n: int) -> None:
    """Each of the group has the visit to do, and is told of it."""
    named = _named(act.subject)
    for person in people:
        act.assign(ON_VISIT, holders.person(person.pk), GO(), title=named, due=act.subject.on)
    act.notify(people, "visit.arranged", ARRANGED(what=named, n=n))


def _ask_again(visit: Visit, people, *, n: int, by) -> None:
    """The group has changed: whoever is in it now has the visit to do."""
    with acting(visit, by=by) as act:
        act.finish(ON_VISIT)
        _ask(act, people, n=n)
        act.record("visit.team_changed", names=[person.name for person in people])


@in_chinese()
def _named(visit: Visit) -> str:
    return str(visit)
