"""What the engine may ask about a 调整申请 (workflows.subjects)."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records import versions
from units.enums import Errand
from workflows.enums import Motion
from workflows.subjects import SubjectKind

from . import adjustment_content, content, route_design, subject
from .enums import ADJUSTMENT_ENDED
from .flow import AdjustmentFlow
from .models import Adjustment
from .operations import adjustment_review
from .queries.adjustments import visible_adjustments


def url(adjustment) -> str:
    """The page of a 调整申请."""
    return reverse("adjustment", args=[adjustment.pk])


def changed(adjustment) -> str:
    """What of the plan is to be otherwise, by the names of its places."""
    before = versions.get(adjustment.plan.key, adjustment.base_n).content
    found = adjustment_content.differences(before, adjustment.draft)
    return gettext("调整") + gettext("、").join(dict.fromkeys(change.label for change in found))


def in_hand(unit_id: int) -> list[tuple[str, int]]:
    """Applications that have not ended."""
    rows = Adjustment.objects.filter(unit=unit_id).exclude(status__in=ADJUSTMENT_ENDED)
    return [(gettext("调整申请"), rows.count())]


KIND = SubjectKind(
    model=Adjustment,
    flow=AdjustmentFlow,
    label=_("调整申请"),
    visible_to=visible_adjustments,
    url=url,
    settled=adjustment_review.settle,
    line_labels=lambda adjustment: content.line_labels(adjustment.plan),
    parties=lambda adjustment: {adjustment.drafter_id, *subject.parties(adjustment.plan)},
    authors=lambda adjustment: {adjustment.drafter_id},
    motions=(Motion.APPROVE,),  # what is not agreed as it stands goes back, and the plan in force stays
    traits_of=lambda adjustment: route_design.traits_of(adjustment.plan),
    touched=route_design.touched,
    errands=frozenset({Errand.REPORTING}),
    in_hand=in_hand,
    has_evidence=False,
    paper=subject.paper,
    changed=changed,
)
