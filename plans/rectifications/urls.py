"""Addresses of rectification: problems, items, the ledger."""

from django.urls import path

from .views import items, ledger, matters, research, research_lines, research_writing

urlpatterns = [
    # 台账 (ledger)
    path("items/", ledger.items, name="items"),
    # 事项页 (the page of an item)
    path("items/<int:pk>/", items.item, name="item"),
    # 交办、签收 (issuing)
    # 措施、进展 (working)
    # 退办、延期、逾期说明、终止 (requests)
    # 销号 (closing)
    # 回头看 (look-back)
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
