"""Addresses of notices."""

from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/<int:pk>/open/", views.open_notice, name="notice_open"),
    path("sent/", views.sent, name="sent"),
]
