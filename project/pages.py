"""Pages that belong to no app of the business."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from project.gallery import sample_context


def gallery(request: HttpRequest) -> HttpResponse:
    """组件一览: every component in every state; only while debugging or in the demo."""
    if not (settings.DEBUG or settings.MODE in {"demo", "test"}):
        raise Http404
    return render(request, "ui.html", sample_context())
