"""机构变动: another name, a merger, an end; numbers and what was written stay, conflicts follow the people."""

from datetime import timedelta

import pytest

from plans.actions.models import Plan
from plans.actions.operations import acceptance, review, submission
from plans.rectifications.rules import is_of_its_units as of_items
from plans.rectifications.rules.ledger import writes_as_office
from plans.supervision.models import ReminderRule
from plans.supervision.queries.recipients import recipients
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications.factories import issued, make_rectifying
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Person, Posting, Unit
from units.queries import name_on, people_with, standing
from workflows import rules as engine
from workflows.enums import Party
from workflows.models import Assignment
from workflows.operations import unit_changes
from workflows.queries import recusal
from workflows.queries.circles import circles_for
from workflows.queries.sides import Sides
from workflows.queries.unit_changes import barred_by, holdings_of

pytestmark = pytest.mark.django_db
BASIS = "示委编〔2026〕9号"


def again(row):
    return type(row).objects.get(pk=row.pk)


def rename(d, name="样例数据局", **given):
    told = {"by": d.business_admin, "name": name, "short_name": name, "basis": BASIS} | given
    return unit_changes.rename_unit(d.unit, **told)


def merge(d, **given):
    """The plan's unit goes into the other one, which has a head."""
    head = people.make_person(Post.HEAD, d.other_unit, name="样例校长")
    unit_changes.merge_unit(d.unit, d.other_unit, **{"by": d.business_admin, "basis": BASIS} | given)
    return head


def test_papers_of_before_keep_the_name_of_their_day():
    d = factories.make_district()
    rename(d)
    unit, today = again(d.unit), clock.today()
    assert unit.name == "样例数据局"
    assert name_on(unit, today - timedelta(days=1)) == "样例民政局"
    assert name_on(unit, today) == "样例数据局"
    entry = Entry.objects.get(subject=f"unit:{unit.pk}")
    assert (entry.code, entry.params["basis"]) == ("unit.renamed", BASIS)
    assert d.liaison.notices.get(event="unit.renamed").text == f"样例民政局更名为样例数据局（{BASIS}）"


def test_unit_named_twice_on_one_day_or_like_another_is_refused():
    d = factories.make_district()
    with pytest.raises(Refused, match="已有单位使用"):
        rename(d, "样例党校")
    with pytest.raises(Refused, match="请填写文号"):
        rename(d, basis=" ")
    rename(d)
    with pytest.raises(Refused, match="明天才能再次更名"):
        rename(d, "样例又一局")


def test_merger_moves_people_keeps_matters_and_hands_over_the_signature():
    moves = moved_to("unit_review")
    d = moves.d
    head = merge(d)
    assert again(d.liaison).unit_id == d.other_unit.pk
    assert Plan.objects.get(pk=moves.plan.pk).unit_id == d.unit.pk
    assert again(d.unit).successor_id == d.other_unit.pk
    assert standing(again(d.liaison)).holds(Post.LIAISON, d.unit.pk)
    with pytest.raises(Refused):
        submission.agree(moves.plan, by=again(d.head))
    submission.agree(moves.plan, by=again(head))
    assert Plan.objects.get(pk=moves.plan.pk).status == "reviewing"


def test_acceptor_who_now_belongs_to_the_same_unit_is_barred_and_what_was_found_stays():
    """整改0044 in S1: the group must be changed before it goes on; what was recorded stays."""
    moves = moved_to("visit")
    d, member = moves.d, moves.world.member
    task = moves.plan.tasks.first()
    acceptance.record_finding(moves.plan, task.line, by=member, result="met", fact="")
    people.make_person(Post.HEAD, member.unit)
    assert barred_by(d.unit, member.unit) == [member.name]
    unit_changes.merge_unit(d.unit, member.unit, by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="应当回避"):
        acceptance.record_finding(moves.plan, task.line, by=again(member), result="met", fact="")
    assert moves.plan.tasks.exists() and barred_by(again(d.unit), again(member.unit)) == [member.name]


@pytest.mark.parametrize("mergers", [1, 2])
def test_everybody_of_the_unit_it_went_into_is_of_what_was_merged(mergers):
    """A→B→C: for what is A's, whoever is of C judges nothing, reads as its unit, and signs as its head."""
    moves = moved_to("unit_review")
    d, into = moves.d, moves.d.unit
    for n in range(mergers):
        unit, into = into, people.make_unit()
        head = people.make_person(Post.HEAD, into, name="样例承接局长")
        with clock.at(clock.now() - timedelta(days=2 - n)):
            unit_changes.merge_unit(again(unit), into, by=again(d.business_admin), basis=BASIS)
    clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(clerk, Post.MEMBER, into)
    plan = moves.plan
    assert engine.is_of_its_units(plan, again(clerk)) and not engine.is_of_its_units(plan, again(d.clerk))
    assert circles_for(again(clerk), plan) == {Circle.FEEDBACK, Circle.UNIT}
    assert recusal.grounds(plan)[clerk.pk] == recusal.grounds(plan)[head.pk] == "本单位人员"
    submission.agree(plan, by=again(head))
    with pytest.raises(Refused, match="不能审核本单位的方案"):
        review.receive(moves.plan, by=again(clerk))
    assert holders_of(Post.HEAD, d.unit) == [head]


