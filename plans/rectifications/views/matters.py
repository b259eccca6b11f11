"""需工委协调事项 pages: the list, raising one, one with its light, who handles it and its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from plans.actions.models import Report
from plans.actions.queries import visible_tasks
from records import asked
from records.errors import Refused
from records.forms import WordsForm
from units import holders
from units.models import Unit
from workflows.queries import waiting
from workflows.queries.circles import readable_entries
from workflows.queries.now import Possibilities, Possible, now
from workflows.queries.trail import lines_of
from workflows.views.steps import Step, step_page

from ..enums import MatterState
from ..forms.matters import AssignForm, MatterForm
from ..operations import matters as operations
from ..queries import matters as queries
from ..queries import visible_items
from ..rules import matters as rules

PAGE = 30
SORT_OUT = Possible("assign", rules.check_can_assign, gettext_lazy("请分办，或直接答复"))
HANDLE = Possible("handle", rules.check_can_handle, gettext_lazy("请办理并答复"))
POSSIBILITIES = Possibilities(
    at={MatterState.RAISED: (SORT_OUT, HANDLE), MatterState.ASSIGNED: (HANDLE, SORT_OUT)},
    finished={MatterState.ANSWERED: gettext_lazy("工委已答复")},
)
NOTE = Step(
    label=gettext_lazy("记录办理进展"),
    says=gettext_lazy("记入办理轨迹，只在工委内部可见。"),
    told="",
    done=gettext_lazy("办理进展已记录。"),
    check=rules.check_can_handle,
    run=operations.note,
    takes="words",
    words_label=gettext_lazy("办理进展"),
    required=True,
    circle="internal",
    kind="secondary",
)
ANSWER = Step(
    label=gettext_lazy("答复"),
    says=gettext_lazy("答复后该事项办结，提请单位可以看到答复。"),
    told=gettext_lazy("提请人和单位联络员"),
    done=gettext_lazy("已答复。"),
    check=rules.check_can_handle,
    run=operations.answer,
    takes="answer",
    words_label=gettext_lazy("答复"),
    required=True,
    circle="raised",
)


def matter_of(request, pk: int):
    """The matter, when the person may see it, else 404."""
    return get_object_or_404(queries.visible_matters(request.user), pk=pk)


@require_GET
def matters(request):
    """需工委协调事项: those the person may see; chips by state."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page_obj = Paginator(queries.matters_page(request.user, state=state, words=words), PAGE).get_page(
        request.GET.get("page")
    )
    counts = queries.counts_by_state(request.user)
    chips = [("", _("全部"), counts["all"]), ("late", _("已逾期"), counts["late"])]
    chips += [(str(value), label, counts[value]) for value, label in MatterState.choices]
    context = {
        "page_obj": page_obj,
        "state": state,
        "q": words,
        "chips": chips,
        "may_raise": rules.raising_unit(request.user) is not None,
    }
    return render(request, "rectifications/matters/matters.html", context)


def matter_new(request):
    """提请工委协调; with ?item= or ?task= it is about that one."""
    unit_id = rules.raising_unit(request.user)
    rules.check_can_raise(unit_id, request.user)
    unit = Unit.objects.get(pk=unit_id)
    about = _about(request, unit)
    form = MatterForm(request.POST or None, initial={"title": about.get("title", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {name: about.get(name) for name in ("item", "plan")}
        try:
            matter = operations.raise_matter(
                unit,
                by=request.user,
                title=data["title"],
                words=data["words"],
                wish=data["wish"],
                plan_line=about.get("plan_line", ""),
                **values,
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(
                request, _("已提请工委协调，答复时限%(due)s。") % {"due": matter.due.isoformat()}
            )
            return redirect("matter", matter.pk)
    context = {"form": form, "unit": unit, "about": about}
    return render(request, "rectifications/matters/new.html", context, status=422 if form.errors else 200)


def _about(request, unit: Unit) -> dict:
    """The item or the task of the unit that the address names; nothing when it names none that is the unit's."""
    if (pk := asked.number(request.GET.get("item"))) is not None:
        item = get_object_or_404(visible_items(request.user), pk=pk)
        rules.check_can_raise_about(item, request.user)
        return {"item": item, "title": item.title}
    if (pk := asked.number(request.GET.get("task"))) is not None:
        task = get_object_or_404(visible_tasks(request.user), pk=pk, plan__unit=unit)
        return {"plan": task.plan, "plan_line": task.line, "title": task.title}
    return {}


@require_GET
def matter(request, pk):
    """需工委协调事项: one."""
    return _page(request, matter_of(request, pk))


def matter_assign(request, pk):
    """分办."""
    found = matter_of(request, pk)
    rules.check_can_assign(found, request.user)
    form = AssignForm(queries.handlers(found), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.assign(
                found,
                by=request.user,
                holder=data["holder"],
                limit_days=data["limit_days"],
                words=data["words"],
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已分办，承办人在待办中收到。"))
            return redirect("matter", pk)
    return render(
        request,
        "rectifications/matters/assign.html",
        {"matter": found, "form": form},
        status=422 if form.errors else 200,
    )


def matter_note(request, pk):
    """记录办理进展."""
    return step_page(request, matter_of(request, pk), NOTE)


def matter_answer(request, pk):
    """答复."""
    return step_page(request, matter_of(request, pk), ANSWER)


@require_POST
def trouble_pass_on(request, pk, report):
    """转请工委协调: a trouble of a task."""
    task = get_object_or_404(visible_tasks(request.user), pk=pk)
    trouble = get_object_or_404(Report.objects.select_related("task__plan__unit", "by"), pk=report, task=task)
    form = WordsForm(request.POST, name="words", label=_("希望怎样解决"), required=False)
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])
    matter = operations.pass_on(trouble, by=request.user, **form.words())
    messages.success(request, _("已提请工委协调，答复时限%(due)s。") % {"due": matter.due.isoformat()})
    return redirect("matter", matter.pk)


def _page(request, found):
    person = request.user
    card = now(found, person, POSSIBILITIES, page_url=request.path)
    context = {
        "matter": found,
        "light": queries.light_of(found),
        "days_left": queries.days_left(found),
        "card": card,
        "holder": holders.label(found.holder) if found.holder else "",
        "trail": lines_of(readable_entries(found, person)),
        "waiting": waiting.of_subject(found, person),
        "unit_open": waiting.opens_unit(found.unit_id, person),
        "steps": {"note": NOTE, "answer": ANSWER},
        "item": visible_items(person).filter(pk=found.item_id).first() if found.item_id else None,
        "task": visible_tasks(person).filter(plan_id=found.plan_id, line=found.plan_line).first()
        if found.plan_id
        else None,
    }
    return render(request, "rectifications/matters/matter.html", context)
