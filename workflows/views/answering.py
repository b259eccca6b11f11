"""表态: the page of a stage that asks, for every kind of subject."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from records.stored import said

from .. import subjects
from ..answering import check_can_answer, open_round
from ..enums import Answer
from ..forms.answering import AlikeForm, AnswerForm, label_of, who_reads
from ..operations.answering import agree_alike, give_answer
from ..queries.alike import alike
from .steps import Step, form_page


@require_http_methods(["GET", "POST"])
def answer(request, subject):
    """请您表态: who else is asked is on the route; what was said is on the trail."""
    subject = subjects.visible_subject(subject, request.user)
    if subject is None:
        raise Http404
    round_ = open_round(subject)
    step = Step(
        label=said(round_.stage.label),
        says=_("请对第%(n)d版表态。表态后不能更改。") % {"n": round_.version_n}
        if round_.version_n
        else _("表态后不能更改。"),
        told="",
        done=gettext_lazy("已记录您的意见。"),
        check=check_can_answer,
        run=give_answer,
    )
    form = AnswerForm(subject, request.POST if request.method == "POST" else None, round_=round_)
    return form_page(request, subject, step, form, values=AnswerForm.values)


@require_http_methods(["GET", "POST"])
def answer_alike(request, subject):
    """同类事项一并表态: what waits for this person at the same stage, with one agreement; each is its own act."""
    subject = subjects.visible_subject(subject, request.user)
    if subject is None:
        raise Http404
    round_ = open_round(subject)
    rows = alike(round_, request.user)
    form = AlikeForm(rows, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        chosen = [row for row in rows if row.key in form.cleaned_data["items"]]
        several = [(row.subject, row.round.pk) for row in chosen]
        refused = agree_alike(several, by=request.user, words=form.cleaned_data["words"])
        for title, why in refused:
            messages.error(request, f"{title}：{why}")
        if len(refused) < len(chosen):
            messages.success(request, _("已办理%(n)d项。") % {"n": len(chosen) - len(refused)})
        return redirect("inbox")
    context = {
        "subject": subject,
        "url": subjects.kind_of(subject.key).url(subject),
        "stage": said(round_.stage.label),
        "rows": rows,
        "ticked": form["items"].value() or [],
        "form": form,
        "agree": label_of(round_.stage, Answer.AGREE),
        "reads": who_reads(round_.stage),
    }
    return render(request, "workflows/answer_alike.html", context, status=422 if form.errors else 200)
