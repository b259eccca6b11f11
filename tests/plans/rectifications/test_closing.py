"""销号: from the application through its chain to the end, step by step by those whose turn it is."""

from datetime import timedelta

import pytest

from documents.models import Document
from notifications.models import Notice
from plans.rectifications import chain
from plans.rectifications.enums import Kind, Status
from plans.rectifications.models import Closing, Item
from plans.rectifications.operations import closing, lateness, measures, progress
from plans.rectifications.operations.handing_out import WORK
from plans.rectifications.operations.limits import RECTIFY
from records import clock, trail, versions
from records.errors import Refused
from records.models import Entry, Fact
from tests import factories as people
from tests.plans import factories as plans
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import add_measure, add_partner_measure, finish, item_at
from workflows.enums import Choice, Motion, Outcome
from workflows.models import Assignment, Round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ways.WAYS)
def test_every_place_is_reached_by_the_real_operations(place):
    item = item_at(place)
    assert place in {item.status, item.stage, "applied", "extension unsigned", "extended", "relapsed"}


# Sources as they are, and how an item ends there (every chain there is: test_every_chain.py); the stages are asked of chain.py and compared with those that were sat.
CHAINS = [
    ("research", Kind.IMMEDIATE, False, {"drawn_percent": 0}, Status.CLOSED),
    ("research", Kind.IMMEDIATE, False, {"drawn_percent": 100}, Status.CLOSED),
    ("research", Kind.IMMEDIATE, False, {"drawn_percent": 100, "acceptance": False}, Status.CLOSED),
    ("research", Kind.TIMED, False, {}, Status.CLOSED),
    ("research", Kind.TIMED, True, {}, Status.CLOSED),
    ("supervision", Kind.TIMED, False, {"recheck": True, "publicity": True}, Status.CLOSED),
    ("supervision", Kind.TIMED, False, {"first_review": False, "decision": False}, Status.CLOSED),
    ("supervision", Kind.TIMED, False, {"acceptance": False}, Status.CLOSED),
    (
        "supervision",
        Kind.TIMED,
        False,
        {"first_review": False, "acceptance": False, "decision": False},
        Status.CLOSED,
    ),
    ("inspection", Kind.TIMED, True, {"publicity": True}, Status.CLOSED),
    ("public", Kind.IMMEDIATE, False, {"drawn_percent": 0, "publicity": True}, Status.CLOSED),
    ("self", Kind.TIMED, True, {}, Status.CLOSED),
    ("research", Kind.LONG_TERM, False, {}, Status.LONG_TERM),
    ("self", Kind.LONG_TERM, False, {}, Status.LONG_TERM),
]


@pytest.mark.parametrize(("source", "kind", "major", "switches", "end"), CHAINS)
def test_the_chain_of_a_source_is_walked_to_its_end(source, kind, major, switches, end):

    item = item_at("confirmed", source=source, kind=kind, major=major)
    world, rules = item.world, ways.source(source, **switches)
    ways.apply(world, fresh(item))
    item = fresh(item)
    drawn = switches.get("drawn_percent") == 100
    taken = chain.closing_chain(kind, major=major, switches=chain.switches_of(rules), drawn=drawn)
    assert tuple(item.chain) == taken
    item = ways.walk(world, item)
    sat = (
        Round.objects.filter(process_id=item.process_id).order_by("id").values_list("stage__code", flat=True)
    )
    assert (item.status, tuple(sat)) == (end, taken)
    assert (item.closed_on is None) == (end == Status.LONG_TERM)
    assert item.closings.get().outcome == (Outcome.LONG_TERM if end == Status.LONG_TERM else Outcome.CLOSED)
    kinds = {"look_back", "annual_check"}
    assert (
        set(Assignment.objects.filter(subject=item.key, done_at=None).values_list("kind", flat=True)) <= kinds
    )
    assert trail.verify(item.key) == []
    assert versions.problems() == []


def test_what_is_switched_later_does_not_move_a_closing_that_runs():
    item = item_at("applied", kind=Kind.TIMED)
    ways.source("research", acceptance=False, decision=False, closes="unit")
    ended = ways.walk(item.world, item)
    sat = Round.objects.filter(process_id=item.process_id).values_list("stage__code", flat=True)
    assert {chain.VISIT, chain.DECIDE} <= set(sat)
    assert ended.status == Status.CLOSED


