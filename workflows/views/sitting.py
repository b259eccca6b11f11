"""会签环节的页面: 增加会签人, 取消会签人, 转办, 代录, 更正代录; 催办 of whatever waits."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from documents.models import Document
from records.stored import said
from units import holders
from units.queries import people_of

from .. import copy_rules, sittings, subjects
from ..forms.answering import as_answered
from ..forms.sitting import AskAlsoForm, HandOnForm, PenForm, ReasonedForm, what_follows
from ..operations import asked as operations
from ..operations import by_pen
from ..operations.slips import print_slip
from ..operations.slips import title_of as slips_of
from ..operations.urging import urge_holders
from ..queries.sitting import offered_to_sitting
from ..sittings import Sitting, sitting_of
from .steps import Step, form_page, step_page

PICKER = "workflows/people_step.html"


def subject_or_404(request, key: str):
    """The subject a key names, when the person may see it."""
    subject = subjects.visible_subject(key, request.user)
    if subject is None:
        raise Http404
    return subject


def _bound(request):
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _step(sitting: Sitting, label, says: str, done, check, run, *, told: str = "") -> Step:
    return Step(
        label=label,
        says=says,
        told=told,
        done=done,
        check=lambda subject, by: check(sitting, by),
        run=run,
        circle=sittings.circle_of(sitting),
    )


@require_http_methods(["GET", "POST"])
def asked_add(request, subject):
    """增加会签人."""
    subject = subject_or_404(request, subject)
    sitting = sitting_of(subject)
    says = _("增加的会签人在%(n)d个工作日内表态。") % {"n": sitting.stage.limit_days}
    step = _step(
        sitting,
        gettext_lazy("增加会签人"),
        what_follows(sitting.stage) + says,
        gettext_lazy("已增加会签人，待办已送达。"),
        sittings.check_can_ask_also,
        operations.ask_also,
        told=gettext_lazy("所选会签人"),
    )
    own_turn = any(not row.answer and sittings.is_asked(request.user, row) for row in sitting.rows)
    form = AskAlsoForm(_bound(request)[0], offered=offered_to_sitting(sitting), own_turn=own_turn)
    return form_page(request, subject, step, form, values=_chosen, template=PICKER)


@require_http_methods(["GET", "POST"])
def asked_remove(request, subject, asked):
    """取消会签人, before they spoke."""
    subject = subject_or_404(request, subject)
    sitting = sitting_of(subject)
    row = sitting.row(asked)
    step = _step(
        sitting,
        gettext_lazy("取消会签人"),
        _("不再请%(name)s表态。其他会签人都已表态的，本环节随即按已有意见办结。")
        % {"name": holders.label(row.holder)},
        gettext_lazy("已取消会签人。"),
        lambda sitting, by: sittings.check_can_spare(sitting, row, by),
        lambda subject, **said: operations.spare(subject, asked, **said),
        told=holders.label(row.holder),
    )
    return form_page(request, subject, step, ReasonedForm(_bound(request)[0]), values=_chosen)


@require_http_methods(["GET", "POST"])
def asked_hand_on(request, subject, asked):
    """转办 of one question to another person."""
    subject = subject_or_404(request, subject)
    sitting = sitting_of(subject)
    row = sitting.row(asked)
    step = _step(
        sitting,
        gettext_lazy("转办"),
        _("“%(stage)s”由%(name)s转其他同志办理，时限不变。")
        % {"stage": said(sitting.stage.label), "name": holders.label(row.holder)},
        gettext_lazy("已转办，待办已送达。"),
        lambda sitting, by: sittings.check_can_hand_on(sitting, row, by),
        lambda subject, people, **said: operations.hand_on(subject, asked, to=people[0], **said),
        told=gettext_lazy("接办人"),
    )
    form = HandOnForm(_bound(request)[0], offered=offered_to_sitting(sitting, take_over=True))
    return form_page(request, subject, step, form, values=_chosen, template=PICKER)


@require_http_methods(["GET", "POST"])
def asked_paper(request, subject, asked):
    """线下签批、代录 of one word."""
    subject = subject_or_404(request, subject)
    sitting = sitting_of(subject)
    row = sitting.row(asked)
    step = _step(
        sitting,
        gettext_lazy("代录线下签批"),
        _("照签批件录入%(name)s的意见，附扫描件；登记后立即生效，不能更改。记录和文书写明签批人和代录人。")
        % {"name": holders.label(row.holder)},
        gettext_lazy("已登记线下签批。"),
        lambda sitting, by: sittings.check_can_type_in(sitting, row, by),
        lambda subject, **said: by_pen.record_answer_by_pen(subject, asked, **said),
    )
    data, files = _bound(request)
    form = PenForm(sitting, data, files, signers=people_of([row.holder]))
    slips = Document.objects.filter(subject=subject.key, title=slips_of(sitting, row)).select_related("file")
    return form_page(
        request,
        subject,
        step,
        form,
        values=_signed,
        before="workflows/slip.html",
        slip=slips.order_by("-id").first(),
        slip_url=reverse("asked_slip", args=[subject.key, asked]),
    )


@require_POST
def asked_slip(request, subject, asked):
    """打印会签签."""
    subject = subject_or_404(request, subject)
    print_slip(subject, asked, by=request.user)
    messages.success(request, _("会签签正在生成，生成后显示在这里。"))
    return redirect("asked_paper", subject.key, asked)


CORRECT = Step(
    label=gettext_lazy("更正代录"),
    says=gettext_lazy("代录的意见与您的签批不一致时，写明应当怎样记录。原记录保留，更正并列显示。"),
    told=gettext_lazy("代录人"),
    done=gettext_lazy("更正已记录。"),
    check=sittings.check_can_correct,
    run=by_pen.correct_answer_by_pen,
    takes="words",
    words_label=gettext_lazy("应当记录为"),
    required=True,
    kind="secondary",
)


@require_http_methods(["GET", "POST"])
def asked_correct(request, subject):
    """更正代录 by whose pen it was."""
    return step_page(request, subject_or_404(request, subject), CORRECT)


URGE = Step(
    label=gettext_lazy("催办"),
    says=gettext_lazy("提醒正在办理本事项的同志抓紧办理，每个工作日催办一次，记入办理轨迹。"),
    told=gettext_lazy("正在办理的同志"),
    done=gettext_lazy("已催办。"),
    check=copy_rules.check_can_urge,
    run=urge_holders,
    takes="words",
    words_label=gettext_lazy("附言"),
    kind="secondary",
)


@require_http_methods(["GET", "POST"])
def urge(request, subject):
    """催办."""
    return step_page(request, subject_or_404(request, subject), URGE)


def _chosen(form) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "checked"}


def _signed(form) -> dict:
    scan, name = form.kept()
    given = {name: value for name, value in _chosen(form).items() if name != "file"}
    return {**given, **as_answered(given["answer"]), "scan": scan, "scan_name": name}
