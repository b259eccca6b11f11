"""终止: the office's clerk asks, its head answers."""

from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, step_page

from ..operations import stopping
from ..rules import stopping as rules
from .loading import item_of

ASK = Step(
    label=gettext_lazy("申请终止"),
    says=gettext_lazy("问题已不存在、不需要继续整改的，报办公室负责人审批。终止的事项不计入销号率。"),
    told=gettext_lazy("办公室负责人"),
    done=gettext_lazy("已申请终止。"),
    check=rules.check_can_ask,
    run=stopping.ask_stop,
    takes="reason",
    words_label=gettext_lazy("终止理由"),
    required=True,
    circle="internal",
    kind="secondary",
)
APPROVE = Step(
    label=gettext_lazy("同意终止"),
    says=gettext_lazy("事项不再整改，有关待办全部取消；不能恢复。"),
    told=gettext_lazy("牵头和配合单位联络员、单位负责人"),
    done=gettext_lazy("已终止。"),
    check=rules.check_can_answer,
    run=stopping.approve_stop,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="responsible",
)
REFUSE = Step(
    label=gettext_lazy("不同意终止"),
    says=gettext_lazy("继续整改，退还审批占用的工作日。"),
    told=gettext_lazy("牵头单位联络员、申请人"),
    done=gettext_lazy("已答复不同意终止。"),
    check=rules.check_can_answer,
    run=stopping.refuse_stop,
    takes="reason",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="internal",
    kind="danger",
)


@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """申请终止."""
    return step_page(request, item_of(request, pk), ASK)


@require_http_methods(["GET", "POST"])
def approve(request, pk):
    """同意终止."""
    return step_page(request, item_of(request, pk), APPROVE)


@require_http_methods(["GET", "POST"])
def refuse(request, pk):
    """不同意终止."""
    return step_page(request, item_of(request, pk), REFUSE)
