"""拆分: what a unit has in hand, thing by thing and person by person, and what comes of it when some of it goes to others."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from records import clock
from units import holders
from units.enums import UnitKind
from units.mergers import one_with
from units.models import Delegation, Person, Posting, Unit
from units.queries import valid_on

from .. import carrying
from ..carrying import Carrying, Load
from ..enums import OWN_HOUSE
from ..models import AcceptanceGroup, AgendaItem, Asked, Assignment, Pause
from .handover import mark
from .unit_changes import judging

PERSON = "person"  # the first half of the key of somebody who goes


@dataclass(frozen=True)
class Group:
    """One kind of what a unit has in hand, with its rows."""

    carrying: Carrying
    rows: list[Load]


@dataclass(frozen=True)
class Member:
    """Somebody of the unit, with the posts they hold in it."""

    person: Person
    postings: list[Posting]

    @property
    def key(self) -> str:
        return f"{PERSON}:{self.person.pk}"


@dataclass(frozen=True)
class InHand:
    """Everything that can go to another unit."""

    groups: list[Group]
    members: list[Member]

    @property
    def loads(self) -> list[Load]:
        return [row for group in self.groups for row in group.rows]

    @property
    def mark(self) -> str:
        """Stands for what was shown: another one as soon as something was added, moved or done since."""
        posts = [f"posting:{each.pk}" for member in self.members for each in member.postings]
        return mark([*(row.key for row in self.loads), *(each.key for each in self.members), *posts])


@dataclass
class Part:
    """What one unit would take, the 待办 that go along, and who has to recuse themselves from then on."""

    unit: Unit
    loads: list[Load] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    n_open: int = 0
    barred: list[str] = field(default_factory=list)

    @property
    def counted(self) -> list[tuple[str, int]]:
        """(kind, how many of it)."""
        return [
            (str(kind.label), n)
            for name, kind in carrying.kinds().items()
            if (n := sum(load.kind == name for load in self.loads))
        ]


def in_hand(unit: Unit) -> InHand:
    """As things stand now. The same number of statements for any number of matters."""
    groups = [Group(kind, kind.of(unit.pk)) for kind in carrying.kinds().values()]
    held: dict[int, list[Posting]] = {}
    for posting in Posting.objects.filter(valid_on(clock.today()), unit=unit).order_by("post", "id"):
        held.setdefault(posting.person_id, []).append(posting)
    people = Person.objects.filter(unit=unit, is_active=True).select_related("section")
    return InHand(
        [group for group in groups if group.rows],
        [Member(each, held.get(each.pk, [])) for each in people.order_by("pinyin", "id")],
    )


def takers(unit: Unit) -> QuerySet[Unit]:
    """承接单位: the other units of today that were not merged into one."""
    units = Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT, successor=None)
    return units.exclude(pk=unit.pk).order_by("pinyin", "id")


def stuck_among(loads: Iterable[Load]) -> dict[str, str]:
    """{subject: why it stays where it is for now}: it rests, stands on an agenda, or is being accepted on a visit."""
    keys = {load.subject for load in loads}
    resting = Pause.objects.filter(subject__in=keys, resumed_at=None)
    listed = AgendaItem.objects.filter(
        round__subject__in=keys, round__closed_at=None, announced_at=None
    ).order_by()
    visited = AcceptanceGroup.objects.filter(
        round__subject__in=keys, round__closed_at=None, concluded_at=None
    ).exclude(visit=None)
    return {
        **dict.fromkeys(resting.values_list("subject", flat=True), _("已暂停办理，请恢复后再转出")),
        **dict.fromkeys(
            listed.values_list("round__subject", flat=True), _("已列入会议议题，请在宣布结果后再转出")
        ),
        **dict.fromkeys(
            visited.order_by().values_list("round__subject", flat=True), _("正在现场验收，请在验收后再转出")
        ),
    }


def reasons(unit: Unit, has: InHand, goes: dict[str, Unit]) -> dict[str, str]:
    """{key: why it cannot go there}: what is stuck, what the other unit cannot take, and people parted from their work."""
    found = {}
    stuck = stuck_among(load for load in has.loads if load.key in goes)
    own = {member.person.pk for member in has.members}
    there = _people_of({each.pk for each in goes.values()})
    asked = _asked_inside(has.loads)
    for load in has.loads:
        to = goes.get(load.key)
        if to is not None:
            why = stuck.get(load.subject, "") or carrying.kinds()[load.kind].barred(load, to)
            if why:
                found[load.key] = why
        for person in (*load.people, *asked.get(load.key, ())):
            theirs = goes.get(f"{PERSON}:{person.pk}")
            told = {"name": person.name, "title": load.title}
            if to is not None and theirs != to and (person.pk in own or (person.pk, to.pk) not in there):
                told["unit"] = to.name
                found.setdefault(
                    load.key,
                    _("%(name)s负责其中的工作，但不转入%(unit)s；请一并转入，或先办理工作交接") % told,
                )
            elif to is None and theirs is not None:
                found.setdefault(
                    f"{PERSON}:{person.pk}",
                    _("%(name)s负责留下的“%(title)s”；请一并转出，或先办理工作交接") % told,
                )
    return found


def _asked_inside(loads: list[Load]) -> dict[str, list[Person]]:
    """{key: people of its own unit who are asked by name at a stage of it}."""
    whole = {load.subject: load.key for load in loads if not load.line}
    rows = Asked.objects.filter(
        round__subject__in=whole,
        round__closed_at=None,
        round__stage__place__in=OWN_HOUSE,
        answer="",
        holder__startswith="person:",
    ).values_list("round__subject", "holder")
    ids = {holders.person_id_of(holder): whole[subject] for subject, holder in rows}
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(pk__in=ids):
        found.setdefault(ids[person.pk], []).append(person)
    return found


def _people_of(units: set[int]) -> set[tuple[int, int]]:
    """(person, unit) of everybody who belongs to one of these units, by their own unit or a post."""
    held = Posting.objects.filter(valid_on(clock.today()), unit__in=units)
    people = Person.objects.filter(unit__in=units)
    return {*held.values_list("person_id", "unit_id"), *people.values_list("pk", "unit_id")}


def parts(has: InHand, goes: dict[str, Unit]) -> list[Part]:
    """What each unit would take."""
    found: dict[int, Part] = {}
    for name, rows in (("loads", has.loads), ("members", has.members)):
        for row in rows:
            if to := goes.get(row.key):
                getattr(found.setdefault(to.pk, Part(to)), name).append(row)
    for part in found.values():
        keys = {load.subject for load in part.loads}
        whole = {load.subject for load in part.loads if not load.line}
        lines = Q(pk=None)
        for load in part.loads:
            if load.line:
                lines |= Q(subject=load.subject, line=load.line)
        part.n_open = Assignment.objects.filter(Q(subject__in=whole) | lines, done_at=None).count()
        part.barred = judging(one_with(part.unit.pk), keys)
    return sorted(found.values(), key=lambda part: (part.unit.pinyin, part.unit.pk))


def parted(goes: dict[str, Unit]) -> list[Delegation]:
    """委托 between people of whom one goes and the other does not, or elsewhere: they end."""
    people = {int(key.partition(":")[2]): to.pk for key, to in goes.items() if key.startswith(f"{PERSON}:")}
    rows = Delegation.objects.filter(
        Q(until=None) | Q(until__gte=clock.today()),
        Q(principal__in=people) | Q(delegate__in=people),
        revoked_at=None,
    ).select_related("principal", "delegate")
    return [row for row in rows.order_by("id") if people.get(row.principal_id) != people.get(row.delegate_id)]
