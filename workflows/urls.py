"""Addresses of the engine's pages."""

from django.urls import path

from .views import inbox

urlpatterns = [
    # 待办、已办
    path("", inbox.inbox, name="inbox"),
    path("done/", inbox.inbox_done, name="inbox_done"),
    # 会议、表决
]
