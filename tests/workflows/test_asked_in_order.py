"""先后: who is added beside others is heard before or after whoever added them."""

import pytest
from django.urls import reverse

from records import trail
from records.errors import Refused
from tests import factories as people
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import say, waiting
from tests.workflows.test_sittings import again, asked_of, district, named_three, outsider, plan
from units.enums import Post
from workflows.models import Assignment
from workflows.operations import asked as sitting

pytestmark = pytest.mark.django_db
__all__ = ["district", "named_three", "plan"]  # the same fixtures


def add_in_order(plan, by, order, *others):
    told = {"people": [again(each) for each in others], "reason": "涉及经费", "order": order}
    sitting.ask_also(built.again(plan), by=again(by), **told)


def test_who_is_added_before_speaks_first_and_the_turn_comes_back(district, named_three, plan):
    """前加签: whoever asked for it first waits, the others do not."""
    first, second, _third = named_three
    finance, law = outsider(district), people.make_person(Post.MEMBER, district.other_unit)
    add_in_order(plan, first, "before", finance, law)
    asked = {f"person:{each.pk}" for each in named_three}
    added = {f"person:{finance.pk}", f"person:{law.pk}"}
    assert set(waiting(plan)) == asked - {f"person:{first.pk}"} | added
    with pytest.raises(Refused, match="先表态"):
        say(plan, first)
    say(plan, second)
    say(plan, finance)
    assert f"person:{first.pk}" not in waiting(plan)
    say(plan, law)
    assert f"person:{first.pk}" in waiting(plan)
    say(plan, first)
    assert trail.verify(plan.key) == []


def test_who_is_added_after_is_asked_when_the_other_has_spoken(district, named_three, plan):
    """后加签; it does not go on before they have spoken."""
    finance = outsider(district)
    add_in_order(plan, named_three[0], "after", finance)
    assert f"person:{finance.pk}" not in waiting(plan)
    with pytest.raises(Refused, match="先表态"):
        say(plan, finance)
    for person in named_three:
        say(plan, person)
    assert built.again(plan).stage == "all" and waiting(plan) == [f"person:{finance.pk}"]
    say(plan, finance)
    assert built.again(plan).stage == "head"


def test_whose_turn_has_not_come_is_neither_handed_on_nor_typed_in(district, named_three, plan):
    finance = outsider(district)
    add_in_order(plan, named_three[0], "after", finance)
    with pytest.raises(Refused, match="还没有轮到"):
        sitting.hand_on(
            built.again(plan), asked_of(plan, finance), by=district.clerk, to=district.chair, reason="出差"
        )


def test_a_limit_handed_on_stays_provisional(district, named_three, plan):
    """暂按双休日推算: it is counted anew with the calendar, whoever has it by then."""
    mine = Assignment.objects.get(subject=plan.key, holder=f"person:{named_three[0].pk}", done_at=None)
    Assignment.objects.filter(pk=mine.pk).update(provisional=True)
    to, asked = outsider(district), asked_of(plan, named_three[0])
    sitting.hand_on(built.again(plan), asked, by=again(named_three[0]), to=to, reason="业务归口")
    anew = Assignment.objects.get(subject=plan.key, holder=f"person:{to.pk}", done_at=None)
    assert (anew.provisional, anew.due) == (True, mine.due)


def test_sparing_who_was_added_before_gives_the_turn_back(district, named_three, plan):
    finance = outsider(district)
    add_in_order(plan, named_three[0], "before", finance)
    sitting.spare(built.again(plan), asked_of(plan, finance), by=again(named_three[0]), reason="不再涉及")
    assert f"person:{named_three[0].pk}" in waiting(plan)


def test_only_who_has_not_spoken_adds_before_or_after_themselves(district, named_three, plan):
    say(plan, named_three[0])
    for by in (named_three[0], district.clerk):
        with pytest.raises(Refused, match="还没有表态的会签人"):
            add_in_order(plan, by, "before", outsider(district))
    client = signed_in(again(named_three[1]))
    page = client.get(reverse("asked_add", args=[plan.key])).content.decode()
    assert "先于我表态" in page and "后于我表态" in page
    office = signed_in(district.clerk).get(reverse("asked_add", args=[plan.key])).content.decode()
    assert "先于我表态" not in office
