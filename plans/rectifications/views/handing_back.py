"""退办 pages: the unit's application, and each answer of the office as one page."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from units.queries import office
from workflows.views.evidence import kept
from workflows.views.steps import Step, form_page, step_page

from ..enums import Status
from ..forms.handing_back import (
    AnsweredForm,
    ConsultForm,
    DismissForm,
    HandBackForm,
    MergeForm,
    ReassignForm,
)
from ..operations import dismissing
from ..operations import handing_back as operations
from ..rules import handing_back as rules
from .loading import item_of

UNIT = _("责任单位联络员")

HAND_BACK = Step(
    label=_("申请退办"),
    says=_("须在交办后2个工作日内提出，由工委办公室答复；退办不影响本单位考评。第二次退办由分管领导终审。"),
    told=_("工委办公室经办人、交办人"),
    done=_("退办申请已送工委办公室。"),
    check=rules.check_can_hand_back,
    run=operations.hand_back,
    kind="secondary",
)
HAND_BACK_AGAIN = replace(
    HAND_BACK,
    says=_("这是第二次退办，由工委分管领导终审，终审后不再退办；退办不影响本单位考评。"),
    told=_("工委分管领导、交办人"),
    done=_("退办申请已送工委分管领导终审。"),
)
UPHOLD = Step(
    label=_("维持交办"),
    says=_("事项仍由该单位办理，2个工作日内签收；办公室审核占用的工作日退还给单位。"),
    told=UNIT,
    done=_("已维持交办。"),
    check=rules.check_can_answer,
    run=operations.uphold,
)
REASSIGN = Step(
    label=_("改派"),
    says=_("事项改由另一单位签收办理，编号不变；原单位可以继续查看改派前的办理情况。"),
    told=_("改派单位、原单位联络员"),
    done=_("已改派。"),
    check=rules.check_can_answer,
    run=operations.reassign,
)
CONSULT = Step(
    label=_("会商（定牵头、配合）"),
    says=_(
        "与有关单位会商后，写明牵头单位和各配合单位的措施。牵头单位重新签收，配合单位各自签收本单位的措施。"
    ),
    told=_("牵头单位、各配合单位联络员"),
    done=_("牵头和配合已明确，已送有关单位签收。"),
    check=rules.check_can_answer,
    run=operations.consult,
    kind="secondary",
)
MERGE = Step(
    label=_("并案"),
    says=_("本事项并入另一事项办理，不再单独销号；两个事项的办理轨迹都有记录。"),
    told=_("两个事项的责任单位联络员"),
    done=_("已并案。"),
    check=rules.check_can_answer,
    run=operations.merge,
    kind="secondary",
)
DISMISS = Step(
    label=_("提出查否结案"),
    says=_("经核查问题不属实的，附核查材料提出，由办公室另一人确认后结案；确认前不告知单位。"),
    told=_("办公室确认人"),
    done=_("已提出查否结案，等待第二人确认。"),
    check=rules.check_can_answer,
    run=dismissing.propose_dismissal,
    kind="secondary",
)
DISMISS_CONFIRM = Step(
    label=_("确认查否结案"),
    says=_("核查材料属实、程序完备的，确认后事项以查否结案办结，核查情况告知责任单位。"),
    told=_("责任单位联络员、提出人"),
    done=_("已查否结案。"),
    check=rules.check_can_second,
    run=dismissing.confirm_dismissal,
)
DISMISS_BACK = Step(
    label=_("不同意查否结案"),
    says=_("退回提出人，退办申请重新答复。"),
    told=_("提出人"),
    done=_("已退回，等待重新答复。"),
    check=rules.check_can_second,
    run=dismissing.send_dismissal_back,
    takes="reason",
    words_label=_("理由"),
    required=True,
    circle="internal",
    kind="danger",
)


@require_http_methods(["GET", "POST"])
def hand_back(request, pk):
    """申请退办."""
    item = item_of(request, pk)
    form = HandBackForm(request.user, request.POST or None)
    again = rules.decided_once(item) and item.status != Status.HANDED_BACK  # the first one still waits there
    step = HAND_BACK_AGAIN if again else HAND_BACK
    return form_page(request, item, step, form, values=HandBackForm.values)


def _answer(request, item, step: Step, form):
    """One answer, with the application above it."""
    asked = item.handbacks.filter(answered_at=None).select_related("unit", "same_as", "asked_by").first()
    more = {"before": "rectifications/item/hand_back_asked.html", "asked": asked}
    return form_page(request, item, step, form, values=type(form).values, **more)


@require_http_methods(["GET", "POST"])
def uphold(request, pk):
    """维持交办."""
    return _answer(request, item_of(request, pk), UPHOLD, AnsweredForm(request.POST or None))


@require_http_methods(["GET", "POST"])
def reassign(request, pk):
    """改派."""
    item = item_of(request, pk)
    return _answer(request, item, REASSIGN, ReassignForm(item, request.POST or None))


@require_http_methods(["GET", "POST"])
def consult(request, pk):
    """会商（定牵头、配合）."""
    item = item_of(request, pk)
    return _answer(request, item, CONSULT, ConsultForm(item, request.POST or None))


@require_http_methods(["GET", "POST"])
def merge(request, pk):
    """并案."""
    return _answer(request, item_of(request, pk), MERGE, MergeForm(request.user, request.POST or None))


@require_http_methods(["GET", "POST"])
def dismiss(request, pk):
    """提出查否结案."""
    item = item_of(request, pk)
    form = DismissForm(request.POST or None, request.FILES or None)

    def values(form) -> dict:
        rules.check_can_answer(item, request.user)  # before anything is kept
        return {"words": form.cleaned_data["words"], "papers": [kept(form, office(), by=request.user)]}

    more = {"before": "rectifications/item/hand_back_asked.html", "asked": item.handbacks.last()}
    return form_page(request, item, DISMISS, form, values=values, **more)


@require_http_methods(["GET", "POST"])
def dismiss_confirm(request, pk):
    """确认查否结案."""
    return step_page(request, item_of(request, pk), DISMISS_CONFIRM)


@require_http_methods(["GET", "POST"])
def dismiss_back(request, pk):
    """不同意查否结案."""
    return step_page(request, item_of(request, pk), DISMISS_BACK)
