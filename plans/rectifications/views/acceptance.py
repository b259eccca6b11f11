"""验收 pages of an item: the pages of every subject (workflows/views/acceptance.py), with its measures as lines."""

from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workflows.views.acceptance import (
    check_page,
    compose_page,
    conclude_page,
    finding_page,
    regroup_page,
)

from ..accepting import ACCEPTANCE
from .loading import item_of


@require_http_methods(["GET", "POST"])
def compose(request, pk):
    """组成验收组."""
    return compose_page(request, item_of(request, pk), ACCEPTANCE)


@require_http_methods(["GET", "POST"])
def regroup(request, pk):
    """调整验收组."""
    return regroup_page(request, item_of(request, pk), ACCEPTANCE)


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
