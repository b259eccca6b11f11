"""退回: why, to which measures, until when; the days that others held the file are given back."""

from datetime import timedelta

import pytest

from documents.enums import DocumentKind
from documents.models import Document
from notifications.models import Notice
from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Measure
from plans.rectifications.operations import closing, measures, progress
from plans.rectifications.operations.limits import RECTIFY
from plans.rectifications.queries.document import limits_of
from records import clock, workdays
from records.errors import Refused
from records.models import Entry, Fact
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    finish,
    fresh_measure,
    item_at,
    planned,
    report,
)
from units import holders
from workflows.enums import Outcome
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def with_three_measures(**fields):
    """An item of three confirmed measures, the third of another unit, that waits for 初审."""
    item = item_at("confirmed", **fields)
    world = item.world
    finish(world, add_measure(world, fresh(item), text="第二项（样例）"))
    finish(world, add_partner_measure(world, fresh(item)))
    ways.apply(world, fresh(item))
    item = ways.walk(world, item, chain.FIRST_REVIEW)
    item.world = world
    return item


def test_a_return_opens_the_measures_it_names_and_only_those():
    item = with_three_measures()
    world, third = item.world, item.measures.get(order=3)
    ways.send_back(world, item, reason="共享接口没有开放", lines=[third.line])
    item = fresh(item)
    assert (item.status, item.return_count) == (Status.WORKING, 1)
    rows = {each.order: each for each in item.measures.all()}
    assert [rows[n].confirmed_on is None for n in (1, 2, 3)] == [False, False, True]
    assert [rows[n].return_count for n in (1, 2, 3)] == [0, 0, 1]
    waiting = {each.line: each.holder for each in Assignment.objects.filter(subject=item.key, done_at=None)}
    assert waiting == {
        "": holders.post("liaison", item.unit_id),
        third.line: holders.person(rows[3].person_id),
    }
    entry = Entry.objects.get(subject=item.key, code="item.returned")
    assert entry.params["words"] == "共享接口没有开放"
    assert entry.params["lines"] == [f"措施3 {third.text}"]
    assert entry.params["stage"] == "待初审"
    told = Notice.objects.filter(subject=item.key, event="item.returned")
    assert {each.recipient_id for each in told} == {world.district.liaison.pk, world.district.head.pk}
    partners = Notice.objects.filter(subject=item.key, event="item.measure_returned")
    assert {each.recipient_id for each in partners} == {world.district.other_liaison.pk}
    assert Fact.objects.filter(subject=item.key, code="item.returned").count() == 1


def test_who_has_the_measure_again_reads_why_and_who_confirms_has_it_after_the_next_report():
    item = with_three_measures()
    world, third = item.world, item.measures.get(order=3)
    ways.send_back(world, item, reason="共享接口没有开放", lines=[third.line])
    waiting = Assignment.objects.get(subject=item.key, line=third.line, done_at=None)
    assert (waiting.what, waiting.note) == ("请填报进展", "共享接口没有开放")
    report(world, third, words="接口已开放（样例）")  # 100 % once more, with the evidence that is there
    waiting = Assignment.objects.get(subject=item.key, line=third.line, done_at=None)
    assert waiting.what == "请确认措施完成"


def test_after_a_return_the_whole_chain_is_walked_once_more():
    item = with_three_measures()
    world, first = item.world, item.measures.get(order=1)
    ways.send_back(world, item, lines=[first.line])
    progress.report(
        fresh_measure(first), by=world.person, on=clock.today(), percent=100, words="补充完善（样例）"
    )
    progress.confirm(fresh_measure(first), by=world.deputy)
    ways.apply(world, fresh(item))
    item = ways.walk(world, item)
    assert (item.status, item.closings.count(), item.return_count) == (Status.CLOSED, 2, 1)


def test_a_return_without_a_measure_opens_none_and_the_unit_may_apply_again_at_once():
    item = with_three_measures()
    ways.send_back(item.world, item, reason="自评结论过于笼统")
    assert not item.measures.filter(confirmed_on=None).exists()
    row = Assignment.objects.get(subject=item.key, kind=RECTIFY, done_at=None)
    assert (row.what, row.note) == ("措施已全部确认，可以申请销号", "自评结论过于笼统")
    ways.apply(item.world, fresh(item))


