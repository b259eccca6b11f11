"""机构变动 page of one unit: what it has, and 更名, 合并, 撤销. A merger is previewed before it is confirmed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records.errors import Refused
from units.models import Unit

from .. import post_rules as rules
from ..forms.unit_changes import CloseForm, MergeForm, RenameForm
from ..operations import unit_changes as operations
from ..queries.unit_changes import barred_by, holdings_of

FORMS = {form.KIND: form for form in (RenameForm, MergeForm, CloseForm)}
RUN = {
    "rename": operations.rename_unit,
    "merge": operations.merge_unit,
    "close": operations.close_unit,
}


@require_http_methods(["GET", "POST"])
def unit_change(request, pk):
    """What a unit has today; a POST names the kind of change, a merger first shows whom it would bar."""
    rules.check_can_change_units(request.user)
    unit = get_object_or_404(Unit, pk=pk)
    kind = request.POST.get("kind", "") if request.method == "POST" else ""
    forms = {name: form(unit, request.POST if name == kind else None) for name, form in FORMS.items()}
    into, barred = None, []
    if kind in forms and forms[kind].is_valid():
        form = forms[kind]
        if kind == "merge" and not request.POST.get("confirm"):
            into = form.cleaned_data["into"]
            barred = barred_by(unit, into)
        elif _changed(request, unit, kind, form):
            return redirect("unit_change", unit.pk)
    failed = kind not in forms or bool(forms[kind].errors)
    context = {
        "unit": unit,
        "forms": forms,
        "has": holdings_of(unit),
        "former": unit.former_names.order_by("-until"),
        "into": into,
        "barred": barred,
    }
    status = 422 if request.method == "POST" and failed else 200
    return render(request, "workflows/unit_change.html", context, status=status)


def _changed(request, unit, kind: str, form) -> bool:
    """The change is made; refused, the form says why."""
    try:
        RUN[kind](unit, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, _("机构变动已登记，有关单位已收到通知。"))
    return True
