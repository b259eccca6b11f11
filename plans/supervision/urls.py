"""Addresses of supervision."""

from django.urls import path

from .views import assessment_notices, chain, orders, reminders

urlpatterns = [
    path("reminders/", reminders.rules, name="reminder_rules"),
    path("reminders/new/", reminders.rule_new, name="reminder_rule_new"),
    path("reminders/settings/", reminders.hours, name="supervision_settings"),
    path("reminders/<int:pk>/", reminders.rule, name="reminder_rule"),
    path("reminders/<int:pk>/switch/", reminders.rule_switch, name="reminder_rule_switch"),
    path("chain/<str:key>/", chain.chain, name="chain"),
    path("chain/<str:key>/export/", chain.chain_export, name="chain_export"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/save/", orders.order_save, name="order_save"),
    path("orders/<int:pk>/sign/", orders.order_sign, name="order_sign"),
    path("orders/<int:pk>/return/", orders.order_return, name="order_return"),
    path("orders/<int:pk>/drop/", orders.order_drop, name="order_drop"),
    path("orders/<int:pk>/answer/", orders.order_answer, name="order_answer"),
    # 考评结果通报
    path("assessment-notices/", assessment_notices.notices, name="assessment_notices"),
    path("assessment-notices/new/", assessment_notices.notice_new, name="assessment_notice_new"),
    path("assessment-notices/<int:pk>/", assessment_notices.notice, name="assessment_notice"),
]
