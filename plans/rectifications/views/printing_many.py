"""批量打印销号文书: of the items ticked, or of the whole list as it is filtered."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents import batch
from documents.enums import DocumentKind, Shape
from records import asked, clock
from records.errors import Refused

from .. import queries
from ..forms.printing import PrintManyForm
from ..operations import printing_many
from ..queries.ledger import found_items
from .ledger import back_to, page_of

FIRST = {"kinds": [DocumentKind.CLOSING_CONFIRMATION], "shape": Shape.MERGED}


@require_POST
def print_many(request):
    """First which papers and as what, with what will come of it; then the job. Nothing is lost when it is refused."""
    page, whole = page_of(request), "whole" in request.POST
    items = list(_items(request, page, whole)[: batch.MOST + 1])
    if not items:
        messages.warning(request, _("请先勾选事项。"))
        return back_to(page)
    if len(items) > batch.MOST:
        messages.warning(request, _("一次最多打印%(most)d份，请先筛选。") % {"most": batch.MOST})
        return back_to(page)
    ready = "ready" in request.POST
    form = PrintManyForm(request.POST) if ready else PrintManyForm(initial=FIRST)
    if ready and form.is_valid():
        try:
            job = printing_many.print_papers(items, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("print_job", job.pk)
    context = {
        "form": form,
        "page": page,
        "whole": whole,
        "chosen": [] if whole else [item.pk for item in items],
        "n": len(items),
        "printable": printing_many.printable(items),
    }
    return render(request, "rectifications/print_many.html", context, status=422 if form.errors else 200)


def _items(request, page, whole: bool):
    if whole:
        return found_items(request.user, page.wanted, clock.today(), order=page.order)
    chosen = asked.numbers(request.POST.getlist("item"))[: batch.MOST]
    return queries.visible_items(request.user).filter(pk__in=chosen).order_by("pk")
