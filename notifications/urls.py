"""Addresses of notices."""

from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/<int:pk>/open/", views.open_notice, name="notice_open"),
    path("notices/count/<str:word>/", views.count, name="notice_count"),
    path("notices/choices/", views.choices, name="notice_choices"),
    path("notices/personal/", views.personal_save, name="personal_save"),
    path("notices/personal/test/", views.personal_test, name="personal_test"),
    path("notices/personal/remove/", views.personal_remove, name="personal_remove"),
    path("sent/", views.sent, name="sent"),
    path("channels/", views.channels, name="channels"),
    path("channels/new/", views.channel, name="channel_new"),
    path("channels/email/test/", views.email_test, name="email_test"),
    path("channels/<int:pk>/", views.channel, name="channel"),
    path("channels/<int:pk>/test/", views.channel_test, name="channel_test"),
    path("channels/<int:pk>/switch/", views.channel_switch, name="channel_switch"),
]
