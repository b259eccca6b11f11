"""Addresses of rectification: problems, items, the ledger."""

from django.urls import path

from .views import items, ledger, ledger_files, snapshots

urlpatterns = [
    # 台账 (ledger)
    path("items/", ledger.items, name="items"),
    path("items/totals/", ledger.totals, name="items_totals"),
    path("items/columns/", ledger.columns, name="items_columns"),
    path("items/filters/", ledger.save_filter, name="items_filter_save"),
    path("items/filters/<int:pk>/forget/", ledger.forget_filter, name="items_filter_forget"),
    path("items/urge/", ledger.urge, name="items_urge"),
    path("items/export/", ledger_files.export, name="items_export"),
    path("items/print/", ledger_files.print_preset, name="items_print"),
    path("items/papers/<int:pk>/", ledger_files.paper, name="items_paper"),
    path("items/files/", ledger_files.own_files, name="items_files"),
    path("items/files/<int:pk>/", ledger_files.job, name="items_job"),
    path("items/files/<int:pk>/state/", ledger_files.job_status, name="items_job_state"),
    path("items/files/<int:pk>/download/", ledger_files.job_file, name="items_job_file"),
    path("items/import/", ledger_files.import_file, name="items_import"),
    path("items/import/confirm/", ledger_files.import_confirm, name="items_import_confirm"),
    path("items/snapshots/", snapshots.snapshots, name="snapshots"),
    path("items/snapshots/make/", snapshots.make, name="snapshot_make"),
    path("items/snapshots/<int:pk>/", snapshots.snapshot, name="snapshot"),
    path("items/snapshots/<int:pk>/download/", snapshots.download, name="snapshot_download"),
    # 事项页 (the page of an item)
    path("items/<int:pk>/", items.item, name="item"),
    # 交办、签收 (issuing)
    # 措施、进展 (working)
    # 退办、延期、逾期说明、终止 (requests)
    # 销号 (closing)
    # 回头看 (look-back)
    # 走访调研、需工委协调事项 (research)
]
