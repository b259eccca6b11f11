"""验收 pages: the application, the group, task by task on the spot, the conclusion, the signed paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.errors import Refused, allows
from workflows.views.steps import Step, step_page

from .. import rules
from ..enums import Status
from ..forms.acceptance import ConclusionForm, FindingForm, GroupForm, SignedForm
from ..operations import acceptance as operations
from ..queries import acceptance as queries
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


def plan_compose(request, pk):
    """组成验收组."""
    plan = _plan(request, pk)
    rules.check_can_compose_group(plan, request.user)
    form = GroupForm(queries.offered(plan), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.compose_group(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("验收组已组成，已告知组长、成员和报送单位。"))
            return redirect("plan", pk)
    return render(
        request, "actions/compose.html", {"plan": plan, "form": form}, status=422 if form.errors else 200
    )


@require_GET
def plan_check(request, pk):
    """逐条核查: one task after another, each standard with its finding."""
    return _check_page(request, _plan(request, pk))


@require_POST
def plan_finding(request, pk):
    """Record one finding; htmx gets the row back, a plain form the page."""
    plan = _plan(request, pk)
    form = FindingForm(request.POST)
    line = request.POST.get("line", "")
    if form.is_valid():
        try:
            operations.record_finding(plan, line, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("核查结果已记录。"))
            return redirect(f"{_check_url(plan)}#{line}")
    return _check_page(request, plan, status=422, typed={line: form})


@require_POST
def plan_conclude(request, pk):
    """验收结论."""
    plan = _plan(request, pk)
    form = ConclusionForm(request.POST)
    if form.is_valid():
        try:
            operations.conclude(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("验收结论已作出，验收意见书正在生成。"))
            return redirect("plan", pk)
    return _check_page(request, plan, status=422, conclusion_form=form)


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


def _check_url(plan) -> str:
    return redirect("plan_check", plan.pk).url


def _check_page(request, plan, *, status=200, typed=None, conclusion_form=None):
    group = queries.group_of_open_round(plan)
    if plan.status != Status.ACCEPTING or group is None:
        return redirect("plan", plan.pk)
    person = request.user
    rules.check_can_read_findings(plan, person, group)
    may_check = allows(rules.check_can_check, plan, person, group)
    found = {finding.line: finding for finding in group.findings.all()}
    rows = []
    for task in plan.tasks.select_related("section", "person").prefetch_related("milestones", "reports"):
        finding = found.get(task.line)
        form = (typed or {}).get(task.line) or FindingForm(
            initial={"result": finding.result, "fact": finding.fact} if finding else None,
            auto_id=f"id_{task.line}_%s",
        )
        rows.append({"task": task, "finding": finding, "form": form, "evidence": []})
    used = queries.evidence_by_line(plan)
    for row in rows:
        row["evidence"] = used.get(row["task"].line, [])
    context = {
        "plan": plan,
        "group": group,
        "rows": rows,
        "checked": sum(row["finding"] is not None and row["finding"].result != "unchecked" for row in rows),
        "may_check": may_check,
        "leads": any(member.person_id == person.pk and member.leads for member in group.members.all()),
        "may_conclude": allows(rules.check_can_conclude, plan, person, group),
        "conclusion_form": conclusion_form or ConclusionForm(),
    }
    return render(request, "actions/check.html", context, status=status)
