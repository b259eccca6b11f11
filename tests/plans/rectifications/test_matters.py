"""需工委协调事项: raised, assigned, answered; each with its limit, its light and its trail."""

from datetime import date

import pytest

from notifications.models import Notice
from plans.actions.models import Report
from plans.actions.operations import execution
from plans.rectifications.enums import MatterState, Status
from plans.rectifications.models import Matter
from plans.rectifications.operations import matters
from plans.rectifications.queries import matters as queries
from records import clock, trail, workdays
from records.errors import Refused, allows
from records.models import Entry
from tests import factories as people
from tests.plans import factories as plans
from tests.plans.rectifications.factories import item_at, make_rectifying
from tests.plans.rectifications.visiting import matter_at
from units import holders
from units.enums import Post
from workflows.enums import Light, Party
from workflows.models import Assignment
from workflows.queries import waiting
from workflows.queries.circles import readable_entries

pytestmark = pytest.mark.django_db


def codes(matter, person):
    return [entry.code for entry in reversed(readable_entries(matter, person))]


def waiting_for(matter):
    return list(Assignment.objects.filter(subject=matter.key, done_at=None))


def test_raising_gives_the_office_two_days_to_sort_it_out_and_the_unit_a_limit():
    matter = matter_at()
    district = matter.world.district
    assert (matter.number, matter.status) == (f"协调-{clock.today().year}-0001", MatterState.RAISED)
    assert matter.due == workdays.add(clock.today(), 10).date
    [assignment] = waiting_for(matter)
    assert assignment.holder == holders.post(Post.OFFICE_CLERK, district.office.pk)
    assert assignment.due == workdays.add(clock.today(), 2).date
    assert (assignment.process_id, assignment.unit) == (None, district.unit)
    assert queries.light_of(matter) == Light.GREY
    assert trail.verify(matter.key) == []


def test_assigning_moves_it_to_the_person_with_a_limit_of_its_own():
    matter = matter_at(MatterState.ASSIGNED)
    world = matter.world
    [assignment] = waiting_for(matter)
    assert assignment.holder == holders.person(world.office_head.pk)
    assert assignment.due == matter.due == workdays.add(clock.today(), 5).date
    assert queries.light_of(matter) in {Light.GREEN, Light.YELLOW}
    told = Notice.objects.filter(event="matter.assigned").values_list("recipient", flat=True)
    assert list(told) == [world.district.liaison.pk]


def test_assigning_again_closes_the_first_and_a_post_may_have_it():
    matter = matter_at(MatterState.ASSIGNED)
    world = matter.world
    post = holders.post(Post.OFFICE_HEAD, world.district.office.pk)
    matters.assign(matter, by=world.district.clerk, holder=post, limit_days=3, words="请先摸底")
    [assignment] = waiting_for(matter)
    assert (assignment.holder, assignment.note) == (post, "请先摸底")


@pytest.mark.parametrize("limit_days", [0, 121])
def test_assigning_refuses_a_limit_that_nobody_means(limit_days):
    matter = matter_at()
    holder = holders.person(matter.world.office_head.pk)
    with pytest.raises(Refused) as refusal:
        matters.assign(matter, by=matter.world.district.clerk, holder=holder, limit_days=limit_days)
    assert refusal.value.field == "limit_days"
    assert Matter.objects.get(pk=matter.pk).status == MatterState.RAISED


def test_nobody_of_the_unit_handles_what_it_raised():
    matter = matter_at()
    world = matter.world
    two_posts = people.make_person(Post.OFFICE_CLERK, world.district.office)
    people.give_post(two_posts, Post.MEMBER, world.district.unit)
    assert holders.person(two_posts.pk) not in dict(queries.handlers(matter))
    for holder in (holders.person(two_posts.pk), holders.person(world.person.pk), "post:head:999"):
        with pytest.raises(Refused):
            matters.assign(matter, by=world.district.clerk, holder=holder, limit_days=3)
    with pytest.raises(Refused):
        matters.answer(matter, by=two_posts, answer="我来答复")


