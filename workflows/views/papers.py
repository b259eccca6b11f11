"""文书 page: the paper as it will be printed, what it is bound to, and what 文书 of the office may do with it."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import engine, queries, rules, sealing, verification
from documents.models import Document
from records.enums import Circle
from records.errors import allows
from records.stored import said

from .. import subjects
from ..forms.papers import SealForm
from ..operations import papers
from .steps import Place, Step, form_page, step_page

ISSUE = Step(
    label=_("出具"),
    says=_("取得编号，去掉“样稿”字样，按今天的日期生成正式文书。出具后不能删除，只能作废。"),
    told=_("本单位联络员"),
    done=_("已出具，正在生成正式文书。"),
    check=rules.check_can_issue,
    run=papers.issue_paper,
)
DISCARD = Step(
    label=_("删除样稿"),
    says=_("样稿没有编号，删除后可以重新起草。"),
    told="",
    done=_("样稿已删除。"),
    check=rules.check_can_discard,
    run=papers.discard_paper,
    kind="secondary",
)
VOID = Step(
    label=_("作废"),
    says=_(
        "文书和编号都保留，打开时显示“作废”字样；扫码核验时说明已作废和原因。作废不能撤回，可以重新出具。"
    ),
    told=_("本单位联络员"),
    done=_("已作废。"),
    check=rules.check_can_void,
    run=papers.void_paper,
    takes="reason",
    words_label=_("作废原因"),
    required=True,
    circle="feedback",
    kind="secondary",
)
AGAIN = Step(
    label=_("重新出具"),
    says=_("按原来的内容起草一份样稿，看过后出具；新文书有自己的编号、日期和校验短码。"),
    told="",
    done=_("样稿已起草，请看过后出具。"),
    check=rules.check_can_draft_again,
    run=papers.draft_paper_again,
)
SEAL = Step(
    label=_("用印登记"),
    says=_("打印、签字盖章后，把扫描件登记到这份文书上，与文书一起保存；核验页改为“已签字盖章”。"),
    told=_("本单位联络员"),
    done=_("签字盖章件已登记。"),
    check=rules.check_can_register_seal,
    run=papers.register_seal,
)
SERVICE = Step(
    label=_("申请用印"),
    says=_("送电子印章服务用印，用印后的文件与文书一起保存。印章是否有效由该服务负责。"),
    told="",
    done=_("已送电子印章服务。"),
    check=rules.check_can_send_to_seal,
    run=papers.send_to_seal,
)
STEPS = (
    (ISSUE, "paper_issue"),
    (DISCARD, "paper_discard"),
    (SEAL, "paper_seal"),
    (AGAIN, "paper_again"),
    (VOID, "paper_void"),
)


@require_GET
def paper(request, pk):
    """The paper: preview, head, what agrees, buttons."""
    document, subject = _found(request, pk)
    elsewhere = subjects.kind_of(document.subject).sealed_at(subject, document)
    steps = [
        (step, reverse(name, args=[pk]))
        for step, name in STEPS
        if allows(step.check, document, request.user) and not (step is SEAL and elsewhere)
    ]
    seals = not elsewhere and allows(SERVICE.check, document, request.user)
    context = {
        "document": document,
        "place": _place(document, subject),
        "missing": engine.available(),
        "steps": [(_told(step, document), url) for step, url in steps],
        "service": (SERVICE, reverse("paper_seal_service", args=[pk]))
        if seals and sealing.available()
        else None,
        "elsewhere": elsewhere if allows(SEAL.check, document, request.user) else "",
        "checks": verification.checks(document),
        "replaced_by": Document.objects.filter(replaces=document).first(),
    }
    return render(request, "workflows/paper.html", context)


@require_http_methods(["GET", "POST"])
def issue(request, pk):
    """出具."""
    return _step(request, pk, ISSUE)


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """删除样稿: back to the subject, since the paper is gone."""
    document, subject = _found(request, pk)
    return step_page(request, document, DISCARD, place=_place(document, subject))


@require_http_methods(["GET", "POST"])
def void(request, pk):
    """作废."""
    return _step(request, pk, VOID)


@require_http_methods(["GET", "POST"])
def again(request, pk):
    """重新出具: on to the new 样稿."""
    answer = _step(request, pk, AGAIN)
    new = Document.objects.filter(replaces=pk).first() if answer.status_code == 302 else None
    return redirect("paper", new.pk) if new else answer


@require_http_methods(["GET", "POST"])
def seal(request, pk):
    """用印登记."""
    document, _subject = _found(request, pk)
    form = SealForm(request.POST, request.FILES) if request.method == "POST" else SealForm()
    return form_page(
        request,
        document,
        _told(SEAL, document),
        form,
        values=lambda form: {"scan": form.kept("scan")[0], "signed_on": form.cleaned_data["signed_on"]},
        place=_page(document),
    )


@require_http_methods(["GET", "POST"])
def seal_service(request, pk):
    """申请用印."""
    if not sealing.available():
        raise Http404
    return _step(request, pk, SERVICE)


def _step(request, pk, step: Step):
    document, _subject = _found(request, pk)
    return step_page(request, document, _told(step, document), place=_page(document))


def _told(step: Step, document: Document) -> Step:
    """The step with who is told of this paper, where anybody is: of what stays inside nobody."""
    told = subjects.kind_of(document.subject).told if document.circle == Circle.FEEDBACK else ""
    return replace(step, told=told) if step.told else step


def _found(request, pk) -> tuple[Document, object]:
    document = queries.visible_document(request.user, pk)
    subject = document and subjects.visible_subject(document.subject, request.user)
    if subject is None:
        raise Http404
    return document, subject


def _page(document: Document) -> Place:
    return Place(said(document.title) + document.number, reverse("paper", args=[document.pk]))


def _place(document: Document, subject) -> Place:
    return Place(subject.title, subjects.kind_of(document.subject).url(subject))
