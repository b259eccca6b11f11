"""走访调研 pages: the list, a new visit, the page of one with what became of each line; 好做法."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.queries import documents_of
from records import clock
from records.errors import Refused, allows
from workflows.queries.circles import circles_for, readable_entries
from workflows.queries.trail import lines_of as trail_of

from ..enums import LineKind
from ..forms.research import ChangeForm, PeopleForm, VisitForm
from ..operations import research as operations
from ..queries import research as queries
from ..rules import research as rules

PAGE = 30


def visit_of(request: HttpRequest, pk: int):
    """The visit, when the person may see it, else 404."""
    return get_object_or_404(queries.visible_visits(request.user), pk=pk)


@require_GET
def visits(request):
    """走访调研: every visit the person may see."""
    told, words = request.GET.get("told", ""), request.GET.get("q", "").strip()
    found = queries.visits_page(request.user, told=told, words=words)
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "told": told,
        "q": words,
        "kinds": LineKind.choices,
        "may_begin": allows(rules.check_in_office, request.user),
    }
    return render(request, "rectifications/research/visits.html", context)


def visit_new(request):
    """新建走访调研; the lines are written on the next page."""
    rules.check_in_office(request.user)
    form = VisitForm(queries.offered(), request.POST or None, initial={"visited_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "checked"}
        try:
            visit = operations.begin_visit(values.pop("unit"), by=request.user, **values)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("调研已建立，请逐条记录，内容自动保存。"))
            return redirect("research_edit", visit.pk)
    return render(
        request, "rectifications/research/new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
def visit(request, pk):
    """走访调研: one visit."""
    return visit_page(request, visit_of(request, pk))


@require_POST
def visit_tell(request, pk):
    """发出调研反馈单."""
    operations.tell(visit_of(request, pk), by=request.user)
    messages.success(request, _("调研反馈单已发出，正在生成PDF。"))
    return redirect("research_visit", pk)


@require_POST
def visit_change(request, pk):
    """登记后来的变化."""
    found = visit_of(request, pk)
    form = ChangeForm(found.lines.all(), request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            operations.note_change(
                found, by=request.user, on=data["on"], words=data["words"], line=data["line"]
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("变化已登记。"))
            return redirect("research_visit", pk)
    return visit_page(request, found, change_form=form)


def visit_people(request, pk):
    """参加人员."""
    found = visit_of(request, pk)
    rules.check_can_handle(found, request.user)
    rules.check_can_write(found, request.user)
    form = PeopleForm(
        queries.offered(found),
        request.POST or None,
        initial={"people": list(found.people.values_list("pk", flat=True))},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_people(found, by=request.user, people=form.cleaned_data["people"])
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("参加人员已更新。"))
            return redirect("research_edit", pk)
    return render(
        request,
        "rectifications/research/people.html",
        {"visit": found, "form": form},
        status=422 if form.errors else 200,
    )


@require_GET
def practices(request):
    """好做法: what the office published, readable by all units."""
    words = request.GET.get("q", "").strip()
    found = queries.published_practices(request.user, words=words)
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "rectifications/research/practices.html", {"page_obj": page_obj, "q": words})


def visit_page(request, found, *, change_form=None):
    """The page of a visit; with a form that was refused, what was typed stays in it."""
    person = request.user
    lines = queries.lines_of(found, person)
    context = {
        "visit": found,
        "people": found.people.select_related("unit"),
        "lines": lines,
        "counted": [(kind.label, sum(line.kind == kind for line in lines)) for kind in LineKind],
        "changes": found.changes.select_related("by", "line"),
        "papers": documents_of(found.key, circles_for(person, found)),
        "trail": trail_of(readable_entries(found, person)),
        "reads_remarks": rules.reads_remarks(found, person),
        "may_write": allows(rules.check_can_write, found, person),
        "may_handle": allows(rules.check_can_handle, found, person),
        "may_tell": allows(rules.check_can_tell, found, person),
        "may_give": allows(rules.check_can_hand_out, found, person),
        "change_form": change_form or ChangeForm(found.lines.all()),
    }
    return render(request, "rectifications/research/visit.html", context, status=422 if change_form else 200)
