"""验收安排 pages of the office: the batches, one batch with its groups and their visits, what waits in each unit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from records import asked
from records.errors import Refused, allows

from .. import accepting, subjects, visit_rules
from ..forms.visits import BatchForm, DeclareForm, TeamForm, VisitForm
from ..models import DeclaredRecusal, Team
from ..operations import visits as operations
from ..queries import recusal
from ..queries import visits as queries
from ..queries.acceptance import everybody

PAGE = 30


@require_GET
def visits(request):
    """现场验收: a group's visits, a unit's own, for the office all; those to come, or those that are over."""
    over, mine = request.GET.get("over") == "1", request.GET.get("mine") == "1"
    found = queries.visits_page(request.user, mine=mine, over=over)
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "over": over,
        "mine": mine,
        "sees_batches": queries.sees_batches(request.user),
        "may_declare": allows(visit_rules.check_can_declare, request.user),
    }
    return render(request, "workflows/visits/visits.html", context)


@require_GET
def batches(request):
    """验收安排: what waits in the units, and the batches."""
    if not queries.sees_batches(request.user):
        return redirect("visits")
    waiting = queries.waiting_units(request.user)
    context = {
        "page_obj": Paginator(queries.visible_batches(request.user), PAGE).get_page(request.GET.get("page")),
        "waiting": waiting,
        "kinds": _kinds(),
        "may_arrange": allows(visit_rules.check_can_arrange, request.user),
    }
    return render(request, "workflows/visits/batches.html", context)


def batch_new(request):
    """新建验收安排."""
    visit_rules.check_can_arrange(request.user)
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = operations.create_batch(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("批次已建立，请组成验收组，再给各组安排单位和时间。"))
            return redirect("acceptance_batch", batch.pk)
    return render(
        request, "workflows/visits/batch_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def batch(request, pk):
    """One batch: its groups with their visits, what still waits; a POST arranges a visit for one of its groups."""
    found = get_object_or_404(queries.visible_batches(request.user), pk=pk)
    form, team = None, None
    if request.method == "POST":
        visit_rules.check_can_arrange(request.user)
        team = get_object_or_404(found.teams, pk=asked.number(request.POST.get("team")))
        form = VisitForm(queries.units_to_visit(request.user), request.POST)
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if name != "checked"}
            try:
                visit = operations.arrange_visit(team, by=request.user, **values)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _arranged(visit))
                return redirect("acceptance_batch", pk)
    return _batch_page(request, found, form=form, chosen=team)


def _arranged(visit) -> str:
    if visit.announced:
        return _("现场验收已安排，验收组和%(unit)s已收到通知。") % {"unit": visit.unit.name}
    return _("现场验收已安排，只告知验收组；%(unit)s在验收开始前看不到。") % {"unit": visit.unit.name}


def _batch_page(request, found, *, form=None, chosen=None):
    person = request.user
    may_arrange = allows(visit_rules.check_can_arrange, person)
    waiting = queries.waiting_units(person) if may_arrange else []
    free = [each for each in waiting if each.visit is None]
    offered = queries.units_to_visit(person).filter(pk__in=[each.unit.pk for each in free])
    if form is None:
        form = VisitForm(offered, initial={"unit": asked.number(request.GET.get("unit"))})
    else:
        form.fields["unit"].queryset = offered  # refused: the same units are offered as before
    context = {
        "batch": found,
        "teams": queries.teams_of(found, person),
        "waiting": waiting,
        "free": free,
        "kinds": _kinds(),
        "may_arrange": may_arrange,
        "form": form,
        "chosen": chosen,
    }
    failed = form.is_bound and form.errors
    return render(request, "workflows/visits/batch.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def team_new(request, pk):
    """组成一组 of a batch; with ?unit= the units it is meant for, whose people are shown as having to recuse themselves."""
    found = get_object_or_404(queries.visible_batches(request.user), pk=pk)
    return _team_page(request, found, None)


@require_http_methods(["GET", "POST"])
def team_change(request, pk, team):
    """调整一组: another leader, other members."""
    found = get_object_or_404(queries.visible_batches(request.user), pk=pk)
    return _team_page(request, found, get_object_or_404(found.teams, pk=team))


def _team_page(request, found, team: Team | None):
    visit_rules.check_can_arrange(request.user)
    units = list(queries.units_to_visit(request.user).filter(pk__in=asked.numbers(_asked(request))))
    seen = queries.visible_visits(
        request.user
    )  # what is kept from a clerk is not betrayed by who may not be chosen
    open_visits = list(seen.filter(team=team, **queries.OPEN)) if team else []
    bound = {*(unit.pk for unit in units), *(visit.unit_id for visit in open_visits)}
    accepted = [
        *queries.waiting_at(*bound),
        *(each.subject for visit in open_visits for each in queries.groups_of(visit)),
    ]
    grounds = recusal.to_accept(*accepted, at=frozenset(bound)) if bound else {}
    form = TeamForm(everybody(grounds), request.POST or None, initial=_now(team))
    if request.method == "POST" and form.is_valid():
        try:
            operations.compose_team(found, by=request.user, units=units, team=team, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(
                request, _("人员已保存。") if open_visits else _("验收组已组成，请给该组安排单位和时间。")
            )
            first = f"?unit={units[0].pk}" if units else ""
            return redirect(f"{reverse('acceptance_batch', args=[found.pk])}{first}")
    context = {"batch": found, "team": team, "form": form, "units": units}
    return render(request, "workflows/visits/team.html", context, status=422 if form.errors else 200)


def _asked(request) -> list[str]:
    return request.POST.getlist("unit") or request.GET.getlist("unit")


def _now(team: Team | None) -> dict:
    if team is None:
        return {}
    members = list(team.members.all())
    return {
        "members": [each.person_id for each in members],
        "leader": next((each.person_id for each in members if each.leads), None),
    }


@require_http_methods(["GET", "POST"])
def recusals(request):
    """申报回避: what the person has declared of themselves, and one more."""
    visit_rules.check_can_declare(request.user)
    form = DeclareForm(queries.units_to_declare(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.declare_recusal(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已申报。今后安排该单位的验收时，您会被列为应当回避。"))
            return redirect("recusals")
    declared = (
        DeclaredRecusal.objects.select_related("unit").filter(person=request.user).order_by("-declared_at")
    )
    context = {"form": form, "declared": declared}
    return render(request, "workflows/visits/recusals.html", context, status=422 if form.errors else 200)


def _kinds() -> list[tuple[str, str]]:
    """The kinds that are accepted, each with its word."""
    return [(name, subjects.kinds()[name].label) for name in accepting.kinds()]
