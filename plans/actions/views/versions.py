"""版本: one frozen version to read, and what changed between two."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from records import asked

from ..changes import changes
from ..queries.document import document_of
from ..queries.versions import readable_versions
from .loading import plan_of
from .plans import changes_for_page


def version(request, pk, n):
    """第n版 as it was submitted, with its 版本校验码."""
    plan = plan_of(request, pk)
    found = list(readable_versions(plan, request.user).defer("content"))
    chosen = next((each for each in found if each.n == n), None)
    if chosen is None:
        raise Http404
    earlier = next((each for each in found if each.n < n), None)
    context = {
        "plan": plan,
        "version": chosen,
        "earlier": earlier,
        "document": document_of(chosen.content),
        "versions": found,
    }
    return render(request, "actions/plan_version.html", context)


def plan_changes(request, pk):
    """修改对照: between any two versions the person may read (?from=1&to=2)."""
    plan = plan_of(request, pk)
    found = readable_versions(plan, request.user)
    numbers = list(found.values_list("n", flat=True))
    if not numbers:
        raise Http404
    to = _number(request.GET.get("to"), numbers, default=numbers[0])
    before = [n for n in numbers if n < to]
    start = _number(request.GET.get("from"), numbers, default=before[0] if before else to)
    older, newer = get_object_or_404(found, n=start), get_object_or_404(found, n=to)
    compared = [{**each, "url": ""} for each in changes_for_page(changes(older.content, newer.content))]
    context = {"plan": plan, "older": older, "newer": newer, "changes": compared, "numbers": numbers}
    return render(request, "actions/plan_changes.html", context)


def _number(text: str | None, numbers: list[int], *, default: int) -> int:
    found = asked.number(text)
    return found if found in numbers else default