def test_answer_closes_it_and_the_unit_reads_it():
    matter = matter_at(MatterState.ANSWERED)
    district = matter.world.district
    assert (matter.answer, matter.status) == ("已明确由样例党校牵头。", MatterState.ANSWERED)
    assert (waiting_for(matter), queries.light_of(matter), matter.late_days) == ([], Light.BLUE, 0)
    assert Notice.objects.filter(event="matter.answered", recipient=district.liaison).count() == 1
    assert codes(matter, district.liaison) == ["matter.raised", "matter.assigned", "matter.answered"]
    with pytest.raises(Refused, match="已经答复"):
        matters.answer(matter, by=matter.world.office_head, answer="再答一次")
    with pytest.raises(Refused, match="已经答复"):
        matters.note(matter, by=matter.world.office_head, words="再记一次")


def test_office_may_answer_at_once_without_assigning():
    matter = matter_at()
    matters.answer(matter, by=matter.world.district.clerk, answer="按现有文件办理。")
    assert waiting_for(matter) == []


def test_late_answer_keeps_how_late_it_was(clock_at):
    """Raised Monday 21 September 2026; 5 working days end Tuesday 29 (25 to 27 off); answered 9 October, after 1-7 off."""
    clock_at(date(2026, 9, 21))
    matter = matter_at(MatterState.ASSIGNED)
    assert matter.due == date(2026, 9, 29)
    clock_at(date(2026, 9, 30))
    assert queries.light_of(matter) == Light.RED
    clock_at(date(2026, 10, 9))
    matters.answer(matter, by=matter.world.office_head, answer="已协调。")
    assert matter.late_days == 3  # 30 September, 8 and 9 October


def test_notes_and_instructions_stay_within_the_committee():
    matter = matter_at(MatterState.ASSIGNED)
    world = matter.world
    matters.note(matter, by=world.office_head, words="已与三家单位沟通，一家不同意")
    matters.assign(
        matter,
        by=world.district.clerk,
        holder=holders.person(world.office_head.pk),
        limit_days=3,
        words="先听党校意见",
    )
    unit = codes(matter, world.district.liaison)
    office = codes(matter, world.district.clerk)
    assert "matter.noted" not in unit and "matter.instructed" not in unit
    assert office.count("matter.noted") == office.count("matter.instructed") == 1
    told = " ".join(Notice.objects.values_list("text", flat=True))
    assert "不同意" not in told and "先听" not in told


def test_who_may_raise_one():
    world = make_rectifying()
    district = world.district
    delegate = people.make_person(Post.MEMBER, district.unit)
    people.delegate(district.head, delegate)
    may = {
        person.pk
        for person in (
            district.liaison,
            district.head,
            delegate,
            world.person,
            world.deputy,
            district.clerk,
            district.other_liaison,
        )
        if allows(matters.rules.check_can_raise, district.unit.pk, person)
    }
    assert may == {district.liaison.pk, district.head.pk, delegate.pk}
    matter = matters.raise_matter(district.unit, by=delegate, title="样例", words="样例")
    assert Entry.objects.get(subject=matter.key).on_behalf_of == district.head


def test_who_may_see_one():
    matter = matter_at()
    world, district = matter.world, matter.world.district
    auditor = people.make_person(Post.AUDITOR, district.office)
    sees = {
        person.pk
        for person in (
            district.liaison,
            world.person,
            district.clerk,
            district.chair,
            district.other_liaison,
            auditor,
        )
        if queries.visible_matters(person).filter(pk=matter.pk).exists()
    }
    assert sees == {district.liaison.pk, world.person.pk, district.clerk.pk, district.chair.pk}


def test_second_press_of_the_button_raises_nothing():
    matter = matter_at()
    with pytest.raises(Refused, match="刚刚已经提请"):
        matter_at(world=matter.world)
    assert Matter.objects.count() == 1
    assert matters.next_number("协调", clock.today().year) == 2  # the number was not used up


