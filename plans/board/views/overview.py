"""报送情况一览: who has reported, who was returned, who has not; printable, with a word to those chosen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plans.actions import queries
from plans.actions.operations.urging import urge_units
from records import asked, clock
from units.models import Unit
from units.queries import standing


def _may_see(person) -> bool:
    held = standing(person)
    return held.is_office or held.is_committee


@require_GET
def overview(request):
    """应报、已报、退回修改、未报 for one action, the newest first."""
    if not _may_see(request.user):
        raise Http404
    actions = list(queries.visible_actions(request.user))
    chosen = request.GET.get("action", "")
    action = next((each for each in actions if str(each.pk) == chosen), actions[0] if actions else None)
    context = {
        "actions": actions,
        "action": action,
        "overview": queries.action_overview(action) if action else None,
        "as_of": clock.now(),
        "may_urge": standing(request.user).is_office,
    }
    return render(request, "board/overview.html", context)


@require_POST
def urge(request, pk):
    """催报所选: a word to the 联络员 of the units chosen, at most once a day each."""
    if not standing(request.user).is_office:
        raise Http404
    action = get_object_or_404(queries.visible_actions(request.user), pk=pk)
    units = Unit.objects.filter(pk__in=asked.numbers(request.POST.getlist("unit")), actions=action)
    told = urge_units(action, list(units), by=request.user)
    if told:
        messages.success(request, _("已催报%(n)d个单位，联络员收到站内通知。") % {"n": told})
    else:
        messages.warning(request, _("请先勾选单位；同一单位每天最多催报一次。"))
    return redirect(f"{redirect('overview').url}?action={action.pk}")
