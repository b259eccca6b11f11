"""实施方案: the list, my own, and the page of one plan."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from plans.supervision import panels
from records import asked
from records.errors import allows
from units.queries import standing
from workflows.carrying import carried
from workflows.queries import waiting
from workflows.queries.circles import filing_url, open_points, readable_entries
from workflows.queries.meetings import agenda_item_of
from workflows.queries.now import now
from workflows.queries.sitting import beside
from workflows.queries.trail import lines_of

from .. import queries, rules
from ..adjustment_rules import check_can_start
from ..enums import APPROVED, Status
from ..hints import hints
from ..queries.adjustments import adjustments_of
from ..queries.document import document_of, points_of
from ..queries.now import POSSIBILITIES
from ..queries.tasks import tasks_ahead_of_start
from ..queries.versions import changes_of, readable_versions, shown_to
from ..queries.way import way_of
from ..voiding import may_ask, open_voiding
from . import plan_papers, voiding
from .acceptance import REQUEST
from .amending import AMEND, CONFIRM, RETURN
from .loading import plan_of
from .review import DECLINE, REMARK, steps_here
from .submission import AGREE, CORRECT, SEND_BACK, SUBMIT, WITHDRAW

PAGE = 30
REVIEW_STAGES = ("receive", "first_review", "meeting")
# What the list is filtered by, in the order of a plan's life: a status, or a stage of the review while it is under way.
FILTERS = tuple(
    each
    for status in Status
    for each in (status.value, *(REVIEW_STAGES if status == Status.REVIEWING else ()))
)
STEPS = {
    "decline": DECLINE,
    "remark": REMARK,
    "amend": AMEND,
    "confirm": CONFIRM,
    "amendments_return": RETURN,
    "submit": SUBMIT,
    "withdraw": WITHDRAW,
    "agree": AGREE,
    "send_back": SEND_BACK,
    "correct": CORRECT,
    "request_acceptance": REQUEST,
    "void_ask": voiding.ASK,
    "void": voiding.VOID,
    "refuse_voiding": voiding.REFUSE,
    "stop_ask": voiding.STOP_ASK,
    "stop": voiding.STOP,
    "refuse_stop": voiding.STOP_REFUSE,
}
STAGE_WORDS = {"receive": "待签收", "first_review": "初审", "meeting": "待上会"}


def plans(request):
    """实施方案: every plan the person may see."""
    return _listed(request, queries.plans_page(request.user), mine=False)


def my_plans(request):
    """我经办的 (office) or 我报送的 (unit): plans on which the person acted."""
    return _listed(request, queries.my_handled_plans(request.user), mine=True)


def _listed(request, found, *, mine: bool):
    chosen, words = request.GET.get("status", ""), request.GET.get("q", "").strip()
    action = request.GET.get("action", "")
    if chosen in STAGE_WORDS:
        found = found.filter(stage=chosen)
    elif chosen in Status.values:
        found = found.filter(status=chosen)
    if (wanted := asked.number(action)) is not None:
        found = found.filter(action_id=wanted)
    if words:
        found = queries.containing(found, words)
    page_obj = Paginator(found.select_related("drafter"), PAGE).get_page(request.GET.get("page"))
    labels = {**{code: _(word) for code, word in STAGE_WORDS.items()}, **dict(Status.choices)}
    context = {
        "page_obj": page_obj,
        "mine": mine,
        "q": words,
        "chosen": chosen,
        "action": action,
        "statuses": [(value, labels[value]) for value in FILTERS],
        "actions": queries.visible_actions(request.user).order_by("-year", "-id") if not mine else (),
        "in_office": standing(request.user).is_office,
    }
    return render(request, "actions/plans.html", context)


def plan(request, pk):
    """One plan: the document with its opinions; what to do now, where it is, its papers, its trail."""
    plan = plan_of(request, pk)
    person = request.user
    adjustments = adjustments_of(plan, person)
    shown = shown_to(plan, person)
    base, changes = changes_of(plan, shown)
    points = points_of(plan, open_points(plan, person), person)
    rows = {row.line: row for row in queries.lit_tasks_of(plan, person)} if plan.status in APPROVED else {}
    hinted = {} if plan.status in APPROVED else hints(shown.content["tasks"])
    document = document_of(
        shown.content, points=points, changed=changed_lines(changes), rows=rows, hinted=hinted
    )
    card = now(plan, person, POSSIBILITIES, page_url=request.path)
    entries = readable_entries(plan, person)
    trail = lines_of(entries)
    issued = [point for point in points if point.opinion.issued_at]
    standing_points = [point for point in issued if point.state != "settled"]
    announced = next((line for line in trail if line.code in {"vote.announced", "vote.deferred"}), None)
    context = {
        "plan": plan,
        "label": plan.label,
        "tone": tone(plan),
        "document": document,
        "shown": shown,
        "base": base,
        "changes": changes_for_page(changes),
        "standing_points": standing_points,
        "ahead": tasks_ahead_of_start(plan) if "request_acceptance" in card.fragments else [],
        "unanswered": [point for point in points if point.answerable and not point.opinion.answer],
        "drafted": sum(point.changeable for point in points),
        "card": card,
        "carried": carried(entries),
        "way": way_of(plan, entries),
        "sitting": beside(plan, person, entries),
        "papers": queries.papers_of(plan, person),
        "filing_url": filing_url(plan, person),
        "printable": plan_papers.offered(plan, person),
        "trail": trail,
        "versions": readable_versions(plan, person).defer("content"),
        "announced": announced,
        "reviewing": allows(rules.check_can_review, plan, person),
        "steps": STEPS | steps_here(plan),
        "item": item_of(plan),
        "voiding": open_voiding(plan) if "voiding" in card.fragments else None,
        "may_fill_grid": allows(rules.check_can_report_in_grid, plan, person),
        "adjustments": adjustments,
        "may_adjust": allows(check_can_start, plan, person),
        "may_ask": may_ask(plan, person),
        "waiting": waiting.of_subject(plan, person),
        "of_unit": standing(person).belongs_to(plan.unit_id),
        "unit_open": waiting.opens_unit(plan.unit_id, person),
        **panels.beside(plan, person),
    }
    return render(request, "actions/plan.html", context)


def item_of(plan):
    """The agenda item the plan waits on, while it waits for a meeting."""
    return agenda_item_of(plan) if plan.stage == "meeting" else None


def tone(plan) -> str:
    """The tone of the status chip."""
    if plan.status in {Status.REVISING, Status.REJECTED, Status.VOIDED}:
        return "bad"
    if plan.status == Status.AMENDING:
        return "warn"
    if plan.status in {Status.EXECUTING, Status.CLOSED}:
        return "good"
    return "plain" if plan.status == Status.DRAFTING else "act"


def changed_lines(changes) -> frozenset[str]:
    """The places of the document in which something changed."""
    fixed = {"group": "group", "plan": "own_meeting"}
    return frozenset(fixed.get(change.where, change.line) for change in changes)


def changes_for_page(changes) -> list[dict]:
    """The changes as <c-diff> shows them, each with the way to its line."""
    return [
        {
            "label": " ".join(dict.fromkeys(part for part in (change.label, change.field_label) if part)),
            "before": change.before,
            "after": change.after,
            "url": "" if change.kind == "removed" else f"#line-{next(iter(changed_lines([change])))}",
        }
        for change in changes
    ]