# --- 申请 ------------------------------------------------------------------------------------------
def refused(match: str, doing, *args, **kwargs) -> Refused:
    with pytest.raises(Refused, match=match) as caught:
        doing(*args, **kwargs)
    return caught.value


def test_without_a_measure_there_is_nothing_to_close():
    item = item_at(Status.WORKING)
    refused("还没有整改措施", ways.apply, item.world, item)
    assert not Closing.objects.exists()


def test_every_measure_is_settled_and_has_evidence_before_the_unit_applies():
    item = item_at("confirmed")
    world = item.world
    second = add_measure(world, fresh(item), text="第二项（样例）")
    assert "措施2" in str(refused("还没有确认完成", ways.apply, world, fresh(item)))
    finish(world, second)
    from workflows.models import EvidenceUse

    EvidenceUse.objects.filter(subject=item.key, line=second.line).delete()
    assert "措施2" in str(refused("还没有佐证材料", ways.apply, world, fresh(item)))
    assert fresh(item).status == Status.WORKING


def test_an_excused_measure_needs_neither_confirmation_nor_evidence():
    item = item_at("confirmed")
    second = add_measure(item.world, fresh(item), text="第二项（样例）")
    progress.excuse(second, by=item.world.district.clerk, reason="政策调整（样例）")
    ways.apply(item.world, fresh(item))
    assert fresh(item).status == Status.CLOSING


@pytest.mark.parametrize(
    ("field", "value"), [("truthful", False), ("self_conclusion", " "), ("mechanism", "")]
)
def test_what_the_application_cannot_do_without_is_told_at_its_field(field, value):
    item = item_at("confirmed")
    error = refused("请", ways.apply, item.world, item, **{field: value})
    assert error.field == field
    assert not Closing.objects.exists()


def test_what_was_done_about_those_responsible_is_kept_with_the_item_and_in_its_version():
    item = item_at("confirmed")
    ways.apply(item.world, item, accountability=" 1人次（批评教育） ")
    now = fresh(item)
    assert now.accountability == "1人次（批评教育）"
    assert now.closings.get().version.content["closing"]["accountability"] == "1人次（批评教育）"
    ways.walk(item.world, now, chain.FIRST_REVIEW)
    ways.send_back(item.world, fresh(item))
    ways.apply(item.world, fresh(item))  # nothing said: what is kept stays
    assert fresh(item).accountability == "1人次（批评教育）"


def test_the_partner_confirms_for_itself_and_only_the_leading_unit_applies():
    item = item_at("confirmed")
    world = item.world
    partners = add_partner_measure(world, fresh(item))
    refused("措施2", ways.apply, world, fresh(item))
    finish(world, partners)
    told = {"self_conclusion": "完成", "mechanism": "制度", "truthful": True}
    refused(
        "牵头单位联络员",
        closing.apply_for_closing,
        fresh(item),
        by=world.district.other_liaison,
        **told,
    )
    ways.apply(world, fresh(item))


def test_the_application_freezes_a_version_that_every_stage_and_paper_names():
    item = item_at(Status.CLOSED)
    row = item.closings.get()
    content = row.version.content
    assert content["closing"]["self_conclusion"] == row.self_conclusion
    assert [each["confirmed_on"] for each in content["measures"]] == [clock.today().isoformat()]
    assert content["measures"][0]["evidence"][0]["digest"]
    rounds = Round.objects.filter(process_id=item.process_id)
    assert {each.version_id for each in rounds} == {row.version_id}
    papers = Document.objects.filter(subject=item.key, kind__startswith="closing")
    assert {each.version_id for each in papers} == {row.version_id}
    assert papers.count() == 2


def test_it_can_be_taken_back_until_the_head_has_confirmed_and_applied_for_again():
    item = item_at("applied")
    world = item.world
    closing.withdraw(item, by=world.district.liaison, reason="补充材料")
    item = fresh(item)
    assert (item.status, item.applied_on, item.return_count) == (Status.WORKING, None, 0)
    assert item.closings.get().outcome == Outcome.WITHDRAWN
    again = ways.apply(world, item)
    assert again.n == 2
    ways.confirm(world, fresh(item))
    refused("不能撤回", closing.withdraw, fresh(item), by=world.district.liaison)


