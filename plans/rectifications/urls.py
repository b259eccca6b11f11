"""Addresses of rectification: problems, items, the ledger."""

from django.urls import path

from .views import complaints, intake, intake_lists, items, ledger, similar

urlpatterns = [
    # 台账 (ledger)
    path("items/", ledger.items, name="items"),
    # 事项页 (the page of an item)
    path("items/<int:pk>/", items.item, name="item"),
    # 交办、签收 (issuing)
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
    # 退办、延期、逾期说明、终止 (requests)
    # 销号 (closing)
    # 回头看 (look-back)
    # 走访调研、需工委协调事项 (research)
]
