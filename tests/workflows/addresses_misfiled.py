"""Which address of 误传处置 and 工作日历 answers whom: rows of tests/address_table.py. Nobody has reported anything but a file of its own."""

import io

from records import files
from workflows.operations.misfiled import report_file

FIRST = {"misfiled": "incident", "files": "digest"}


def table(*, everybody, plan, clerks) -> dict:
    """name → (GET, POST without data). `plan`: who sees a file of it; `clerks` handle what was reported."""
    keeps = {"business_admin"}
    return {
        "file_report": ({200: plan}, {302: plan}),
        "misfiled_list": ({200: clerks, 409: everybody - clerks}, 405),
        "misfiled": ({200: clerks}, 405),
        "misfiled_order": (405, {422: clerks}),
        "misfiled_carry_out": (405, {422: clerks}),
        "misfiled_decline": (405, {422: clerks}),
        "calendar": ({200: keeps, 409: everybody - keeps}, {422: keeps, 302: everybody - keeps}),
        "calendar_confirm": (405, {302: everybody}),
    }


def given(world, reporter) -> dict:
    """A file somebody has reported, and one that stands."""
    strange = files.put(io.BytesIO(b"%PDF-1.4 strange"), media_type="application/pdf")
    return {"incident": report_file(strange, by=reporter).pk, "digest": world.scan.digest}
