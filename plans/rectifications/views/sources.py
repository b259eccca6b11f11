"""来源规则: the 工委业务管理员 reads and changes them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workflows.queries.way import bare

from .. import chain
from ..enums import Kind
from ..forms.sources import SourceForm
from ..models import Source
from ..operations import sources as operations
from ..operations.routes import CLOSING_STAGES
from ..rules.sources import check_can_keep_sources


@require_GET
def sources(request):
    """Every source: who hands out, extends and closes, and the chain of an ordinary item."""
    check_can_keep_sources(request.user)
    names = {stage.code: bare(stage.label) for stage in CLOSING_STAGES}
    rows = []
    for source in Source.objects.all():
        codes = chain.closing_chain(Kind.TIMED, major=False, switches=chain.switches_of(source))
        rows.append({"source": source, "stages": [names[code] for code in codes]})
    return render(request, "rectifications/sources.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def source(request, pk):
    """The rules of one source."""
    check_can_keep_sources(request.user)
    row = get_object_or_404(Source, pk=pk)
    form = SourceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        operations.save_source(Source.objects.get(pk=pk), by=request.user, **form.cleaned_data)
        messages.success(request, _("来源规则已保存，新申请的销号按新规则办理。"))
        return redirect("sources")
    context = {"form": form, "source": row}
    return render(request, "rectifications/source.html", context, status=422 if form.errors else 200)
