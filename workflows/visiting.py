"""What the engine may ask about a visit (现场验收): a subject without a flow, which holds nothing up by itself."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Visit
from .operations.visits import ON_VISIT
from .queries.visits import groups_of, visible_visits
from .subjects import SubjectKind, kind_of


def url(visit) -> str:
    """The page of a visit."""
    return reverse("visit", args=[visit.pk])


def sealed_at(visit, document) -> str:
    """What was accepted on it may wait for the signature of its paper: the first of those says where."""
    subjects = [group.subject for group in groups_of(visit)]
    return next(filter(None, (kind_of(each.key).sealed_at(each, document) for each in subjects)), "")


KIND = SubjectKind(
    model=Visit,
    label=_("现场验收"),
    visible_to=visible_visits,
    url=url,
    aside=frozenset({ON_VISIT}),  # what is accepted on it waits for itself
    sealed_at=sealed_at,
)
