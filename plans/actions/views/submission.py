"""报送: submit to the unit's own review, take back, agree, send back, and record what was signed by pen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from documents.enums import DocumentKind
from documents.models import Document
from records.errors import Refused
from units import queries as people
from units.enums import Post
from workflows.views.steps import Step, place_of, step_page

from .. import rules
from ..forms.plans import PaperForm
from ..operations import submission
from .editor import ways_to_gaps
from .loading import plan_of

SUBMIT = Step(
    label=gettext_lazy("提交本单位审核"),
    says=gettext_lazy(
        "方案形成新版本，送本单位负责人审核；审核期间不能修改，可以撤回。同时生成送审签，可打印后线下签批。"
    ),
    told=gettext_lazy("本单位负责人"),
    done=gettext_lazy("已提交本单位负责人审核。"),
    check=rules.check_can_submit,
    run=submission.submit,
    takes="words",
    words_label=gettext_lazy("附言"),
    circle="unit",
    missing=ways_to_gaps,
)
WITHDRAW = Step(
    label=gettext_lazy("撤回"),
    says=gettext_lazy("方案回到草稿，可以继续修改；已生成的版本保留在记录中。工委办公室签收后不能撤回。"),
    told=gettext_lazy("方案已报送的，告知工委办公室"),
    done=gettext_lazy("已撤回，可以继续修改。"),
    check=rules.check_can_withdraw,
    run=submission.withdraw,
    takes="reason",
    words_label=gettext_lazy("撤回原因"),
    circle="feedback",
    kind="secondary",
)
AGREE = Step(
    label=gettext_lazy("同意报送"),
    says=gettext_lazy("方案按本版报送工委办公室，等待签收。"),
    told=gettext_lazy("工委办公室经办人、本单位联络员"),
    done=gettext_lazy("已同意报送，方案送工委办公室签收。"),
    check=rules.check_can_agree,
    run=submission.agree,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="feedback",
)
SEND_BACK = Step(
    label=gettext_lazy("退回修改"),
    says=gettext_lazy("方案退回联络员修改，修改后重新提交。"),
    told=gettext_lazy("本单位联络员"),
    done=gettext_lazy("已退回联络员修改。"),
    check=rules.check_can_send_back,
    run=submission.send_back,
    takes="reason",
    words_label=gettext_lazy("退回理由"),
    required=True,
    circle="unit",
    kind="danger",
)


CORRECT = Step(
    label=gettext_lazy("更正代录"),
    says=gettext_lazy("代录的意见与您的签批不一致时，写明应当怎样记录。原记录保留，更正并列显示。"),
    told=gettext_lazy("本单位联络员；方案已报送的，一并告知工委办公室"),
    done=gettext_lazy("更正已记录。"),
    check=rules.check_can_correct_paper,
    run=submission.correct_paper_decision,
    takes="words",
    words_label=gettext_lazy("应当记录为"),
    required=True,
    circle="feedback",
    kind="secondary",
)


@require_http_methods(["GET", "POST"])
def correct_paper(request, pk):
    """更正代录."""
    return step_page(request, plan_of(request, pk), CORRECT)


@require_http_methods(["GET", "POST"])
def submit(request, pk):
    """提交本单位审核. What is missing is told with the way to its place in the editor."""
    return step_page(request, plan_of(request, pk), SUBMIT)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """撤回 by the unit, until the office has received the plan."""
    return step_page(request, plan_of(request, pk), WITHDRAW)


@require_http_methods(["GET", "POST"])
def agree(request, pk):
    """同意报送 by the head of the unit."""
    return step_page(request, plan_of(request, pk), AGREE)


@require_http_methods(["GET", "POST"])
def send_back(request, pk):
    """退回修改 by the head of the unit."""
    return step_page(request, plan_of(request, pk), SEND_BACK)


@require_http_methods(["GET", "POST"])
def paper_decision(request, pk):
    """线下签批、代录: what the head of the unit decided by pen, with the scan of the slip."""
    return paper_page(request, plan_of(request, pk), submission.record_paper_decision)


def paper_page(request, subject, record):
    """The page of it, for a plan and for its 调整申请: `record` is the operation."""
    rules.check_can_record_paper(subject, request.user)
    place = place_of(subject)
    heads = people.people_with(Post.HEAD, subject.unit_id)
    sent = request.method == "POST"
    first = heads.first()
    form = PaperForm(
        heads,
        request.POST if sent else None,
        request.FILES if sent else None,
        initial={"signed_by": first and first.pk},
    )
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            scan, name = form.kept()
            record(
                subject,
                by=request.user,
                decision=data["decision"],
                signed_by=data["signed_by"],
                signed_on=data["signed_on"],
                words=data["words"],
                code=data["code"],
                scan=scan,
                scan_name=name,
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已登记线下签批。"))
            return redirect(place.url)
    slips = Document.objects.filter(subject=subject.key, kind=DocumentKind.SIGNING_SLIP)
    slip = slips.filter(version__n=subject.version_n).order_by("-id").first()
    context = {"place": place, "version_n": subject.version_n, "form": form, "slip": slip}
    return render(request, "actions/paper.html", context, status=422 if form.errors else 200)
