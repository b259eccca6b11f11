"""验收安排 and 现场验收 as each person may see them, and what waits for them."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from units.enums import UnitKind
from units.models import Person, Unit
from units.queries import standing

from .. import accepting, subjects
from ..models import AcceptanceGroup, Batch, GroupMember, Round, Team, TeamMember, Visit


@dataclass
class WaitingUnit:
    """What waits for a group in one unit: how many of each kind, since when, and the open visit there if there is one."""

    unit: Unit
    counts: dict[str, int] = field(default_factory=dict)
    since: date | None = None
    visit: Visit | None = None

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """The kinds that are accepted, each with its number."""
        return [(subjects.kinds()[name].label, self.counts.get(name, 0)) for name in accepting.kinds()]


def sees_batches(person: Person) -> bool:
    """Office and committee see the arrangements."""
    held = standing(person)
    return (held.is_office or held.is_committee) and not held.is_technical


def visible_batches(person: Person) -> QuerySet[Batch]:
    """The batches a person may see, the newest first."""
    batches = Batch.objects.select_related("begun_by").order_by("-id")
    return batches if sees_batches(person) else batches.none()


def visible_visits(person: Person) -> QuerySet[Visit]:
    """A group sees its visits; office and committee all; a unit that it is visited once it was told, or the visit has begun.

    Whoever belongs to the unit is the unit here, whatever else they are: 四不两直.
    """
    held = standing(person)
    visits = Visit.objects.select_related("unit", "team__batch", "arranged_by", "begun_by").prefetch_related(
        Prefetch("team__members", TeamMember.objects.select_related("person", "unit"))
    )
    if held.is_technical:
        return visits.none()
    own = held.own_units
    known = Q(announced=True) | Q(begun_at__isnull=False)
    if held.is_office or held.is_committee:
        return visits.filter(known | ~Q(unit_id__in=own))
    mine = Exists(TeamMember.objects.filter(team=OuterRef("team"), person=person))
    accepted = Exists(GroupMember.objects.filter(group__visit=OuterRef("pk"), person=person))
    return visits.filter(mine | accepted | (known & Q(unit_id__in=own)))


def people_of(visit: Visit) -> list:
    """Who accepted on a visit, the leader first; before it has begun, who will."""
    members = GroupMember.objects.filter(group__visit=visit).select_related("person", "unit")
    went = {each.person_id: each for each in members.order_by("leads", "-id")}
    return sorted(went.values(), key=lambda each: (not each.leads, each.pk)) or list(
        visit.team.members.select_related("person", "unit")
    )


def visits_page(person: Person, *, mine: bool = False, over: bool = False) -> QuerySet[Visit]:
    """The list: those to come by day, or (`over`) those that are over, the latest first."""
    visits = visible_visits(person)
    if mine:
        visits = visits.filter(Exists(TeamMember.objects.filter(team=OuterRef("team"), person=person)))
    ended = Q(concluded_at__isnull=False) | Q(cancelled_at__isnull=False)
    return visits.filter(ended).order_by("-on", "-id") if over else visits.exclude(ended).order_by("on", "id")


def waiting_units(person: Person) -> list[WaitingUnit]:
    """待验收: the units in which something waits for a group, the longest waiting first; not those of the person."""
    own = standing(person).own_units
    found: dict[int, WaitingUnit] = {}
    for name, how in accepting.kinds().items():
        waiting = how.waiting().exclude(unit_id__in=own)
        since = Round.objects.filter(process_id=OuterRef("process_id"), closed_at=None).values("opened_at")[
            :1
        ]
        rows = (
            waiting.order_by()
            .annotate(since=since)
            .values("unit_id")
            .annotate(n=Count("pk"), first=Min("since"))
        )
        for row in rows:
            unit = found.setdefault(row["unit_id"], WaitingUnit(None))
            unit.counts[name] = row["n"]
            unit.since = min(filter(None, (unit.since, row["first"])))
    units = Unit.objects.in_bulk(found)
    visits = {visit.unit_id: visit for visit in Visit.objects.filter(unit_id__in=found, **OPEN)}
    for pk, waiting_unit in found.items():
        waiting_unit.unit, waiting_unit.visit = units[pk], visits.get(pk)
    return sorted(found.values(), key=lambda each: (each.visit is not None, each.since, each.unit.pinyin))


OPEN = {"concluded_at": None, "cancelled_at": None}


def waiting_at(*unit_ids: int) -> list:
    """The subjects of these units that wait for a group."""
    found = []
    for how in accepting.kinds().values():
        waiting = list(how.waiting().filter(unit_id__in=unit_ids).order_by("pk"))
        how.fetch(waiting)
        found += waiting
    return found


def groups_of(visit: Visit) -> list[AcceptanceGroup]:
    """What is accepted on a visit, with its findings, each with its `subject`; plans first, then items, by their age."""
    groups = list(
        visit.groups.select_related("round__stage", "composed_by__unit")
        .prefetch_related("members__person", "members__unit", "findings__by")
        .order_by("id")
    )
    subjects_by_key = _subjects(group.round.subject for group in groups)
    for group in groups:
        group.subject = subjects_by_key[group.round.subject]
        group.how = accepting.of(group.subject.key)
    return groups


def _subjects(keys) -> dict:
    """The subjects of these keys, a statement for each kind."""
    found, by_kind = {}, {}
    for key in keys:
        by_kind.setdefault(key.partition(":")[0], []).append(int(key.partition(":")[2]))
    for name, pks in by_kind.items():
        model = subjects.kinds()[name].model
        rows = list(model.objects.select_related("unit").filter(pk__in=pks))
        accepting.of(f"{name}:").fetch(rows)
        found |= {each.key: each for each in rows}
    return found


def papers_of(subject, person: Person) -> QuerySet:
    """The keys under which papers of visits lie that accepted a subject, as far as the person may see the visits."""
    groups = AcceptanceGroup.objects.filter(
        round__process_id=subject.process_id,
        visit__concluded_at__isnull=False,
        visit__in=visible_visits(person).order_by().values("pk"),
    )
    return groups.annotate(paper_key=_visit_key()).values("paper_key")


def _visit_key():
    return Concat(Value("visit:"), Cast("visit_id", CharField()))


def teams_of(batch: Batch, person: Person) -> list[Team]:
    """The groups of a batch with their people, and the visits of each that the person may see (`seen`)."""
    members = TeamMember.objects.select_related("person", "unit")
    visits = visible_visits(person).order_by("on", "half", "id")
    return list(
        batch.teams.prefetch_related(Prefetch("members", members), Prefetch("visits", visits, to_attr="seen"))
    )


def units_to_visit(person: Person) -> QuerySet[Unit]:
    """The units a clerk may send a group to: all but their own."""
    own = standing(person).own_units
    return Unit.objects.filter(kind=UnitKind.UNIT, until=None).exclude(pk__in=own).order_by("pinyin", "id")


def units_to_declare(person: Person) -> QuerySet[Unit]:
    """The units of which a person may say that they recuse themselves: for those they belong to it goes without saying."""
    return units_to_visit(person)
