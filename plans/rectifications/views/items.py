"""事项页: one item; what to do now, its measures, its papers, its trail."""

from django.shortcuts import render

from records.errors import allows
from workflows.queries import waiting

from ..queries.matters import lit, visible_matters
from ..rules import matters as matter_rules
from .loading import item_of


def item(request, pk):
    """整改事项."""
    found = item_of(request, pk)
    context = {"item": found, **_research(found, request.user)}
    return render(request, "rectifications/item.html", context)


def _research(found, person) -> dict:
    """需工委协调 and 等待时间 of an item."""
    return {
        "matters": list(lit(visible_matters(person)).filter(item=found)),
        "may_raise_matter": allows(matter_rules.check_can_raise_about, found, person),
        "waiting": waiting.of_subject(found, person),
        "unit_open": waiting.opens_unit(found.unit_id, person),
    }
