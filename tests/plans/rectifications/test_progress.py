"""填报进展、确认、免办: the item is as far as its measures are; lateness stays with the unit of the measure and its cause."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.operations import progress
from plans.rectifications.queries.document import light_of, light_of_measure
from records import clock, trail, workdays
from records.errors import Refused
from records.models import Fact
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    finish,
    fresh_measure,
    give_evidence,
    item_at,
    report,
)
from units import holders
from workflows.enums import Light
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def waiting(item, line: str) -> str:
    return Assignment.objects.get(subject=item.key, line=line, done_at=None).kind


def test_the_items_percent_is_the_mean_over_measures_not_excused():
    item = item_at("reported")
    second = add_partner_measure(item.world, item)
    third = add_measure(item.world, item, text="第三项（样例）")
    report(item.world, second, 80)
    item.refresh_from_db()
    assert item.percent == (40 + 80 + 0) // 3
    assert item.begun_at
    progress.excuse(fresh_measure(third), by=item.world.district.clerk, reason="上级已统一办理（样例）")
    item.refresh_from_db()
    assert item.percent == 60
    assert trail.verify(item.key) == []


def test_the_newest_day_counts_whenever_it_was_written(clock_at):
    item = item_at("reported")
    measure, first = item.measures.get(), clock.today()
    with pytest.raises(Refused, match="交办日期"):
        report(item.world, measure, 20, on=first - timedelta(days=1))
    with pytest.raises(Refused, match="今天"):
        report(item.world, measure, 20, on=first + timedelta(days=1))
    clock_at(first + timedelta(days=4))
    report(item.world, measure, 70)
    report(item.world, measure, 60, on=first + timedelta(days=2))
    assert item.measures.get().percent == 70


def test_a_second_press_of_the_button_has_one_effect():
    item = item_at("planned")
    measure = item.measures.get()
    report(item.world, measure, 30)
    report(item.world, measure, 30)
    assert measure.progress.count() == 1


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("words", {"words": " "}), ("words", {"words": "长" * 501}), ("percent", {"percent": 101})],
)
def test_a_report_that_says_nothing_possible_is_refused_at_its_field(field, wrong):
    item = item_at("planned")
    with pytest.raises(Refused) as refused:
        report(item.world, item.measures.get(), **{"percent": 50} | wrong)
    assert refused.value.field == field


def test_only_its_own_person_or_its_units_liaison_reports():
    item = item_at("planned")
    measure, d = item.measures.get(), item.world.district
    for by in (d.other_liaison, d.clerk, item.world.deputy, d.head):
        with pytest.raises(Refused):
            progress.report(fresh_measure(measure), by=by, on=clock.today(), percent=10, words="样例")
    progress.report(fresh_measure(measure), by=d.liaison, on=clock.today(), percent=10, words="样例")


def test_a_partner_reports_only_after_signing():
    item = item_at(Status.WORKING)
    measure = add_partner_measure(item.world, item, received=False)
    with pytest.raises(Refused, match="签收"):
        progress.report(
            measure, by=item.world.district.other_liaison, on=clock.today(), percent=10, words="样例"
        )


def test_confirmation_wants_all_of_it_and_evidence_and_then_the_lead_may_close():
    item = item_at("planned")
    measure, deputy = item.measures.get(), item.world.deputy
    report(item.world, measure, 90)
    with pytest.raises(Refused, match="100%"):
        progress.confirm(fresh_measure(measure), by=deputy)
    report(item.world, measure, 100)
    assert waiting(item, measure.line) == "measure"
    with pytest.raises(Refused, match="佐证"):
        progress.confirm(fresh_measure(measure), by=deputy)
    give_evidence(measure)
    assert waiting(item, measure.line) == "measure_confirm"
    progress.confirm(fresh_measure(measure), by=deputy)
    measure.refresh_from_db()
    assert (measure.confirmed_on, measure.confirmed_by) == (clock.today(), deputy)
    rectify = Assignment.objects.get(subject=item.key, done_at=None)
    assert (rectify.holder, rectify.what) == (
        holders.post("liaison", item.unit_id),
        "措施已全部确认，可以申请销号",
    )
    add_measure(item.world, item, text="又一项（样例）")
    rectify = Assignment.objects.get(subject=item.key, kind="rectify", done_at=None)
    assert rectify.what == "请制定整改措施并填报进展"


def test_a_late_measure_says_why_and_that_counts_for_its_own_unit(clock_at):
    item = item_at(Status.WORKING)
    measure = add_partner_measure(item.world, item, due=clock.today() + timedelta(days=3))
    report(item.world, measure)
    give_evidence(measure)
    due = measure.due
    clock_at(due + timedelta(days=10))
    late = workdays.between(due, clock.today())
    with pytest.raises(Refused) as refused:
        progress.confirm(fresh_measure(measure), by=item.world.other_head)
    assert refused.value.field == "cause"
    progress.confirm(fresh_measure(measure), by=item.world.other_head, cause="above")
    measure.refresh_from_db()
    assert (measure.late_days, measure.late_cause) == (late, "above")
    fact = Fact.objects.get(code="measure.late")
    assert (fact.unit_id, fact.line) == (item.world.district.other_unit.pk, measure.line)


def test_lights_of_measure_and_item_stand_while_others_hold_the_file(clock_at):
    item = item_at("reported")
    measure = fresh_measure(item.measures.get())
    assert (light_of_measure(measure), light_of(measure.item)) == (Light.GREEN, Light.GREEN)
    clock_at(item.limit + timedelta(days=1))
    measure = fresh_measure(measure)
    assert (light_of_measure(measure), light_of(measure.item)) == (Light.RED, Light.RED)
    measure.item.status = Status.CLOSING
    assert (light_of_measure(measure), light_of(measure.item)) == (Light.GREEN, Light.GREEN)


def test_while_an_extension_is_judged_the_unit_goes_on_working_but_confirms_nothing():
    item = item_at("planned")
    measure = item.measures.get()
    type(item).objects.filter(pk=item.pk).update(status=Status.EXTENDING)
    report(item.world, measure)
    give_evidence(measure)
    assert fresh_measure(measure).percent == 100
    with pytest.raises(Refused):
        progress.confirm(fresh_measure(measure), by=item.world.deputy)


def test_what_is_confirmed_or_excused_is_blue_and_takes_no_more_reports():
    item = item_at("planned")
    measure = item.measures.get()
    finish(item.world, measure)
    assert light_of_measure(fresh_measure(measure)) == Light.BLUE
    with pytest.raises(Refused, match="确认完成"):
        report(item.world, measure, 50)


def test_evidence_comes_from_the_measures_own_library_only():
    item = item_at("planned")
    partner = add_partner_measure(item.world, item)
    foreign = give_evidence(partner)
    with pytest.raises(Refused, match="本单位佐证库"):
        progress.link_evidence(fresh_measure(item.measures.first()), by=item.world.person, evidence=foreign)


def test_evidence_taken_away_takes_the_confirmation_away_too():
    item = item_at("planned")
    measure = item.measures.get()
    report(item.world, measure)
    file = give_evidence(measure)
    progress.unlink_evidence(fresh_measure(measure), by=item.world.person, evidence=file)
    assert waiting(item, measure.line) == "measure"
    assert file.uses.count() == 0


def test_excusing_is_the_offices_and_needs_a_reason():
    item = item_at("planned")
    measure, d = fresh_measure(item.measures.get()), item.world.district
    for by in (d.liaison, d.head, item.world.office_head):
        with pytest.raises(Refused):
            progress.excuse(measure, by=by, reason="样例")
    with pytest.raises(Refused, match="理由"):
        progress.excuse(measure, by=d.clerk, reason=" ")
    progress.excuse(measure, by=d.clerk, reason="已由上级统一办理（样例）")
    assert not Assignment.objects.filter(line=measure.line, done_at=None).exists()
