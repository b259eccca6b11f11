"""相似问题 on the page of an item: 标为重复发生, or 不是同一问题."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records.errors import allows

from ..models import Item, Similar
from ..operations import similar
from ..queries import similar as queries
from ..queries import visible_items
from ..rules import similar as rules
from .loading import item_of


def beside(item: Item, person) -> dict:
    """What the page of an item shows of earlier ones beside it."""
    return {
        "similar": queries.similar_to(item, person),
        "recurs_from": queries.recurs_from(item, person),
        "may_judge_similar": allows(rules.check_can_judge_similar, item, person),
    }


@require_POST
def recurrence_link(request, pk, earlier):
    """标为重复发生."""
    item, found = item_of(request, pk), _earlier(request, pk, earlier)
    similar.link_recurrence(item, found, by=request.user)
    messages.success(request, _("已标为%(number)s重复发生。") % {"number": found.number})
    return redirect("item", pk)


@require_POST
def similar_dismiss(request, pk, earlier):
    """不是同一问题."""
    item, found = item_of(request, pk), _earlier(request, pk, earlier)
    similar.dismiss_similar(item, found, by=request.user)
    messages.success(request, _("已标为不是同一问题，不再显示。"))
    return redirect("item", pk)


def _earlier(request, pk: int, earlier: int) -> Item:
    """An item that was found to be like this one, and that the person may see."""
    found = Similar.objects.filter(item_id=pk).values("earlier")
    return get_object_or_404(visible_items(request.user).filter(pk__in=found), pk=earlier)
