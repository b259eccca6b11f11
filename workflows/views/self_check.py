"""单位自检 and the posts of a unit: what will stop, and where somebody is appointed."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import clock
from records.errors import Refused, allows
from units.models import Committee, Posting, Unit
from units.queries import valid_on

from .. import post_rules as rules
from ..forms.posts import PostForm
from ..operations import posts as operations
from ..queries.dead_ends import dead_ends
from ..queries.handover import headed_units, people_to_hand_over


@require_GET
def self_check(request):
    """单位自检: for the office all units, for a unit's head the unit."""
    rules.check_can_look_for_dead_ends(request.user)
    everything = rules.sees_all_units(request.user)
    found = dead_ends(None if everything else headed_units(request.user))
    topics = [
        (topic, list(rows))
        for topic, rows in groupby(sorted(found, key=lambda each: each.topic), key=lambda each: each.topic)
    ]
    may_mend = allows(rules.check_can_appoint, request.user)
    context = {
        "topics": topics,
        "n": len(found),
        "everything": everything,
        "may_mend": may_mend,
        "committees": Committee.objects.order_by("id") if may_mend else [],
        "units": Unit.objects.filter(valid_on(clock.today())).order_by("pinyin", "id") if may_mend else [],
        "today": clock.today(),
    }
    return render(request, "workflows/self_check.html", context)


@require_http_methods(["GET", "POST"])
def unit_posts(request, pk):
    """岗位: who holds what in a unit; a POST appoints somebody."""
    rules.check_can_appoint(request.user)
    unit = get_object_or_404(Unit, pk=pk)
    form = PostForm(unit, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.appoint(unit=unit, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已任命，本人已收到通知。"))
            return redirect("unit_posts", unit.pk)
    postings = (
        Posting.objects.filter(valid_on(clock.today()), unit=unit)
        .select_related("person", "section")
        .order_by("post", "id")
    )
    # Administrators of the system hold no work that could be handed over.
    movable = set(
        people_to_hand_over(request.user).filter(postings__in=postings).values_list("pk", flat=True)
    )
    context = {"unit": unit, "form": form, "postings": postings, "movable": movable}
    return render(request, "workflows/unit_posts.html", context, status=422 if form.errors else 200)


@require_POST
def post_end(request, pk, posting):
    """免去 a post."""
    rules.check_can_appoint(request.user)
    found = get_object_or_404(Posting.objects.filter(valid_on(clock.today())), pk=posting, unit_id=pk)
    operations.end_post(found, by=request.user)
    messages.success(request, _("已免去，今天为最后一天。"))
    return redirect("unit_posts", pk)
