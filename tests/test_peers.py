"""Where other systems of this kind break, as their public trackers tell it, and which test of ours covers each of it.

What had no test before stands below the table.
"""

from importlib import import_module

import pytest

from plans.actions.operations import amending, drafting, review, submission
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import named, reported, rounds, say, stage
from units import holders
from units.enums import Post
from workflows import assigning
from workflows.enums import Choice, Motion, Outcome, Refusal, StageKind
from workflows.models import Assignment, Opinion
from workflows.operations import voting

pytestmark = pytest.mark.django_db

STAGES, SITTINGS = "tests.workflows.test_stages", "tests.workflows.test_sittings"
# what breaks elsewhere (whose ticket) → (module, test)
COVERED = {
    "one refusal in 会签 freezes the node until an administrator helps (loonflow #426, #212)": (
        STAGES,
        "test_one_refusal_in_a_countersignature_does_not_freeze_it",
    ),
    "a vote by ratio is ended by one refusal (RuoYi #1069)": (
        "tests.test_peers",
        "test_one_refusal_does_not_end_a_vote_by_ratio",
    ),
    "a return loses the task of a 会签 (RuoYi #668)": (
        "tests.test_peers",
        "test_return_of_a_countersignature_loses_nobodys_task",
    ),
    "no return inside parallel branches (RuoYi #867)": (
        "tests.plans.rectifications.test_returning",
        "test_a_return_opens_the_measures_it_names_and_only_those",
    ),
    "the reminder is gone after a return (RuoYi #1018)": (
        "tests.supervision.test_reminders",
        "test_a_new_assignment_after_a_return_is_reminded_again",
    ),
    "a refusal by one of a pool lands in everybody's 已办 (RuoYi #939)": (
        STAGES,
        "test_refusal_by_one_of_a_pool_is_in_nobody_elses_done_list",
    ),
    "a substitute approves what they started (Pneumatic #381)": (
        STAGES,
        "test_nobody_answers_for_what_they_wrote_not_even_by_delegation",
    ),
    "an approval is not tied to the state that was approved (CISO Assistant #4789)": (
        "tests.test_peers",
        "test_approval_is_of_the_version_that_was_read",
    ),
    "one named approver only (CISO Assistant)": (
        "tests.test_peers",
        "test_a_post_is_asked_whoever_holds_it_and_more_than_one_may",
    ),
    "reminders on Saturday and Sunday use up the ladder (probo #1591)": (
        "tests.supervision.test_reminders",
        "test_outside_office_hours_nothing_is_sent_and_nothing_used_up",
    ),
    "a limit in business days is merged, broken, removed (DefectDojo #4260, #11833)": (
        "tests.records.test_workdays",
        "test_between_is_the_inverse_of_add",
    ),
    "a list gets slow with its rows (DefectDojo #10313, #12872; django-river #36)": (
        "tests.test_lists",
        "test_lists_cost_the_same_with_one_row_and_with_three",
    ),
    "hundreds of statements for an edit page (Wagtail #6876)": (
        "tests.plans.actions.test_editor",
        "test_the_editor_costs_the_same_for_three_tasks_and_one",
    ),
    "a queue page of 1.5 MB (viewflow)": ("tests.test_peers", "test_inbox_of_many_is_a_small_page"),
    "return, withdraw and re-assign keep no history (viewflow #207)": (
        "tests.test_peers",
        "test_return_withdrawal_and_handing_on_stand_in_the_history",
    ),
    "undo only after cancel (viewflow #207)": (
        STAGES,
        "test_withdrawal_before_receipt_leaves_nothing_open",
    ),
}


@pytest.mark.parametrize("failure", COVERED)
def test_each_failure_has_its_test(failure):
    module, name = COVERED[failure]
    assert callable(getattr(import_module(module), name, None)), failure


# --- what had no test of its own ------------------------------------------------------------------------
def test_one_refusal_does_not_end_a_vote_by_ratio():
    """The first ballot against it decides nothing: everybody is heard, and more than half carries it."""
    district = factories.make_district()
    plan = factories.plan_at("meeting", district)
    item = factories.tabled(district, plan)
    voting.put_motion(item, by=district.chair, motion=Motion.APPROVE)
    first, second = district.members
    voting.cast(item, by=first, choice=Choice.DISAGREE)
    with pytest.raises(Refused, match="还有"):
        voting.announce(item, by=district.chair)
    voting.cast(item, by=second, choice=Choice.AGREE)
    voting.cast(item, by=district.chair, choice=Choice.AGREE)
    assert voting.announce(item, by=district.chair) == Outcome.APPROVED


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture
def three(district):
    return [people.make_person(Post.MEMBER, district.office) for _each in range(3)]


