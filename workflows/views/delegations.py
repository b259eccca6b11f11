"""委托 page: own delegations, given and received; a new one; for leaders whose is in force."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from records import clock
from records.errors import Refused, allows

from .. import delegation_rules as rules
from ..forms.delegations import DelegationForm
from ..operations import delegations as operations
from ..queries import delegations as queries

OVER = 10  # those that are over and still shown


@require_http_methods(["GET", "POST"])
def delegations(request):
    """Own 委托 and, for leaders, that of others; a POST gives one."""
    person = request.user
    may_give = allows(rules.check_can_delegate_any, person)
    if request.method == "POST":
        rules.check_can_delegate_any(person)
    form = DelegationForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.delegate(by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已委托，受托人已收到通知。"))
            return redirect("delegations")
    context = {
        "form": form if may_give else None,
        "given": queries.given_by(person),
        "received": queries.received_by(person),
        "others": queries.in_force_below(person),
        "over": queries.over_of(person)[:OVER],
        "today": clock.today(),
    }
    return render(request, "workflows/delegations.html", context, status=422 if form.errors else 200)


@require_POST
def delegation_end(request, pk):
    """终止 one's own."""
    found = get_object_or_404(queries.given_by(request.user), pk=pk)
    operations.end_delegation(found, by=request.user)
    messages.success(request, _("委托已终止，即时起由您本人办理。"))
    return redirect("delegations")
