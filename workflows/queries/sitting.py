"""会签情况: who is asked at the open sitting and what they said, for whoever may know it, with what this person may do about it."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from records import clock
from records.enums import Circle
from records.errors import Refused, allows
from units import holders
from units.choosing import Offered
from units.enums import LEADERS, OFFICE_POSTS, UnitKind
from units.models import Person, Posting, Seat
from units.queries import people_of, valid_on

from .. import copy_rules, guest_rules, pausing, sittings
from ..enums import StagePlace
from ..models import Asked, GuestLink
from ..sittings import Sitting
from ..verdicts import waits_for
from .acceptance import everybody
from .circles import circles_for


@dataclass(frozen=True)
class AskedRow:
    """One of those asked: who, their answer with its words, how they came to be asked; what may be done with it."""

    asked: Asked
    who: str
    notes: list[str]
    may_spare: bool = False
    may_hand_on: bool = False
    may_type_in: bool = False


@dataclass
class Beside:
    """What stands beside a subject that is under way: its sitting, and the ways to urge, to copy, to correct."""

    rows: list[AskedRow] = field(default_factory=list)
    may_add: bool = False
    may_urge: bool = False
    may_copy: bool = False
    may_correct: bool = False
    may_pause: bool = False
    may_resume: bool = False
    may_invite: bool = False
    guests: list[GuestLink] = field(default_factory=list)

    @property
    def spoken(self) -> int:
        """How many have spoken."""
        return sum(bool(row.asked.answer) for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Nothing to show and nothing to do."""
        return not (self.rows or self.may_urge or self.may_copy or self.may_correct or self.may_pause)


def beside(subject, person: Person, entries) -> Beside:
    """会签情况、催办、抄送 as this person has them. `entries` is the trail as they may know it."""
    signed = any(each.on_behalf_of_id == person.pk and each.params.get("on_paper") for each in entries)
    found = Beside(
        may_copy=allows(copy_rules.check_can_send_copy, subject, person),
        may_correct=signed and allows(sittings.check_can_correct, subject, person),
    )
    if not subject.stage:
        return found
    found.may_resume = allows(pausing.check_can_resume, subject, person)
    if found.may_resume or pausing.is_paused(subject):
        return found
    found.may_pause = allows(pausing.check_can_pause, subject, person)
    found.may_urge = allows(copy_rules.check_can_urge, subject, person)
    try:
        sitting = sittings.sitting_of(subject)
    except Refused:
        return found  # a duty: nobody is asked
    rows = sitting.rows
    if not _may_know(sitting, person):  # who is asked from another unit knows their own question
        rows = [row for row in rows if sittings.is_asked(person, row)]
        if not rows:
            return found
    names = holders.labels([each for row in rows for each in (row.holder, row.instead_of) if each])
    found.rows = [_row(sitting, row, person, names) for row in rows]
    found.may_add = allows(sittings.check_can_ask_also, sitting, person)
    if guest_rules.is_on() and _may_know(sitting, person):
        found.may_invite = allows(guest_rules.check_can_invite, sitting, person)
        found.guests = list(sitting.round.guest_links.filter(revoked_at=None))
    return found


def _may_know(sitting: Sitting, person: Person) -> bool:
    circles = circles_for(person, sitting.subject)
    return (Circle.UNIT if sitting.in_own_house else Circle.INTERNAL) in circles


def _row(sitting: Sitting, row: Asked, person: Person, names: dict[str, str]) -> AskedRow:
    notes = []
    if row.added_by:
        told = {"name": row.added_by.name, "reason": row.reason}
        notes.append(_("%(name)s增加：%(reason)s") % told)
    if behind := waits_for(row, sitting.rows):
        notes.append(_("等%(names)s先表态") % {"names": _("、").join(names[each.holder] for each in behind)})
    if row.instead_of:
        notes.append(_("由%(name)s转办") % {"name": names.get(row.instead_of, "")})
    if row.on_paper:
        told = {"signed": row.on_behalf_of.name, "clerk": row.by.name}
        notes.append(_("%(signed)s（线下签批，%(clerk)s代录）") % told)
    elif row.on_behalf_of:
        told = {"name": row.by.name, "principal": row.on_behalf_of.name}
        notes.append(_("%(name)s（受%(principal)s委托）") % told)
    return AskedRow(
        row,
        names[row.holder],
        notes,
        may_spare=allows(sittings.check_can_spare, sitting, row, person),
        may_hand_on=allows(sittings.check_can_hand_on, sitting, row, person),
        may_type_in=allows(sittings.check_can_type_in, sitting, row, person),
    )


def offered_to_sitting(sitting: Sitting, *, take_over: bool = False) -> list[Offered]:
    """Whom one may ask as well, or hand a question on to: by unit, those who must recuse themselves with the ground."""
    asked = set(people_of(row.holder for row in sitting.rows).values_list("pk", flat=True))
    stays = take_over and sitting.stage.place == StagePlace.OFFICE
    return [
        each
        for each in everybody(sitting.grounds)
        if each.person.pk not in asked
        and (not sitting.in_own_house or each.person.unit_id == sitting.subject.unit_id)
        and (not stays or each.person.unit.kind == UnitKind.OFFICE)
    ]


def offered_copies(subject, by: Person) -> list[Offered]:
    """Whom the matter may be sent to: in its unit its people; else the office and the committee."""
    circle = copy_rules.check_can_send_copy(subject, by)
    people = Person.objects.select_related("unit").filter(is_active=True).exclude(pk=by.pk)
    if circle == Circle.UNIT:
        people = people.filter(unit_id=subject.unit_id)
    else:
        today = valid_on(clock.today())
        posts = Posting.objects.filter(today, unit__kind=UnitKind.OFFICE, post__in=OFFICE_POSTS | LEADERS)
        seats = Seat.objects.filter(today)
        people = people.filter(
            Exists(posts.filter(person=OuterRef("pk"))) | Exists(seats.filter(person=OuterRef("pk")))
        )
    return [Offered(each) for each in people.order_by("unit__pinyin", "unit_id", "pinyin", "id")]
