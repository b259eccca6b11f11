"""换届 page: who sits, who will sit, and a new membership with a preview of what it does."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records import clock
from records.errors import Refused
from units.models import Committee
from units.queries import seats_on

from .. import post_rules as rules
from ..forms.renewal import RenewalForm
from ..operations.renewal import renew_committee
from ..queries import renewal as queries


@require_http_methods(["GET", "POST"])
def committee(request, pk):
    """委员会: its members; a POST shows what a new membership would do, and with `confirm` puts it in force."""
    rules.check_can_renew(request.user)
    found = get_object_or_404(Committee, pk=pk)
    data = request.POST if request.method == "POST" else None
    form, effects = RenewalForm(queries.offered(), data), None
    if request.method == "POST" and form.is_valid():
        effects = queries.effects(found, form.cleaned_data["since"])
        if request.POST.get("confirm"):
            try:
                renew_committee(found, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _("换届已登记，新老委员已收到通知。"))
                return redirect("committee", found.pk)
    context = {
        "committee": found,
        "form": form,
        "effects": effects,
        "seats": seats_on(found),
        "coming": queries.seats_to_come(found),
        "today": clock.today(),
    }
    failed = request.method == "POST" and form.errors
    return render(request, "workflows/committee.html", context, status=422 if failed else 200)
