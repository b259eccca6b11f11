"""What becomes of a line: 交办, 发布好做法, 转为需工委协调事项."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records.errors import Refused

from ..enums import LineKind, Scope
from ..forms.research import GiveForm, units_today
from ..models import Source
from ..operations import research_lines as operations
from ..operations.issuing import Problem
from ..rules import research as rules
from .research_writing import line_of


def line_give(request, pk, line):
    """交办: filled in from the line; of a common problem each unit chosen gets an item of its own."""
    row = line_of(request, pk, line)
    rules.check_can_give(row, request.user)
    several = row.kind == LineKind.COMMON
    units = units_today().exclude(pk__in=row.given.values("unit"))
    initial = {"problem": row.text, "goal": row.advice, "units": None if several else row.visit.unit_id}
    form = GiveForm(units, request.POST or None, several=several, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = _give(request, row, form)
        if not form.errors:
            messages.success(request, _("已交办：%(numbers)s。") % {"numbers": _("、").join(given)})
            return redirect("research_visit", pk)
    return render(
        request,
        "rectifications/research/give.html",
        {"visit": row.visit, "line": row, "form": form, "several": several},
        status=422 if form.errors else 200,
    )


def _give(request, row, form) -> list[str]:
    """One item a unit; what was given stays given when a later one is refused, and the form says which."""
    data, given = form.cleaned_data, []
    source = Source.objects.filter(kind=row.visit.source).first()
    if source is None:
        form.add_error(None, _("还没有设置问题来源，请联系工委业务管理员。"))
        return given
    for unit in form.chosen():
        problem = Problem(
            source=source,
            unit=unit,
            problem=data["problem"],
            due=data["due"],
            source_document=row.visit.title,
            source_date=row.visit.visited_on,
            category=data["category"],
            scope=Scope.COMMON if form.several else Scope.SINGLE,
            kind=data["kind"],
            goal=data["goal"],
            standard=data["standard"],
        )
        try:
            given.append(operations.give_out(row, problem, by=request.user).number)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    if form.errors and given:
        messages.warning(request, _("已交办：%(numbers)s。") % {"numbers": _("、").join(given)})
    return given


@require_POST
def line_publish(request, pk, line):
    """发布好做法."""
    operations.publish(line_of(request, pk, line), by=request.user)
    messages.success(request, _("好做法已发布，各单位可以查看。"))
    return redirect("research_visit", pk)


@require_POST
def line_withdraw(request, pk, line):
    """撤下好做法."""
    operations.withdraw(line_of(request, pk, line), by=request.user)
    messages.success(request, _("好做法已撤下。"))
    return redirect("research_visit", pk)


@require_POST
def line_matter(request, pk, line):
    """转为需工委协调事项."""
    matter = operations.raise_matter(line_of(request, pk, line), by=request.user)
    messages.success(request, _("已转为需工委协调事项，请分办。"))
    return redirect("matter", matter.pk)
