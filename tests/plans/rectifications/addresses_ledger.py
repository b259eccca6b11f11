"""Which address of 台账 answers whom: rows of tests/address_table.py."""

from plans.rectifications.ledger.columns import columns
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import LedgerView, Snapshot
from plans.rectifications.operations import exporting, snapshots
from plans.rectifications.operations.printing import ask_paper
from tests.plans.rectifications.rows import work


def table(*, everybody, office, committee) -> dict:
    """name → (GET, POST without data). The files are the 联络员's, the filter too; snapshots are the office's."""
    oversees, asker = office | committee, {"liaison"}
    writes = {"clerk", "own_clerk", "liaison", "foreign_liaison"}
    return {
        "items_totals": (200, 405),
        "items_columns": (405, 302),
        "items_filter_save": (405, 302),
        "items_filter_forget": (405, {302: asker}),
        "items_urge": (405, {302: office | {"liaison", "foreign_liaison"}}),
        "items_export": (405, 302),
        "items_print": (405, {}),
        "items_print_many": (405, 302),
        "items_paper": ({200: asker}, 405),
        "items_files": (200, 405),
        "items_job": ({200: asker}, 405),
        "items_job_state": ({200: asker}, 405),
        "items_job_file": (405, {200: asker}),
        "items_amend": (
            {200: writes, 409: everybody - writes},
            {422: writes, 302: everybody - writes},
        ),
        "items_amend_confirm": (405, 302),
        "snapshots": ({200: oversees}, 405),
        "snapshot_make": (405, {302: oversees}),
        "snapshot": ({200: oversees}, 405),
        "snapshot_download": (405, {200: oversees}),
    }


def given(district) -> dict[str, int]:
    """A filter, a file and a printed ledger of the unit's 联络员, and a snapshot; the unit has an item already."""
    liaison = district.liaison
    view = LedgerView.objects.create(person=liaison, which="ledger", name="样例", query="light=red")
    job = exporting.ask_export("ledger", "", columns("ledger"), "number", by=liaison)
    snapshots.ask_snapshot("", by=district.clerk)
    work()
    return {
        "view": view.pk,
        "file": job.pk,
        "paper": ask_paper("inspection", Filter(), by=liaison).pk,
        "snapshot": Snapshot.objects.latest("id").pk,
    }
