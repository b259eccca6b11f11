"""知悉范围: what of a subject each person may know: circles of its trail, ballots not yet announced, points not yet told."""

from django.db.models import QuerySet
from django.urls import reverse

from records.enums import Circle
from records.models import Entry
from units.enums import Post
from units.models import Person
from units.queries import standing

from .. import subjects
from ..enums import OpinionKind
from ..models import Opinion, Round
from ..wording import BALLOTS


def circles_for(person: Person, subject) -> set[str]:
    """The circles of this subject that the person belongs to. Conflicts follow the person: whoever belongs to one of
    its units reads nothing of 内部办理, whatever else they are."""
    held = standing(person)
    circles = {Circle.FEEDBACK}
    if _is_of_its_units(held, subject):
        circles.add(Circle.UNIT)
    elif held.is_office or held.is_committee:
        circles.add(Circle.INTERNAL)
    if held.is_committee or held.holds_in_office(Post.SECRETARY):
        circles.add(Circle.MEETING)
    return circles


def circles_of(person: Person, key: str) -> set[str]:
    """The circles of the subject a key names; none when the person may not see it at all."""
    subject = subjects.visible_subject(key, person)
    return circles_for(person, subject) if subject else set()


def circles_of_meeting(person: Person, key: str) -> set[str]:
    """会议内容 for its members and the secretary; 会议纪要 also for the office and its leaders."""
    held = standing(person)
    circles = {Circle.INTERNAL} if held.is_office or held.is_committee else set()
    return circles | {Circle.MEETING} if subjects.visible_subject(key, person) else circles


def filing_url(subject, person: Person) -> str:
    """The page where the subject is filed (归档), once it has ended, for whoever reads 内部办理; empty for others."""
    kind, _colon, pk = subject.key.partition(":")
    if not subjects.kind_of(subject.key).ended(subject) or Circle.INTERNAL not in circles_for(
        person, subject
    ):
        return ""
    return reverse("filing", args=[kind, pk])


def readable_entries(subject, person: Person) -> list[Entry]:
    """The trail as far as the person's post may know, newest first. Ballots of a vote not yet announced: own ones, and the secretary's view."""
    entries = (
        Entry.objects.filter(subject=subject.key, circle__in=circles_for(person, subject))
        .select_related("by", "on_behalf_of", "unit")
        .order_by("-n")
    )
    secretary = standing(person).holds_in_office(Post.SECRETARY)
    open_rounds = set(
        Round.objects.filter(process_id=subject.process_id, closed_at=None).values_list("pk", flat=True)
    )
    return [
        entry
        for entry in entries
        if secretary
        or entry.code not in BALLOTS
        or entry.by_id == person.pk
        or entry.params.get("round") not in open_rounds
    ]


def open_points(subject, person: Person) -> QuerySet[Opinion]:
    """Points and modifications of all rounds that this person may read: a unit of the subject only those issued to it."""
    points = (
        Opinion.objects.filter(round__process_id=subject.process_id)
        .exclude(kind=OpinionKind.REMARK)
        .select_related("by", "answered_by", "round", "version")
        .order_by("id")
    )
    held = standing(person)
    if (held.is_office or held.is_committee) and not _is_of_its_units(held, subject):
        return points
    return points.filter(issued_at__isnull=False)


def _is_of_its_units(held, subject) -> bool:
    return held.acts_in(subjects.kind_of(subject.key).units_of(subject))
