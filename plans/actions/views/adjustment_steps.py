"""The steps of a 调整申请, each as one page and one button: the unit hands it in, the office and whoever approved the plan decide."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, step_page

from .. import adjustment_rules as rules
from .. import rules as plan_rules
from ..operations import adjusting, adjustment_by_pen, adjustment_review
from ..queries.adjustments import visible_adjustments
from .submission import paper_page

TOLD_UNIT = _("申请单位联络员、单位负责人")

SUBMIT = Step(
    label=_("提交本单位审核"),
    says=_("调整内容形成版本，送本单位负责人审核；审批期间不能修改，现行方案照常实施。"),
    told=_("本单位负责人"),
    done=_("已提交本单位负责人审核。"),
    check=rules.check_can_write,
    run=adjusting.submit_adjustment,
)
WITHDRAW = Step(
    label=_("撤回"),
    says=_("申请回到草稿，可以继续修改。工委办公室签收后不能撤回。"),
    told=_("申请已报送的，告知工委办公室"),
    done=_("已撤回，可以继续修改。"),
    check=plan_rules.check_can_withdraw,
    run=adjusting.withdraw_adjustment,
    takes="reason",
    words_label=_("撤回原因"),
    circle="feedback",
    kind="secondary",
)
DROP = Step(
    label=_("撤销申请"),
    says=_("不再调整，方案照原样实施。申请保留在方案页，以后可以另行申请。"),
    told="",
    done=_("已撤销申请。"),
    check=rules.check_can_drop,
    run=adjusting.drop_adjustment,
    takes="reason",
    words_label=_("撤销原因"),
    circle="feedback",
    kind="danger",
)
AGREE = Step(
    label=_("同意报送"),
    says=_("调整申请按本版报送，由原审批方案的同志审批。"),
    told=_("工委办公室经办人、本单位联络员"),
    done=_("已同意报送，调整申请送工委办公室签收。"),
    check=plan_rules.check_can_agree,
    run=adjusting.agree_adjustment,
    takes="words",
    words_label=_("意见"),
    circle="feedback",
)
SEND_BACK = Step(
    label=_("退回修改"),
    says=_("调整申请退回联络员，修改后重新提交，或者撤销。"),
    told=_("本单位联络员"),
    done=_("已退回联络员修改。"),
    check=plan_rules.check_can_agree,
    run=adjusting.send_back_adjustment,
    takes="reason",
    words_label=_("退回理由"),
    required=True,
    circle="unit",
    kind="danger",
)
RECEIVE = Step(
    label=_("签收"),
    says=_("签收后按方案原来的审批路线办理，单位不能再撤回；签收是最后环节的，随即同意调整。"),
    told=_("申请单位联络员"),
    done=_("已签收。"),
    check=rules.check_can_handle,
    run=adjustment_review.receive_adjustment,
)
PASS_ON = Step(
    label=_("初审通过"),
    says=_("调整申请和拟办意见转下一环节；初审是最后环节的，随即同意调整，方案形成新版本。"),
    told=_("下一环节办理人"),
    done=_("初审通过。"),
    check=rules.check_can_handle,
    run=adjustment_review.pass_adjustment_on,
    takes="words",
    words_label=_("拟办意见"),
    required=True,
    circle="internal",
)
RETURN = Step(
    label=_("退回修改"),
    says=_("调整申请退回单位，5个工作日内修改后重报或撤销；现行方案照常实施。"),
    told=TOLD_UNIT,
    done=_("已退回，理由已告知申请单位。"),
    check=rules.check_can_handle,
    run=adjustment_review.return_adjustment,
    takes="reason",
    words_label=_("退回理由"),
    required=True,
    circle="feedback",
    kind="danger",
)
CORRECT = Step(
    label=_("更正代录"),
    says=_("代录的意见与您的签批不一致时，写明应当怎样记录。原记录保留，更正并列显示。"),
    told=_("本单位联络员；申请已报送的，一并告知工委办公室"),
    done=_("更正已记录。"),
    check=rules.check_can_correct_pen,
    run=adjustment_by_pen.correct_adjustment_by_pen,
    takes="words",
    words_label=_("应当记录为"),
    required=True,
    circle="feedback",
    kind="secondary",
)
STEPS = {
    "submit": SUBMIT,
    "withdraw": WITHDRAW,
    "drop": DROP,
    "agree": AGREE,
    "send_back": SEND_BACK,
    "correct": CORRECT,
    "receive": RECEIVE,
    "pass_on": PASS_ON,
    "return": RETURN,
}


def adjustment_of(request, pk: int):
    """The 调整申请, when the person may see it."""
    return get_object_or_404(visible_adjustments(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def submit(request, pk):
    """提交本单位审核."""
    return step_page(request, adjustment_of(request, pk), SUBMIT)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """撤回 by the unit, until the office has received it."""
    return step_page(request, adjustment_of(request, pk), WITHDRAW)


@require_http_methods(["GET", "POST"])
def drop(request, pk):
    """撤销申请."""
    return step_page(request, adjustment_of(request, pk), DROP)


@require_http_methods(["GET", "POST"])
def agree(request, pk):
    """同意报送 by the head of the unit."""
    return step_page(request, adjustment_of(request, pk), AGREE)


@require_http_methods(["GET", "POST"])
def send_back(request, pk):
    """退回修改 by the head of the unit."""
    return step_page(request, adjustment_of(request, pk), SEND_BACK)


@require_http_methods(["GET", "POST"])
def paper(request, pk):
    """线下签批、代录 of the head's slip."""
    return paper_page(request, adjustment_of(request, pk), adjustment_by_pen.record_adjustment_by_pen)


@require_http_methods(["GET", "POST"])
def correct(request, pk):
    """更正代录 by the leader whose pen it was."""
    return step_page(request, adjustment_of(request, pk), CORRECT)


@require_http_methods(["GET", "POST"])
def receive(request, pk):
    """签收."""
    return step_page(request, adjustment_of(request, pk), RECEIVE)


@require_http_methods(["GET", "POST"])
def pass_on(request, pk):
    """初审通过, with the office's proposal."""
    return step_page(request, adjustment_of(request, pk), PASS_ON)


@require_http_methods(["GET", "POST"])
def return_for_revision(request, pk):
    """退回修改 by the office."""
    return step_page(request, adjustment_of(request, pk), RETURN)
