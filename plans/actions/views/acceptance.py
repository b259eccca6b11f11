"""验收 pages: the application, the group, task by task on the spot, the conclusion, the signed paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.errors import Refused
from workflows.views.acceptance import (
    check_page,
    compose_page,
    conclude_page,
    finding_page,
    regroup_page,
)
from workflows.views.steps import Step, step_page

from .. import rules
from ..accepting import ACCEPTANCE
from ..forms.acceptance import SignedForm
from ..operations import acceptance as operations
from ..queries import visible_plans

REQUEST = Step(
    label=gettext_lazy("申请验收"),
    says=gettext_lazy("方案送工委办公室，由其他单位人员组成验收组逐项核查。"),
    told=gettext_lazy("工委办公室"),
    done=gettext_lazy("已申请验收，工委办公室将组成验收组。"),
    check=rules.check_can_request_acceptance,
    run=operations.request_acceptance,
    takes="words",
    words_label=gettext_lazy("申请说明"),
    circle="feedback",
)


@require_http_methods(["GET", "POST"])
def plan_request_acceptance(request, pk):
    """申请验收."""
    return step_page(request, _plan(request, pk), REQUEST)


@require_http_methods(["GET", "POST"])
def plan_compose(request, pk):
    """组成验收组."""
    return compose_page(request, _plan(request, pk), ACCEPTANCE)


@require_http_methods(["GET", "POST"])
def plan_regroup(request, pk):
    """调整验收组."""
    return regroup_page(request, _plan(request, pk), ACCEPTANCE)


@require_GET
def plan_check(request, pk):
    """逐条核查: one task after another, each standard with its finding."""
    return check_page(request, _plan(request, pk), ACCEPTANCE)


@require_POST
def plan_finding(request, pk):
    """记录核查结果 of one task."""
    return finding_page(request, _plan(request, pk), ACCEPTANCE)


@require_POST
def plan_conclude(request, pk):
    """验收结论."""
    return conclude_page(request, _plan(request, pk), ACCEPTANCE)


def plan_signed(request, pk):
    """登记签字盖章件."""
    plan = _plan(request, pk)
    rules.check_can_register_signed(plan, request.user)
    form = SignedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            scan, _name = form.kept()
            operations.register_signed(
                plan, by=request.user, scan=scan, signed_on=form.cleaned_data["signed_on"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("签字盖章件已登记，方案已办结。"))
            return redirect("plan", pk)
    context = {"plan": plan, "form": form, "paper": operations.paper_of(plan)}
    return render(request, "actions/signed.html", context, status=422 if form.errors else 200)


def _plan(request, pk):
    return get_object_or_404(visible_plans(request.user), pk=pk)
