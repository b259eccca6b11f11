"""Every address, one include an app."""

from django.urls import include, path
from django.views.i18n import set_language

from . import health, pages, watch

urlpatterns = [
    path("healthz", health.page, name="healthz"),
    path("metrics", watch.metrics, name="metrics"),
    path("operations/", watch.operations, name="operations"),
    path("operations/dead/<int:pk>/again/", watch.dead_letter_again, name="dead_letter_again"),
    path("operations/deliveries/<int:pk>/again/", watch.delivery_again, name="delivery_again"),
    path("language/", set_language, name="set_language"),
    path("big-type/", pages.big_type, name="big_type"),
    path("ui/", pages.gallery, name="gallery"),
    path("", include("units.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("workflows.urls")),
    path("", include("plans.supervision.urls")),
    path("", include("plans.actions.urls")),
    path("", include("plans.rectifications.urls")),
    path("", include("plans.board.urls")),
]

handler500 = pages.failed
