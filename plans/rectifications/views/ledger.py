"""整改台账: every item the person may see."""

from django.core.paginator import Paginator
from django.shortcuts import render

from .. import queries

PAGE = 50


def items(request):
    """整改台账."""
    found = queries.visible_items(request.user).order_by("-id")
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "rectifications/items.html", {"page_obj": page_obj})