@pytest.mark.parametrize("field", ["title", "words"])
def test_empty_matter_is_refused_at_its_field(field):
    with pytest.raises(Refused) as refusal:
        matter_at(**{field: "  "})
    assert refusal.value.field == field


def test_matter_about_an_item_is_of_its_units():
    item = item_at(Status.WORKING)
    matter = matter_at(world=item.world, item=item)
    assert list(item.matters.all()) == [matter]
    other = item.world.district
    with pytest.raises(Refused):
        matters.raise_matter(other.other_unit, by=other.other_liaison, title="样例", words="样例", item=item)


@pytest.fixture
def trouble():
    """A trouble of a task that waits for the unit's leader."""
    world = make_rectifying()
    plan = plans.plan_at("executing", world.district)
    task = plan.tasks.first()
    execution.report(task, by=world.district.liaison, kind="trouble", words="场地由三家单位共用，定不下来")
    found = Report.objects.select_related("task__plan__unit", "by").get(kind="trouble")
    found.world = world
    return found


def test_leader_passes_a_trouble_on_and_is_no_longer_waited_for(trouble):
    world = trouble.world
    matter = matters.pass_on(trouble, by=world.deputy, words="请工委明确由谁管理")
    assert (matter.trouble, matter.plan_line, matter.words) == (trouble, trouble.task.line, trouble.words)
    trouble.refresh_from_db()
    assert trouble.answer == f"已提请工委协调（{matter.number}）"
    assert not Assignment.objects.filter(kind="coordinate", done_at=None).exists()
    assert waiting_for(matter)
    assert trail.verify(matter.key) == trail.verify(trouble.task.plan.key) == []
    matters.answer(matter, by=world.district.clerk, answer="由样例党校管理。")
    assert Notice.objects.filter(event="matter.answered", recipient=world.district.liaison).exists()


def test_trouble_is_passed_on_by_the_units_leaders_alone_and_once(trouble):
    world = trouble.world
    for person in (world.district.liaison, world.person, world.district.clerk, world.other_head):
        with pytest.raises(Refused):
            matters.pass_on(trouble, by=person)
    matters.pass_on(trouble, by=world.district.head)
    with pytest.raises(Refused, match="已经答复"):
        matters.pass_on(trouble, by=world.district.head)
    assert Matter.objects.count() == 1


def test_list_shows_open_ones_by_their_limit_then_the_answered():
    world = make_rectifying()
    first = matter_at(MatterState.ANSWERED, world, title="一")
    later = matter_at(MatterState.RAISED, world, title="二")
    sooner = matter_at(MatterState.ASSIGNED, world, title="三")
    clerk = world.district.clerk
    assert list(queries.matters_page(clerk)) == [sooner, later, first]
    assert list(queries.matters_page(clerk, state="raised")) == [later]
    assert list(queries.matters_page(clerk, state="late")) == []
    assert list(queries.matters_page(clerk, words="三")) == [sooner]
    assert queries.counts_by_state(clerk) == {"all": 3, "late": 0, "raised": 1, "assigned": 1, "answered": 1}


def test_light_in_the_list_is_the_light_of_the_page():
    world = make_rectifying()
    for n, state in enumerate(MatterState):
        matter_at(state, world, title=f"样例{n}")
    for matter in queries.matters_page(world.district.clerk):
        assert matter.light == queries.light_of(matter)


def test_committees_time_on_a_matter_is_counted(clock_at):
    """Raised Monday 2 March 2026 at 9:00, answered Thursday the 5th at 9:00: three days of the office."""
    clock_at(date(2026, 3, 2))
    matter = matter_at()
    clock_at(date(2026, 3, 5))
    matters.answer(matter, by=matter.world.district.clerk, answer="已协调。")
    clock_at(date(2026, 3, 9))
    found = waiting.of_subject(matter, matter.world.district.liaison)
    assert {part.party: part.days for part in found.parts if part.days} == {Party.REVIEWER: 3.0}
