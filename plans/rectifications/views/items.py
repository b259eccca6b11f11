"""事项页: one item; the document left, what to do now, its way, its papers and its trail right."""

from django.shortcuts import render

from documents.queries import documents_of
from workflows.queries.circles import circles_for, readable_entries
from workflows.queries.now import now
from workflows.queries.trail import lines_of

from ..enums import DROPPED, HELD, Status
from ..queries import document
from ..queries.now import POSSIBILITIES
from ..queries.way import way_of
from .issuing import RECEIVE
from .loading import item_of

# Steps with one button (workflows.views.steps.Step): a fragment shows one by
# {% include "workflows/step_button.html" with step=steps.NAME url=… %}.
STEPS = {
    "receive": RECEIVE,
    # 措施、退办、逾期说明
    # 延期、销号、终止、回头看
}


def _measures(item, person) -> dict:
    return {"rows": document.rows_of(item)}


# What each story puts on the page: (item, person) → context of its fragment templates/rectifications/item/….html.
PARTS = (
    _measures,
    # 退办、逾期说明
    # 延期、销号、终止、回头看
)


def item(request, pk):
    """整改事项."""
    found, person = document.with_measures(item_of(request, pk)), request.user
    entries = readable_entries(found, person)
    context = {
        "item": found,
        "tone": tone(found),
        "light": document.light_of(found),
        "marks": document.marks_of(found),
        "limits": document.limits_of(found),
        "steps": STEPS,
        "card": now(found, person, POSSIBILITIES, page_url=request.path),
        "way": way_of(found, entries),
        "papers": documents_of(found.key, circles_for(person, found)),
        "trail": lines_of(entries),
    }
    for part in PARTS:
        context |= part(found, person)
    return render(request, "rectifications/item.html", context)


def tone(item) -> str:
    """The tone of the status chip."""
    if item.status == Status.CLOSED:
        return "good"
    if item.status in DROPPED:
        return "plain"
    if item.reopened_on and item.status == Status.WORKING:
        return "bad"
    return "wait" if item.status in HELD else "act"
