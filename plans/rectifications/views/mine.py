"""我经办的、我报送的: the items, beside the plans."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from units.queries import standing

from ..queries.document import light_of
from ..queries.mine import my_items as items_of

PAGE = 30


@require_GET
def my_items(request):
    """我经办的 (office) or 我报送的 (unit): items on which the person acted."""
    words = request.GET.get("q", "").strip()
    found = items_of(request.user)
    if words:
        found = found.filter(Q(number__icontains=words) | Q(title__icontains=words))
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": [{"item": item, "light": light_of(item)} for item in page_obj],
        "q": words,
        "in_office": standing(request.user).is_office,
    }
    return render(request, "rectifications/mine.html", context)
