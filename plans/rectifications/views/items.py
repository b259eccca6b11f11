"""事项页: one item; the document left, what to do now, its way, its papers and its trail right."""

from django.shortcuts import get_object_or_404, render

from documents.queries import documents_of
from plans.supervision import panels
from records import clock
from records.enums import Circle
from records.errors import allows
from units.queries import standing
from workflows.carrying import carried
from workflows.queries import waiting
from workflows.queries.circles import circles_for, filing_url, readable_entries
from workflows.queries.meetings import agenda_item_of
from workflows.queries.now import now
from workflows.queries.sitting import beside
from workflows.queries.trail import lines_of
from workflows.queries.visits import papers_of

from .. import chain, queries
from ..enums import DROPPED, HELD, ConcernKind, Status
from ..operations.papers import publicity_notice_of
from ..queries import closings as closed
from ..queries import document, former
from ..queries import measures as planned
from ..queries.matters import lit, visible_matters
from ..queries.now import POSSIBILITIES
from ..queries.way import way_of
from ..rules import handing_back, measures
from ..rules import matters as matter_rules
from . import closing, complaints, extension, intake, similar, stopping
from .handing_back import DISMISS_BACK, DISMISS_CONFIRM
from .issuing import RECEIVE
from .partners import ANSWER_COORDINATION, COORDINATE

# Steps with one button (workflows.views.steps.Step): a fragment shows one by
# {% include "workflows/step_button.html" with step=steps.NAME url=… %}.
STEPS = {
    "receive": RECEIVE,
    # 措施、退办、逾期说明
    "coordinate": COORDINATE,
    "answer_coordination": ANSWER_COORDINATION,
    "dismiss_confirm": DISMISS_CONFIRM,
    "dismiss_back": DISMISS_BACK,
    # 延期、终止
    "extension_withdraw": extension.WITHDRAW,
    "extension_sign": extension.SIGN,
    "extension_decline": extension.DECLINE,
    "extension_refuse": extension.REFUSE,
    "stop": stopping.ASK,
    "stop_approve": stopping.APPROVE,
    "stop_refuse": stopping.REFUSE,
    # 销号
    "withdraw": closing.WITHDRAW,
    "publicity_end": closing.END_PUBLICITY,
    "correct": closing.CORRECT,
}


def _measures(item, person) -> dict:
    may_plan = allows(measures.check_can_plan, item, person)
    doubts = may_plan or standing(person).is_office
    rows = document.rows_of(item, doubts=doubts)
    partners = dict.fromkeys(row.measure.unit.short_name for row in rows if not row.own)
    return {"rows": rows, "partners": list(partners), "may_plan": may_plan}


def _requests(item, person) -> dict:
    """退办、逾期说明、提请协调: what was asked and answered. Papers of a 查否结案 that is not decided stay with the office."""
    hand_backs = list(
        item.handbacks.select_related("unit", "asked_by", "answered_by", "seconded_by", "same_as")
    )
    waiting = next((each for each in hand_backs if each.answered_at is None), None)
    concerns = [each for each in planned.concerns_of(item) if each.kind == ConcernKind.COORDINATION]
    notes = list(item.latenotes.select_related("asked_by", "answered_by"))
    seconding = allows(handing_back.check_can_second, item, person)
    return {
        "hand_backs": [each for each in hand_backs if each.answered_at],
        "asked": waiting,
        "proposed_papers": waiting.papers.all() if waiting and seconding else (),
        "notes": notes,
        "note": next((each for each in notes if each.answered_at is None), None),
        "concerns": concerns,
        "concern": next((each for each in concerns if each.answered_at is None), None),
    }


def _closings(item, person) -> dict:
    """延期、销号、终止、回头看: what was applied for and found, newest first. Objections stay within the office."""
    circles = circles_for(person, item)
    inside, own = Circle.INTERNAL in circles, Circle.UNIT in circles
    applications = closed.applications_of(item, inside=inside, own=own)
    application = next((each.closing for each in applications if not each.ended), None)
    extensions = closed.extensions_of(item, own=own)
    stops = list(item.stops.select_related("asked_by", "answered_by").order_by("-id")) if inside else []
    looks = list(item.look_backs.select_related("by", "paper").order_by("-id"))
    return {
        "applications": applications,
        "application": application,
        "publicity_over": bool(application and application.publicity_to)
        and clock.today() > application.publicity_to,
        "notice": item.stage == chain.PUBLICITY and application and publicity_notice_of(item, application),
        "extensions": extensions,
        "extension": next((each for each in extensions if each.answered_at is None), None),
        "stops": stops,
        "stop": next((each for each in stops if each.answered_at is None), None),
        "look_backs": [each for each in looks if each.done_on],
        "planned_look_back": next((each for each in looks if inside and not each.done_on), None),
        "pass_step": closing.pass_step(item),
        "agenda": agenda_item_of(item) if item.stage == chain.MEETING else None,
    }


def _research(item, person) -> dict:
    """需工委协调事项、等待时间."""
    return {
        "matters": list(lit(visible_matters(person)).filter(item=item)),
        "may_raise_matter": allows(matter_rules.check_can_raise_about, item, person),
        "waiting": waiting.of_subject(item, person),
        "unit_open": waiting.opens_unit(item.unit_id, person),
    }


# What each story puts on the page: (item, person) → context of its fragment templates/rectifications/item/….html.
PARTS = (
    _measures,
    _requests,
    similar.beside,
    complaints.beside,
    intake.beside,
    _closings,
    _research,
    panels.beside,
)


def item(request, pk):
    """整改事项. A unit it was taken from reads what it did itself, on a page of its own."""
    person = request.user
    found = queries.visible_items(person).filter(pk=pk).first()
    if found is None:
        return _former(request, get_object_or_404(queries.former_items(person), pk=pk))
    found = document.with_measures(found)
    entries = readable_entries(found, person)
    context = {
        "item": found,
        "tone": tone(found),
        "light": document.light_of(found),
        "marks": document.marks_of(found),
        "limits": document.limits_of(found),
        "steps": STEPS,
        "card": now(found, person, POSSIBILITIES, page_url=request.path),
        "carried": carried(entries),
        "way": way_of(found, entries),
        "papers": documents_of(found.key, circles_for(person, found), also=papers_of(found, person)),
        "filing_url": filing_url(found, person),
        "trail": lines_of(entries),
        "sitting": beside(found, person, entries),
    }
    for part in PARTS:
        context |= part(found, person)
    return render(request, "rectifications/item.html", context)


def _former(request, item):
    """The page of an item for the unit it was taken from."""
    asked = former.own_application(item, request.user)
    context = {"item": item, "asked": asked, "trail": lines_of(former.entries_until(item, asked))}
    return render(request, "rectifications/former.html", context)


def tone(item) -> str:
    """The tone of the status chip."""
    if item.status == Status.CLOSED:
        return "good"
    if item.status in DROPPED:
        return "plain"
    if item.reopened_on and item.status == Status.WORKING:
        return "bad"
    return "wait" if item.status in HELD else "act"
