"""工作交接: all at once or nothing, each thing with its line and its word; conflicts stay conflicts."""

from datetime import timedelta

import pytest

from plans.actions.models import Plan, Task
from plans.rectifications.models import Matter, Measure
from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications.factories import item_at
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from tests.workflows import built
from units import holders
from units.enums import Post
from units.models import Delegation, HandOver, Person, Posting
from units.queries import standing
from workflows.models import Asked, Assignment, GroupMember, Meeting
from workflows.operations import handover
from workflows.queries import handover as queries

pytestmark = pytest.mark.django_db


def again(person) -> Person:
    """As another request reads them."""
    return Person.objects.select_related("unit").get(pk=person.pk)


def rows_of(giver, by) -> dict:
    return {row.key: row for group in queries.held_by(again(giver), again(by)) for row in group.rows}


def give(giver, to, by, *, only=None, ending=frozenset(), seen=""):
    """Everything (or what `only` says of each row) to one person."""
    rows = rows_of(giver, by)
    wanted = {
        key: again(to)
        for key, row in rows.items()
        if not row.stuck and not row.ends and (only is None or only(row))
    }
    mark = seen or queries.mark_of(queries.held_by(again(giver), again(by)))
    return handover.hand_over(
        again(giver), by=again(by), receivers=wanted, reason="轮岗", seen=mark, ending=ending
    )


def test_everything_of_a_liaison_moves_in_one_go():
    moves = moved_to("executing")
    d = moves.d
    successor = people.make_person(Post.MEMBER, d.unit, name="样例接任")
    theirs = Task.objects.filter(person=d.liaison)
    n = theirs.count()
    assert n
    done = give(d.liaison, successor, d.business_admin)
    assert not Task.objects.filter(person=d.liaison).exists()
    assert Task.objects.filter(person=successor).count() == n
    open_ones = Assignment.objects.filter(done_at=None)
    assert not open_ones.filter(holder=holders.person(d.liaison.pk)).exists()
    assert open_ones.filter(holder=holders.person(successor.pk), kind="execute").count() == n
    assert standing(again(successor)).holds(Post.LIAISON, d.unit.pk)
    assert not standing(again(d.liaison)).holds(Post.LIAISON, d.unit.pk)
    written = Entry.objects.filter(subject=moves.plan.key, code="handover.work_given")
    assert written.count() == n and {each.params["to"] for each in written} == {"样例接任"}
    assert set(Entry.objects.filter(subject=done.key).values_list("code", flat=True)) == {
        "handover.done",
        "handover.post_given",
    }
    assert successor.notices.filter(event="handover.given").count() == n + 1
    assert trail.verify(moves.plan.key) == [] and trail.verify(done.key) == []


def test_limits_stay_and_nobody_is_said_to_have_done_what_moved():
    moves = moved_to("executing")
    d = moves.d
    successor = people.make_person(Post.MEMBER, d.unit)
    before = Assignment.objects.get(holder=holders.person(moves.world.responsible.pk), done_at=None)
    give(moves.world.responsible, successor, d.business_admin, only=lambda row: row.kind == "task")
    after = Assignment.objects.get(holder=holders.person(successor.pk), done_at=None)
    assert (after.due, after.line, after.red_on) == (before.due, before.line, before.red_on)
    before.refresh_from_db()
    assert before.done_at and before.done_by is None and before.outcome == "lapsed"


def test_one_thing_that_cannot_move_keeps_all_of_it_where_it_is():
    """会签人 hands over to somebody of the plan's own unit: barred by 回避, and the post does not move either."""
    d = built.make_district()
    asked = people.make_person(Post.MEMBER, d.office, name="样例会签")
    plan = built.reported(d, built.named("sign", asked), built.meeting(d))
    to = people.make_person(Post.OFFICE_CLERK, d.office, name="样例两头")
    people.give_post(to, Post.MEMBER, d.unit)
    with pytest.raises(handover.CannotMove) as refused:
        give(asked, to, d.business_admin)
    assert [why for why in refused.value.rows.values() if "回避" in why]
    assert Posting.objects.filter(person=asked, until=None).exists()
    assert holders.person(asked.pk) in built.waiting(plan)
    assert not HandOver.objects.exists()


def test_a_question_at_a_stage_moves_with_its_row_and_can_be_answered():
    d = built.make_district()
    asked = people.make_person(Post.MEMBER, d.office, name="样例会签")
    plan = built.reported(d, built.named("sign", asked), built.meeting(d))
    to = people.make_person(Post.MEMBER, d.office)
    give(asked, to, d.business_admin)
    assert Asked.objects.get().holder == holders.person(to.pk)
    with pytest.raises(Refused):
        built.say(plan, again(asked))
    built.say(plan, again(to))
    assert built.rounds(plan)[1] == ("sign", "passed_on")


