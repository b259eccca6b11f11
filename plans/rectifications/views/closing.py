"""销号 pages: the application, the yes and no of each stage, 公示, the source's decision, 线下签批."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from documents.enums import DocumentKind
from documents.models import Document
from records import clock
from units import queries as people
from workflows import routes as engine
from workflows.enums import Outcome
from workflows.views.steps import Step, form_page, step_page

from .. import chain, limits
from ..enums import Authority, SourceKind, Status
from ..forms.closing import (
    PHRASES,
    ApplyForm,
    ObjectionForm,
    PaperForm,
    ReturnForm,
    SeveralForm,
    SourceDecisionForm,
)
from ..operations import closing, on_paper, publicity, returning
from ..queries import closings as queries
from ..rules import closing as rules
from .loading import item_of

APPLY = Step(
    label=gettext_lazy("申请销号"),
    says=gettext_lazy(
        "形成销号申请，送本单位负责人确认；从今天起停止计算本单位整改时限。负责人确认前可以撤回。同时生成送审签，可打印后线下签批。"
    ),
    told=gettext_lazy("本单位负责人"),
    done=gettext_lazy("已申请销号，请本单位负责人确认。"),
    check=rules.check_can_apply,
    run=closing.apply_for_closing,
    circle="responsible",
)
WITHDRAW = Step(
    label=gettext_lazy("撤回销号申请"),
    says=gettext_lazy("事项回到整改中，可以补充后重新申请。"),
    told=gettext_lazy("本单位负责人"),
    done=gettext_lazy("已撤回。"),
    check=rules.check_can_withdraw,
    run=closing.withdraw,
    takes="reason",
    words_label=gettext_lazy("撤回原因"),
    circle="responsible",
    kind="secondary",
)
# The yes of each stage where one person reads and decides; the last of a chain closes the item.
_PASS = Step(
    label="",
    says=gettext_lazy("转下一环节办理。意见印在整改销号申请审批表上，责任单位可见。"),
    told=gettext_lazy("下一环节办理人"),
    done=gettext_lazy("已办理。"),
    check=rules.check_can_pass,
    run=closing.pass_on,
    takes="words",
    words_label=gettext_lazy("意见"),
    circle="responsible",
)
PASS = {
    chain.CONFIRM: replace(
        _PASS,
        label=gettext_lazy("同意申请销号"),
        says=gettext_lazy("确认情况属实，送工委办公室。意见印在整改销号申请审批表上。"),
        told=gettext_lazy("工委办公室"),
    ),
    chain.AUDIT: replace(_PASS, label=gettext_lazy("审核通过")),
    chain.FIRST_REVIEW: replace(_PASS, label=gettext_lazy("初审通过")),
    chain.RECHECK: replace(_PASS, label=gettext_lazy("复核通过")),
    chain.DECIDE: replace(_PASS, label=gettext_lazy("同意销号")),
}
CLOSES = gettext_lazy("这是最后一个环节：同意后即销号，生成整改销号确认单和申请审批表，并按规定安排回头看。")
CLOSES_TOLD = gettext_lazy("牵头和配合单位联络员、单位负责人")
RETURN = Step(
    label=gettext_lazy("退回整改"),
    says=gettext_lazy("写明理由和退回到哪些措施；只有这些措施重新办理。理由记入办理轨迹，责任单位可见。"),
    told=gettext_lazy("牵头单位联络员和负责人、有关措施的责任单位"),
    done=gettext_lazy("已退回。"),
    check=rules.check_can_return,
    run=returning.return_item,
    circle="responsible",
    kind="danger",
)
END_PUBLICITY = Step(
    label=gettext_lazy("公示无异议"),
    says=gettext_lazy("公示期满，没有收到异议，继续办理。"),
    told=gettext_lazy("下一环节办理人"),
    done=gettext_lazy("公示已办结。"),
    check=rules.check_can_end_publicity,
    run=publicity.end_publicity,
    takes="words",
    words_label=gettext_lazy("说明"),
    circle="responsible",
)
OBJECTION = Step(
    label=gettext_lazy("登记公示异议"),
    says=gettext_lazy("公示期内收到的异议，登记后退回重新审核。公示期满后收到的，不作为公示异议。"),
    told=gettext_lazy("审核人；牵头单位联络员只知道收到异议"),
    done=gettext_lazy("异议已登记，事项退回重新审核。"),
    check=rules.check_can_record_objection,
    run=publicity.record_objection,
    circle="internal",
)
SOURCE_DECISION = Step(
    label=gettext_lazy("登记来源单位销号决定"),
    says=gettext_lazy("登记文号和日期后即销号。来源单位不同意的，请退回整改。"),
    told=CLOSES_TOLD,
    done=gettext_lazy("已登记，事项已销号。"),
    check=rules.check_can_record_source,
    run=closing.record_source_decision,
    circle="responsible",
)
PAPER = Step(
    label=gettext_lazy("代录线下签批"),
    says=gettext_lazy("照签批件录入，附扫描件，登记后立即生效。记录和文书均写明签批人（线下签批）和代录人。"),
    told=gettext_lazy("下一环节办理人；退回的，本单位联络员"),
    done=gettext_lazy("签批已登记。"),
    check=rules.check_can_record_paper,
    run=on_paper.record_paper_decision,
)
CORRECT = Step(
    label=gettext_lazy("更正代录"),
    says=gettext_lazy("代录的意见与您的签批不一致时，写明应当怎样记录。原记录保留，更正并列显示。"),
    told=gettext_lazy("牵头单位联络员、工委办公室"),
    done=gettext_lazy("更正已记录。"),
    check=rules.check_can_correct_paper,
    run=on_paper.correct_paper_decision,
    takes="words",
    words_label=gettext_lazy("应当记录为"),
    required=True,
    circle="responsible",
    kind="secondary",
)


def pass_step(item) -> Step | None:
    """The yes of the stage the item waits at, saying what it will do."""
    step = PASS.get(item.stage)
    last = step and item.chain and item.chain[-1] == item.stage
    if last and engine.following_stage(item, engine.current(item.process_id)) is None:
        step = replace(step, says=CLOSES, told=CLOSES_TOLD, done=_("已销号，文书正在生成。"))
    return step


@require_http_methods(["GET", "POST"])
def apply(request, pk):
    """申请销号. What is still missing is told on the item's page."""
    item = item_of(request, pk)
    late = limits.days_late(item.limit, clock.today())
    complaint = item.source.kind == SourceKind.PUBLIC
    form = ApplyForm(request.POST or None, late=late, complaint=complaint, initial=_said_before(item))
    more = {"before": "rectifications/item/applying.html", "item": item, "late": late}
    return form_page(request, item, APPLY, form, values=ApplyForm.values, **more)


