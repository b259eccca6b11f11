"""Addresses of rectification: problems, items, the ledger."""

from django.urls import path

from .views import issuing, items, ledger

urlpatterns = [
    # 台账 (ledger)
    path("items/", ledger.items, name="items"),
    # 事项页 (the page of an item)
    path("items/<int:pk>/", items.item, name="item"),
    # 交办、签收 (issuing)
    path("items/<int:pk>/receive/", issuing.receive, name="item_receive"),
    # 措施、进展 (working)
    # 退办、延期、逾期说明、终止 (requests)
    # 销号 (closing)
    # 回头看 (look-back)
    # 走访调研、需工委协调事项 (research)
]
