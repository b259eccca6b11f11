"""拆分 page of one unit: to which units, what and who goes where, what comes of it; then all of it at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records.errors import Refused
from units.models import Unit

from .. import post_rules as rules
from ..forms.unit_split import SplitForm, TakersForm
from ..operations import unit_split as operations
from ..queries import unit_split as queries


@require_http_methods(["GET", "POST"])
def unit_split(request, pk):
    """Nothing moves before it was previewed and confirmed; refused, everything that was chosen stays in the form."""
    rules.check_can_change_units(request.user)
    unit = get_object_or_404(Unit, pk=pk)
    posted = request.method == "POST"
    sent = request.POST if posted else request.GET
    takers = TakersForm(queries.takers(unit), sent if posted or "into1" in sent else None)
    context = {"unit": unit, "takers": takers}
    if not takers.is_valid():
        return render(request, "workflows/unit_split.html", context, status=422 if takers.is_bound else 200)
    has = queries.in_hand(unit)
    form = SplitForm(has, takers.units(), request.POST if posted else None)
    barred, parts = {}, []
    if form.is_bound and form.is_valid():
        try:
            if request.POST.get("confirm"):
                operations.split_unit(
                    unit,
                    by=request.user,
                    basis=form.cleaned_data["basis"],
                    goes=form.goes(),
                    appoints=form.appoints(),
                    seen=request.POST.get("seen", ""),
                )
                messages.success(request, _("机构变动已登记，有关单位已收到通知。"))
                return redirect("unit_change", unit.pk)
            barred = queries.reasons(unit, has, form.goes())
            if barred:
                raise operations.CannotGo(barred)
            parts = queries.parts(has, form.goes())
        except operations.CannotGo as refused:
            barred = refused.rows
            form.add_error(None, str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
    context |= {
        "form": form,
        "has": has,
        "groups": [
            {
                "label": group.carrying.label,
                "rows": [_row(form, row.key, row, barred) for row in group.rows],
            }
            for group in has.groups
        ],
        "members": [_row(form, member.key, member, barred) for member in has.members],
        "posts": [form[name] for name in form.posts.values()],
        "parts": parts,
        "ending": queries.parted(form.goes()) if parts else [],
    }
    failed = form.is_bound and bool(form.errors)
    return render(request, "workflows/unit_split.html", context, status=422 if failed else 200)


def _row(form: SplitForm, key: str, thing, barred: dict[str, str]) -> dict:
    return {"thing": thing, "field": form[form.rows[key]], "why": barred.get(key, "")}
