"""Addresses of the engine's pages."""

from django.urls import path

from .views import filing, inbox, meetings, papers, voting, waiting

urlpatterns = [
    # 待办、已办
    path("", inbox.inbox, name="inbox"),
    path("done/", inbox.inbox_done, name="inbox_done"),
    # 等待时间
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/", waiting.waiting_unit, name="waiting_unit"),
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
    # 文书: 出具、作废、重新出具、用印登记
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/issue/", papers.issue, name="paper_issue"),
    path("papers/<int:pk>/discard/", papers.discard, name="paper_discard"),
    path("papers/<int:pk>/void/", papers.void, name="paper_void"),
    path("papers/<int:pk>/again/", papers.again, name="paper_again"),
    path("papers/<int:pk>/seal/", papers.seal, name="paper_seal"),
    path("papers/<int:pk>/seal-service/", papers.seal_service, name="paper_seal_service"),
    # 归档
    path("filing/", filing.filings, name="filings"),
    path("filing/<str:kind>/<int:pk>/", filing.filing, name="filing"),
    path("filing/<str:kind>/<int:pk>/pack/", filing.pack, name="filing_pack"),
    path("filing/<str:kind>/<int:pk>/file/", filing.file, name="filing_file"),
    path("filing/<str:kind>/<int:pk>/download/", filing.download, name="filing_download"),
]
