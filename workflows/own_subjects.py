"""What the engine may ask about its own subjects without a flow: a meeting, what a meeting asked of a unit, a consultation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.models import HandOver

from .enums import Motion
from .models import Consultation, Meeting, Resolution
from .queries.consultations import visible_consultations
from .queries.handover import visible_handovers
from .queries.meetings import visible_meetings
from .queries.resolutions import visible_resolutions
from .routes import VOTE
from .subjects import SubjectKind


def meeting_url(meeting) -> str:
    """The page of a meeting."""
    return reverse("meeting", args=[meeting.pk])


def resolution_url(resolution) -> str:
    """The page of a 议定事项."""
    return reverse("resolution", args=[resolution.pk])


def consultation_url(consultation) -> str:
    """The page of a 征求意见."""
    return reverse("consultation", args=[consultation.pk])


MEETING = SubjectKind(
    model=Meeting,
    label=_("会议"),
    visible_to=visible_meetings,
    url=meeting_url,
    motions=(Motion.APPROVE,),  # what is changed before it is approved is put to the vote by itself
    units_of=lambda meeting: set(),  # the committee's own: nobody reads it as a unit
    aside=frozenset({VOTE}),
    has_evidence=False,
)
RESOLUTION = SubjectKind(
    model=Resolution,
    label=_("议定事项"),
    visible_to=visible_resolutions,
    url=resolution_url,
    has_evidence=False,
)
CONSULTATION = SubjectKind(
    model=Consultation,
    label=_("征求意见"),
    visible_to=visible_consultations,
    url=consultation_url,
    units_of=lambda consultation: set(),  # the committee's own; a unit that is asked reads 对下反馈 alone
    has_evidence=False,
)
HANDOVER = SubjectKind(
    model=HandOver,
    label=_("工作交接"),
    visible_to=visible_handovers,
    url=lambda handover: reverse("handover", args=[handover.pk]),
    has_evidence=False,
)
