"""任务清单的采纳情况: of one plan, to be answered item by item; of an action, unit by unit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records.errors import Refused, allows
from records.forms import WordsForm

from .. import rules
from ..enums import Status
from ..operations import item_answers
from ..queries import item_offers
from .loading import action_of, plan_of

PAGE = 50


@require_GET
def plan_items(request, pk):
    """What a new version offers, what is left out and why, what was taken up or changed."""
    return _page(request, plan_of(request, pk))


@require_POST
def item_take(request, pk):
    """采纳."""
    plan = plan_of(request, pk)
    item_answers.take_item(plan, request.POST.get("code", ""), by=request.user)
    if plan.status == Status.EXECUTING:
        messages.success(request, _("已采纳。改动方案内容的，已写入调整申请，请补充责任人、时限等后提交。"))
    else:
        messages.success(request, _("已采纳，请在起草页补充责任人、时限等。"))
    return redirect("plan_items", plan.pk)


@require_POST
def item_leave(request, pk):
    """不采纳, with the reason."""
    plan = plan_of(request, pk)
    code, reason = request.POST.get("code", ""), request.POST.get("reason", "")
    form = WordsForm(request.POST, name="reason", label=_("不采纳的理由"), required=False)
    sentence = "" if form.is_valid() else next(iter(form.errors.values()))[0]
    try:
        if not sentence:
            item_answers.leave_item(plan, code, by=request.user, reason=reason)
    except Refused as refused:
        if refused.field is None:
            raise
        sentence = str(refused)
    if sentence:
        return _page(request, plan, refused={"code": code, "reason": reason, "sentence": sentence})
    messages.success(request, _("已记下理由。"))
    return redirect("plan_items", plan.pk)


def action_items(request, pk):
    """每个单位采纳、改动、增加、未采纳了哪些, and why."""
    action = action_of(request, pk)
    page_obj = Paginator(item_offers.plans_compared(action, request.user), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "action": action,
        "page_obj": page_obj,
        "rows": item_offers.standings(action, request.user, page_obj.object_list),
    }
    return render(request, "actions/action_items.html", context)


def _page(request, plan, *, refused: dict | None = None):
    context = {
        "plan": plan,
        "standing": item_offers.standing_of(plan),
        "may_answer": allows(rules.check_can_answer_items, plan, request.user),
        "refused": refused,
    }
    return render(request, "actions/plan_items.html", context, status=422 if refused else 200)
