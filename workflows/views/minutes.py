"""会议记录、会议纪要: drafted, completed by the secretary, confirmed by the chair; and 议定事项."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from documents.queries import documents_of
from records.errors import Refused, allows

from .. import rules
from ..forms.meetings import DecisionForm, ResolutionForm
from ..models import Resolution
from ..operations import minutes as operations
from ..queries import meetings as queries
from ..queries import minutes as drafts
from ..queries.circles import circles_of_meeting, readable_entries
from ..queries.resolutions import resolutions_page, visible_resolutions
from ..queries.trail import lines_of
from .item_page import item_or_404
from .steps import Step, step_page


@require_GET
def meeting_minutes(request, pk):
    """会议记录和纪要 as they stand."""
    return _page(request, _meeting(request, pk))


@require_POST
def minutes_draft(request, pk):
    """生成记录、纪要."""
    operations.draft_minutes(_meeting(request, pk), by=request.user)
    messages.success(request, _("记录和纪要已生成，请逐项核对后送主持人确认。"))
    return redirect("meeting_minutes", pk)


@require_POST
def minutes_decision(request, pk, item):
    """会议认为、会议决定."""
    row = item_or_404(request, pk, item)
    form = DecisionForm(request.POST, prefix=f"i{item}")
    if form.is_valid():
        operations.write_decision(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("meeting_minutes", pk)
    return _page(request, row.meeting, decision=(row.pk, form))


@require_POST
def minutes_resolution(request, pk, item):
    """登记议定事项."""
    row = item_or_404(request, pk, item)
    form = ResolutionForm(request.POST, prefix=f"r{item}")
    if form.is_valid():
        try:
            operations.add_resolution(row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("议定事项已登记，主持人确认后下达。"))
            return redirect("meeting_minutes", pk)
    return _page(request, row.meeting, resolution=(row.pk, form))


@require_POST
def minutes_resolution_remove(request, pk, resolution):
    """删除议定事项."""
    row = _meeting(request, pk)
    found = get_object_or_404(
        Resolution.objects.select_related("item__meeting__committee"), pk=resolution, item__meeting=row
    )
    operations.remove_resolution(found, by=request.user)
    return redirect("meeting_minutes", pk)


@require_POST
def minutes_send(request, pk):
    """送主持人确认."""
    operations.send_minutes(_meeting(request, pk), by=request.user)
    messages.success(request, _("已送主持人确认。"))
    return redirect("meeting_minutes", pk)


@require_POST
def minutes_return(request, pk):
    """退回记录、纪要."""
    operations.return_minutes(_meeting(request, pk), by=request.user, words=request.POST.get("words", ""))
    messages.success(request, _("已退回会议秘书修改。"))
    return redirect("meeting_minutes", pk)


@require_POST
def minutes_confirm(request, pk):
    """确认记录、纪要."""
    operations.confirm_minutes(_meeting(request, pk), by=request.user)
    messages.success(request, _("已确认。会议记录、会议纪要和各单位的摘录正在生成。"))
    return redirect("meeting_minutes", pk)


FINISH = Step(
    label=gettext_lazy("报告办理结果"),
    says=gettext_lazy("办理结果报会议秘书，该议定事项办结。"),
    told=gettext_lazy("会议秘书"),
    done=gettext_lazy("办理结果已报告。"),
    check=rules.check_can_finish_resolution,
    run=operations.finish_resolution,
    takes="result",
    words_label=gettext_lazy("办理结果"),
    required=True,
    circle="feedback",
)


@require_GET
def resolutions(request):
    """议定事项: what meetings asked of units."""
    page = Paginator(resolutions_page(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "workflows/resolutions.html", {"page_obj": page})


@require_GET
def resolution(request, pk):
    """One 议定事项."""
    row = get_object_or_404(visible_resolutions(request.user), pk=pk)
    context = {
        "resolution": row,
        "finish": FINISH,
        "may_finish": allows(rules.check_can_finish_resolution, row, request.user),
        "trail": lines_of(readable_entries(row, request.user)),
    }
    return render(request, "workflows/resolution.html", context)


def resolution_finish(request, pk):
    """报告办理结果."""
    return step_page(request, get_object_or_404(visible_resolutions(request.user), pk=pk), FINISH)


def _meeting(request, pk):
    return get_object_or_404(queries.visible_meetings(request.user), pk=pk)


def _page(request, row, *, decision=(0, None), resolution=(0, None)):
    """`decision` and `resolution`: the item whose form was refused, and the form."""
    person = request.user
    writes = allows(rules.check_can_write_minutes, row, person)
    minutes = rules.minutes_of(row)
    records = []
    for record in drafts.records_of(row):
        pk = record.item.pk
        first = {"considered": record.item.considered, "decided": record.decided}
        records.append(
            {
                "record": record,
                "decision": decision[1]
                if decision[0] == pk
                else DecisionForm(initial=first, prefix=f"i{pk}"),
                "resolution": resolution[1] if resolution[0] == pk else ResolutionForm(prefix=f"r{pk}"),
            }
        )
    context = {
        "meeting": row,
        "minutes": minutes,
        "records": records,
        "people": drafts.people_of(row),
        "writes": writes and minutes is not None,
        "may_draft": writes and minutes is None,
        "may_confirm": allows(rules.check_can_confirm_minutes, row, person),
        "papers": documents_of(row.key, circles_of_meeting(person, row.key)),
    }
    refused = decision[1] or resolution[1]
    return render(request, "workflows/meeting_minutes.html", context, status=422 if refused else 200)
