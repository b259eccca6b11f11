"""行动与模板: what the units are asked for, its published task list, and how the committee changes that list."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from records import files, previews, uploads
from records.errors import Refused, allows
from units.models import Unit
from units.queries import standing

from .. import queries, rules, tasklist
from ..enums import Status
from ..forms.actions import ActionForm, ListForm
from ..models import Action, Plan, Template
from ..operations import drafting, templates
from ..queries.item_offers import compared
from .loading import action_of

TOKEN = "tasklist"


def actions(request):
    """行动: those of the committee, or those the person's unit takes part in."""
    published = Template.objects.filter(action=OuterRef("pk"), published_at__isnull=False).order_by("-n")
    # All units that are asked, whichever of them the reader belongs to.
    asked = (
        Action.units.through.objects.filter(action_id=OuterRef("pk"))
        .order_by()
        .values("action_id")
        .annotate(n=Count("pk"))
    )
    found = list(
        queries.visible_actions(request.user)
        .annotate(asked=Subquery(asked.values("n")), template_n=Subquery(published.values("n")[:1]))
        .order_by("-year", "-id")
    )
    context = {"actions": found, "manages": allows(rules.check_can_manage_templates, request.user)}
    return render(request, "actions/actions.html", context)


def action(request, pk):
    """One action: until when, for whom, and the task list that plans start from."""
    action = action_of(request, pk)
    manages = allows(rules.check_can_manage_templates, request.user)
    versions = list(action.templates.select_related("imported_by").order_by("-n"))
    published = next((each for each in versions if each.published_at), None)
    waiting = versions[0] if manages and versions and not versions[0].published_at else None
    shown = waiting if request.GET.get("version") == "new" and waiting else published or waiting
    context = {
        "action": action,
        "units": action.units.all(),
        "manages": manages,
        "versions": versions if manages else [],
        "published": published,
        "waiting": waiting,
        "shown": shown,
        "items": list(shown.items.all()) if shown else [],
        "compared": compared(waiting, published) if waiting and published else None,
        "starts": startable_units(request.user, action),
        "own_plans": queries.visible_plans(request.user).filter(
            action=action, unit_id__in=standing(request.user).unit_ids
        ),
    }
    context["total"] = sum(item.score for item in context["items"])
    return render(request, "actions/action.html", context)


@require_http_methods(["GET", "POST"])
def action_new(request):
    """新建行动."""
    rules.check_can_manage_templates(request.user)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = templates.create_action(**form.values(), by=request.user)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("行动已建立，请导入任务清单。"))
            return redirect("action_import", made.pk)
    return render(request, "actions/action_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def action_import(request, pk):
    """导入任务清单: a file, then its preview with a sentence on each bad cell. Nothing is written here."""
    rules.check_can_manage_templates(request.user)
    action = action_of(request, pk)
    form, reading, token = ListForm(request.POST or None, request.FILES or None), None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        reading = _read(upload.file, upload.checked.name)
        if reading.ok:
            kept, name = form.kept()
            token = previews.promise(TOKEN, action=action.pk, digest=kept.digest, name=name)
    context = {"action": action, "form": form, "reading": reading, "token": token}
    return render(request, "actions/action_import.html", context, status=422 if form.errors else 200)


@require_POST
def action_import_confirm(request, pk):
    """确认导入: the file that was previewed is read again and becomes a new, unpublished version."""
    action = action_of(request, pk)
    kept = previews.kept(request.POST.get("token", ""), TOKEN, action=action.pk)
    with files.open_file(kept["digest"]) as stream:
        reading = _read(stream, kept["name"])
    if not reading.ok:
        raise Refused(_("文件内容有误，没有导入，请重新上传。"))
    template = templates.import_template(action, reading.items, by=request.user, source_name=kept["name"])
    messages.success(
        request, _("已导入%(n)d项任务，为第%(v)d版，尚未发布。") % {"n": len(reading.items), "v": template.n}
    )
    return redirect("action", action.pk)


@require_POST
def action_publish(request, pk, n):
    """发布: the units are told, plans start from this version."""
    action = action_of(request, pk)
    template = get_object_or_404(action.templates, n=n)
    templates.publish_template(template, by=request.user)
    messages.success(request, _("任务清单已发布，已告知各单位联络员。"))
    return redirect("action", action.pk)


@require_POST
def plan_start(request, pk):
    """建立方案 from the published template; a second press opens the one that is there."""
    action = action_of(request, pk)
    units = startable_units(request.user, action)
    wanted = request.POST.get("unit", "")
    unit = next((each for each in units if str(each.pk) == wanted), units[0] if units else None)
    if unit is None:
        mine = (
            Plan.objects.filter(action=action, unit_id__in=standing(request.user).unit_ids)
            .exclude(status=Status.VOIDED)
            .first()
        )
        if mine is not None and allows(rules.check_can_write, mine, request.user):
            return redirect("plan_edit", mine.pk)
        unit = request.user.unit
    plan = drafting.start_plan(action, unit=unit, by=request.user)
    messages.success(request, _("方案已建立，内容自动保存。"))
    return redirect("plan_edit", plan.pk)


def startable_units(person, action) -> list[Unit]:
    """The units for which this person may still start a plan in the action."""
    taken = Plan.objects.filter(action=action).exclude(status=Status.VOIDED).values("unit_id")
    candidates = action.units.filter(pk__in=standing(person).unit_ids).exclude(pk__in=taken)
    return [unit for unit in candidates if allows(rules.check_can_start, action, unit, person)]


def _read(stream, name: str):
    kind = uploads.extension(name)
    return tasklist.read(stream, name=name) if kind else tasklist.read(stream)
