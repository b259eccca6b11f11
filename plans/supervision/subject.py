"""What the engine may ask about a 督办通知单 and a 考评结果通报: they have people and deadlines, but no flow, and hold nothing up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units import holders
from units.enums import Post
from workflows.operations.papers import ISSUE
from workflows.subjects import SubjectKind

from .models import AssessmentNotice, Order
from .operations.drafting import RECEIPT, SIGN, WRITE
from .queries.assessment_notices import visible_notices
from .queries.orders import visible_orders


def url(order) -> str:
    """The page of a 督办通知单."""
    return reverse("order", args=[order.pk])


KIND = SubjectKind(
    model=Order,
    label=_("督办通知单"),
    visible_to=visible_orders,
    url=url,
    aside=frozenset({WRITE, SIGN, RECEIPT}),
)


def notice_url(notice) -> str:
    """The page of a 考评结果通报."""
    return reverse("assessment_notice", args=[notice.pk])


def units_told(notice) -> list[str]:
    """Of a 通报 hear the units that stand in it."""
    units = notice.results.order_by().values_list("unit_id", flat=True)
    return [holders.post(post, unit_id) for unit_id in units for post in (Post.LIAISON, Post.HEAD)]


NOTICE = SubjectKind(
    model=AssessmentNotice,
    label=_("考评结果通报"),
    visible_to=visible_notices,
    url=notice_url,
    units_of=lambda notice: set(),  # the office's own; a unit that stands in it reads 对下反馈 alone
    aside=frozenset({ISSUE}),
    hears=units_told,
    told=_("通报所列单位的联络员和负责人"),
    has_evidence=False,
)
