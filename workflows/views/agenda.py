"""议程 pages: topics, order, 单列, 临时议题, 审议要点, and the papers of a meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records import clock, workdays
from records.errors import Refused

from .. import rules, subjects
from ..forms.meetings import BriefForm, TopicForm
from ..operations import agenda, meeting_papers
from ..queries import meetings as queries
from .item_page import item_or_404

PAPERS_AHEAD = 2  # working days before the meeting


@require_POST
def meeting_topic(request, pk):
    """自拟议题, or 记入下次会议 when the button says so."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    form = TopicForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    if "next" in request.POST:
        agenda.note_for_next(row, by=request.user, title=form.cleaned_data["title"])
        messages.success(request, _("已记入，下次会议研究。"))
    else:
        reason = request.POST.get("reason", "")
        agenda.add_topic(row, by=request.user, reason=reason, **form.cleaned_data)
        messages.success(request, _("已列入议题。"))
    return redirect("meeting", pk)


@require_POST
def item_move(request, pk, item):
    """调整顺序."""
    agenda.move_item(item_or_404(request, pk, item), by=request.user, up=request.POST.get("to") == "up")
    return redirect("meeting", pk)


@require_POST
def item_single(request, pk, item):
    """单列."""
    row = item_or_404(request, pk, item)
    agenda.single_out(row, by=request.user)
    messages.success(request, _("已单列，先于列表议题表决。"))
    return redirect("meeting", pk)


@require_POST
def item_consent(request, pk, item):
    """同意列入."""
    agenda.consent(item_or_404(request, pk, item), by=request.user)
    messages.success(request, _("已同意列入本次会议。"))
    return redirect("meeting_item", pk, item)


def item_brief(request, pk, item):
    """审议要点."""
    row = item_or_404(request, pk, item)
    rules.check_can_change_agenda(row.meeting, request.user)
    names = ("to_decide", "advice", "differences", "since_last")
    first = {name: getattr(row, name) for name in names} | {
        "advice": queries.proposal_of(row),
        "differences": queries.differences_of(row),
    }
    if row.round_id and not row.since_last:
        subject = subjects.of_item(row)
        first["since_last"] = subjects.kind_of(subject.key).changed(subject)
    form = BriefForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            agenda.write_brief(row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("审议要点已保存。"))
            return redirect("meeting_item", pk, item)
    status = 422 if form.is_bound else 200
    return render(request, "workflows/item_brief.html", {"item": row, "form": form}, status=status)


@require_POST
def meeting_papers_send(request, pk):
    """印发议程."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    meeting_papers.send_papers(row, by=request.user)
    messages.success(request, _("议程和材料已印发，委员已收到通知。此后增加的议题为临时议题。"))
    if workdays.between(clock.today(), row.held_on) < PAPERS_AHEAD:
        messages.warning(
            request, _("材料一般应当提前%(n)d个工作日印发，请提醒委员抓紧审阅。") % {"n": PAPERS_AHEAD}
        )
    return redirect("meeting", pk)


@require_POST
def meeting_print(request, pk):
    """打印材料、打印表决登记表."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    meeting_papers.print_papers(row, by=request.user, sheet="sheet" in request.POST)
    messages.success(request, _("正在生成，稍候在“会议文书”中打开。"))
    return redirect("meeting", pk)
