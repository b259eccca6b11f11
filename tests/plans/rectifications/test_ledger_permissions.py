"""Who may do what with 台账: export, import, print, freeze, urge; each tried by everybody, against a table written by hand."""

import io

import pytest

from documents.enums import Shape
from plans.rectifications.enums import ListKind, Status
from plans.rectifications.ledger.columns import columns
from plans.rectifications.ledger.differences import Change, LineChanges
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import LedgerView
from plans.rectifications.operations import (
    amending,
    exporting,
    printing,
    printing_many,
    snapshots,
    urging,
    viewing,
)
from records import files
from records.errors import Refused
from tests.plans.rectifications.attempts import found_by_trying, written_in
from tests.plans.rectifications.cast import ROLES, cast
from tests.plans.rectifications.factories import item_at, make_rectifying

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

EVERYBODY = set(ROLES)
UNIT = {"liaison", "head", "deputy", "person", "staff", "delegate", "own_clerk"}
OFFICE = {"clerk", "office_head", "in_charge", "business_admin", "records_clerk", "secretary", "own_clerk"}
COMMITTEE = {"chair", "member"}
SEES_ITEMS = UNIT | OFFICE | COMMITTEE
WRITES = {"clerk", "own_clerk", "liaison", "delegate", "other_liaison", "third_liaison"}


class Case:
    """One item that the unit works on."""

    def __init__(self):
        self.world = make_rectifying()
        self.item = item_at(Status.WORKING, self.world)
        self.file = files.put(io.BytesIO(b"sheet"), media_type="application/zip")
        self.job = exporting.ask_export(
            ListKind.LEDGER, "", columns(ListKind.LEDGER), "number", by=self.world.district.clerk
        )


class Closed:
    """One item with the papers of its closing."""

    def __init__(self):
        self.world = make_rectifying()
        self.item = item_at(Status.CLOSED, self.world)


def amended(key: str):
    """One cell brought back; not written is refused."""

    def attempt(c, by):
        line = LineChanges(4, c.item.pk, c.item.number, c.item.title, "", (Change(key, "", "样例"),))
        if amending.amend_line(line, by=by):
            raise Refused("not written")

    return attempt


def urge(c, by):
    if not urging.urge_items([c.item], by=by).urged:
        raise Refused("nobody was urged")


def forget(c, by):
    """Somebody else's filter stays."""
    view = LedgerView.objects.create(
        person=c.world.district.liaison, which="ledger", name="样例", query="light=red"
    )
    viewing.forget_filter(view, by=by)
    if LedgerView.objects.filter(pk=view.pk).exists():
        raise Refused("still there")


ATTEMPTS = [
    (exporting.ask_export, lambda c, by: exporting.ask_export(ListKind.LEDGER, "", columns(ListKind.LEDGER), "number", by=by), SEES_ITEMS),
    (exporting.record_download, lambda c, by: exporting.record_download(c.job, by=by), {"clerk"}),
    (printing.ask_paper, lambda c, by: printing.ask_paper("inspection", Filter(), by=by), SEES_ITEMS),
    (snapshots.ask_snapshot, lambda c, by: snapshots.ask_snapshot("", by=by), OFFICE),
    (amending.ask_import, lambda c, by: amending.ask_import(c.file, "a.xlsx", by=by), WRITES),
    (amending.amend_line, amended("remark"), {"clerk"}),
    (urging.urge_items, urge, OFFICE),
    (viewing.choose_columns, lambda c, by: viewing.choose_columns(ListKind.LEDGER, [], by=by), EVERYBODY),
    (viewing.save_filter, lambda c, by: viewing.save_filter(ListKind.LEDGER, "红灯", Filter.read("light=red"), by=by), EVERYBODY),
    (viewing.forget_filter, forget, {"liaison"}),
]  # fmt: skip
PRINTS = [
    (
        printing_many.print_papers,
        lambda c, by: printing_many.print_papers([c.item], ["closing_confirmation"], Shape.MERGED, by=by),
        SEES_ITEMS,
    ),
]
TABLE = {"working": (Case, ATTEMPTS), "closed": (Closed, PRINTS)}


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    walk, attempts = TABLE[place]
    case = walk()
    assert found_by_trying(case, attempts, cast(case.world)) == written_in(attempts)


def test_columns_of_the_unit_are_the_units():
    attempts = [(amending.amend_line, amended("mechanism"), {"liaison", "delegate"})]
    case = Case()
    assert found_by_trying(case, attempts, cast(case.world)) == written_in(attempts)
