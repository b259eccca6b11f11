"""验收 pages of an item: the pages of every subject (workflows/views/acceptance.py), with its measures as lines."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workflows.views.acceptance import (
    Acceptance,
    Line,
    check_page,
    compose_page,
    conclude_page,
    finding_page,
)

from ..operations import acceptance as operations
from ..rules import closing as rules
from .loading import item_of


def lines_of(item) -> list[Line]:
    """The item as a whole, then each measure that was not excused."""
    whole = Line("", _("整改事项整体"), [(_("问题"), item.problem), (_("完成标准"), item.standard or "—")])
    measures = item.measures.select_related("unit", "person").prefetch_related("progress")
    return [whole, *(_line(each) for each in measures if not each.excused_on)]


def _line(measure) -> Line:
    who = " ".join(filter(None, (measure.unit.name, measure.person.name if measure.person else "")))
    facts = [(_("完成标准"), measure.standard or "—"), (_("责任"), who)]
    facts += [(_("完成情况"), each.words) for each in measure.progress.all()[:1]]
    return Line(measure.line, f"{measure.order}. {measure.text}", facts)


ACCEPTANCE = Acceptance(
    lines=lines_of,
    may_compose=rules.check_can_compose_group,
    may_check=rules.check_can_check,
    may_conclude=rules.check_can_conclude,
    compose=operations.compose_group,
    record=operations.record_finding,
    conclude=operations.conclude,
    check_url=lambda item: reverse("item_check", args=[item.pk]),
    finding_url=lambda item: reverse("item_finding", args=[item.pk]),
    conclude_url=lambda item: reverse("item_conclude", args=[item.pk]),
    concluded=gettext_lazy("验收结论已作出。"),
    conclusions=operations.CONCLUSIONS,
)


@require_http_methods(["GET", "POST"])
def compose(request, pk):
    """组成验收组."""
    return compose_page(request, item_of(request, pk), ACCEPTANCE)


@require_GET
def check(request, pk):
    """逐条核查."""
    return check_page(request, item_of(request, pk), ACCEPTANCE)


@require_POST
def finding(request, pk):
    """记录核查结果 of one measure."""
    return finding_page(request, item_of(request, pk), ACCEPTANCE)


@require_POST
def conclude(request, pk):
    """验收结论."""
    return conclude_page(request, item_of(request, pk), ACCEPTANCE)
