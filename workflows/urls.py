"""Addresses of the engine's pages."""

from django.urls import path

from .views import inbox, meetings, visit_pages, visit_phone, visits, voting, waiting

urlpatterns = [
    # 待办、已办
    path("", inbox.inbox, name="inbox"),
    path("done/", inbox.inbox_done, name="inbox_done"),
    # 等待时间
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/", waiting.waiting_unit, name="waiting_unit"),
    # 验收安排
    path("acceptance/", visits.batches, name="acceptance_batches"),
    path("acceptance/new/", visits.batch_new, name="acceptance_batch_new"),
    path("acceptance/recusals/", visits.recusals, name="recusals"),
    path("acceptance/<int:pk>/", visits.batch, name="acceptance_batch"),
    path("acceptance/<int:pk>/teams/new/", visits.team_new, name="acceptance_team_new"),
    path("acceptance/<int:pk>/teams/<int:team>/", visits.team_change, name="acceptance_team"),
    # 现场验收
    path("visits/", visits.visits, name="visits"),
    path("visits/worker.js", visit_phone.visit_worker, name="visit_worker"),
    path("visits/<int:pk>/", visit_pages.visit, name="visit"),
    path("visits/<int:pk>/begin/", visit_pages.visit_begin, name="visit_begin"),
    path("visits/<int:pk>/cancel/", visit_pages.visit_cancel, name="visit_cancel"),
    path("visits/<int:pk>/sheet/", visit_pages.visit_sheet, name="visit_sheet"),
    path("visits/<int:pk>/typed/", visit_pages.visit_typed, name="visit_typed"),
    path("visits/<int:pk>/conclude/", visit_pages.visit_conclude, name="visit_conclude"),
    path("visits/<int:pk>/phone/", visit_phone.visit_phone, name="visit_phone"),
    path("visits/<int:pk>/answers/", visit_phone.visit_answer, name="visit_answer"),
    path("visits/<int:pk>/photos/<int:finding>/", visit_phone.visit_photo, name="visit_photo"),
    # 会议
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/attendance/", meetings.meeting_attendance, name="meeting_attendance"),
    path("meetings/<int:pk>/open/", meetings.meeting_open, name="meeting_open"),
    path("meetings/<int:pk>/close/", meetings.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/items/", meetings.meeting_item_add, name="meeting_item_add"),
    path(
        "meetings/<int:pk>/items/<int:item>/remove/", meetings.meeting_item_remove, name="meeting_item_remove"
    ),
    # 表决
    path("meetings/<int:pk>/items/<int:item>/", voting.meeting_item, name="meeting_item"),
    path("meetings/<int:pk>/items/<int:item>/motion/", voting.item_motion, name="item_motion"),
    path("meetings/<int:pk>/items/<int:item>/vote/", voting.item_vote, name="item_vote"),
    path("meetings/<int:pk>/items/<int:item>/not-voted/", voting.item_not_voted, name="item_not_voted"),
    path("meetings/<int:pk>/items/<int:item>/recuse/", voting.item_recuse, name="item_recuse"),
    path(
        "meetings/<int:pk>/items/<int:item>/recuse/lift/",
        voting.item_lift_recusal,
        name="item_lift_recusal",
    ),
    path("meetings/<int:pk>/items/<int:item>/announce/", voting.item_announce, name="item_announce"),
    path("meetings/<int:pk>/items/<int:item>/defer/", voting.item_defer, name="item_defer"),
]
