"""Addresses of supervision."""

from django.urls import path

from .views import reminders

urlpatterns = [
    path("reminders/", reminders.rules, name="reminder_rules"),
    path("reminders/new/", reminders.rule_new, name="reminder_rule_new"),
    path("reminders/settings/", reminders.hours, name="supervision_settings"),
    path("reminders/<int:pk>/", reminders.rule, name="reminder_rule"),
    path("reminders/<int:pk>/switch/", reminders.rule_switch, name="reminder_rule_switch"),
]