def test_liaison_and_head_are_never_one_person():
    d = factories.make_district()
    with pytest.raises(handover.CannotMove) as refused:
        give(d.liaison, d.head, d.business_admin)
    assert ["联络员和单位负责人" in why for why in refused.value.rows.values()] == [True]


def test_who_writes_does_not_take_the_head_as_well_when_both_posts_come_at_once():
    d = factories.make_district()
    people.give_post(d.liaison, Post.HEAD)
    to = people.make_person(Post.MEMBER, d.unit)
    with pytest.raises(handover.CannotMove):
        give(d.liaison, to, d.business_admin)


def test_what_changed_since_the_preview_is_shown_before_it_moves():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    seen = queries.mark_of(queries.held_by(again(giver), again(d.business_admin)))
    people.give_post(giver, Post.SECTION_LEAD, d.unit)
    with pytest.raises(handover.HasChanged):
        give(giver, d.liaison, d.business_admin, seen=seen)
    assert Task.objects.filter(person=giver).exists()


def test_a_second_press_finds_nothing_left():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    seen = queries.mark_of(queries.held_by(again(giver), again(d.business_admin)))
    rows = {key: again(d.liaison) for key, row in rows_of(giver, d.business_admin).items() if not row.stuck}
    told = {"by": again(d.business_admin), "receivers": rows, "reason": "轮岗", "seen": seen}
    handover.hand_over(again(giver), **told)
    with pytest.raises(handover.HasChanged):
        handover.hand_over(again(giver), **told)
    assert HandOver.objects.count() == 1


def test_acceptance_goes_to_a_colleague_and_what_was_found_stays():
    moves = moved_to("visit")
    d, member = moves.d, moves.world.member
    task = moves.plan.tasks.first()
    from plans.actions.operations import acceptance

    acceptance.record_finding(moves.plan, task.line, by=member, result="met", fact="")
    to = people.make_person(Post.MEMBER, member.unit)
    give(member, to, d.business_admin)
    row = GroupMember.objects.get(person=to)
    assert row.unit_id == to.unit_id and not GroupMember.objects.filter(person=member).exists()
    assert row.group.findings.get().by == member
    with pytest.raises(Refused):
        acceptance.record_finding(moves.plan, task.line, by=again(member), result="met", fact="")
    acceptance.record_finding(moves.plan, task.line, by=again(to), result="met", fact="")


def test_acceptance_is_barred_for_somebody_who_was_lately_of_the_unit():
    moves = moved_to("visit")
    d, member = moves.d, moves.world.member
    to = people.make_person(Post.MEMBER, member.unit)
    people.give_post(to, Post.MEMBER, d.unit, until=clock.today() - timedelta(days=30))
    with pytest.raises(handover.CannotMove, match="没有移交任何一项"):
        give(member, to, d.business_admin)


def test_measures_and_items_take_the_new_person():
    item = item_at("planned")
    world = item.world
    to = people.make_person(Post.MEMBER, item.unit, name="样例接任")
    give(world.person, to, world.district.business_admin)
    measure = Measure.objects.get(item=item)
    item.refresh_from_db()
    assert measure.person == to and item.person == to and measure.leader == world.deputy
    assert Assignment.objects.filter(holder=holders.person(to.pk), kind="measure", done_at=None).count() == 1


def test_a_matter_is_not_handed_to_somebody_of_the_unit_that_raised_it():
    item = item_at("planned")
    world, d = item.world, item.world.district
    matter = Matter.objects.create(
        number="协调-样例",
        unit=d.unit,
        title="共享接口",
        words="需要接口",
        raised_by=d.liaison,
        raised_at=clock.now(),
        holder=holders.person(d.clerk.pk),
        assigned_at=clock.now(),
        due=clock.today(),
    )
    to = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(to, Post.MEMBER, d.unit)
    with pytest.raises(handover.CannotMove):
        give(d.clerk, to, d.business_admin, only=lambda row: row.kind == "matter")
    give(d.clerk, world.office_head, d.business_admin, only=lambda row: row.kind == "matter")
    matter.refresh_from_db()
    assert matter.holder == holders.person(world.office_head.pk)


def test_a_meeting_goes_to_another_secretary_only():
    moves = moved_to("tabled")
    d, to = moves.d, people.make_person(Post.MEMBER, moves.d.office)
    with pytest.raises(handover.CannotMove):
        give(d.secretary, to, d.business_admin, only=lambda row: row.kind == "meeting")
    give(d.secretary, to, d.business_admin)
    assert Meeting.objects.get(pk=moves.world.meeting.pk).secretary == to


def test_seats_and_submitted_drafts_are_named_with_the_reason():
    moves = moved_to("executing")
    rows = rows_of(moves.d.chair, moves.d.business_admin)
    assert [row.stuck for row in rows.values()] == ["委员席位和表决不得委托、不能移交，请办理换届或补选"]
    draft = rows_of(moves.d.liaison, moves.d.business_admin)[f"draft:{moves.plan.pk}"]
    assert "起草人不变" in draft.stuck


