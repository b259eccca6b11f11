"""征求意见 as people may see it: the office all, a unit that was asked the draft and its own opinions."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from units.enums import Post
from units.models import Person
from units.queries import standing

from ..models import Consultation, ConsultationOpinion, ConsultationReply


def visible_consultations(person: Person) -> QuerySet[Consultation]:
    """Those the person's unit was asked in; office and committee see all."""
    rows = Consultation.objects.select_related("unit", "started_by")
    held = standing(person)
    if held.is_technical:
        return rows.none()
    if held.is_office or held.is_committee:
        return rows
    asked = ConsultationReply.objects.filter(consultation=OuterRef("pk"), unit_id__in=held.unit_ids)
    return rows.filter(Exists(asked))


def consultations_page(person: Person) -> QuerySet[Consultation]:
    """The list, newest first, with how many were asked and have answered."""
    return (
        visible_consultations(person)
        .annotate(
            asked=Count("replies"), answered=Count("replies", filter=Q(replies__answered_at__isnull=False))
        )
        .order_by("-id")
    )


def reads_all(person: Person) -> bool:
    """Does the person read what every unit said?"""
    held = standing(person)
    return held.is_office or held.is_committee


def own_reply(consultation: Consultation, person: Person) -> ConsultationReply | None:
    """The reply of the unit for which the person speaks (联络员, 负责人), else of a unit to which they belong."""
    held = standing(person)
    replies = list(
        consultation.replies.filter(unit_id__in=held.unit_ids).select_related("unit", "answered_by")
    )
    speaks = (each for each in replies if speaks_for(person, each.unit_id))
    return next(speaks, replies[0] if replies else None)


def speaks_for(person: Person, unit_id: int) -> bool:
    """联络员 or 负责人 of the unit."""
    held = standing(person)
    return any(held.holds(post, unit_id) for post in (Post.LIAISON, Post.HEAD))


@dataclass(frozen=True)
class Answers:
    """What came back: opinions in the order of units, units without one, units that are silent."""

    opinions: list[ConsultationOpinion]
    without: list[ConsultationReply]
    silent: list[ConsultationReply]

    @property
    def undecided(self) -> int:
        """How many opinions the office has not answered."""
        return sum(not each.decision for each in self.opinions)


def answers_of(consultation: Consultation) -> Answers:
    """Everything for the office. Two statements."""
    replies = list(consultation.replies.select_related("unit").order_by("unit__pinyin", "unit_id"))
    opinions = list(
        ConsultationOpinion.objects.filter(reply__consultation=consultation)
        .select_related("reply__unit", "decided_by")
        .order_by("reply__unit__pinyin", "reply_id", "n")
    )
    spoke = {each.reply_id for each in opinions}
    return Answers(
        opinions,
        [each for each in replies if each.answered_at and each.pk not in spoke],
        [each for each in replies if not each.answered_at],
    )
