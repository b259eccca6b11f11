"""python -m bench.stock.worker_files ROWS SHEET: the ledger as an Excel file, as a worker makes it, and one read back.

Prints one object: seconds and memory above the idle worker for ROWS exported; seconds of the preview of SHEET rows of
which each has one changed cell, and milliseconds of the request that confirms.
"""

import json
import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

import io  # noqa: E402
import re  # noqa: E402

import openpyxl  # noqa: E402
from django.test import Client  # noqa: E402 - after setup()
from django.test.utils import setup_test_environment  # noqa: E402

import project.tasks  # noqa: E402, F401 - what a worker has loaded before it does anything
from plans.rectifications.ledger import columns  # noqa: E402
from plans.rectifications.models import Item, LedgerJob  # noqa: E402
from plans.rectifications.operations import exporting  # noqa: E402
from plans.rectifications.queries import ledger as queries  # noqa: E402
from project.effects import EFFECTS  # noqa: E402
from records import files, outbox  # noqa: E402
from units.models import Person  # noqa: E402

HEAD_ROW = 3


def memory(name: str) -> float:
    """VmRSS (now) or VmHWM (the most so far), in MB."""
    with open("/proc/self/status") as status:
        return int(re.search(rf"{name}:\s+(\d+)", status.read())[1]) / 1024


def export(person: Person, rows: int) -> LedgerJob:
    """One job for the first so many items, all columns, made at once."""
    last = Item.objects.order_by("pk")[rows - 1].pk if Item.objects.count() >= rows else None
    found = queries.found_items

    def first_only(*given, **more):
        items = found(*given, **more)
        return items.filter(pk__lte=last) if last else items

    exporting.found_items, exporting.MOST_ROWS = first_only, 10**9
    job = exporting.ask_export("ledger", "", columns.columns("ledger"), "number", by=person, whole=True)
    outbox.drain("default", EFFECTS)
    exporting.found_items = found
    job.refresh_from_db()
    if job.state != "done":
        raise SystemExit(f"the export ended as {job.state}: {job.error}")
    return job


def changed(job: LedgerJob) -> bytes:
    """The file with another 备注 in each line."""
    book = openpyxl.load_workbook(files.open_file(job.file_id))
    sheet = book.active
    remark = next(cell.column for cell in sheet[HEAD_ROW] if cell.value == "备注")
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, remark).value = f"已核实{row}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main(rows: int, sheet: int) -> None:
    person = Person.objects.get(username="clerk1")
    small = export(person, sheet)
    with open("/proc/self/clear_refs", "w") as refs:  # the most so far is counted from here
        refs.write("5")
    idle, began = memory("VmRSS"), time.monotonic()
    job = export(person, rows)
    told = {"seconds": time.monotonic() - began, "megabytes": memory("VmHWM") - idle, "rows": job.done}
    told["size"] = job.file.size / 1024 / 1024
    setup_test_environment()
    browser = Client(headers={"host": "testserver"})
    browser.force_login(person)
    upload = io.BytesIO(changed(small))
    upload.name = "整改台账.xlsx"
    began = time.monotonic()
    answer = browser.post("/items/amend/", {"file": upload, "checked": "on"})
    told["preview"], found = time.monotonic() - began, answer.context["found"]
    told["differences"] = found.n
    began = time.monotonic()
    answer = browser.post("/items/amend/confirm/", {"token": answer.context["token"]})
    told["confirm_ms"] = (time.monotonic() - began) * 1000
    if answer.status_code != 302:
        raise SystemExit(f"the confirmation answered {answer.status_code}")
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
