"""征求意见 pages: the draft goes out, units answer, the office says what became of each opinion."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.queries import documents_of
from records.errors import Refused, allows

from .. import rules
from ..forms.consultations import AnswerForm, ConsultationForm, OpinionDecisionForm
from ..models import ConsultationOpinion
from ..operations import consultations as operations
from ..queries import consultations as queries
from ..queries.circles import circles_of, readable_entries
from ..queries.trail import lines_of


@require_GET
def consultations(request):
    """征求意见: the list."""
    page = Paginator(queries.consultations_page(request.user), 30).get_page(request.GET.get("page"))
    return render(
        request,
        "workflows/consultations.html",
        {"page_obj": page, "may_start": allows(rules.check_can_consult, request.user)},
    )


def consultation_new(request):
    """发出征求意见."""
    rules.check_can_consult(request.user)
    form = ConsultationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = operations.start_consultation(
                by=request.user,
                title=data["title"],
                text=data["text"],
                due=data["due"],
                units=list(data["units"]),
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("征求意见已发出。"))
            return redirect("consultation", made.pk)
    return render(
        request, "workflows/consultation_new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_GET
def consultation(request, pk):
    """One 征求意见: for the office everything, for a unit the draft and its own answer."""
    return _page(request, _visible(request, pk))


@require_POST
def consultation_answer(request, pk):
    """答复."""
    row = _visible(request, pk)
    reply = queries.own_reply(row, request.user)
    if reply is None:
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            reply.consultation = row
            operations.answer_consultation(reply, by=request.user, opinions=form.opinions())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("答复已送工委办公室。"))
            return redirect("consultation", pk)
    return _page(request, row, answer_form=form)


@require_POST
def consultation_decide(request, pk, opinion):
    """采纳、部分采纳、未采纳."""
    row = _visible(request, pk)
    if not queries.reads_all(request.user):
        raise Http404
    opinions = ConsultationOpinion.objects.select_related("reply__unit", "reply__consultation__unit")
    found = get_object_or_404(opinions, pk=opinion, reply__consultation=row)
    form = OpinionDecisionForm(request.POST, prefix=f"o{found.pk}")
    if form.is_valid():
        try:
            operations.decide_opinion(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect("consultation", pk)
    return _page(request, row, decision=(found.pk, form))


@require_POST
def consultation_close(request, pk):
    """汇总."""
    operations.close_consultation(_visible(request, pk), by=request.user)
    messages.success(request, _("已汇总，征求意见汇总处理表正在生成；提出意见的单位已收到通知。"))
    return redirect("consultation", pk)


def _visible(request, pk):
    return get_object_or_404(queries.visible_consultations(request.user), pk=pk)


def _page(request, row, *, answer_form=None, decision=(0, None)):
    person = request.user
    all_of_it = queries.reads_all(person)
    answers = queries.answers_of(row) if all_of_it else None
    reply = queries.own_reply(row, person)
    decides = allows(rules.check_can_decide_consultation, row, person)
    rows = [
        (
            each,
            decision[1]
            if each.pk == decision[0]
            else OpinionDecisionForm(
                initial={"decision": each.decision, "reason": each.reason}, prefix=f"o{each.pk}"
            ),
        )
        for each in (answers.opinions if answers else [])
    ]
    context = {
        "consultation": row,
        "answers": answers,
        "rows": rows,
        "reply": reply,
        "own": list(reply.opinions.all()) if reply else [],
        "decides": decides,
        "may_answer": reply is not None and allows(rules.check_can_answer_consultation, row, reply, person),
        "answer_form": answer_form or AnswerForm(),
        "papers": documents_of(row.key, circles_of(person, row.key)),
        "trail": lines_of(readable_entries(row, person)),
    }
    refused = answer_form or decision[1]
    return render(request, "workflows/consultation.html", context, status=422 if refused else 200)
