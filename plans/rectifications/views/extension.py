"""延期 pages: the unit asks, its leader signs, the office grants, refuses or records the source's consent."""

from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, form_page, step_page

from ..enums import Authority
from ..forms.requests import ExtensionForm, GrantForm
from ..operations import extension
from ..rules import extension as rules
from .loading import item_of

ASK = Step(
    label=gettext_lazy("申请延期"),
    says=gettext_lazy(
        "送本单位负责人签字后报批；报批期间停止计算本单位时限。原时限保留，与延期后时限并列显示。"
    ),
    told=gettext_lazy("本单位负责人"),
    done=gettext_lazy("已申请延期，请本单位负责人签字。"),
    check=rules.check_can_ask,
    run=extension.ask_extension,
    circle="responsible",
)
WITHDRAW = Step(
    label=gettext_lazy("撤回延期申请"),
    says=gettext_lazy("不再延期，按现时限整改。"),
    told=gettext_lazy("本单位负责人"),
    done=gettext_lazy("已撤回。"),
    check=rules.check_can_withdraw,
    run=extension.withdraw_extension,
    takes="reason",
    words_label=gettext_lazy("撤回原因"),
    circle="responsible",
    kind="secondary",
)
SIGN = Step(
    label=gettext_lazy("同意申请延期"),
    says=gettext_lazy("签字后报延期批准单位；由本单位党组织批准的，签字即生效。"),
    told=gettext_lazy("延期批准单位"),
    done=gettext_lazy("已签字。"),
    check=rules.check_can_sign,
    run=extension.sign_extension,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="responsible",
)
DECLINE = Step(
    label=gettext_lazy("不同意申请延期"),
    says=gettext_lazy("按现时限整改，不报批。"),
    told=gettext_lazy("本单位联络员"),
    done=gettext_lazy("已退回联络员。"),
    check=rules.check_can_sign,
    run=extension.decline_extension,
    takes="reason",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="unit",
    kind="danger",
)
GRANT = Step(
    label=gettext_lazy("同意延期"),
    says=gettext_lazy("批准后按新时限计算灯色，原时限保留。"),
    told=gettext_lazy("牵头单位联络员、单位负责人"),
    done=gettext_lazy("已同意延期。"),
    check=rules.check_can_answer,
    run=extension.grant_extension,
    circle="responsible",
)
REFUSE = Step(
    label=gettext_lazy("不同意延期"),
    says=gettext_lazy("时限不变，退还审批占用的工作日。"),
    told=gettext_lazy("牵头单位联络员、单位负责人"),
    done=gettext_lazy("已答复不同意延期。"),
    check=rules.check_can_answer,
    run=extension.refuse_extension,
    takes="reason",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="responsible",
    kind="danger",
)


@require_http_methods(["GET", "POST"])
def ask(request, pk):
    """申请延期."""
    item = item_of(request, pk)
    form = ExtensionForm(request.POST or None)
    more = {"before": "rectifications/item/limits.html", "item": item}
    return form_page(request, item, ASK, form, values=ExtensionForm.values, **more)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """撤回延期申请."""
    return step_page(request, item_of(request, pk), WITHDRAW)


@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """单位负责人签字."""
    return step_page(request, item_of(request, pk), SIGN)


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    """单位负责人不同意."""
    return step_page(request, item_of(request, pk), DECLINE)


@require_http_methods(["GET", "POST"])
def grant(request, pk):
    """同意延期, or record the source's consent."""
    item = item_of(request, pk)
    rules.check_can_answer(item, request.user)
    asked = rules.open_extension(item)
    consent = item.source.extends == Authority.SOURCE
    form = GrantForm(request.POST or None, consent=consent, initial={"limit": asked.new_limit})
    more = {"before": "rectifications/item/extension_card.html", "item": item, "asked": asked}
    return form_page(request, item, GRANT, form, values=GrantForm.values, **more)


@require_http_methods(["GET", "POST"])
def refuse(request, pk):
    """不同意延期."""
    return step_page(request, item_of(request, pk), REFUSE)
