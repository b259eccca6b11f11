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
    measures,
    mine,
    partners,
    progress,
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
]