def test_who_reads_the_application_again_is_told_what_it_was_given_back_for():
    item = with_three_measures()
    world = item.world
    ways.send_back(world, item, reason="自评结论过于笼统")
    ways.apply(world, fresh(item))
    item = ways.walk(world, item, chain.FIRST_REVIEW)
    waiting = Assignment.objects.get(subject=item.key, done_at=None)
    assert waiting.note.startswith("上轮退回：自评结论过于笼统")
    ways.walk(world, item, chain.DECIDE)  # who comes later reads what was said in this round
    assert not Assignment.objects.filter(subject=item.key, done_at=None, note__startswith="上轮退回").exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"new_limit": clock.today()}, "new_limit"),
        ({"lines": ["m-gone"]}, None),
    ],
)
def test_a_return_that_is_not_whole_changes_nothing(told, field):
    item = with_three_measures()
    with pytest.raises(Refused) as caught:
        ways.send_back(item.world, item, **told)
    assert caught.value.field == field
    assert (fresh(item).status, fresh(item).return_count) == (Status.CLOSING, 0)


def test_the_days_others_held_the_file_are_given_back(clock_at):
    item = item_at("confirmed")
    world, limit = item.world, item.limit
    ways.apply(world, item)
    ways.confirm(world, fresh(item))
    clock_at(workdays.add(clock.today(), 6).date)
    ways.send_back(world, fresh(item))
    item = fresh(item)
    assert item.limit == workdays.add(limit, 6).date
    assert (item.due, item.renewed_due, item.applied_on) == (limit, None, None)
    assert item.red_on == item.limit + timedelta(days=1)
    assert [each.label for each in limits_of(item)] == ["原时限", "现时限（顺延后）"]
    ways.apply(world, item)
    ways.walk(world, fresh(item))
    approval = Document.objects.get(kind=DocumentKind.CLOSING_APPROVAL, subject=item.key)
    assert (approval.facts["due"], approval.facts["given_back"]) == (
        limit.isoformat(),
        item.limit.isoformat(),
    )


@pytest.mark.parametrize("later", [True, False])
def test_of_the_days_given_back_and_a_new_limit_the_later_one_counts(clock_at, later):
    item = item_at("confirmed")
    world = item.world
    ways.apply(world, item)
    ways.confirm(world, fresh(item))
    clock_at(workdays.add(clock.today(), 6).date)
    back = workdays.add(item.limit, 6).date
    new = back + timedelta(days=5 if later else -5)
    ways.send_back(world, fresh(item), new_limit=new)
    item = fresh(item)
    assert (item.limit, item.renewed_due) == ((new, new) if later else (back, None))


def test_late_when_it_applied_it_is_as_late_when_it_gets_the_file_back(clock_at):
    item = item_at("confirmed")
    world = item.world
    clock_at(workdays.add(item.limit, 2).date)
    ways.apply(world, fresh(item), late_cause="own")
    ways.confirm(world, fresh(item))
    clock_at(workdays.add(clock.today(), 9).date)
    ways.send_back(world, fresh(item))
    item = fresh(item)
    assert workdays.between(item.limit, clock.today()) == 2
    clock_at(workdays.add(clock.today(), 1).date)
    ways.apply(world, item, late_cause="above")
    assert (ways.walk(world, item).late_days, fresh(item).late_cause) == (3, "above")


def test_a_new_limit_does_not_wash_away_what_was_late(clock_at):
    item = item_at("confirmed")
    world = item.world
    clock_at(workdays.add(item.limit, 2).date)
    ways.apply(world, fresh(item), late_cause="own")
    ways.confirm(world, fresh(item))
    ways.send_back(world, fresh(item), new_limit=clock.today() + timedelta(days=40))
    ways.apply(world, fresh(item))
    item = ways.walk(world, item)
    assert (item.status, item.late_days, item.late_cause) == (Status.CLOSED, 2, "own")


def test_a_limit_the_source_set_does_not_move(clock_at):
    item = item_at("confirmed", source="inspection")
    world, limit = item.world, item.limit
    ways.apply(world, item)
    ways.confirm(world, fresh(item))
    clock_at(workdays.add(clock.today(), 4).date)
    with pytest.raises(Refused, match="来源单位确定"):
        ways.send_back(world, fresh(item), new_limit=limit + timedelta(days=30))
    ways.send_back(world, fresh(item))
    assert fresh(item).limit == limit


