"""What the engine may ask about its own subjects without a flow: a meeting, and what a meeting asked of a unit."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .enums import Motion
from .models import Meeting, Resolution
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
