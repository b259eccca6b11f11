"""Every address, one include an app."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.i18n import set_language

from . import health, pages

APPS = ("units", "notifications", "documents", "workflows", "plans.actions", "plans.board")

urlpatterns = [
    path("healthz", health.page, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("big-type/", pages.big_type, name="big_type"),
    path("ui/", pages.gallery, name="gallery"),
    *(path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")),
]

handler500 = pages.failed
