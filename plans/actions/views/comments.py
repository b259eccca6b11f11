"""批注 of a plan, for the people of its unit alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from records.errors import Refused, allows
from units.enums import Post
from units.queries import standing

from .. import content, rules
from ..forms.comments import CommentForm
from ..models import Comment
from ..operations import comments as operations
from .loading import plan_of


@require_http_methods(["GET", "POST"])
def plan_comments(request, pk):
    """Every section and task with what was said about it; a refused comment stands at its place with what was typed."""
    plan = _own_plan(request, pk)
    if request.method == "GET":
        return _page(request, plan, None)
    rules.check_can_comment(plan, request.user)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            written = operations.write_comment(plan, by=request.user, **form.values())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已批注，联络员收到站内通知。"))
            return redirect(f"{redirect('plan_comments', pk).url}#at-{written.line or 'whole'}")
    return _page(request, plan, form)


@require_POST
def comment_settle(request, pk, comment):
    """处理批注."""
    plan = _own_plan(request, pk)
    row = get_object_or_404(plan.comments.select_related("plan"), pk=comment)
    operations.settle_comment(row, by=request.user)
    messages.success(request, _("批注已处理。"))
    return redirect("plan_comments", pk)


def _own_plan(request, pk):
    plan = plan_of(request, pk)
    if not standing(request.user).belongs_to(plan.unit_id):
        raise Http404
    return plan


def _page(request, plan, form: CommentForm | None):
    found: dict[str, list[Comment]] = {}
    for each in plan.comments.select_related("by", "settled_by"):
        found.setdefault(each.line, []).append(each)
    labels = content.line_labels(plan)
    may_settle_all = standing(request.user).holds(Post.LIAISON, plan.unit_id)
    places = [
        {
            "line": line,
            "label": label,
            "comments": found.get(line, []),
            "form": form
            if form and form.data.get("line", "") == line
            else CommentForm(initial={"line": line}, auto_id=f"at_{line}_%s"),
            "wrong": bool(form and form.data.get("line", "") == line),
        }
        for line, label in labels.items()
    ]
    context = {
        "plan": plan,
        "places": places,
        "open_comments": sum(each.settled_at is None for rows in found.values() for each in rows),
        "may_comment": allows(rules.check_can_comment, plan, request.user),
        "may_settle_all": may_settle_all,
    }
    return render(request, "actions/comments.html", context, status=422 if form else 200)
