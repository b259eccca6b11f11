"""从往年方案复制: an earlier plan beside the draft, part by part; only what is ticked is written."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records import asked, versions
from records.errors import Refused

from .. import earlier, matching, rules
from ..enums import GroupRole, SectionKey
from ..forms.plans import people_of, sections_of
from ..operations import drafting
from ..queries.editing import written_so_far
from ..queries.plans import earlier_plans
from .loading import plan_of


@require_http_methods(["GET", "POST"])
def plan_copy(request, pk):
    """GET (?from=): what could be copied. POST: the ticked parts are written, days moved on by the years between."""
    plan = plan_of(request, pk)
    rules.check_can_write(plan, request.user)
    sources = earlier_plans(plan, request.user)
    wanted = asked.number((request.POST if request.method == "POST" else request.GET).get("from"))
    source = get_object_or_404(sources, pk=wanted) if wanted else sources.first()
    if source is None:
        return render(request, "actions/plan_copy.html", {"plan": plan})
    content = versions.get(source.key, source.approved_version or source.version_n).content
    years = plan.action.year - source.action.year
    unit = matching.Unit(sections_of(plan), people_of(plan))
    tasks = earlier.tasks_of(content, plan, unit, years=years)
    if request.method == "POST":
        return _copied(request, plan, source, content, tasks)
    present = dict(plan.sections.values_list("key", "text"))
    roles = dict(GroupRole.choices)
    context = {
        "plan": plan,
        "source": source,
        "sources": sources,
        "years": years,
        "seen": written_so_far(plan),
        "sections": [
            {**row, "label": SectionKey(row["key"]).label, "overwrites": present[row["key"]].strip()}
            for row in content["sections"]
            if row["text"].strip()
        ],
        "members": [{**row, "role": roles.get(row["role"], "")} for row in content["group"]],
        "tasks": tasks,
    }
    return render(request, "actions/plan_copy.html", context)


def _copied(request, plan, source, content: dict, tasks: list[earlier.EarlierTask]):
    sections, lines = set(request.POST.getlist("sections")), set(request.POST.getlist("tasks"))
    group = content["group"] if request.POST.get("group") else []
    chosen = {
        "sections": {row["key"]: row["text"] for row in content["sections"] if row["key"] in sections},
        "group": [{**row, "line": ""} for row in group],
        "tasks": [each.matched.fields for each in tasks if each.line in lines],
    }
    if not any(chosen.values()):
        raise Refused(_("请勾选要复制的内容。"))
    drafting.copy_earlier_plan(
        plan, by=request.user, source=source, seen=request.POST.get("seen", ""), **chosen
    )
    messages.success(request, _("已从“%(title)s”复制，请核对各部分。") % {"title": source.title})
    return redirect("plan_edit", plan.pk)
