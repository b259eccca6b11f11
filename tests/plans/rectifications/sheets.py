"""An exported ledger as somebody opens it in Excel: read, changed, and handed back."""

import io

import openpyxl
from django.test import Client

from plans.rectifications.ledger import differences, reading
from plans.rectifications.ledger.columns import columns
from plans.rectifications.models import LedgerJob
from plans.rectifications.operations import exporting
from records import clock, files
from tests.plans.rectifications.rows import work

HEAD_ROW = 3


def export(
    person, *, which: str = "ledger", query: str = "", whole: bool = True, order: str = "number"
) -> LedgerJob:
    """One export, made by what a worker does."""
    job = exporting.ask_export(which, query, columns(which), order, by=person, whole=whole)
    work()
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


class Sheet:
    """The first sheet of an exported file."""

    def __init__(self, job: LedgerJob):
        with files.open_file(job.file_id) as stream:
            self.book = openpyxl.load_workbook(io.BytesIO(stream.read()))
        self.sheet = self.book.active

    @property
    def heads(self) -> list[str]:
        return [cell.value for cell in self.sheet[HEAD_ROW] if not str(cell.value).startswith("核对码")]

    @property
    def numbers(self) -> list[str]:
        return [self.cell(row, "编号").value for row in self.rows]

    @property
    def rows(self) -> range:
        return range(HEAD_ROW + 1, self.sheet.max_row + 1)

    def cell(self, row: int, head: str):
        return self.sheet.cell(row, self.heads.index(head) + 1)

    def put(self, row: int, head: str, value) -> None:
        self.cell(row, head).value = value

    def delete(self, row: int) -> None:
        self.sheet.delete_rows(row)

    def bytes(self) -> io.BytesIO:
        out = io.BytesIO()
        self.book.save(out)
        out.seek(0)
        out.name = "整改台账.xlsx"
        return out

    def compared(self, person) -> differences.Comparison:
        return differences.compare(reading.read(self.bytes(), "整改台账.xlsx"), person, clock.today())


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def written(sheet, person) -> LedgerJob:
    """Uploaded, confirmed, and done by a worker."""
    client = signed_in(person)
    answer = client.post("/items/amend/", {"file": sheet.bytes(), "checked": "on"})
    assert answer.status_code == 200, answer.context["form"].errors
    client.post("/items/amend/confirm/", {"token": answer.context["token"]})
    work()
    job = LedgerJob.objects.filter(kind="import").latest("id")
    assert job.state == "done", job.error
    return job


def told(found) -> dict[str, str]:
    """head (or cell) → sentence of what is refused."""
    return {bad.head or bad.cell: bad.sentence for bad in found.bad}