# --- 时限 ------------------------------------------------------------------------------------------
def limit_passed(item, days: int):
    """The n-th working day after the limit."""
    from records import workdays

    return workdays.add(item.limit, days).date


def test_late_by_the_day_of_the_application_with_its_cause_however_long_others_take(clock_at):
    item = item_at("confirmed")
    world = item.world
    clock_at(limit_passed(item, 3))
    error = refused("逾期3个工作日", ways.apply, world, fresh(item))
    assert error.field == "late_cause"
    ways.apply(world, fresh(item), late_cause="partner")
    clock_at(limit_passed(item, 20))
    item = ways.walk(world, item)
    assert (item.late_days, item.late_cause) == (3, "partner")
    assert item.status == Status.CLOSED


def test_applied_in_time_it_is_never_late_even_when_others_hold_it_past_the_limit(clock_at):
    item = item_at("confirmed")
    clock_at(item.limit)
    ways.apply(item.world, fresh(item))
    clock_at(limit_passed(item, 8))
    item = ways.walk(item.world, item)
    assert (item.status, item.late_days, item.late_cause) == (Status.CLOSED, 0, "")


# --- 上会 ------------------------------------------------------------------------------------------
def test_the_meeting_passes_it_on_or_gives_it_back_and_has_no_approval_in_principle():
    item = item_at(chain.MEETING)
    world = item.world
    with pytest.raises(Refused, match="提请表决的意见"):
        plans.decide(
            world.district,
            item,
            motion=Motion.APPROVE_IN_PRINCIPLE,
            modifications=[{"line": "", "wanted": "再改"}],
        )


@pytest.mark.parametrize(("outcome", "open_again"), [(Outcome.REJECTED, True), (Outcome.RETURNED, False)])
def test_what_a_meeting_does_not_carry_goes_back_to_the_unit_with_its_reason(outcome, open_again):
    item = item_at(chain.MEETING)
    announced = {"outcome": outcome, "summary": "群众反映仍有发生"}
    plans.decide(item.world.district, item, motion=Motion.APPROVE, choice=Choice.DISAGREE, **announced)
    item = fresh(item)
    assert (item.status, item.stage, item.return_count) == (Status.WORKING, "", 1)
    assert item.measures.filter(confirmed_on=None).exists() == open_again
    entry = Entry.objects.get(subject=item.key, code="item.returned")
    assert entry.params["words"] == "群众反映仍有发生"


# --- 来源单位 --------------------------------------------------------------------------------------
def test_what_the_source_closes_waits_for_its_number_and_date():
    item = item_at(chain.AT_SOURCE)
    world, today = item.world, clock.today()
    for field, told in (
        ("number", {"number": ""}),
        ("on", {"on": today + timedelta(days=1)}),
        ("on", {"on": today - timedelta(days=30)}),
    ):
        assert refused("请填写|不能", ways.hear_from_source, world, fresh(item), **told).field == field
    ways.hear_from_source(world, fresh(item))
    item = fresh(item)
    assert (item.status, item.closing_number) == (Status.CLOSED, "样巡〔2026〕8号")
    assert item.closed_on == today


def test_the_source_may_say_no_and_the_clerk_gives_it_back():
    item = item_at(chain.AT_SOURCE)
    ways.send_back(item.world, item, reason="来源单位认为措施不到位")
    assert fresh(item).status == Status.WORKING


# --- 长期坚持 --------------------------------------------------------------------------------------
def test_what_lasts_is_never_closed_and_is_checked_each_year():
    item = item_at(Status.LONG_TERM)
    assert (item.closed_on, item.yellow_on, item.red_on) == (None, None, None)
    assert item.next_check == clock.today().replace(year=clock.today().year + 1)
    check = item.look_backs.get()
    assert (check.annual, check.due) == (True, item.next_check)
    paper = Document.objects.get(subject=item.key, kind="closing_confirmation")
    assert paper.facts["lasting"] is True
    assert not Fact.objects.filter(subject=item.key, code="item.closed").exists()
    assert Fact.objects.filter(subject=item.key, code="item.made_long_term").exists()


def test_the_acceptance_group_may_turn_it_into_what_lasts():
    item = item_at(chain.VISIT)
    ways.check(item.world, item)
    ways.conclude(item.world, item, Outcome.LONG_TERM)
    item = ways.walk(item.world, item)
    assert (item.status, item.kind) == (Status.LONG_TERM, Kind.LONG_TERM)


