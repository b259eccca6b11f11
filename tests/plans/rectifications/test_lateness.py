"""逾期说明: after the limit only; the answer may set a new limit beside the first one; what was late is kept."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.lights import light_of
from plans.rectifications.models import Item
from plans.rectifications.operations import lateness
from plans.rectifications.queries.document import limits_of, marks_of
from records import clock, workdays
from records.errors import Refused
from tests.plans.rectifications.factories import add_measure, add_partner_measure, item_at
from units import holders
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def late_item(clock_at, days: int = 10, **fields):
    item = item_at("reported", due=clock.today() + timedelta(days=7), **fields)
    clock_at(item.limit + timedelta(days=days))
    return anew(item)


def anew(item) -> Item:
    world = item.world
    item = Item.objects.select_related("unit", "source").get(pk=item.pk)
    item.world = world
    return item


def explain(item, **fields):
    told = {
        "cause": "partner",
        "reason": "配合单位接口未到位（样例）",
        "promised": clock.today() + timedelta(days=20),
    }
    return lateness.explain(item, by=item.world.district.liaison, **told | fields)


def open_kind(item, kind: str) -> Assignment:
    return Assignment.objects.get(subject=item.key, kind=kind, done_at=None)


def test_before_the_limit_there_is_extension_instead(clock_at):
    item = item_at("reported")
    clock_at(item.limit)
    with pytest.raises(Refused, match="申请延期"):
        explain(item)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("cause", {"cause": "weather"}), ("reason", {"reason": " "}), ("promised", {"promised": clock.today()})],
)
def test_cause_reason_and_a_day_to_come_are_needed(clock_at, field, wrong):
    item = late_item(clock_at)
    with pytest.raises(Refused) as refused:
        explain(item, **wrong)
    assert refused.value.field == field


def test_a_renewed_limit_stands_beside_the_first_and_the_lateness_is_kept(clock_at):
    item = late_item(clock_at)
    first, late = item.due, workdays.between(item.limit, clock.today())
    explain(item)
    with pytest.raises(Refused, match="等待答复"):
        explain(item)
    new = clock.today() + timedelta(days=30)
    lateness.answer(item, by=item.world.district.clerk, renewed_due=new, words="同意（样例）")
    item = anew(item)
    assert (item.due, item.renewed_due, item.limit, item.extended_due) == (first, new, new, None)
    assert item.red_on == new + timedelta(days=1)
    assert [limit.label for limit in limits_of(item)] == ["原时限", "重新明确时限", "现时限"]
    assert [mark.label for mark in marks_of(item)] == [f"曾逾期{late}个工作日（配合单位）"]
    assert open_kind(item, "rectify").due == new
    measure = item.measures.get()
    assert (measure.due, measure.late_days, measure.late_cause) == (new, late, "partner")
    assert open_kind(item, "measure").due == new
    assert not Assignment.objects.filter(subject=item.key, kind="late_note", done_at=None).exists()


def test_measures_that_are_not_late_keep_their_limit(clock_at):
    item = item_at(Status.WORKING, due=clock.today() + timedelta(days=7))
    measure = add_partner_measure(item.world, item, received=False)
    clock_at(item.limit + timedelta(days=1))
    explain(anew(item))
    type(measure).objects.filter(pk=measure.pk).update(due=clock.today() + timedelta(days=2))
    lateness.answer(anew(item), by=item.world.district.clerk, renewed_due=clock.today() + timedelta(days=9))
    assert item.measures.get().due == clock.today() + timedelta(days=2)


def test_without_a_new_limit_the_words_are_needed_and_nothing_moves(clock_at):
    item = late_item(clock_at)
    explain(item)
    with pytest.raises(Refused, match="写明意见"):
        lateness.answer(item, by=item.world.district.clerk)
    lateness.answer(item, by=item.world.district.clerk, words="请抓紧，时限不变（样例）")
    assert (anew(item).limit, anew(item).renewed_due) == (item.limit, None)
    explain(anew(item))  # it may be explained once more


def test_with_the_limit_unchanged_late_work_is_arranged_until_the_day_that_was_promised(clock_at):
    """Else an item without a measure could never be closed."""
    item = item_at(Status.WORKING, due=clock.today() + timedelta(days=7))
    clock_at(item.limit + timedelta(days=3))
    promised = clock.today() + timedelta(days=20)
    explain(anew(item), promised=promised)
    with pytest.raises(Refused, match="请先提交逾期说明"):  # nobody has answered yet
        add_measure(item.world, anew(item), due=promised)
    lateness.answer(anew(item), by=item.world.district.clerk, words="请抓紧（样例）")
    with pytest.raises(Refused, match="逾期说明中的拟完成日期") as refused:
        add_measure(item.world, anew(item), due=promised + timedelta(days=1))
    assert refused.value.field == "due"
    assert add_measure(item.world, anew(item), due=promised).due == promised
    assert anew(item).limit == item.limit and light_of(anew(item), clock.today()) == "red"


def test_where_the_answer_gave_a_limit_no_later_promise_counts(clock_at):
    item = item_at(Status.WORKING, due=clock.today() + timedelta(days=7))
    clock_at(item.limit + timedelta(days=3))
    explain(anew(item), promised=clock.today() + timedelta(days=40))
    renewed = clock.today() + timedelta(days=10)
    lateness.answer(anew(item), by=item.world.district.clerk, renewed_due=renewed)
    clock_at(renewed + timedelta(days=2))
    with pytest.raises(Refused, match="请先提交逾期说明"):
        add_measure(item.world, anew(item), due=clock.today() + timedelta(days=5))


def test_the_answer_never_shortens_a_limit_that_moved_meanwhile(clock_at):
    item = late_item(clock_at)
    explain(item)
    moved = clock.today() + timedelta(days=30)
    Item.objects.filter(pk=item.pk).update(limit=moved)  # by a return, meanwhile
    with pytest.raises(Refused, match="须晚于现时限") as refused:
        lateness.answer(
            anew(item), by=item.world.district.clerk, renewed_due=clock.today() + timedelta(days=9)
        )
    assert refused.value.field == "renewed_due" and anew(item).limit == moved


def test_a_limit_the_source_set_needs_the_sources_consent(clock_at):
    item = late_item(clock_at, source="inspection")
    explain(item)
    new, clerk = clock.today() + timedelta(days=30), item.world.district.clerk
    with pytest.raises(Refused) as refused:
        lateness.answer(item, by=clerk, renewed_due=new)
    assert refused.value.field == "consent_number"
    lateness.answer(
        item, by=clerk, renewed_due=new, consent_number="巡办〔2026〕8号", consent_on=clock.today()
    )
    assert anew(item).latenotes.get().consent_number == "巡办〔2026〕8号"


def test_where_the_units_own_party_organisation_sets_the_limit_its_head_answers(clock_at):
    item = late_item(clock_at, source="self")
    explain(item)
    d = item.world.district
    assert open_kind(item, "late_note").holder == holders.post("head", d.unit.pk)
    with pytest.raises(Refused):
        lateness.answer(item, by=d.clerk, words="样例")
    lateness.answer(item, by=d.head, renewed_due=clock.today() + timedelta(days=9))


def test_nobody_else_explains_or_answers(clock_at):
    item = late_item(clock_at)
    d = item.world.district
    for by in (d.other_liaison, d.clerk, d.head):
        with pytest.raises(Refused):
            lateness.explain(item, by=by, cause="own", reason="样例", promised=clock.today())
    explain(item)
    for by in (d.liaison, d.head, item.world.office_head):
        with pytest.raises(Refused):
            lateness.answer(item, by=by, words="样例")
