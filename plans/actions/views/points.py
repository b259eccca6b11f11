"""意见 at the line they speak of: raised and mended by the office, answered by the unit, settled by the next reviewer.

With htmx the place of the line is exchanged, so that nothing typed elsewhere on the page is lost; without,
the same forms are pages of their own.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from records import versions
from records.errors import Refused, allows
from workflows.enums import Criterion
from workflows.queries.circles import open_points

from .. import rules
from ..forms.review import PHRASES, AnswerForm, ChangedPointForm, PointForm
from ..operations import facts_for, review
from ..queries.document import document_of, points_of, text_at
from ..queries.versions import shown_to
from .loading import plan_of


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """提意见: the small form at a line, prefilled with what is written there."""
    plan = plan_of(request, pk)
    rules.check_can_review(plan, request.user)
    line = request.POST.get("line", request.GET.get("line", ""))
    late = not facts_for.may_be_raised(plan, line)
    if request.method == "POST":
        form = PointForm(request.POST, late=late)
        if form.is_valid():
            try:
                review.add_point(plan, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return _place(request, plan, line)
    else:
        content = versions.get(plan.key, plan.version_n).content
        form = PointForm(initial={"line": line, "now": text_at(content, line)}, late=late)
    return _form(
        request, plan, form, line, action=reverse("plan_point_add", args=[plan.pk]), label=_("提意见")
    )


@require_http_methods(["GET", "POST"])
def change(request, pk, point):
    """修改意见 before the unit has been told."""
    plan, opinion = _opinion(request, pk, point)
    rules.check_can_review(plan, request.user)
    if request.method == "POST":
        form = ChangedPointForm(request.POST)
        if form.is_valid():
            try:
                review.change_point(opinion, plan, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return _place(request, plan, opinion.line)
    else:
        form = ChangedPointForm(initial={name: getattr(opinion, name) for name in ("now", "wrong", "wanted")})
    action = reverse("plan_point_change", args=[plan.pk, opinion.pk])
    return _form(request, plan, form, opinion.line, action=action, label=_("修改意见"), opinion=opinion)


@require_POST
def remove(request, pk, point):
    """删除意见 before the unit has been told."""
    plan, opinion = _opinion(request, pk, point)
    review.remove_point(opinion, plan, by=request.user)
    return _place(request, plan, opinion.line)


@require_POST
def settle(request, pk, point):
    """已落实, or not after all: a point of an earlier round, a modification asked for by the meeting."""
    plan, opinion = _opinion(request, pk, point)
    review.settle_point(opinion, plan, by=request.user, settled=request.POST.get("settled") == "1")
    return _place(request, plan, opinion.line)


@require_POST
def answer(request, pk, point):
    """答复意见: only this point's place is exchanged, its neighbours may still be written in."""
    plan, opinion = _opinion(request, pk, point)
    form = AnswerForm(request.POST)
    error = ""
    if form.is_valid():
        try:
            review.answer_point(opinion, plan, by=request.user, answer=form.cleaned_data["answer"])
        except Refused as refused:
            error = str(refused)
    else:
        error = _("请填写答复。")
    if not request.htmx and not error:
        return redirect(f"{reverse('plan', args=[plan.pk])}#point-{opinion.pk}")
    shown = next(
        each
        for each in points_of(plan, open_points(plan, request.user), request.user)
        if each.opinion.pk == opinion.pk
    )
    context = {
        "plan": plan,
        "point": shown,
        "error": error,
        "typed": request.POST.get("answer", ""),
        "saved": not error,
    }
    template = "actions/plan/point.html" if request.htmx else "actions/answer.html"
    response = render(request, template, context, status=422 if error and not request.htmx else 200)
    response["HX-Trigger"] = "answered"  # the editor asks again what is still missing
    return response


@require_http_methods(["GET"])
def place(request, pk):
    """The place of one line as it stands (取消 puts the form away)."""
    return _place(request, plan_of(request, pk), request.GET.get("line", ""))


def _opinion(request, pk, point):
    plan = plan_of(request, pk)
    opinion = open_points(plan, request.user).filter(pk=point).first()
    if opinion is None:
        raise Http404
    return plan, opinion


def _place(request, plan, line):
    """The place of a line after something happened at it; without htmx the page, at that line."""
    points = points_of(plan, open_points(plan, request.user), request.user)
    document = document_of(shown_to(plan, request.user).content, points=points)
    there = next((each for each in document.places if each.line == line), document.whole)
    if not request.htmx:
        return redirect(f"{reverse('plan', args=[plan.pk])}#{there.anchor}")
    context = {
        "plan": plan,
        "place": there,
        "reviewing": allows(rules.check_can_review, plan, request.user),
        "drafted": sum(each.changeable for each in points),
        "fragment": True,
    }
    return render(request, "actions/plan/place.html", context)


def _form(request, plan, form, line, *, action, label, opinion=None):
    content = shown_to(plan, request.user).content
    labels = {each.line: each for each in document_of(content).places}
    if line not in labels:
        raise Refused(_("该条目已不在方案中，请刷新页面。"))
    context = {
        "plan": plan,
        "form": form,
        "place": labels[line],
        "action": action,
        "label": label,
        "opinion": opinion,
        "phrases": PHRASES,
        "quotes": [(value, text_at(content, line, value)) for value in Criterion.values],
    }
    if not request.htmx:
        return render(request, "actions/point.html", context, status=422 if form.is_bound else 200)
    answer = render(request, "actions/plan/point_form.html", context)
    if form.is_bound:  # refused: only the form is exchanged, not the place of the line
        answer["HX-Retarget"] = f"#form-{labels[line].anchor}-{opinion.pk if opinion else 'new'}"
    return answer
