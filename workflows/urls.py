"""Addresses of the engine's pages."""

from django.urls import path

from .views import (
    agenda,
    answering,
    attending,
    consultations,
    filing,
    handover,
    inbox,
    meetings,
    minutes,
    papers,
    renewal,
    routes,
    self_check,
    speaking,
    unit_changes,
    visit_pages,
    visit_phone,
    visits,
    voting,
    waiting,
)

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
    # 工作交接
    path("handover/", handover.handovers, name="handovers"),
    path("handover/<int:pk>/", handover.handover, name="handover"),
    path("handover/people/<int:giver>/", handover.handover_preview, name="handover_preview"),
    # 单位自检、任免岗位
    path("check/", self_check.self_check, name="self_check"),
    path("units/<int:pk>/posts/", self_check.unit_posts, name="unit_posts"),
    path("units/<int:pk>/posts/<int:posting>/end/", self_check.post_end, name="post_end"),
    path("units/<int:pk>/change/", unit_changes.unit_change, name="unit_change"),
    # 换届
    path("committees/<int:pk>/", renewal.committee, name="committee"),
    # 审批路线
    path("routes/", routes.routes, name="routes"),
    path("routes/versions/<int:version>/", routes.route_version, name="route_version"),
    path("routes/drafts/<int:draft>/", routes.route_edit, name="route_edit"),
    path("routes/drafts/<int:draft>/save/", routes.route_save, name="route_save"),
    path("routes/drafts/<int:draft>/simulation/", routes.route_simulation, name="route_simulation"),
    path("routes/drafts/<int:draft>/publish/", routes.route_publish, name="route_publish"),
    path("routes/drafts/<int:draft>/discard/", routes.route_discard, name="route_discard"),
    path("routes/<str:route>/", routes.route, name="route"),
    path("routes/<str:route>/draft/", routes.route_draft, name="route_draft"),
    # 表态
    path("answer/<str:subject>/", answering.answer, name="answer"),
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
    path("meetings/<int:pk>/items/<int:item>/ballots/", voting.item_ballots, name="item_ballots"),
    # 议程
    path("meetings/<int:pk>/topics/", agenda.meeting_topic, name="meeting_topic"),
    path("meetings/<int:pk>/papers/", agenda.meeting_papers_send, name="meeting_papers_send"),
    path("meetings/<int:pk>/print/", agenda.meeting_print, name="meeting_print"),
    path("meetings/<int:pk>/items/<int:item>/move/", agenda.item_move, name="item_move"),
    path("meetings/<int:pk>/items/<int:item>/single/", agenda.item_single, name="item_single"),
    path("meetings/<int:pk>/items/<int:item>/consent/", agenda.item_consent, name="item_consent"),
    path("meetings/<int:pk>/items/<int:item>/brief/", agenda.item_brief, name="item_brief"),
    # 到会、离会、列席、发言
    path("meetings/<int:pk>/movements/", attending.meeting_movement, name="meeting_movement"),
    path("meetings/<int:pk>/observers/", attending.meeting_observer, name="meeting_observer"),
    path(
        "meetings/<int:pk>/observers/<int:observer>/remove/",
        attending.meeting_observer_remove,
        name="meeting_observer_remove",
    ),
    path("meetings/<int:pk>/items/<int:item>/speech/", speaking.item_speech, name="item_speech"),
    path(
        "meetings/<int:pk>/items/<int:item>/speech/<int:speech>/remove/",
        speaking.item_speech_remove,
        name="item_speech_remove",
    ),
    path("meetings/<int:pk>/items/<int:item>/opinion/", speaking.item_opinion, name="item_opinion"),
    path(
        "meetings/<int:pk>/items/<int:item>/opinion/<int:speech>/read/",
        speaking.item_opinion_read,
        name="item_opinion_read",
    ),
    # 会议记录、会议纪要、议定事项
    path("meetings/<int:pk>/minutes/", minutes.meeting_minutes, name="meeting_minutes"),
    path("meetings/<int:pk>/minutes/draft/", minutes.minutes_draft, name="minutes_draft"),
    path("meetings/<int:pk>/minutes/send/", minutes.minutes_send, name="minutes_send"),
    path("meetings/<int:pk>/minutes/return/", minutes.minutes_return, name="minutes_return"),
    path("meetings/<int:pk>/minutes/confirm/", minutes.minutes_confirm, name="minutes_confirm"),
    path("meetings/<int:pk>/minutes/<int:item>/decision/", minutes.minutes_decision, name="minutes_decision"),
    path(
        "meetings/<int:pk>/minutes/<int:item>/resolutions/",
        minutes.minutes_resolution,
        name="minutes_resolution",
    ),
    path(
        "meetings/<int:pk>/minutes/resolutions/<int:resolution>/remove/",
        minutes.minutes_resolution_remove,
        name="minutes_resolution_remove",
    ),
    path("resolutions/", minutes.resolutions, name="resolutions"),
    path("resolutions/<int:pk>/", minutes.resolution, name="resolution"),
    path("resolutions/<int:pk>/finish/", minutes.resolution_finish, name="resolution_finish"),
    # 征求意见
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.consultation_new, name="consultation_new"),
    path("consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path("consultations/<int:pk>/answer/", consultations.consultation_answer, name="consultation_answer"),
    path(
        "consultations/<int:pk>/opinions/<int:opinion>/",
        consultations.consultation_decide,
        name="consultation_decide",
    ),
    path("consultations/<int:pk>/close/", consultations.consultation_close, name="consultation_close"),
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
