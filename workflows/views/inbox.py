"""待办 (home) and 已办: what waits for me, and what I did."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from records import clock
from units.queries import standing

from ..queries import inbox as waiting
from ..queries.rows import done_row, open_row

HEADS = {"overdue": _("已逾期"), "today": _("今天"), "week": _("本周"), "later": _("以后")}


def inbox(request):
    """待办: what waits for the person, the most urgent first, under four heads."""
    today, page = clock.today(), _page(request)
    group, words = request.GET.get("group", ""), request.GET.get("q", "").strip()
    assignments = waiting.in_group(waiting.open_assignments(request.user), group, today)
    rows, more = _slice(waiting.containing(assignments, words), page)
    counts = waiting.counts(request.user)
    groups = [
        {"head": HEADS[head], "count": counts[head], "rows": [open_row(row, today) for row in under]}
        for head, under in waiting.grouped(rows, today)
    ]
    chips = [{"label": _("全部"), "url": "?", "count": counts["open"], "current": group not in HEADS}]
    chips += [
        {"label": label, "url": f"?group={head}", "count": counts[head], "current": group == head}
        for head, label in HEADS.items()
    ]
    context = {"groups": groups, "chips": chips, "q": words, "group": group, "page": page, "more": more}
    context["technical"] = standing(request.user).is_technical
    return render(request, "workflows/inbox.html", context)


def inbox_done(request):
    """已办: what the person finished, newest first."""
    page, words = _page(request), request.GET.get("q", "").strip()
    rows, more = _slice(waiting.containing(waiting.done_assignments(request.user), words), page)
    context = {"rows": [done_row(row) for row in rows], "q": words, "page": page, "more": more}
    return render(request, "workflows/inbox_done.html", context)


def _page(request) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _slice(assignments, page: int):
    """One page of rows and whether there is another: counting all of them would cost more than reading one too many."""
    start = (page - 1) * waiting.PAGE
    rows = list(assignments[start : start + waiting.PAGE + 1])
    return rows[: waiting.PAGE], len(rows) > waiting.PAGE
