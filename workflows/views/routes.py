"""审批路线: what is in force, its versions, the builder, the simulation and the publishing."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import clock, markings
from records.errors import Refused, Stale
from units.models import Committee

from ..designs import design_of, designs
from ..forms.routes import RouteFields, changed, names_of, read
from ..models import Route
from ..operations import route_drafts
from ..queries.routes import rows_in_force, rows_of, simulation_of
from ..route_diagrams import diagram
from ..route_words import Names, difference, lines
from ..rules import check_can_build_routes
from .autosave import revision_of


@require_GET
def routes(request):
    """Every route that can be built: the version in force, and the draft."""
    check_can_build_routes(request.user)
    rows = []
    for design in designs():
        versions = list(Route.objects.filter(code=design.code).order_by("-n"))
        force = next((each for each in versions if each.published_at), None)
        draft = next((each for each in versions if not each.published_at), None)
        labels = [row.label for row in rows_of(force)] if force else []
        rows.append({"design": design, "force": force, "draft": draft, "labels": labels})
    return render(request, "workflows/routes.html", {"rows": rows})


@require_GET
def route(request, route):
    """One route: its versions, newest first, and the one in force drawn."""
    check_can_build_routes(request.user)
    design = _design(route)
    versions = list(
        Route.objects.filter(code=route).select_related("published_by", "saved_by").order_by("-n")
    )
    force = next((each for each in versions if each.published_at), None)
    context = {
        "design": design,
        "force": force,
        "draft": next((each for each in versions if not each.published_at), None),
        "versions": [each for each in versions if each.published_at],
        "drawing": _drawn(force, design) if force else None,
    }
    return render(request, "workflows/route.html", context)


@require_GET
def route_version(request, version):
    """One published version: drawn, in words, and what it changed."""
    check_can_build_routes(request.user)
    version = get_object_or_404(Route, pk=version, published_at__isnull=False)
    design = _design(version.code)
    rows = rows_of(version)
    former = Route.objects.filter(code=version.code, n__lt=version.n, published_at__isnull=False)
    before = former.order_by("-n").first()
    old = rows_of(before) if before else []
    names = _names([*rows, *old])
    context = {
        "version": version,
        "design": design,
        "drawing": _drawn(version, design),
        "stages": [{"row": row, "lines": lines(row, rows, design, names)} for row in rows],
        "before": before,
        "changes": difference(old, rows, design, names) if before else [],
    }
    return render(request, "workflows/route_version.html", context)


@require_POST
def route_draft(request, route):
    """起草新版本, or open the draft that is there."""
    draft = route_drafts.start_draft(route, by=request.user)
    return redirect("route_edit", draft.pk)


@require_http_methods(["GET", "POST"])
def route_edit(request, draft):
    """The builder. Each button keeps what was typed before it does what it says."""
    check_can_build_routes(request.user)
    draft = _draft(draft)
    design = _design(draft.code)
    if request.method != "POST":
        problems = simulation_of(draft).problems if "check" in request.GET else ()
        return _builder(request, draft, RouteFields(design, rows_of(draft), problems=problems))
    rows, unknown = read(request.POST, design, rows_of(draft))
    do = request.POST.get("do", "")
    rows = changed(rows, design, do)
    reason = request.POST.get("reason", draft.reason)
    try:
        _check_words(rows, reason)
        _save(draft, request, rows, reason)
    except Refused as refused:
        draft.reason = reason
        fields = RouteFields(design, rows, unknown=unknown)
        return _builder(request, draft, fields, refused=refused, status=422)
    if unknown:
        draft.refresh_from_db()
        sentence = _("“%(name)s”没有找到，或有同名的人，请从提示中选择“姓名（单位）”。") % {
            "name": next(iter(unknown.values()))
        }
        fields = RouteFields(design, rows, unknown=unknown)
        return _builder(request, draft, fields, refused=Refused(sentence), status=422)
    if do == "simulate":
        return redirect("route_simulation", draft.pk)
    place = do.partition(":")[2]
    if do.startswith("add:"):
        codes = [row.code for row in rows]
        place = codes[codes.index(place) + 1] if place in codes else codes[0]
    answer = redirect("route_edit", draft.pk)
    if place in {row.code for row in rows}:
        answer["Location"] += f"#stage-{place}"
    return answer


@require_POST
def route_save(request, draft):
    """自动保存 of the builder: 200 {revision} · 409 what stands there now · 422 a sentence."""
    check_can_build_routes(request.user)
    draft = _draft(draft)
    design = _design(draft.code)
    rows, _unknown = read(request.POST, design, rows_of(draft))
    reason = request.POST.get("reason", draft.reason)
    try:
        _check_words(rows, reason)
        revision = route_drafts.save_draft(
            draft, by=request.user, rows=rows, reason=reason, revision=revision_of(request)
        )
    except Stale as stale:
        theirs = {"reason": draft.reason}
        told = {"theirs": theirs, "mine": {"reason": reason}, "revision": stale.revision, "who": stale.who}
        return JsonResponse(told | {"when": _time(stale.when)}, status=409)
    except Refused as refused:
        return JsonResponse({"error": str(refused), "sentence": str(refused)}, status=422)
    return JsonResponse({"revision": revision, "saved_at": _time(clock.now())})


@require_GET
def route_simulation(request, draft):
    """模拟运行: problems first, then the tree, then what publishing would change."""
    check_can_build_routes(request.user)
    draft = _draft(draft)
    return _simulation(request, draft)


@require_POST
def route_publish(request, draft):
    """发布 what was simulated."""
    check_can_build_routes(request.user)
    draft = _draft(draft)
    try:
        _check_words((), request.POST.get("reason", ""))
        published = route_drafts.publish_route(
            draft, by=request.user, revision=revision_of(request), reason=request.POST.get("reason", "")
        )
    except Refused as refused:
        return _simulation(request, draft, refused=refused, status=422)
    messages.success(
        request, _("审批路线第%(n)d版已发布，新开始的办理按新版进行，已在办理的不变。") % {"n": published.n}
    )
    return redirect("route", published.code)


@require_POST
def route_discard(request, draft):
    """放弃草稿."""
    check_can_build_routes(request.user)
    draft = _draft(draft)
    route_drafts.discard_draft(draft, by=request.user)
    messages.success(request, _("草稿已放弃，现行版本不变。"))
    return redirect("route", draft.code)


def _builder(request, draft: Route, fields: RouteFields, *, refused=None, status=200):
    context = {"draft": draft, "design": fields.design, "fields": fields, "refused": refused}
    context["drawing"] = diagram(fields.rows, fields.design, names=_names(fields.rows))
    return render(request, "workflows/route_edit.html", context, status=status)


def _simulation(request, draft: Route, *, refused=None, status=200):
    design, rows, found = _design(draft.code), rows_of(draft), simulation_of(draft)
    old = rows_in_force(draft.code)
    names = _names([*rows, *old])
    context = {
        "draft": draft,
        "design": design,
        "found": found,
        "drawing": diagram(rows, design, names=names),
        "changes": difference(old, rows, design, names),
        "refused": refused,
        "reason": request.POST.get("reason", draft.reason),
    }
    return render(request, "workflows/route_simulation.html", context, status=status)


def _save(draft: Route, request, rows, reason: str) -> None:
    """A button's save. One's own autosave may have come between the page and the button: then it is saved over that."""
    revision = revision_of(request)
    if draft.saved_by_id == request.user.pk and draft.revision == revision + 1:
        revision = draft.revision
    route_drafts.save_draft(draft, by=request.user, rows=rows, reason=reason, revision=revision)


def _check_words(rows, reason: str) -> None:
    for text in (reason, *(row.label for row in rows)):
        finding = markings.in_text(text)
        if finding.blocked:
            raise Refused(finding.sentence)


def _drawn(version: Route, design):
    rows = rows_of(version)
    return diagram(rows, design, names=_names(rows))


def _names(rows) -> Names:
    bodies = {row.committee for row in rows if row.committee}
    committees = Committee.objects.filter(pk__in=bodies).values_list("pk", "name") if bodies else ()
    return Names(names_of(rows), dict(committees))


def _draft(pk: int) -> Route:
    return get_object_or_404(Route.objects.select_related("saved_by"), pk=pk, published_at=None)


def _design(code: str):
    design = design_of(code)
    if design is None:
        raise Http404
    return design


def _time(moment) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""
