"""Every address, one include an app."""

from django.urls import include, path
from django.views.i18n import set_language

from . import health, pages

urlpatterns = [
    path("healthz", health.page, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("big-type/", pages.big_type, name="big_type"),
    path("ui/", pages.gallery, name="gallery"),
    path("", include("units.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("workflows.urls")),
    path("", include("plans.actions.urls")),
    path("", include("plans.rectifications.urls")),
    path("", include("plans.board.urls")),
]

handler500 = pages.failed
