"""整改台账: every item the person may see."""

from django.core.paginator import Paginator
from django.shortcuts import render

from .. import queries
from . import intake

PAGE = 50


def items(request):
    """整改台账."""
    found = queries.visible_items(request.user).order_by("-id")
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        # 新增问题、粘贴、Excel导入
        **intake.ways_in(request.user),
    }
    return render(request, "rectifications/items.html", context)
