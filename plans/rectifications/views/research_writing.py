"""记录走访调研: the head and each line save themselves; lines come and go one by one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records.errors import allows
from workflows.views.autosave import keep_checked, revision_of, saved

from ..enums import LineKind
from ..forms.research import HeadForm, LineForm
from ..models import ResearchVisit, VisitLine
from ..operations import research as operations
from ..queries import research as queries
from ..rules import research as rules
from .research import visit_of


def line_of(request, pk: int, line: int) -> VisitLine:
    """A line of a visit the person may see, else 404."""
    return get_object_or_404(queries.visible_lines(request.user), pk=line, visit_id=pk)


@require_GET
def visit_edit(request, pk):
    """The page on which a visit is written; who may only read, or comes too late, is led to its page."""
    visit = visit_of(request, pk)
    if not allows(rules.check_can_write, visit, request.user):
        return redirect("research_visit", pk)
    context = {
        "visit": visit,
        "lines": queries.lines_of(visit, request.user),
        "kinds": LineKind.choices,
        "reads_remarks": rules.reads_remarks(visit, request.user),
        "may_handle": allows(rules.check_can_handle, visit, request.user),
        "people": visit.people.select_related("unit"),
    }
    return render(request, "rectifications/research/edit.html", context)


@require_POST
def head_save(request, pk):
    """自动保存 the head."""
    visit = visit_of(request, pk)
    return saved(
        request,
        visit.key,
        HeadForm(request.POST),
        save=lambda data: operations.save_head(
            visit, by=request.user, revision=revision_of(request), **_plain(data)
        ),
        theirs=lambda: _values(ResearchVisit.objects.get(pk=pk), operations.HEAD_FIELDS),
    )


@require_POST
def line_save(request, pk, line):
    """自动保存 one line."""
    row = line_of(request, pk, line)
    fields = operations.LINE_FIELDS
    if not rules.reads_remarks(row.visit, request.user):
        fields = tuple(name for name in fields if name != "remark")
    return saved(
        request,
        row.visit.key,
        LineForm(request.POST),
        save=lambda data: operations.save_line(
            row,
            by=request.user,
            revision=revision_of(request),
            **{name: value for name, value in _plain(data).items() if name in request.POST},
        ),
        theirs=lambda: _values(VisitLine.objects.get(pk=row.pk), fields),
    )


@require_POST
def line_add(request, pk):
    """添加一条: a new line at the end."""
    visit = visit_of(request, pk)
    kind = request.POST.get("kind", "")
    line = operations.add_line(
        visit, by=request.user, kind=kind if kind in LineKind.values else LineKind.PROBLEM
    )
    return redirect(f"{reverse('research_edit', args=[pk])}#line-{line.pk}")


@require_POST
def line_remove(request, pk, line):
    """删除一条."""
    operations.remove_line(line_of(request, pk, line), by=request.user)
    messages.success(request, _("该条已删除。"))
    return redirect(f"{reverse('research_edit', args=[pk])}#lines")


@require_POST
def checked(request, pk):
    """已核对，不含涉密内容."""
    return keep_checked(request, visit_of(request, pk).key)


def _plain(data: dict) -> dict:
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in data.items()
    }


def _values(row, names) -> dict[str, str]:
    """The fields as the page has them."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else str(value)
        for name, value in values.items()
    }
