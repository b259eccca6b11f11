"""考评结果通报 pages: the list, and one that is written, drafted, read and issued."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents.queries import documents_of
from records.errors import Refused, Stale, allows
from workflows.queries.circles import circles_for, readable_entries
from workflows.queries.trail import lines_of

from ..enums import NoticeState
from ..forms.assessment_notices import NoticeForm
from ..models import AssessmentNotice
from ..operations import assessment_notices as operations
from ..queries import assessment_notices as queries
from ..rules import assessment_notices as rules

PAGE = 30


@require_GET
def notices(request):
    """考评结果通报: those the person may see, newest first."""
    page = Paginator(queries.page_of(request.user), PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.state = NoticeState(queries.state_of(row.paper_state, issued=bool(row.issued_at)))
    context = {"page_obj": page, "may_write": allows(rules.check_can_write_notices, request.user)}
    return render(request, "supervision/assessment_notices.html", context)


@require_http_methods(["GET", "POST"])
def notice_new(request):
    """拟写考评结果通报."""
    rules.check_can_write_notices(request.user)
    units = queries.units_to_judge()
    form = NoticeForm(_sent(request), units=units, initial=_first_words(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.begin_notice(by=request.user, decided=form.decided(), **form.words())
        except Refused as refused:
            _blame(form, refused)
        else:
            return _saved(request, made)
    return _page(request, None, form)


@require_http_methods(["GET", "POST"])
def notice(request, pk):
    """One 通报: whoever may change it gets the form, everybody else the paper."""
    row = get_object_or_404(queries.visible_notices(request.user), pk=pk)
    if request.method == "POST":
        rules.check_can_change_notice(row, request.user)
    if not allows(rules.check_can_change_notice, row, request.user):
        return _page(request, row, None)
    units = queries.units_to_judge(row)
    form = NoticeForm(_sent(request), units=units, initial=NoticeForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_notice(
                row,
                by=request.user,
                revision=form.cleaned_data["revision"] or 0,
                decided=form.decided(),
                **form.words(),
            )
        except Stale as stale:
            return _page(request, row, _over(form, stale))
        except Refused as refused:
            _blame(form, refused)
        else:
            return _saved(request, row)
    return _page(request, row, form)


def _saved(request, row: AssessmentNotice):
    if "draft" not in request.POST:
        messages.success(request, _("通报已保存。"))
        return redirect("assessment_notice", row.pk)
    try:
        operations.draft_notice(row, by=request.user)
    except Refused as refused:
        messages.success(request, _("通报已保存。"))
        messages.error(request, str(refused))
    else:
        messages.success(request, _("正在生成样稿，请核对；文书看过后出具。"))
    return redirect("assessment_notice", row.pk)


def _page(request, row: AssessmentNotice | None, form: NoticeForm | None):
    context = {"notice": row, "form": form, "state": NoticeState.WRITING}
    if row is not None:
        paper = queries.paper_of(row)
        context |= {
            "paper": paper,
            "state": NoticeState(
                queries.state_of(paper and paper.state, issued=bool(paper and paper.issued_at))
            ),
            "papers": documents_of(row.key, circles_for(request.user, row)),
            "trail": lines_of(readable_entries(row, request.user)),
        }
    failed = form is not None and form.errors
    return render(request, "supervision/assessment_notice.html", context, status=422 if failed else 200)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _first_words(person) -> dict:
    return {"addressed_to": "各有关单位", "contact": person.name, "phone": person.office_phone}


def _blame(form: NoticeForm, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def _over(form: NoticeForm, stale: Stale) -> NoticeForm:
    """What was typed stays on the page, and is saved over the newer text only when it is sent once more."""
    form.data = form.data.copy()
    form.data["revision"] = stale.revision
    told = _("您打开以后%(who)s已修改过这份通报。您填写的内容没有丢失；请核对，再按“保存”以您的内容为准。")
    form.add_error(None, told % {"who": stale.who})
    return form
