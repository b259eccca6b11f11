"""公示: some working days in the open; an objection in time is looked at again, one afterwards is refused with a sentence."""

from datetime import timedelta

import pytest

from documents.models import Document
from plans.rectifications import chain
from plans.rectifications.models import Objection
from plans.rectifications.operations import publicity
from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at
from workflows.models import Round

pytestmark = pytest.mark.django_db


def object_to(item, on=None, words="公示内容与实际不符（样例）"):
    told = {"received_on": on or clock.today(), "words": words}
    return publicity.record_objection(fresh(item), by=item.world.district.clerk, **told)


def test_it_lasts_working_days_and_goes_on_only_after_its_last_day(clock_at):
    item = item_at(chain.PUBLICITY)
    row = item.closings.get()
    assert (row.publicity_from, row.publicity_to) == (clock.today(), workdays.add(clock.today(), 5).date)
    clock_at(row.publicity_to)
    with pytest.raises(Refused, match="期满后再办理"):
        publicity.end_publicity(item, by=item.world.district.clerk)
    clock_at(row.publicity_to + timedelta(days=1))
    publicity.end_publicity(item, by=item.world.district.clerk)
    assert fresh(item).status == "closed"


def test_an_objection_in_time_goes_back_to_review_and_the_way_from_there_is_walked_again():
    item = item_at(chain.PUBLICITY)
    object_to(item)
    item_now = fresh(item)
    assert (item_now.status, item_now.stage) == ("closing", chain.FIRST_REVIEW)
    ended = ways.walk(item.world, item_now)
    sat = list(
        Round.objects.filter(process_id=item.process_id).order_by("id").values_list("stage__code", flat=True)
    )
    assert ended.status == "closed"
    assert sat[-6:] == [
        chain.PUBLICITY,
        chain.FIRST_REVIEW,
        chain.ARRANGE,
        chain.VISIT,
        chain.DECIDE,
        chain.PUBLICITY,
    ]


def test_where_the_chain_has_a_recheck_that_is_where_it_goes():
    item = item_at(chain.PUBLICITY, major=True)
    object_to(item)
    assert fresh(item).stage == chain.RECHECK


@pytest.mark.parametrize(
    ("day", "match"), [("after", "公示已于"), ("before", "公示自"), ("tomorrow", "不能晚于今天")]
)
def test_an_objection_outside_its_days_is_refused_with_a_sentence_and_nothing_changes(day, match, clock_at):
    item = item_at(chain.PUBLICITY)
    row = item.closings.get()
    today = clock.today()
    if day == "after":
        clock_at(row.publicity_to + timedelta(days=3))
        today = clock.today()
    on = {
        "after": row.publicity_to + timedelta(days=1),
        "before": row.publicity_from - timedelta(days=1),
        "tomorrow": today + timedelta(days=1),
    }[day]
    with pytest.raises(Refused, match=match) as caught:
        object_to(item, on=on)
    assert caught.value.field == "received_on"
    assert not Objection.objects.exists()
    assert fresh(item).stage == chain.PUBLICITY


def test_its_sheet_says_what_until_when_and_where_to_object_and_is_printed_once_for_each():
    item = item_at(chain.PUBLICITY)
    clerk, row = item.world.district.clerk, item.closings.get()
    publicity.print_notice(item, by=clerk)
    sheet = Document.objects.get(kind="publicity_notice")
    said = sheet.facts
    assert (said["publicity_from"], said["publicity_to"]) == (
        row.publicity_from.isoformat(),
        row.publicity_to.isoformat(),
    )
    assert said["days"] == 5 and said["contact"] == clerk.name and said["issuer"] == clerk.unit.name
    assert said["problem"] == row.version.content["problem"] and said["done"]
    assert sheet.number.startswith("公示〔") and sheet.version == row.version
    with pytest.raises(Refused, match="已经生成"):
        publicity.print_notice(fresh(item), by=clerk)
    Document.objects.filter(pk=sheet.pk).update(state="void")
    publicity.print_notice(fresh(item), by=clerk)
    assert Document.objects.filter(kind="publicity_notice").count() == 2


def test_one_that_came_in_time_is_recorded_also_when_the_days_are_over(clock_at):
    item = item_at(chain.PUBLICITY)
    last = item.closings.get().publicity_to
    clock_at(last + timedelta(days=2))
    object_to(item, on=last)
    assert fresh(item).stage == chain.FIRST_REVIEW


def test_who_objected_and_what_they_said_stays_within_the_office():
    item = item_at(chain.PUBLICITY)
    object_to(item)
    assert Entry.objects.get(subject=item.key, code="item.objected").circle == "internal"