def test_the_second_merger_takes_the_signature_of_the_first_along_and_sees_its_drafter():
    d = factories.make_district()
    with clock.at(clock.now() - timedelta(days=1)):
        merge(d)
    last = people.make_unit("样例末局")
    head = people.make_person(Post.HEAD, last)
    people.give_post(head, Post.LIAISON, d.unit)  # of the unit that was merged first
    with pytest.raises(Refused, match="请先另行任命联络员"):
        unit_changes.merge_unit(again(d.other_unit), last, by=d.business_admin, basis=BASIS)
    Posting.objects.filter(person=head, post=Post.LIAISON).delete()
    unit_changes.merge_unit(again(d.other_unit), last, by=d.business_admin, basis=BASIS)
    for unit in (d.unit, d.other_unit, last):
        assert holders_of(Post.HEAD, unit) == [head]


def holders_of(post, unit) -> list:
    return list(people_with(post, unit.pk))


@pytest.mark.parametrize("mergers", [1, 2])
def test_item_of_a_merged_unit_is_not_handled_by_whom_it_went_to(mergers):
    world = make_rectifying()
    item, into = issued(world), world.district.unit
    for _each in range(mergers):
        unit, into = into, people.make_unit()
        people.make_person(Post.HEAD, into)
        unit_changes.merge_unit(again(unit), into, by=world.district.business_admin, basis=BASIS)
    of_it = people.make_person(Post.OFFICE_CLERK, into)
    assert of_items(item, again(of_it)) and not of_items(item, again(world.district.clerk))
    assert not writes_as_office(item, again(of_it), set())


def test_whose_side_somebody_is_on_and_who_is_reminded_follow_the_people():
    """Whoever does a task of A belongs to B now: their time stays the unit's, and A's 联络员 still hears of it."""
    moves = moved_to("executing")
    d, key = moves.d, f"person:{moves.world.responsible.pk}"
    merge(d)
    sides = Sides(again(d.clerk), {key})
    in_hand = sides.units_in_hand({d.unit.pk}, {key})
    assert sides.party("execute", key, d.unit.pk, in_hand) == Party.UNIT
    waiting = Assignment.objects.get(holder=key, kind="execute", done_at=None)
    rule = ReminderRule(to_holder=True, to_liaison=True, to_office=False)
    assert set(recipients(rule, [waiting])[waiting.pk]) == {moves.world.responsible, d.liaison}


def test_a_merger_to_come_names_whom_an_earlier_one_bars():
    """B, into which A went, goes into C: who accepts A's work and is of C is named beforehand."""
    moves = moved_to("visit")
    d, member = moves.d, moves.world.member
    merge(d)
    people.make_person(Post.HEAD, member.unit)
    assert barred_by(again(d.other_unit), member.unit) == [member.name]
    assert barred_by(again(d.other_unit), people.make_unit()) == []


def test_a_merger_that_would_make_drafter_and_signer_one_person_is_refused():
    d = factories.make_district()
    head = people.make_person(Post.HEAD, d.other_unit)
    people.give_post(head, Post.LIAISON, d.unit)
    with pytest.raises(Refused, match="请先另行任命联络员"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)
    assert again(d.liaison).unit_id == d.unit.pk


def test_merger_into_itself_the_office_or_what_was_merged_is_refused():
    d = factories.make_district()
    for into, sentence in ((d.unit, "不能并入本单位"), (d.office, "工委不在这里")):
        with pytest.raises(Refused, match=sentence):
            unit_changes.merge_unit(d.unit, into, by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="没有单位负责人"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)
    merge(d)
    with pytest.raises(Refused, match="已经并入"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)


def test_unit_closes_when_nothing_of_it_is_open_and_nobody_is_left():
    moves = moved_to("unit_review")
    d = moves.d
    close = dict(by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="还有1件待办"):
        unit_changes.close_unit(d.unit, **close)
    empty = people.make_unit("样例空局")
    someone = people.make_person(Post.LIAISON, empty)
    with pytest.raises(Refused, match="还有在用的人员"):
        unit_changes.close_unit(empty, **close)
    Person.objects.filter(pk=someone.pk).update(is_active=False)
    unit_changes.close_unit(empty, **close)
    assert again(empty).until == clock.today()
    assert Posting.objects.get(person=someone).until == clock.today()


def test_only_the_business_admin_changes_units():
    d = factories.make_district()
    for by in (d.head, d.clerk, d.secretary):
        with pytest.raises(Refused):
            rename(d, by=by)
        with pytest.raises(Refused):
            unit_changes.close_unit(d.other_unit, by=by, basis=BASIS)


def test_page_shows_what_the_unit_has_and_previews_a_merger():
    moves = moved_to("executing")
    d = moves.d
    people.make_person(Post.HEAD, d.other_unit)
    client, address = signed_in(d.business_admin), f"/units/{d.unit.pk}/change/"
    assert "实施方案 1" in client.get(address).content.decode()
    data = {"kind": "merge", "into": d.other_unit.pk, "basis": BASIS}
    preview = client.post(address, data).content.decode()
    assert "确认合并" in preview and Unit.objects.get(pk=d.unit.pk).successor_id is None
    assert client.post(address, data | {"confirm": "1"}).status_code == 302
    assert "该单位已并入样例党校" in client.get(address).content.decode()
    short = client.post(address, {"kind": "rename", "name": "样例新局", "short_name": "", "basis": BASIS})
    assert short.status_code == 422 and 'value="样例新局"' in short.content.decode()
    assert client.post(address, {"kind": "close", "basis": BASIS}).status_code == 422
    assert holdings_of(again(d.unit)).n_open > 0
