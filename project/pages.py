"""Pages that belong to no app of the business."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.views.decorators.http import require_POST

from project.context import BIG_TYPE
from project.gallery import sample_context
from project.middleware import busy
from units.views import own_address

YEAR = 365 * 24 * 3600


def gallery(request: HttpRequest) -> HttpResponse:
    """组件一览: every component in every state; only while debugging or in the demo."""
    if not (settings.DEBUG or settings.MODE in {"demo", "test"}):
        raise Http404
    return render(request, "ui.html", sample_context())


@require_POST
def big_type(request: HttpRequest) -> HttpResponse:
    """大字版: kept in a cookie of this browser."""
    answer = redirect(own_address(request, request.POST.get("next", "")))
    answer.set_cookie(
        BIG_TYPE,
        "1" if request.POST.get("on") == "1" else "0",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """500, or the calm 503 when it was the database; rendered without any statement."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return busy(request, error)
    return HttpResponse(loader.get_template("500.html").render(), status=500)
