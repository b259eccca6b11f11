"""机构变动: what a unit has, before anything is changed: open matters, people and posts, and whom a merger would bar."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from records import clock
from units.mergers import one_with
from units.models import Delegation, Person, Posting, Unit
from units.queries import valid_on

from .. import subjects
from ..enums import OWN_HOUSE
from ..models import AcceptanceGroup, Asked, Assignment, GroupMember

SHOWN = 200  # open matters that are listed one by one


@dataclass(frozen=True)
class Holdings:
    """What a unit has today. `matters` are (kind of thing, how many of them have something open), `in_hand` what its kinds
    count of what has not ended; `open_ones` the 待办."""

    matters: list[tuple[str, int]]
    in_hand: list[tuple[str, int]]
    open_ones: list[Assignment]
    n_open: int
    people: list[Person]
    postings: list[Posting]
    delegations: list[Delegation]


def holdings_of(unit: Unit) -> Holdings:
    """As things stand now. The same number of statements for any number of matters."""
    today = clock.today()
    waiting = open_matters(unit)
    kinds = Counter(
        key.partition(":")[0]
        for key in waiting.order_by("subject").values_list("subject", flat=True).distinct()
    )
    labels = subjects.kinds()
    delegations = Delegation.objects.filter(valid_on(today), revoked_at=None, principal__unit=unit)
    return Holdings(
        matters=[(str(labels[kind].label), n) for kind, n in kinds.items() if kind in labels],
        in_hand=[row for kind in labels.values() for row in kind.in_hand(unit.pk) if row[1]],
        open_ones=list(waiting.order_by("due", "id")[:SHOWN]),
        n_open=waiting.count(),
        people=list(Person.objects.filter(unit=unit, is_active=True).order_by("pinyin", "id")),
        postings=list(
            Posting.objects.filter(valid_on(today), unit=unit).select_related("person").order_by("post", "id")
        ),
        delegations=list(delegations.select_related("principal", "delegate").order_by("id")),
    )


def open_matters(unit: Unit) -> QuerySet[Assignment]:
    """待办 about what is the unit's, whoever has it to do."""
    return Assignment.objects.filter(unit=unit, done_at=None)


def barred_by(unit: Unit, into: Unit) -> list[str]:
    """合并以后应当回避的: who accepts or is asked about what is of one of the two, and belongs to one of them: names, each
    once. What was merged into either before goes along."""
    both = one_with(unit.pk, into.pk)
    theirs = Assignment.objects.filter(unit__in=both, done_at=None).values_list("subject", flat=True)
    return judging(both, set(theirs.distinct()))


def judging(units: set[int], keys: set[str]) -> list[str]:
    """The people of these units who accept or are asked about one of these subjects: names, each once."""
    members = GroupMember.objects.filter(
        person__unit__in=units,
        group__in=AcceptanceGroup.objects.filter(concluded_at=None, round__closed_at=None),
    ).select_related("person", "group__round")
    asked = (
        Asked.objects.filter(answer="", round__closed_at=None, holder__startswith="person:")
        .exclude(round__stage__place__in=OWN_HOUSE)
        .select_related("round")
    )
    people = {f"person:{each.pk}": each for each in Person.objects.filter(unit__in=units)}
    found = [(each.person, each.group.round.subject) for each in members]
    found += [(people[each.holder], each.round.subject) for each in asked if each.holder in people]
    return sorted({person.name for person, key in found if key in keys})