# --- 一意见多事项 ----------------------------------------------------------------------------------
def test_several_like_items_are_passed_each_in_its_own_act_and_the_refused_are_named():
    first = item_at(chain.FIRST_REVIEW)
    world = first.world
    second = item_at(chain.FIRST_REVIEW, world)
    other = item_at("confirmed", world)
    refused_ones = closing.pass_on_several([first, second, other], by=world.district.clerk, words="材料齐全")
    assert [each.pk for each, _why in refused_ones] == [other.pk]
    assert {fresh(each).stage for each in (first, second)} == {chain.ARRANGE}
    codes = Entry.objects.filter(code="item.reviewed").values_list("subject", flat=True)
    assert set(codes) == {first.key, second.key}


# --- 谁收到什么 ------------------------------------------------------------------------------------
def test_the_end_is_told_to_every_unit_concerned():
    item = item_at("confirmed")
    world = item.world
    finish(world, add_partner_measure(world, fresh(item)))
    ways.close(world, fresh(item))
    told = Notice.objects.filter(subject=item.key, event="item.closed").values_list("recipient", flat=True)
    d = world.district
    assert {d.liaison.pk, d.other_liaison.pk, d.head.pk} <= set(told)


def test_nothing_waits_for_the_unit_while_others_hold_the_file():
    item = item_at("applied")
    waiting = Assignment.objects.filter(subject=item.key, done_at=None)
    assert not waiting.filter(kind__in=[RECTIFY, WORK]).exists()
    assert Item.objects.get(pk=item.pk).applied_on == clock.today()
    refused(
        "不在该环节|已由他人办结|整改中",
        measures.add_measure,
        fresh(item),
        by=item.world.district.liaison,
        planned=None,
    )


def test_what_was_asked_and_not_answered_ends_with_the_item(clock_at):
    item = item_at("confirmed")
    world = item.world
    clock_at(limit_passed(item, 2))
    lateness.explain(
        fresh(item),
        by=world.district.liaison,
        cause="own",
        reason="人手不足（样例）",
        promised=clock.today() + timedelta(days=9),
    )
    ways.apply(world, fresh(item), late_cause="own")
    item = ways.walk(world, item)
    assert item.status == Status.CLOSED
    note = item.latenotes.get()
    assert (note.answer_words, note.answered_at is None) == ("事项已销号", False)


def test_a_limit_renewed_while_it_is_judged_does_not_count_the_days_others_held_it(clock_at):
    item = item_at("confirmed")
    world = item.world
    clock_at(limit_passed(item, 2))
    told = {"cause": "own", "reason": "人手不足（样例）", "promised": clock.today() + timedelta(days=9)}
    lateness.explain(fresh(item), by=world.district.liaison, **told)
    ways.apply(world, fresh(item), late_cause="own")
    clock_at(limit_passed(item, 6))
    lateness.answer(
        fresh(item), by=world.district.clerk, renewed_due=clock.today() + timedelta(days=20), words="同意"
    )
    item = ways.walk(world, item)
    assert (item.status, item.late_days, item.late_cause) == (Status.CLOSED, 2, "own")


def test_the_papers_of_a_real_closing_print_every_stage_with_both_names_of_a_delegation():
    from documents.papers import PAPERS

    item = item_at(chain.CONFIRM)
    world = item.world
    delegate = people.make_person("member", world.district.unit, name="样例代签")
    people.delegate(world.district.head, delegate)
    closing.pass_on(item, by=delegate, words="情况属实")
    ways.walk(world, item)
    papers = {each.kind: each for each in Document.objects.filter(subject=item.key)}
    html = {
        kind: PAPERS[kind].html(PAPERS[kind].Facts.from_json(each.facts), draft=False)
        for kind, each in papers.items()
    }
    approval = html["closing_approval"]
    for expected in (
        item.number,
        "样例代签（受样例局长委托）",
        "材料齐全",
        "样例组长、样例组员",
        "通过验收",
        "同意销号",
        "三项措施全部完成（样例）",
        "照片.pdf",
        papers["closing_confirmation"].number,
        item.closings.get().version.digest,
    ):
        assert expected in approval, expected
    confirmation = html["closing_confirmation"]
    assert "样例经办" in confirmation and "样例分管" in confirmation
    assert "回头看：" in confirmation
