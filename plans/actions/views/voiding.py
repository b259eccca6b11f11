"""作废、终止: asked by the unit or the office, decided by another person."""

from dataclasses import replace

from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, step_page

from .. import voiding as rules
from ..operations import voiding
from .loading import plan_of

ASK = Step(
    label=gettext_lazy("申请作废"),
    says=gettext_lazy("方案不再算数、需要重新制定的，报请审批作废。审批期间照常办理。"),
    told=gettext_lazy(
        "审批人（没有报送过的为本单位负责人，报送过的为工委办公室负责人）、本单位联络员和负责人"
    ),
    done=gettext_lazy("已申请作废。"),
    check=rules.check_can_ask,
    run=voiding.ask_voiding,
    takes="reason",
    words_label=gettext_lazy("作废理由"),
    required=True,
    circle="feedback",
    kind="secondary",
)
VOID = Step(
    label=gettext_lazy("同意作废"),
    says=gettext_lazy(
        "方案不再算数，不能恢复；办理记录保留，待办全部收回，已经出具的文书同时作废。单位可以重新建立方案。"
    ),
    told=gettext_lazy("本单位联络员和负责人、各办理人、申请人"),
    done=gettext_lazy("方案已作废。"),
    check=rules.check_can_void,
    run=voiding.void,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="feedback",
    kind="danger",
)
REFUSE = Step(
    label=gettext_lazy("不同意作废"),
    says=gettext_lazy("方案继续办理。"),
    told=gettext_lazy("本单位联络员、申请人"),
    done=gettext_lazy("已答复不同意作废。"),
    check=rules.check_can_refuse_void,
    run=voiding.refuse_voiding,
    takes="reason",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="feedback",
    kind="secondary",
)

STOP_ASK = Step(
    label=gettext_lazy("申请终止"),
    says=gettext_lazy(
        "方案不再往下实施的（任务来源取消、机构变动等），报请审批终止。已经完成的和出具的文书不变；审批期间照常实施。"
    ),
    told=gettext_lazy("工委办公室负责人、本单位联络员和负责人"),
    done=gettext_lazy("已申请终止。"),
    check=rules.check_can_ask_stop,
    run=voiding.ask_stop,
    takes="reason",
    words_label=gettext_lazy("终止理由"),
    required=True,
    circle="feedback",
    kind="secondary",
)
STOP = Step(
    label=gettext_lazy("同意终止"),
    says=gettext_lazy("方案不再实施，不能恢复；已经完成的任务、记录和文书保留，待办全部收回。"),
    told=gettext_lazy("本单位联络员和负责人、各办理人、申请人"),
    done=gettext_lazy("方案已终止。"),
    check=rules.check_can_stop,
    run=voiding.stop,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="feedback",
    kind="danger",
)
STOP_REFUSE = replace(
    REFUSE,
    label=gettext_lazy("不同意终止"),
    says=gettext_lazy("方案继续实施。"),
    done=gettext_lazy("已答复不同意终止。"),
    check=rules.check_can_refuse_stop,
    run=voiding.refuse_stop,
)


@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """申请作废."""
    return step_page(request, plan_of(request, pk), ASK)


@require_http_methods(["GET", "POST"])
def void(request, pk):
    """同意作废."""
    return step_page(request, plan_of(request, pk), VOID)


@require_http_methods(["GET", "POST"])
def refuse(request, pk):
    """不同意作废."""
    return step_page(request, plan_of(request, pk), REFUSE)


@require_http_methods(["GET", "POST"])
def stop_ask(request, pk):
    """申请终止."""
    return step_page(request, plan_of(request, pk), STOP_ASK)


@require_http_methods(["GET", "POST"])
def stop(request, pk):
    """同意终止."""
    return step_page(request, plan_of(request, pk), STOP)


@require_http_methods(["GET", "POST"])
def stop_refuse(request, pk):
    """不同意终止."""
    return step_page(request, plan_of(request, pk), STOP_REFUSE)