def _said_before(item) -> dict[str, str]:
    """What the form begins with: the words of the ledger, else those of the application before, to be put right. What a
    closing that did not last came to is not said a second time; the rules it left behind still stand.
    """
    last = item.closings.order_by("-n").first()
    said = {name: getattr(item, name) or getattr(last, name, "") for name in ("self_conclusion", "mechanism")}
    if (
        last
        and last.outcome in {Outcome.CLOSED, Outcome.LONG_TERM}
        and said["self_conclusion"] == last.self_conclusion
    ):
        said["self_conclusion"] = ""
    return said | {name: getattr(item, name) for name in ("accountability", "truth", "liability")}


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """撤回销号申请."""
    return step_page(request, item_of(request, pk), WITHDRAW)


@require_http_methods(["GET", "POST"])
def pass_on(request, pk):
    """同意 at the stage the item waits at."""
    item = item_of(request, pk)
    return step_page(request, item, pass_step(item) or _PASS)


@require_http_methods(["GET", "POST"])
def return_(request, pk):
    """退回整改."""
    item = item_of(request, pk)
    fixed = item.source.extends == Authority.SOURCE
    form = ReturnForm(item, request.POST or None, fixed=fixed)
    more = {"phrases": PHRASES, "phrases_for": "reason"}
    return form_page(request, item, RETURN, form, values=ReturnForm.values, **more)


@require_POST
def publicity_notice(request, pk):
    """打印公示."""
    publicity.print_notice(item_of(request, pk), by=request.user)
    messages.success(request, _("公示单正在生成，打印、用印后张贴。"))
    return redirect("item", pk)


@require_http_methods(["GET", "POST"])
def publicity_end(request, pk):
    """公示无异议."""
    return step_page(request, item_of(request, pk), END_PUBLICITY)


@require_http_methods(["GET", "POST"])
def objection(request, pk):
    """登记公示异议."""
    form = ObjectionForm(request.POST or None)
    return form_page(request, item_of(request, pk), OBJECTION, form, values=ObjectionForm.values)


@require_http_methods(["GET", "POST"])
def source_decision(request, pk):
    """登记来源单位销号决定."""
    form = SourceDecisionForm(request.POST or None)
    return form_page(request, item_of(request, pk), SOURCE_DECISION, form, values=SourceDecisionForm.values)


@require_http_methods(["GET", "POST"])
def paper(request, pk):
    """代录线下签批 of the unit's leader, or of the committee's."""
    item = item_of(request, pk)
    post, unit_id = rules.check_can_record_paper(item, request.user)
    signers = people.people_with(post, unit_id)
    sent = request.method == "POST"
    first = signers.first()
    form = PaperForm(
        item,
        signers,
        request.POST if sent else None,
        request.FILES if sent else None,
        returns=item.status == Status.CLOSING,
        initial={"signed_by": first and first.pk},
    )
    slip = Document.objects.filter(subject=item.key, kind=DocumentKind.SIGNING_SLIP).order_by("-id").first()
    more = {"before": "rectifications/item/slip.html", "slip": slip}
    return form_page(request, item, PAPER, form, values=PaperForm.values, **more)


@require_http_methods(["GET", "POST"])
def paper_correct(request, pk):
    """更正代录."""
    return step_page(request, item_of(request, pk), CORRECT)


@require_http_methods(["GET", "POST"])
def several(request):
    """同类事项一并办理: what waits at one stage for this person, with one opinion; each is its own act."""
    stage = asked_stage(request)
    waiting = queries.waiting_at(request.user, stage) if stage else []
    form = SeveralForm(waiting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [each for each in waiting if str(each.pk) in form.cleaned_data["items"]]
        refused = closing.pass_on_several(chosen, by=request.user, words=form.cleaned_data["words"])
        for item, why in refused:
            messages.error(request, f"{item}：{why}")
        if len(refused) < len(chosen):
            messages.success(request, _("已办理%(n)d项。") % {"n": len(chosen) - len(refused)})
        return redirect("inbox")
    context = {"form": form, "waiting": waiting, "stage": stage, "step": PASS.get(stage)}
    return render(request, "rectifications/several.html", context, status=422 if form.errors else 200)


def asked_stage(request) -> str:
    """The stage in the address, when it is one at which several can be passed at once."""
    stage = request.GET.get("stage", "")
    return stage if stage in PASS else ""
