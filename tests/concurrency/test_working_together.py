"""Two people at one item in the same instant: signed for once, confirmed once, one report, one answer."""

from datetime import timedelta

import pytest
from viewflow.workflow.models import Task

from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Measure
from plans.rectifications.operations import dismissing, handing_back, issuing, measures, partners, progress
from records import clock, trail
from records.errors import Refused, Stale
from records.models import Entry, Fact
from tests.concurrency.together import at_once, errors
from tests.factories import make_person
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    fresh_measure,
    give_evidence,
    item_at,
    planned,
    report,
)
from units.models import Person
from workflows.models import Assignment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    if isinstance(row, Item):
        return Item.objects.select_related("unit", "source").get(pk=row.pk)
    if isinstance(row, Measure):
        return fresh_measure(row)
    return Person.objects.get(pk=row.pk)


def codes(item) -> list[str]:
    return list(Entry.objects.filter(subject=item.key).order_by("n").values_list("code", flat=True))


def whole(item) -> bool:
    """The trail is one unbroken chain and the item stands at one open step."""
    tasks = Task.objects.filter(process_id=item.process_id, status="NEW")
    return trail.verify(item.key) == [] and [t.flow_task.status for t in tasks] == [anew(item).status]


def calm(found) -> bool:
    """Whoever was second got a sentence, not an error of the programme."""
    return all(type(each) is Refused and str(each) for each in errors(found))


def test_eight_clicks_sign_once():
    item = item_at(Status.ISSUED)
    liaison = item.world.district.liaison
    found = at_once(*[lambda: issuing.receive(anew(item), by=anew(liaison))] * 8)
    assert len(errors(found)) == 7 and calm(found), found
    assert codes(item).count("item.received") == 1
    assert Assignment.objects.filter(subject=item.key, kind="rectify", done_at=None).count() == 1
    assert whole(item)


@pytest.mark.parametrize("time", range(3))
def test_signing_against_handing_back_has_one_winner(time):
    item = item_at(Status.ISSUED)
    d = item.world.district
    found = at_once(
        lambda: issuing.receive(anew(item), by=anew(d.liaison)),
        lambda: handing_back.hand_back(anew(item), by=anew(d.liaison), ground="done", reason="样例"),
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert anew(item).status in {Status.WORKING, Status.HANDED_BACK}
    assert Assignment.objects.filter(subject=item.key, done_at=None).count() == 1
    assert whole(item)


def test_a_measure_is_confirmed_once_and_the_lead_is_told_once():
    item = item_at("planned")
    measure = item.measures.get()
    report(item.world, measure)
    give_evidence(measure)
    people = [item.world.deputy, item.world.district.liaison] * 2
    found = at_once(*[lambda by=by: progress.confirm(anew(measure), by=anew(by)) for by in people])
    assert len(errors(found)) == 3 and calm(found), found
    assert codes(item).count("item.measure_confirmed") == 1
    assert Fact.objects.filter(subject=item.key, code="item.measure_confirmed").count() == 1
    assert Assignment.objects.filter(subject=item.key, done_at=None).count() == 1
    assert whole(item)


def test_the_last_two_measures_confirmed_at_once_open_one_way_to_closing():
    item = item_at("planned")
    both = [item.measures.get(), add_partner_measure(item.world, item)]
    for measure in both:
        report(item.world, measure)
        give_evidence(measure)
    found = at_once(*[lambda m=m: progress.confirm(anew(m), by=anew(fresh_measure(m).leader)) for m in both])
    assert errors(found) == []
    waiting = Assignment.objects.get(subject=item.key, done_at=None)
    assert (waiting.kind, waiting.what) == ("rectify", "措施已全部确认，可以申请销号")


def test_the_same_report_pressed_three_times_stands_once():
    item = item_at("planned")
    measure = item.measures.get()
    told = {"on": clock.today(), "percent": 30, "words": "已梳理（样例）"}
    found = at_once(*[lambda: progress.report(anew(measure), by=anew(item.world.person), **told)] * 3)
    assert errors(found) == []
    assert measure.progress.count() == 1
    assert codes(item).count("item.reported") == 1


def test_two_reports_at_once_both_stand_and_the_percent_is_of_one_of_them():
    item = item_at("planned")
    first, second = item.measures.get(), add_measure(item.world, item, text="第二项（样例）")
    found = at_once(
        *[
            lambda m=m, p=p: progress.report(
                anew(m), by=anew(item.world.person), on=clock.today(), percent=p, words=f"完成{p}（样例）"
            )
            for m, p in ((first, 20), (second, 80))
        ]
    )
    assert errors(found) == []
    assert anew(item).percent == 50


def test_two_changes_of_one_measure_keep_the_first_and_hand_both_texts_back():
    item = item_at("planned")
    measure = item.measures.get()
    texts = ["甲改的（样例）", "乙改的（样例）"]
    found = at_once(
        *[
            lambda text=text: measures.change_measure(
                anew(measure),
                by=anew(item.world.district.liaison),
                revision=measure.revision,
                planned=planned(item.world, item, text=text),
            )
            for text in texts
        ]
    )
    (stale,) = errors(found)
    assert isinstance(stale, Stale)
    assert {stale.mine["text"], stale.theirs["text"]} == set(texts)
    assert item.measures.get().text == stale.theirs["text"]


def test_signing_for_a_measure_against_its_removal_is_one_or_the_other():
    item = item_at(Status.WORKING)
    d, world = item.world.district, item.world
    measure = add_partner_measure(world, item, received=False)
    found = at_once(
        lambda: partners.receive_measure(
            anew(measure), by=anew(d.other_liaison), leader=world.other_head, person=world.other_person
        ),
        lambda: measures.remove_measure(anew(measure), by=anew(d.liaison)),
    )
    assert calm(found), found
    left = Assignment.objects.filter(subject=item.key, line=measure.line, done_at=None)
    assert left.count() == item.measures.count()
    assert whole(item)


@pytest.mark.parametrize("time", range(2))
def test_one_application_has_one_answer(time):
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    other = make_person("office_clerk", d.office)
    found = at_once(
        lambda: handing_back.uphold(anew(item), by=anew(d.clerk), words="维持（样例）"),
        lambda: handing_back.reassign(anew(item), by=anew(other), unit=d.other_unit, words="改派（样例）"),
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert item.handbacks.get().answer in {"uphold", "reassign"}
    assert Assignment.objects.filter(subject=item.key, done_at=None).count() == 1
    assert whole(item)


def test_a_dismissal_is_confirmed_or_sent_back():
    item = item_at("dismissal proposed")
    world = item.world
    found = at_once(
        lambda: dismissing.confirm_dismissal(anew(item), by=anew(world.office_head)),
        lambda: dismissing.send_dismissal_back(anew(item), by=anew(world.in_charge), reason="样例"),
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert trail.verify(item.key) == []


def test_urging_twice_at_once_urges_once():
    item = item_at(Status.WORKING)
    measure = add_partner_measure(item.world, item, due=clock.today() + timedelta(days=5))
    found = at_once(*[lambda: partners.urge(anew(measure), by=anew(item.world.district.liaison))] * 2)
    assert len(errors(found)) == 1 and calm(found), found
    assert codes(item).count("item.measure_urged") == 1
