"""调整验收组: somebody of the group leaves, or comes to stand on the other side; nothing waits for them for ever."""

from datetime import timedelta

import pytest
from django.urls import reverse

from documents.models import Document
from plans.rectifications import chain
from plans.rectifications.models import Item
from plans.rectifications.operations import acceptance
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import visits as walked
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import item_at
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Person
from workflows.enums import Outcome
from workflows.models import AcceptanceGroup, Assignment
from workflows.operations import visits
from workflows.queries.visits import people_of, visible_visits

pytestmark = pytest.mark.django_db


def another(name: str = "样例新组长"):
    return people.make_person(Post.MEMBER, people.make_unit(), name=name)


def change(item, leader, members, **fields):
    told = {"visit_on": clock.today(), "methods": ["查资料"]} | fields
    clerk = item.world.district.clerk
    return acceptance.change_group(item, by=clerk, leader=leader, members=members, **told)


def leave(person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def test_leader_who_left_is_replaced_and_what_the_others_found_stands():
    item = item_at(chain.VISIT)
    ways.check(item.world, item)
    leader, member = ways.group(item.world)
    leave(leader)
    new = another()
    change(item, new, [member])
    waiting = Assignment.objects.filter(subject=item.key, done_at=None, kind="stage")
    assert set(waiting.values_list("holder", flat=True)) == {f"person:{new.pk}", f"person:{member.pk}"}
    acceptance.conclude(item, by=new, conclusion=Outcome.ACCEPTED)
    assert Item.objects.get(pk=item.pk).stage == chain.DECIDE
    changed = Entry.objects.get(subject=item.key, code="item.group_changed")
    assert (changed.params["leader"], changed.params["members"]) == (new.name, [member.name])


def test_what_somebody_found_who_has_to_recuse_themselves_is_checked_again():
    item = item_at(chain.VISIT)
    ways.check(item.world, item)  # by the member
    leader, member = ways.group(item.world)
    people.give_post(member, Post.MEMBER, item.world.district.unit)
    with pytest.raises(Refused, match="应当回避"):
        change(item, leader, [member])
    change(item, leader, [another("样例新组员")])
    with pytest.raises(Refused, match="没有核查"):
        acceptance.conclude(item, by=leader, conclusion=Outcome.ACCEPTED)


def test_whoever_checked_and_left_the_group_does_not_decide_over_it():
    item = item_at(chain.VISIT)
    ways.check(item.world, item)
    leader, member = ways.group(item.world)
    change(item, leader, [another()])
    acceptance.conclude(item, by=leader, conclusion=Outcome.ACCEPTED)
    people.give_post(member, Post.DEPUTY, item.world.district.office)
    item = ways.fresh(item)
    with pytest.raises(Refused, match="参加了本次验收"):
        ways.closing.pass_on(item, by=member, words="同意")


def test_another_day_and_nothing_after_the_conclusion():
    item = item_at(chain.VISIT)
    leader, member = ways.group(item.world)
    with pytest.raises(Refused, match="早于今天"):
        change(item, leader, [member], visit_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="验收方式"):
        change(item, leader, [member], methods=[])
    later = clock.today() + timedelta(days=4)
    change(item, leader, [member], visit_on=later)
    assert AcceptanceGroup.objects.get(round__subject=item.key).visit_on == later
    ways.accept(item.world, item)
    with pytest.raises(Refused):
        change(item, leader, [member])


def test_page_shows_the_group_as_it_is_and_changes_it():
    item = item_at(chain.VISIT)
    leader, member = ways.group(item.world)
    page, address = signed_in(item.world.district.clerk), reverse("item_regroup", args=[item.pk])
    shown = page.get(address).content.decode()
    assert f'value="{leader.pk}" checked' in shown
    assert address in page.get(reverse("item", args=[item.pk])).content.decode()
    new = another()
    told = {"visit_on": clock.today().isoformat(), "methods": "看现场", "leader": new.pk}
    assert page.post(address, told | {"members": [new.pk, member.pk]}).status_code == 302
    group = AcceptanceGroup.objects.get(round__subject=item.key)
    assert {(each.person_id, each.leads) for each in group.members.all()} == {
        (new.pk, True),
        (member.pk, False),
    }


def test_group_on_a_visit_is_changed_as_a_whole():
    world = walked.begun()
    leave(world.leader)
    with pytest.raises(Refused, match="在验收安排中调整"):
        acceptance.change_group(
            world.item,
            by=world.d.clerk,
            leader=another(),
            members=[world.member],
            visit_on=clock.today(),
            methods=["查资料"],
        )
    new = another()
    visits.compose_team(
        world.team.batch, by=world.d.clerk, leader=new, members=[world.member], team=world.team
    )
    for group in world.visit.groups.all():
        assert {(each.person_id, each.leads) for each in group.members.all()} == {
            (new.pk, True),
            (world.member.pk, False),
        }
    world.leader = new
    world.visit.refresh_from_db()
    walked.checked(world)
    walked.concluded(world)
    world.visit.refresh_from_db()
    assert world.visit.concluded_at


def test_nobody_concerned_with_what_is_being_accepted_joins_on_the_way():
    world = walked.begun()
    person = people.make_person(Post.MEMBER, world.d.unit, name="样例甲")
    with pytest.raises(Refused, match="应当回避"):
        visits.compose_team(
            world.team.batch, by=world.d.clerk, leader=world.leader, members=[person], team=world.team
        )


def test_group_of_one_item_leaves_its_opinion_as_a_paper():
    item = item_at(chain.VISIT)
    ways.accept(item.world, item)
    paper = Document.objects.get(kind="visit_opinion", subject=item.key)
    (accepted,) = paper.facts["accepted"]
    assert (accepted["name"], accepted["conclusion"]) == (str(item), "通过验收")
    assert [each["role"] for each in paper.facts["group"]] == ["组长", "成员"]
    assert paper.version == item.closings.get().version


def test_a_clerk_of_the_visited_unit_does_not_choose_who_accepts_it_and_nothing_is_half_done():
    world = walked.begun()
    own_clerk = people.make_person(Post.OFFICE_CLERK, world.d.office)
    people.give_post(own_clerk, Post.MEMBER, world.d.unit)
    told = {"leader": another(), "members": [world.member], "team": world.team}
    with pytest.raises(Refused, match="其他单位的经办人"):
        visits.compose_team(world.team.batch, by=own_clerk, **told)
    assert {each.person for each in world.team.members.all()} == {world.leader, world.member}


def test_paper_of_a_visit_names_who_accepted_whoever_is_in_the_team_later():
    world = walked.checked()
    walked.concluded(world)
    visits.compose_team(
        world.team.batch, by=world.d.clerk, leader=another(), members=[world.member], team=world.team
    )
    assert [each.person for each in people_of(world.visit)] == [world.leader, world.member]
    assert world.visit in visible_visits(world.leader)
