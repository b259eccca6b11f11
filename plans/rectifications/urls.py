"""Addresses of rectification: problems, items, the ledger."""

from django.urls import path

from .views import (
    acceptance,
    closing,
    complaints,
    extension,
    handing_back,
    intake,
    intake_lists,
    issuing,
    items,
    lateness,
    ledger,
    look_back,
    matters,
    measures,
    mine,
    partners,
    progress,
    research,
    research_lines,
    research_writing,
    similar,
    sources,
    stopping,
)

urlpatterns = [
    # 台账 (ledger)
    path("items/", ledger.items, name="items"),
    # 事项页 (the page of an item)
    path("items/<int:pk>/", items.item, name="item"),
    # 交办、签收 (issuing)
    path("items/<int:pk>/receive/", issuing.receive, name="item_receive"),
    # 新增问题、粘贴、Excel导入 (intake)
    path("items/new/", intake.item_new, name="item_new"),
    path("items/new/unit/", intake.item_new_unit, name="item_new_unit"),
    path("items/paste/", intake_lists.items_paste, name="items_paste"),
    path("items/import/", intake_lists.items_import, name="items_import"),
    path("items/import/template/", intake_lists.items_template, name="items_template"),
    path("items/import/confirm/", intake_lists.items_import_confirm, name="items_import_confirm"),
    path("items/intake/<int:job>/", intake_lists.intake_page, name="intake"),
    path("items/intake/<int:job>/status/", intake_lists.intake_status, name="intake_status"),
    path("items/intake/<int:job>/resume/", intake_lists.intake_resume, name="intake_resume"),
    # 群众反映 (complaints)
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.complaint_new, name="complaint_new"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/show/", complaints.complaint_show, name="complaint_show"),
    path("complaints/<int:pk>/issue/", complaints.complaint_issue, name="complaint_issue"),
    path("complaints/<int:pk>/refer/", complaints.complaint_refer, name="complaint_refer"),
    path("replies/<int:pk>/", complaints.reply, name="reply"),
    path("replies/<int:pk>/told/", complaints.reply_told, name="reply_told"),
    # 相似问题 (similar)
    path("items/<int:pk>/similar/<int:earlier>/link/", similar.recurrence_link, name="item_recurrence_link"),
    path(
        "items/<int:pk>/similar/<int:earlier>/dismiss/", similar.similar_dismiss, name="item_similar_dismiss"
    ),
    # 措施、进展 (working)
    path("mine/items/", mine.my_items, name="my_items"),
    path("items/<int:pk>/people/", measures.people, name="item_people"),
    path("items/<int:pk>/measures/new/", measures.new, name="measure_new"),
    path("items/<int:pk>/measures/<int:measure>/", progress.measure, name="measure"),
    path("items/<int:pk>/measures/<int:measure>/edit/", measures.edit, name="measure_edit"),
    path("items/<int:pk>/measures/<int:measure>/remove/", measures.remove, name="measure_remove"),
    path("items/<int:pk>/measures/<int:measure>/move/", measures.move, name="measure_move"),
    path("items/<int:pk>/measures/<int:measure>/receive/", partners.receive, name="measure_receive"),
    path("items/<int:pk>/measures/<int:measure>/people/", partners.people, name="measure_people"),
    path("items/<int:pk>/measures/<int:measure>/object/", partners.object_to, name="measure_object"),
    path("items/<int:pk>/measures/<int:measure>/urge/", partners.urge, name="measure_urge"),
    path("items/<int:pk>/measures/<int:measure>/report/", progress.report, name="measure_report"),
    path("items/<int:pk>/measures/<int:measure>/confirm/", progress.confirm, name="measure_confirm"),
    path("items/<int:pk>/measures/<int:measure>/excuse/", progress.excuse, name="measure_excuse"),
    path(
        "items/<int:pk>/measures/<int:measure>/evidence/", progress.evidence_add, name="measure_evidence_add"
    ),
    path(
        "items/<int:pk>/measures/<int:measure>/evidence/<int:evidence>/remove/",
        progress.evidence_remove,
        name="measure_evidence_remove",
    ),
    path("items/<int:pk>/coordination/", partners.coordinate, name="item_coordination"),
    path("items/<int:pk>/concerns/<int:concern>/", partners.answer, name="item_concern"),
    # 退办、延期、逾期说明、终止 (requests)
    path("items/<int:pk>/hand-back/", handing_back.hand_back, name="item_hand_back"),
    path("items/<int:pk>/hand-back/uphold/", handing_back.uphold, name="item_uphold"),
    path("items/<int:pk>/hand-back/reassign/", handing_back.reassign, name="item_reassign"),
    path("items/<int:pk>/hand-back/consult/", handing_back.consult, name="item_consult"),
    path("items/<int:pk>/hand-back/merge/", handing_back.merge, name="item_merge"),
    path("items/<int:pk>/hand-back/dismiss/", handing_back.dismiss, name="item_dismiss"),
    path(
        "items/<int:pk>/hand-back/dismiss/confirm/", handing_back.dismiss_confirm, name="item_dismiss_confirm"
    ),
    path("items/<int:pk>/hand-back/dismiss/back/", handing_back.dismiss_back, name="item_dismiss_back"),
    path("items/<int:pk>/lateness/", lateness.explain, name="item_lateness"),
    path("items/<int:pk>/lateness/answer/", lateness.answer, name="item_lateness_answer"),
    path("items/<int:pk>/extension/", extension.ask, name="item_extension"),
    path("items/<int:pk>/extension/withdraw/", extension.withdraw, name="item_extension_withdraw"),
    path("items/<int:pk>/extension/sign/", extension.sign, name="item_extension_sign"),
    path("items/<int:pk>/extension/decline/", extension.decline, name="item_extension_decline"),
    path("items/<int:pk>/extension/grant/", extension.grant, name="item_extension_grant"),
    path("items/<int:pk>/extension/refuse/", extension.refuse, name="item_extension_refuse"),
    path("items/<int:pk>/stop/", stopping.ask, name="item_stop"),
    path("items/<int:pk>/stop/approve/", stopping.approve, name="item_stop_approve"),
    path("items/<int:pk>/stop/refuse/", stopping.refuse, name="item_stop_refuse"),
    # 销号 (closing)
    path("items/several/", closing.several, name="items_several"),
    path("items/<int:pk>/apply/", closing.apply, name="item_apply"),
    path("items/<int:pk>/withdraw/", closing.withdraw, name="item_withdraw"),
    path("items/<int:pk>/pass/", closing.pass_on, name="item_pass"),
    path("items/<int:pk>/return/", closing.return_, name="item_return"),
    path("items/<int:pk>/paper/", closing.paper, name="item_paper"),
    path("items/<int:pk>/publicity/end/", closing.publicity_end, name="item_publicity_end"),
    path("items/<int:pk>/publicity/objection/", closing.objection, name="item_objection"),
    path("items/<int:pk>/source-decision/", closing.source_decision, name="item_source_decision"),
    path("items/<int:pk>/compose/", acceptance.compose, name="item_compose"),
    path("items/<int:pk>/check/", acceptance.check, name="item_check"),
    path("items/<int:pk>/finding/", acceptance.finding, name="item_finding"),
    path("items/<int:pk>/conclude/", acceptance.conclude, name="item_conclude"),
    # 来源规则 (sources)
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    # 回头看 (look-back)
    path("items/<int:pk>/look-back/", look_back.record, name="item_look_back"),
    # 走访调研、需工委协调事项 (research)
    path("research/", research.visits, name="research"),
    path("research/new/", research.visit_new, name="research_new"),
    path("research/<int:pk>/", research.visit, name="research_visit"),
    path("research/<int:pk>/people/", research.visit_people, name="research_people"),
    path("research/<int:pk>/tell/", research.visit_tell, name="research_tell"),
    path("research/<int:pk>/changes/", research.visit_change, name="research_change"),
    path("research/<int:pk>/edit/", research_writing.visit_edit, name="research_edit"),
    path("research/<int:pk>/head/", research_writing.head_save, name="research_head_save"),
    path("research/<int:pk>/checked/", research_writing.checked, name="research_checked"),
    path("research/<int:pk>/lines/", research_writing.line_add, name="research_line_add"),
    path("research/<int:pk>/lines/<int:line>/", research_writing.line_save, name="research_line_save"),
    path(
        "research/<int:pk>/lines/<int:line>/remove/",
        research_writing.line_remove,
        name="research_line_remove",
    ),
    path("research/<int:pk>/lines/<int:line>/give/", research_lines.line_give, name="research_give"),
    path("research/<int:pk>/lines/<int:line>/publish/", research_lines.line_publish, name="research_publish"),
    path(
        "research/<int:pk>/lines/<int:line>/withdraw/", research_lines.line_withdraw, name="research_withdraw"
    ),
    path("research/<int:pk>/lines/<int:line>/matter/", research_lines.line_matter, name="research_matter"),
    path("practices/", research.practices, name="practices"),
    path("matters/", matters.matters, name="matters"),
    path("matters/new/", matters.matter_new, name="matter_new"),
    path("matters/<int:pk>/", matters.matter, name="matter"),
    path("matters/<int:pk>/assign/", matters.matter_assign, name="matter_assign"),
    path("matters/<int:pk>/note/", matters.matter_note, name="matter_note"),
    path("matters/<int:pk>/answer/", matters.matter_answer, name="matter_answer"),
    path("tasks/<int:pk>/troubles/<int:report>/pass-on/", matters.trouble_pass_on, name="trouble_pass_on"),
]