def test_what_the_own_head_sends_back_stays_in_the_house_and_counts_nowhere():
    item = item_at(chain.CONFIRM)
    line = item.measures.get().line
    ways.send_back(item.world, item, by=item.world.district.head, reason="照片不清楚", lines=[line])
    item = fresh(item)
    assert (item.status, item.return_count) == (Status.WORKING, 0)
    assert item.measures.get().return_count == 0
    entry = Entry.objects.get(subject=item.key, code="item.sent_back")
    assert entry.circle == "unit"
    assert not Fact.objects.filter(subject=item.key, code="item.returned").exists()


@pytest.mark.parametrize("how", ["head", "withdraw"])
def test_the_days_that_the_own_head_held_it_are_not_given_back(how, clock_at):
    item = item_at(chain.CONFIRM)
    limit, d = item.limit, item.world.district
    clock_at(workdays.add(clock.today(), 6).date)
    if how == "withdraw":
        closing.withdraw(item, by=d.liaison)
    else:
        ways.send_back(item.world, item, by=d.head, reason="照片不清楚")
    assert fresh(item).limit == limit


def test_the_days_are_counted_from_when_it_left_the_unit(clock_at):
    item = item_at(chain.CONFIRM)
    limit = item.limit
    clock_at(workdays.add(clock.today(), 6).date)
    ways.confirm(item.world, item)
    clock_at(workdays.add(clock.today(), 2).date)
    ways.send_back(item.world, fresh(item))
    assert fresh(item).limit == workdays.add(limit, 2).date


def test_a_measure_that_was_sent_back_stays_sent_back_when_its_words_are_changed():
    item = with_three_measures()
    world, line = item.world, item.measures.first().line
    ways.send_back(world, item, reason="照片不清楚（样例）", lines=[line])
    measure = fresh_measure(item.measures.get(line=line))
    told = planned(world, item, text="换一种写法（样例）", due=measure.due)
    measures.change_measure(measure, by=world.district.liaison, revision=measure.revision, planned=told)
    waiting = Assignment.objects.get(subject=item.key, line=line, done_at=None)
    assert (waiting.kind, waiting.note) == ("measure", "照片不清楚（样例）")


# --- 验收 ------------------------------------------------------------------------------------------
def visited(**found):
    item = with_three_measures()
    world = item.world
    item = ways.walk(world, item, chain.VISIT)
    unmet = {each.line for each in item.measures.filter(order__in=found.get("unmet", ()))}
    if found.get("whole"):
        unmet.add("")
    ways.check(world, item, unmet=unmet)
    item.world = world
    return item


def test_to_improve_opens_what_was_found_wanting_until_the_day_the_group_gave():
    item = visited(unmet=[2])
    until = item.limit + timedelta(days=20)
    ways.conclude(item.world, item, Outcome.TO_IMPROVE, problems="台账缺两个月", improve_by=until)
    item = fresh(item)
    assert (item.status, item.limit, item.renewed_due) == (Status.WORKING, until, until)
    assert [each.confirmed_on is None for each in item.measures.all()] == [False, True, False]
    assert item.measures.get(order=2).due == until
    assert item.closings.get().outcome == Outcome.TO_IMPROVE
    assert [each.label for each in limits_of(item)] == ["原时限", "限期完善时限", "现时限"]


def test_found_wanting_as_a_whole_every_measure_is_done_again():
    item = visited(whole=True)
    ways.conclude(item.world, item, Outcome.NOT_ACCEPTED, problems="群众仍有反映")
    assert not Measure.objects.filter(item=item).exclude(confirmed_on=None).exists()
    assert fresh(item).status == Status.WORKING


def test_nothing_passes_with_a_standard_that_was_not_met():
    item = visited(unmet=[1])
    with pytest.raises(Refused, match="不符合完成标准"):
        ways.conclude(item.world, item)


def test_nothing_is_concluded_before_everything_was_checked():
    item = item_at(chain.VISIT)
    with pytest.raises(Refused, match="没有核查"):
        ways.conclude(item.world, item)


def test_several_opinions_stay_with_their_rounds():
    item = item_at("confirmed")
    ways.apply(item.world, item)
    closing.pass_on(fresh(item), by=item.world.district.head, words="情况属实")
    from workflows.models import Round

    assert Round.objects.get(process_id=item.process_id, stage__code=chain.CONFIRM).words == "情况属实"