def test_a_draft_that_never_left_its_unit_gets_another_drafter():
    d = factories.make_district()
    plan = factories.start(d)
    to = people.make_person(Post.MEMBER, d.unit)
    give(d.liaison, to, d.business_admin)
    assert Plan.objects.get(pk=plan.pk).drafter == to


def test_delegations_end_and_the_other_one_is_told():
    d = factories.make_district()
    to = people.make_person(Post.MEMBER, d.unit)
    made = people.delegate(d.head, to)
    heir = people.make_person(Post.MEMBER, d.unit)
    give(d.head, heir, d.business_admin, ending=frozenset({f"delegation:{made.pk}"}))
    assert Delegation.objects.get(pk=made.pk).revoked_at
    assert to.notices.filter(event="handover.delegation_ended").count() == 1


def test_who_may_hand_over_whose_work():
    d = factories.make_district()
    for giver, by in (
        (d.head, d.head),
        (d.other_liaison, d.head),
        (d.liaison, d.liaison),
        (d.liaison, d.clerk),
    ):
        with pytest.raises(Refused):
            give(giver, people.make_person(Post.MEMBER, giver.unit), by)
    give(d.liaison, people.make_person(Post.MEMBER, d.unit), d.head)


def test_a_head_sees_what_is_the_units_own_and_no_acceptance():
    moves = moved_to("visit")
    member = moves.world.member
    head = people.make_person(Post.HEAD, member.unit)
    assert {row.kind for row in rows_of(member, head).values()} == {"post"}
    assert {row.kind for row in rows_of(member, moves.d.business_admin).values()} == {"post", "group"}


def test_nothing_goes_to_the_three_administrators_or_back_to_the_giver():
    d = factories.make_district()
    admin = people.make_person(Post.SYSTEM_ADMIN, d.office)
    for to in (d.clerk, admin):
        with pytest.raises(Refused):
            give(d.clerk, to, d.business_admin)


# --- pages -----------------------------------------------------------------------------------------------
def test_page_shows_what_moves_what_cannot_and_moves_it():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    people.give_seat(d.committee, giver, order=9)
    client = signed_in(d.business_admin)
    assert "样例联络" in client.get("/handover/?q=样例联络").content.decode()
    address = f"/handover/people/{giver.pk}/"
    first = client.get(address).content.decode()
    assert "任务责任人" in first and "确认移交" not in first and "委员席位和表决不得委托" in first
    page = client.get(address, {"to": d.liaison.pk})
    form = page.context["form"]
    data = {"to": d.liaison.pk, "seen": page.context["seen"], "reason": "调离"}
    data |= dict.fromkeys(form.moving.values(), "same")
    answer = client.post(address, data)
    assert answer.status_code == 302
    assert Task.objects.filter(person=d.liaison).count() == 2
    assert "移交岗位" in client.get(answer["Location"]).content.decode()


def test_page_keeps_what_was_chosen_when_the_reason_is_missing():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    client, address = signed_in(d.business_admin), f"/handover/people/{giver.pk}/"
    page = client.get(address, {"to": d.liaison.pk})
    name = next(iter(page.context["form"].moving.values()))
    data = {"to": d.liaison.pk, "seen": page.context["seen"], "reason": "", name: ""}
    answer = client.post(address, data)
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"reason"}
    assert answer.context["form"][name].value() == ""


def test_page_names_whom_recusal_bars_before_anything_is_pressed():
    moves = moved_to("visit")
    member = moves.world.member
    to = people.make_person(Post.MEMBER, member.unit)
    people.give_post(to, Post.MEMBER, moves.d.unit)
    client = signed_in(moves.d.business_admin)
    page = client.get(f"/handover/people/{member.pk}/", {"to": to.pk}).content.decode()
    assert "应当回避（本单位人员）" in page


def test_page_of_somebody_else_does_not_exist():
    d = factories.make_district()
    assert signed_in(d.head).get(f"/handover/people/{d.other_liaison.pk}/").status_code == 404
    made = give(d.liaison, people.make_person(Post.MEMBER, d.unit), d.business_admin)
    other_head = people.make_person(Post.HEAD, d.other_unit)
    assert signed_in(other_head).get(f"/handover/{made.pk}/").status_code == 404
    assert signed_in(d.head).get(f"/handover/{made.pk}/").status_code == 200


def test_list_costs_the_same_with_one_row_and_with_three(django_assert_num_queries):
    d = factories.make_district()
    client = signed_in(d.business_admin)
    for n in (1, 3):
        while HandOver.objects.count() < n:
            HandOver.objects.create(person=d.liaison, unit=d.unit, by=d.head, at=clock.now(), reason="轮岗")
        client.get("/handover/")
        with django_assert_num_queries(6):
            client.get("/handover/")
