"""工作交接 pages: whose work, the preview of all they hold with who takes it, and what was handed over."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from records.errors import Refused
from units import holders

from .. import handover_rules as rules
from ..forms.handover import HandOverForm
from ..operations import handover as operations
from ..queries import handover as queries
from ..queries.circles import readable_entries
from ..queries.trail import lines_of

PAGE = 30


@require_GET
def handovers(request):
    """工作交接: look for the person whose work goes to others; what was handed over before."""
    rules.check_can_hand_over_any(request.user)
    words = request.GET.get("q", "").strip()
    people = queries.found_people(request.user, words) if words else []
    context = {
        "q": words,
        "people": people[: queries.FOUND],
        "more": len(people) > queries.FOUND,
        "page_obj": Paginator(queries.visible_handovers(request.user), PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "workflows/handover/handovers.html", context)


@require_http_methods(["GET", "POST"])
def handover_preview(request, giver):
    """What a person holds, thing by thing, with who takes it; a POST moves all of it at once."""
    rules.check_can_hand_over_any(request.user)
    giver = get_object_or_404(queries.people_to_hand_over(request.user), pk=giver)
    rules.check_can_hand_over(giver, request.user)
    groups, takers = queries.held_by(giver, request.user), queries.takers(giver)
    if request.method != "POST":
        to = request.GET.get("to", "")
        form = HandOverForm(groups, takers, initial={"to": to})
        return _preview(request, giver, groups, form, _barred_for(to, form, groups), to=to)
    form = HandOverForm(groups, takers, request.POST)
    barred = {}
    if form.is_valid():
        try:
            made = operations.hand_over(
                giver,
                by=request.user,
                receivers=form.receivers(),
                ending=form.ends(),
                reason=form.cleaned_data["reason"],
                seen=request.POST.get("seen", ""),
            )
        except operations.CannotMove as refused:
            barred = refused.rows
            form.add_error(None, str(refused))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("工作交接已办理，接收人已收到通知。"))
            return redirect("handover", made.pk)
    return _preview(request, giver, groups, form, barred, to=request.POST.get("to", ""), status=422)


def _barred_for(to: str, form: HandOverForm, groups) -> dict[str, str]:
    """What the main receiver may not take, shown before anything is pressed."""
    person = form.takers.get(to)
    if person is None:
        return {}
    rows = [row for group in groups for row in group.rows if row.key in form.moving]
    return operations.barred_rows(rows, {row.key: person for row in rows})


def _preview(request, giver, groups, form, barred, *, to: str, status=200):
    along = queries.waiting_by_post(giver)
    drawn = [
        {
            "label": group.holding.label,
            "rows": [
                {
                    "held": row,
                    "field": form[form.ending[row.key] if row.ends else form.moving[row.key]],
                    "why": barred.get(row.key, ""),
                    "along": along.get(holders.post(row.row.post, row.row.unit_id), 0)
                    if row.kind == "post"
                    else 0,
                }
                for row in group.rows
                if not row.stuck
            ],
        }
        for group in groups
    ]
    context = {
        "giver": giver,
        "form": form,
        "groups": [each for each in drawn if each["rows"]],
        "stuck": [row for group in groups for row in group.rows if row.stuck],
        "to": form.takers.get(to),
        "seen": queries.mark_of(groups),
        "everything": queries.hands_over_all(request.user),
        "barred": bool(barred),
    }
    return render(request, "workflows/handover/preview.html", context, status=status)


@require_GET
def handover(request, pk):
    """One 工作交接: what moved, as its trail says."""
    found = get_object_or_404(queries.visible_handovers(request.user), pk=pk)
    context = {"handover": found, "trail": lines_of(readable_entries(found, request.user))}
    return render(request, "workflows/handover/handover.html", context)
