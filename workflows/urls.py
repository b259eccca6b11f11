"""Addresses of the engine's pages."""

from django.urls import path

from .views import inbox, meetings, voting

urlpatterns = [
    # 待办、已办
    path("", inbox.inbox, name="inbox"),
    path("done/", inbox.inbox_done, name="inbox_done"),
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
