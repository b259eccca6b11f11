"""初审: the office receives a plan, says everything once, or proposes it to the meeting."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from documents.enums import DocumentKind
from documents.queries import sample_for
from records import clock, versions, workdays
from records.errors import Refused
from units.enums import Post
from units.queries import people_with
from workflows import routes
from workflows.enums import OpinionKind, StageKind
from workflows.views.steps import Step, step_page

from .. import rules
from ..forms.review import ReturnForm
from ..operations import review
from .loading import plan_of

TOLD_UNIT = gettext_lazy("报送单位联络员、单位负责人")

RECEIVE = Step(
    label=gettext_lazy("签收"),
    says=gettext_lazy("签收后进入初审，单位不能再撤回。"),
    told=gettext_lazy("报送单位联络员"),
    done=gettext_lazy("已签收，方案进入初审。"),
    check=rules.check_can_receive,
    run=review.receive,
)
DECLINE = Step(
    label=gettext_lazy("退回"),
    says=gettext_lazy("方案不予签收，退回单位，5个工作日内重报。"),
    told=TOLD_UNIT,
    done=gettext_lazy("已退回，理由已告知报送单位。"),
    check=rules.check_can_receive,
    run=review.decline,
    takes="reason",
    words_label=gettext_lazy("退回理由"),
    required=True,
    circle="feedback",
    kind="danger",
)
REMARK = Step(
    label=gettext_lazy("记录内部意见"),
    says=gettext_lazy("意见记入办理轨迹，不告知报送单位。"),
    told="",
    done=gettext_lazy("已记入办理轨迹，仅工委内部可见。"),
    check=rules.check_can_review,
    run=review.add_remark,
    takes="text",
    words_label=gettext_lazy("内部意见"),
    required=True,
    circle="internal",
    kind="secondary",
)
PROPOSE = Step(
    label=gettext_lazy("提请上会"),
    says=gettext_lazy("方案和拟办意见送会议秘书，列入下次会议议题。"),
    told=gettext_lazy("会议秘书"),
    done=gettext_lazy("已提请上会，等待会议秘书列入议题。"),
    check=rules.check_can_review,
    run=review.propose_to_meeting,
    takes="words",
    words_label=gettext_lazy("拟办意见"),
    required=True,
    circle="internal",
)


LAST = {
    # 签收 is the last stage (备案): it approves.
    "receive": replace(
        RECEIVE,
        says=gettext_lazy("签收即备案：方案随即批准、进入实施，单位不能再撤回。"),
        told=gettext_lazy("报送单位联络员、单位负责人和各任务责任人"),
        done=gettext_lazy("已签收备案，方案进入实施。"),
    ),
    # 初审 is the last stage (办公室审核): it approves.
    "propose": replace(
        PROPOSE,
        label=gettext_lazy("审核通过"),
        says=gettext_lazy("这是最后环节：方案随即批准、进入实施。"),
        told=gettext_lazy("报送单位联络员、单位负责人和各任务责任人"),
        done=gettext_lazy("已审核通过，方案进入实施。"),
    ),
}
# Another stage than 初审 or 上会 comes next.
NEXT = {
    "receive": replace(
        RECEIVE,
        says=gettext_lazy("签收后转下一环节，单位不能再撤回。"),
        done=gettext_lazy("已签收，转下一环节。"),
    ),
    "propose": replace(
        PROPOSE,
        label=gettext_lazy("初审通过"),
        says=gettext_lazy("方案和拟办意见转下一环节。"),
        told=gettext_lazy("下一环节办理人"),
        done=gettext_lazy("初审通过，已转下一环节。"),
    ),
}


def steps_here(plan) -> dict[str, Step]:
    """签收 and 提请上会 as the plan's own route has them: what they lead to is said before it happens."""
    usual = {"receive": RECEIVE, "propose": PROPOSE}
    if plan.stage not in ("receive", "first_review"):
        return usual
    following = routes.following_stage(plan, routes.current(plan.process_id))
    if following is None:
        return LAST
    expected = {"receive": following.code == "first_review", "propose": following.kind == StageKind.VOTE}
    return {name: usual[name] if expected[name] else NEXT[name] for name in usual}


@require_http_methods(["GET", "POST"])
def receive(request, pk):
    """签收."""
    plan = plan_of(request, pk)
    return step_page(request, plan, steps_here(plan)["receive"])


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    """退回 before receipt."""
    return step_page(request, plan_of(request, pk), DECLINE)


@require_http_methods(["GET", "POST"])
def remark(request, pk):
    """办公室内部意见."""
    return step_page(request, plan_of(request, pk), REMARK)


@require_http_methods(["GET", "POST"])
def propose(request, pk):
    """提请上会, or on to what comes next, with the office's proposal."""
    plan = plan_of(request, pk)
    return step_page(request, plan, steps_here(plan)["propose"])


@require_http_methods(["GET", "POST"])
def return_for_revision(request, pk):
    """退回修改: the letter as the unit will read it, its 样稿 on request, then one button that sends it."""
    plan = plan_of(request, pk)
    if request.method == "POST" and "preview" not in request.POST:
        form, drafts = ReturnForm(request.POST), "sample" in request.POST
        if form.is_valid():
            try:
                run = review.draft_opinion if drafts else review.return_for_revision
                run(plan, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                if drafts:
                    return render(request, "actions/return.html", _letter(plan, request.user, form))
                messages.success(request, _("已退回修改，意见书正在生成，报送单位已收到告知。"))
                return redirect("plan", plan.pk)
        return render(request, "actions/return.html", _letter(plan, request.user, form), status=422)
    rules.check_can_review(plan, request.user)
    form = ReturnForm(request.POST) if request.method == "POST" else ReturnForm()
    return render(request, "actions/return.html", _letter(plan, request.user, form))


def _letter(plan, by, form: ReturnForm) -> dict:
    """What the letter says: the points of this round, how many items have none, until when, and who is told."""
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    days = asked.get("days") or review.REVISE_DAYS
    round_ = routes.current(plan.process_id)
    points = list(round_.opinions.filter(kind=OpinionKind.POINT)) if round_ else []
    spoken_of = {point.line for point in points}
    tasks = versions.get(plan.key, plan.version_n).content["tasks"]
    told = [
        _("%(what)s（%(more)s）") % {"what": person.name, "more": Post(post).label}
        for post in (Post.LIAISON, Post.HEAD)
        for person in people_with(post, plan.unit_id)
    ]
    return {
        "plan": plan,
        "form": form,
        "points": points,
        "sample": sample_for(plan.key, [DocumentKind.REVIEW_OPINION], by),
        "round": round_,
        "days": days,
        "limit": workdays.add(clock.today(), days),
        "words": asked.get("words", ""),
        "others": sum(task["line"] not in spoken_of for task in tasks),
        "told": _("、").join(dict.fromkeys(told)),
        "by": by,
    }
