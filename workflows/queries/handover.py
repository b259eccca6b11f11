"""工作交接: whose work may be handed over, what they hold, who could take it, what was handed over before."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from records import clock
from units import holders
from units.enums import Post
from units.models import HandOver, Person, Posting
from units.queries import standing, valid_on
from units.standing import TECHNICAL_POSTS

from .. import holdings
from ..holdings import Held, Holding
from ..models import Assignment

FOUND = 30


@dataclass(frozen=True)
class Group:
    """One kind of what a person holds, with its rows."""

    name: str
    holding: Holding
    rows: list[Held] = field(default_factory=list)


def hands_over_all(by: Person) -> bool:
    """The 工委业务管理员; a unit's head hands over what is the unit's own."""
    return standing(by).holds_in_office(Post.BUSINESS_ADMIN)


def visible_handovers(person: Person) -> QuerySet[HandOver]:
    """The 业务管理员 all, a unit's head those of the unit."""
    rows = HandOver.objects.select_related("person__unit", "unit", "by")
    if hands_over_all(person):
        return rows
    return rows.filter(unit_id__in=headed_units(person))


def headed_units(person: Person) -> list[int]:
    """The units somebody is the head of."""
    return [each.unit_id for each in standing(person).held if each.post == Post.HEAD]


def people_to_hand_over(by: Person) -> QuerySet[Person]:
    """Whose work `by` may hand over: also of those who have left their posts, as long as something waits for them."""
    technical = Posting.objects.filter(
        valid_on(clock.today()), person=OuterRef("pk"), post__in=TECHNICAL_POSTS
    )
    people = Person.objects.select_related("unit", "section").filter(~Exists(technical)).exclude(pk=by.pk)
    if hands_over_all(by):
        return people
    return people.filter(unit_id__in=headed_units(by))


def found_people(by: Person, words: str) -> list[Person]:
    """The first of them whose name, unit or title contains the words."""
    people = people_to_hand_over(by)
    for word in words.split():
        people = people.filter(
            Q(name__icontains=word) | Q(unit__name__icontains=word) | Q(title__icontains=word)
        )
    return list(people.order_by("unit__pinyin", "unit_id", "pinyin", "id")[: FOUND + 1])


def takers(giver: Person) -> list[Person]:
    """接收人: the colleagues of somebody, in the units where they belong or hold a post."""
    units = {giver.unit_id, *(each.unit_id for each in standing(giver).held)}
    there = Posting.objects.filter(valid_on(clock.today()), unit_id__in=units, person=OuterRef("pk"))
    technical = Posting.objects.filter(
        valid_on(clock.today()), person=OuterRef("pk"), post__in=TECHNICAL_POSTS
    )
    people = Person.objects.filter(Q(unit_id__in=units) | Exists(there), ~Exists(technical), is_active=True)
    return list(people.exclude(pk=giver.pk).order_by("pinyin", "id"))


def held_by(giver: Person, by: Person) -> list[Group]:
    """Everything a person holds that `by` may see, kind by kind. A unit's head sees what is the unit's own, and no more."""
    everything = hands_over_all(by)
    groups = []
    for name, holding in holdings.kinds().items():
        if not everything and not holding.inside:
            continue
        rows = holding.of(giver)
        if not everything:
            rows = [each for each in rows if each.unit_id == giver.unit_id]
        if rows:
            groups.append(Group(name, holding, rows))
    return groups


def mark_of(groups: list[Group]) -> str:
    """Stands for what was shown: another one as soon as something was added, moved or done since."""
    return mark(row.key for group in groups for row in group.rows)


def mark(keys: Iterable[str]) -> str:
    """The same of any keys."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]


def waiting_by_post(giver: Person) -> dict[str, int]:
    """How many 待办 go along with each post, by its holder key. One statement."""
    keys = [holders.post(post, unit_id) for post, unit_id in standing(giver).posts]
    found = dict.fromkeys(keys, 0)
    for key in Assignment.objects.filter(holder__in=keys, done_at=None).values_list("holder", flat=True):
        found[key] += 1
    return found
