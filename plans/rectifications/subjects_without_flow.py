"""What the engine may ask about a visit and about a matter: they have people and deadlines, but no flow."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workflows.subjects import SubjectKind

from .models import Matter, ResearchVisit
from .queries.matters import visible_matters
from .queries.research import visible_visits


def visit_url(visit) -> str:
    """The page of a visit."""
    return reverse("research_visit", args=[visit.pk])


def matter_url(matter) -> str:
    """The page of a matter."""
    return reverse("matter", args=[matter.pk])


VISIT = SubjectKind(
    model=ResearchVisit, label=_("走访调研"), visible_to=visible_visits, url=visit_url, fed_back="visited"
)
MATTER = SubjectKind(
    model=Matter, label=_("需工委协调事项"), visible_to=visible_matters, url=matter_url, fed_back="raised"
)