def open_holders(plan) -> set[str]:
    return set(assigning.open_of(plan).values_list("holder", flat=True))


def test_return_of_a_countersignature_loses_nobodys_task(district, three):
    """Returned to an earlier stage while others still had to speak: it is there to be done, and all three are asked anew."""
    back = {"refusal": Refusal.STAGE, "refusal_stage": "first"}
    plan = reported(district, stage("first"), named("all", *three, kind=StageKind.ALL, **back), stage("last"))
    say(plan, district.office_head)
    say(plan, three[0])
    say(plan, three[1], "disagree", "依据不足")
    assert open_holders(plan) == {holders.post(Post.OFFICE_HEAD, district.office.pk)}
    say(plan, district.office_head)
    assert open_holders(plan) == {holders.person(each.pk) for each in three}
    lapsed = Assignment.objects.filter(subject=plan.key, holder=holders.person(three[2].pk), outcome="lapsed")
    assert lapsed.count() == 1 and lapsed.get().done_by is None


def test_approval_is_of_the_version_that_was_read():
    """Approved in principle, changed, and confirmed: the approval names the version confirmed, not the one voted on; nothing
    is written into a plan that is approved."""
    district = factories.make_district()
    plan = factories.plan_at("confirming", district)
    voted, confirmed = 1, plan.version_n
    assert confirmed == voted + 1
    for point in Opinion.objects.filter(round__process_id=plan.process_id, issued_at__isnull=False):
        review.settle_point(point, plan, by=district.chair, settled=True)
    amending.confirm(plan, by=district.chair)
    plan = built.again(plan)
    assert plan.approved_version == confirmed
    assert Entry.objects.get(subject=plan.key, code="plan.confirmed").version == confirmed
    with pytest.raises(Refused, match="不能再修改"):
        drafting.save_section(plan, "targets", by=district.liaison, text="批准以后改写", revision=1)


def test_a_post_is_asked_whoever_holds_it_and_more_than_one_may(district):
    """Whoever was named has left: their post is asked, and a second holder of it answers."""
    second = people.make_person(Post.OFFICE_HEAD, district.office)
    plan = reported(district, stage("head"))
    type(district.office_head).objects.filter(pk=district.office_head.pk).update(is_active=False)
    say(plan, second)
    assert rounds(plan)[-1][0] == "head" and not open_holders(plan) & {
        holders.post(Post.OFFICE_HEAD, district.office.pk)
    }


def test_inbox_of_many_is_a_small_page():
    """Two thousand things wait: one page of them, well under 300 kB."""
    office = people.make_office()
    unit = people.make_unit()
    person = people.make_person(Post.LIAISON, unit)
    today = clock.today()
    Assignment.objects.bulk_create(
        assigning.assignment(
            "draft",
            holders.post(Post.LIAISON, unit.pk),
            "请修改",
            subject=f"plan:{n}",
            unit_id=unit.pk,
            title=f"样例方案{n}",
            url="/",
            by=person,
            due=today,
        )
        for n in range(1, 2001)
    )
    page = signed_in(person).get("/")
    assert page.status_code == 200 and office.pk
    assert len(page.content) < 300_000
    assert page.content.decode().count("样例方案") <= 200


def test_return_withdrawal_and_handing_on_stand_in_the_history():
    district = factories.make_district()
    plan = factories.plan_at("unit_review", district)
    submission.withdraw(plan, by=district.liaison, reason="补充附件")
    plan = built.again(plan)
    submission.submit(plan, by=district.liaison)
    submission.send_back(built.again(plan), by=district.head, reason="责任未明确")
    codes = list(Entry.objects.filter(subject=plan.key).order_by("n").values_list("code", flat=True))
    assert codes.index("plan.withdrawn") < codes.index("plan.sent_back")
    done = Assignment.objects.filter(subject=plan.key, kind="unit_review").order_by("id")
    assert [each.done_by for each in done] == [district.liaison, district.head]
