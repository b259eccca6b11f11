"""佐证库: the unit's files, each with the tasks it serves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.views.serving import served
from records.errors import Refused
from workflows.forms.evidence import EvidenceForm
from workflows.operations import evidence as operations
from workflows.queries import evidence as queries

PAGE = 50


def evidence(request):
    """佐证库: what is there; a new file may be added before any task needs it."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored, name = form.kept()
            operations.add_evidence(
                request.user.unit,
                by=request.user,
                file=stored,
                name=name,
                dated=form.cleaned_data["dated"],
                about=form.cleaned_data["about"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("材料已加入本单位佐证库。"))
            return redirect("evidence")
    page = Paginator(queries.library_page(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "may_add": queries.may_add(request.user)}
    return render(request, "actions/evidence.html", context, status=422 if form.errors else 200)


@require_GET
def evidence_file(request, pk):
    """The file itself, always as an attachment."""
    row = get_object_or_404(queries.visible_evidence(request.user), pk=pk)
    return served(request, row.file, row.name)
