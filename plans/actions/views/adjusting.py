"""调整申请: its page, and what the unit writes into it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.errors import Refused, Stale, allows
from workflows.queries import waiting
from workflows.queries.circles import readable_entries
from workflows.queries.meetings import agenda_item_of
from workflows.queries.now import now
from workflows.queries.sitting import beside
from workflows.queries.trail import lines_of

from .. import adjustment_content as contents
from .. import adjustment_rules as rules
from ..changes import changes
from ..enums import MILESTONES_PER_TASK, GroupRole, SectionKey
from ..enums import AdjustmentStatus as Status
from ..forms.adjusting import AdjustedTaskForm, AdjustmentForm
from ..operations import adjusting
from ..queries.adjustment_now import POSSIBILITIES, way_of
from ..queries.adjustments import asked_changes, side_by_side, version_shown
from ..queries.plans import papers_of
from .adjustment_steps import STEPS, adjustment_of
from .loading import plan_of
from .plans import changes_for_page

SPARE_MEMBERS = 4
TONES = {Status.ADOPTED: "good", Status.REJECTED: "bad", Status.REVISING: "bad", Status.DROPPED: "plain"}


@require_POST
def start(request, pk):
    """申请调整: a draft that says what the plan says today."""
    adjustment = adjusting.start_adjustment(plan_of(request, pk), by=request.user)
    return redirect("adjustment_edit", adjustment.pk)


@require_GET
def adjustment(request, pk):
    """One 调整申请: the reason, what is to be otherwise side by side, what to do now, where it is."""
    adjustment, person = adjustment_of(request, pk), request.user
    version = version_shown(adjustment, person)
    texts, tasks = side_by_side(asked_changes(adjustment, version))
    entries = readable_entries(adjustment, person)
    context = {
        "adjustment": adjustment,
        "plan": adjustment.plan,
        "tone": TONES.get(adjustment.status, "act"),
        "version": version,
        "texts": texts,
        "tasks": tasks,
        "taken_out": adjustment.taken_out.prefetch_related("reports__by"),
        "card": now(adjustment, person, POSSIBILITIES, page_url=request.path),
        "steps": STEPS,
        "papers": papers_of(adjustment, person),
        "may_write": allows(rules.check_can_write, adjustment, person),
        "item": agenda_item_of(adjustment) if adjustment.stage == "meeting" else None,
        "sitting": beside(adjustment, person, entries),
        "way": way_of(adjustment, entries),
        "waiting": waiting.of_subject(adjustment, person),
        "unit_open": waiting.opens_unit(adjustment.unit_id, person),
        "trail": lines_of(entries),
    }
    return render(request, "actions/adjustment.html", context)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """填写调整申请: reason and texts in one form, the tasks in a list below it, each with a page of its own."""
    adjustment = adjustment_of(request, pk)
    rules.check_can_write(adjustment, request.user)
    texts = contents.texts_of(adjustment.draft, adjustment.reason)
    form, stale = AdjustmentForm(request.POST or None, initial=_initial(texts)), None
    if request.method == "POST" and form.is_valid():
        try:
            adjusting.write_adjustment(
                adjustment, by=request.user, seen=request.POST.get("seen", ""), **form.values()
            )
        except Stale as found:
            stale, texts = found, found.theirs
            form.add_error(None, str(found))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect("adjustment_edit", adjustment.pk)
    context = {
        "adjustment": adjustment,
        "form": form,
        "seen": contents.mark(texts),
        "stale": stale,
        "differing": _differing(stale.theirs, stale.mine) if stale else [],
        "section_fields": [form[f"section-{key}"] for key in SectionKey.values],
        "members": _members(request, texts),
        "roles": GroupRole.choices,
        "rows": _rows(adjustment),
    }
    return render(request, "actions/adjustment_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def task(request, pk, at=""):
    """One task of the draft, at its line; without one a new task."""
    adjustment, line = adjustment_of(request, pk), at
    now_there = contents.task_at(adjustment.draft, line)
    if line and not now_there:
        raise Http404
    rules.check_can_change_task(adjustment, line, request.user)
    form = AdjustedTaskForm(adjustment.plan, request.POST or None, initial=_task_initial(now_there))
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            adjusting.write_adjusted_task(
                adjustment, line, by=request.user, seen=request.POST.get("seen", ""), **form.values()
            )
        except Stale as found:
            stale, now_there = found, found.theirs
            form.add_error(None, str(found))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect("adjustment_edit", adjustment.pk)
    context = {
        "adjustment": adjustment,
        "form": form,
        "line": line,
        "seen": contents.mark(now_there),
        "differing": changes_for_page(changes({"tasks": [stale.theirs]}, {"tasks": [stale.mine]}))
        if stale and stale.theirs
        else [],
        "fields": [field for field in form if not field.name.startswith("node-") and field.name != "checked"],
        "nodes": [(form[f"node-{n}-name"], form[f"node-{n}-due"]) for n in range(MILESTONES_PER_TASK)],
    }
    return render(request, "actions/adjusted_task.html", context, status=422 if form.errors else 200)


@require_POST
def take_out(request, pk, at):
    """取消任务."""
    adjustment = adjustment_of(request, pk)
    adjusting.take_out_task(adjustment, at, by=request.user)
    messages.success(request, _("已列为取消，同意调整以后生效。"))
    return redirect("adjustment_edit", adjustment.pk)


@require_POST
def put_back(request, pk, at):
    """恢复原样."""
    adjustment = adjustment_of(request, pk)
    adjusting.put_back_task(adjustment, at, by=request.user)
    messages.success(request, _("已恢复为现行方案的内容。"))
    return redirect("adjustment_edit", adjustment.pk)


def _rows(adjustment) -> list[dict]:
    """Every task of the plan and of the draft, in the order of the draft, with what is to become of it."""
    today = {each["line"]: each for each in contents.draft_of(adjustment.plan)["tasks"]}
    done = set(adjustment.tasks.exclude(done_on=None).values_list("line", flat=True))
    wanted = {each["line"]: each for each in adjustment.draft["tasks"]}

    def what(line: str) -> str:
        if line not in today:
            return "added"
        if line not in wanted:
            return "removed"
        return "" if wanted[line] == today[line] else "changed"

    lines = [*today, *(line for line in wanted if line not in today)]
    return [
        {"task": wanted.get(line) or today[line], "what": what(line), "is_done": line in done}
        for line in lines
    ]


def _initial(texts: dict) -> dict:
    meeting = texts["own_meeting"]
    return {
        "reason": texts["reason"],
        "meeting_name": meeting["name"],
        "meeting_on": meeting["date"],
        "document_number": meeting["number"],
        **{f"section-{row['key']}": row["text"] for row in texts["sections"]},
    }


def _task_initial(task: dict) -> dict:
    if not task:
        return {}
    initial = {**task, "section": task["section_id"], "person": task["person_id"]}
    for n, node in enumerate(task["milestones"]):
        initial |= {f"node-{n}-name": node["name"], f"node-{n}-due": node["due"]}
    return initial


def _members(request, texts: dict) -> list[dict]:
    """The rows of the leading group as they were typed, else as they are, with empty ones to add to."""
    if request.method == "POST":
        names = ("line", "role", "name", "post")
        found = []
        while f"group-{len(found)}-name" in request.POST:
            found.append({name: request.POST.get(f"group-{len(found)}-{name}", "") for name in names})
        return found
    return [*texts["group"], *({"role": GroupRole.MEMBER} for _each in range(SPARE_MEMBERS))]


def _differing(theirs: dict, mine: dict) -> list[dict]:
    """Both texts, place by place."""
    found = changes_for_page(changes(theirs, mine))
    if theirs["reason"] != mine["reason"]:
        found.insert(
            0, {"label": _("调整理由"), "before": theirs["reason"], "after": mine["reason"], "url": ""}
        )
    return [{**each, "url": ""} for each in found]
