"""相似问题: found by the worker after 交办, shown beside the item to whoever may see both, judged by the office."""

import pytest
from django.urls import reverse

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Similar
from plans.rectifications.operations import issuing, similar
from plans.rectifications.operations.issuing import COMPARE
from project.effects import EFFECTS
from records import outbox, trail
from records.errors import Refused
from records.models import Outbox
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications import factories
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import confirmed, row, work
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = pytest.mark.django_db

WINDOW = "窗口一次性告知不到位，群众多次往返"
AGAIN = "政务窗口一次性告知不到位，办事群众往返多次"
OTHER = "党组理论学习中心组学习记录不完整"


@pytest.fixture
def world():
    return make_rectifying()


def given(world, words: str, **fields) -> Item:
    return issuing.issue(problem(world, problem=words, **fields), by=world.district.clerk)


def pairs() -> set[tuple[int, int]]:
    return set(Similar.objects.values_list("item_id", "earlier_id"))


def test_similar_problems_of_any_unit_are_found_after_the_item_was_given_out(world):
    first = given(world, WINDOW, unit=world.district.other_unit)
    given(world, OTHER)
    again = given(world, AGAIN)
    assert pairs() == set()  # the request itself compares nothing
    work()
    assert pairs() == {(again.pk, first.pk)}
    assert 70 <= Similar.objects.get().percent <= 85


def test_a_list_is_compared_with_what_was_there_and_with_itself(world):
    first = given(world, WINDOW)
    confirmed(
        world,
        rows=[
            row(world, 2, problem=AGAIN),
            row(world, 3, problem=OTHER),
            row(world, 4, problem=OTHER + "（二）"),
        ],
    )
    work()
    two, three, four = Item.objects.exclude(pk=first.pk).order_by("pk").values_list("pk", flat=True)
    assert pairs() == {(two, first.pk), (four, three)}


def test_comparing_again_changes_nothing_that_was_judged(world):
    first, again = given(world, WINDOW), given(world, AGAIN)
    work()
    similar.dismiss_similar(again, first, by=world.district.clerk)
    Outbox.objects.filter(kind=COMPARE).update(state=0, attempts=0)
    outbox.drain("default", EFFECTS)
    assert Similar.objects.get().dismissed_by == world.district.clerk


def test_the_office_links_a_recurrence_or_dismisses_it(world):
    first, again = given(world, WINDOW), given(world, AGAIN)
    work()
    d = world.district
    own_clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(own_clerk, Post.MEMBER, d.unit)
    for person in (d.liaison, d.secretary, d.chair, own_clerk):
        with pytest.raises(Refused):
            similar.link_recurrence(again, first, by=person)
        with pytest.raises(Refused):
            similar.dismiss_similar(again, first, by=person)
    for wrong in (again, Item(pk=again.pk + 1)):
        with pytest.raises(Refused):
            similar.link_recurrence(again, wrong, by=d.clerk)
    similar.link_recurrence(again, first, by=d.clerk)
    assert Item.objects.get(pk=again.pk).recurs == first
    with pytest.raises(Refused):
        similar.link_recurrence(again, first, by=d.clerk)
    similar.dismiss_similar(again, first, by=d.clerk)
    with pytest.raises(Refused):
        similar.dismiss_similar(again, first, by=d.clerk)
    assert trail.verify(again.key) == []


def test_the_page_shows_them_with_their_score_as_far_as_one_may_see_them(world):
    d = world.district
    foreign = given(world, WINDOW, unit=d.other_unit)
    own = given(world, WINDOW + "。")
    again = given(world, AGAIN)
    work()
    page = reverse("item", args=[again.pk])
    office = signed_in(d.clerk).get(page).content.decode()
    assert (
        own.number in office and foreign.number in office and "相似度" in office and "标为重复发生" in office
    )
    unit = signed_in(d.liaison).get(page).content.decode()
    assert own.number in unit and foreign.number not in unit and "标为重复发生" not in unit
    client = signed_in(d.clerk)
    assert client.post(reverse("item_recurrence_link", args=[again.pk, own.pk])).url == page
    assert client.post(reverse("item_similar_dismiss", args=[again.pk, foreign.pk])).url == page
    after = client.get(page).content.decode()
    assert "重复发生" in after and reverse("item", args=[foreign.pk]) not in after
    unrelated = given(world, OTHER)
    assert client.post(reverse("item_recurrence_link", args=[again.pk, unrelated.pk])).status_code == 404


def test_the_page_costs_the_same_with_one_similar_problem_and_with_three(
    world, django_assert_max_num_queries
):
    client = signed_in(world.district.clerk)
    costs = []
    for n in range(1, 5):
        item = given(world, WINDOW + "。" * n)
        work()
        with django_assert_max_num_queries(40) as captured:
            client.get(reverse("item", args=[item.pk]))
        costs.append(len(captured))
    assert costs[3] == costs[1]


@pytest.mark.parametrize(
    ("fields", "before_the_committee"),
    [({}, False), ({"recurs": True}, True), ({"relapse_count": 1}, False), ({"relapse_count": 2}, True)],
)
def test_what_keeps_coming_back_is_rechecked_and_goes_before_the_committee(fields, before_the_committee):
    item = factories.item_at("confirmed")
    if fields.pop("recurs", None):
        fields["recurs"] = factories.item_at(Status.WORKING, item.world)
    Item.objects.filter(pk=item.pk).update(**fields)
    ways.apply(item.world, Item.objects.get(pk=item.pk))
    taken = set(Item.objects.get(pk=item.pk).chain)
    assert ({chain.RECHECK, chain.MEETING} <= taken) == before_the_committee
    assert (chain.DECIDE in taken) != before_the_committee
