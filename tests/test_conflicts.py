"""Conflicts follow the person, not the post; delegation prints both names and ends on its day."""

from datetime import timedelta

import pytest

from plans.actions.operations import (
    acceptance,
    amending,
    submission,
)
from records import clock
from records.errors import Refused
from tests.permission_table import case_at, may
from tests.plans.cast import cast

pytestmark = pytest.mark.django_db


def test_delegate_who_is_a_party_cannot_agree_for_the_head():
    case = case_at("unit_review")
    people = cast(case.world)
    case.plan.tasks.update(person=people["delegate"])
    with pytest.raises(Refused, match="不能代签"):
        submission.agree(case.plan, by=people["delegate"])
    assert may(lambda: submission.agree(case.plan, by=people["head"]))


def test_delegation_ends_at_the_end_of_its_last_day(clock_at):
    case = case_at("unit_review")
    people = cast(case.world)
    head, delegate = people["head"], people["delegate"]
    last = clock.today() + timedelta(days=2)
    head.delegations_given.update(until=last)
    for day, goes in ((last, True), (last + timedelta(days=1), False)):
        clock_at(day)
        assert may(lambda: submission.agree(case.plan, by=delegate)) is goes
        delegate.__dict__.pop("_standings", None)


def test_both_names_of_a_delegated_signature_are_kept():
    from records.models import Entry

    case = case_at("unit_review")
    people = cast(case.world)
    submission.agree(case.plan, by=people["delegate"])
    entry = Entry.objects.get(subject=case.plan.key, code="plan.agreed")
    assert (entry.by, entry.on_behalf_of) == (people["delegate"], people["head"])


def test_drafter_who_is_also_the_head_cannot_agree_to_the_own_plan():
    from tests.factories import give_post

    case = case_at("unit_review")
    give_post(case.d.liaison, "head")
    with pytest.raises(Refused, match="起草人"):
        submission.agree(case.plan, by=case.d.liaison)


@pytest.mark.parametrize(
    "conflict", ["unit", "post in the unit", "responsible", "drafter", "technical", "left"]
)
def test_acceptance_group_has_nobody_with_a_conflict(conflict):
    from tests.factories import give_post, make_person

    case = case_at("arrange")
    person = {
        "unit": lambda: make_person("member", case.d.unit),
        "post in the unit": lambda: give_post(make_person("member"), "member", case.d.unit).person,
        "responsible": lambda: case.world.responsible,
        "drafter": lambda: case.d.liaison,
        "technical": lambda: make_person("auditor"),
        "left": lambda: make_person("member", is_active=False),
    }[conflict]()
    for people in (
        {"leader": person, "members": [case.world.member]},
        {"leader": case.world.leader, "members": [person]},
    ):
        with pytest.raises(Refused, match=person.name):
            acceptance.compose_group(
                case.plan, by=case.d.clerk, visit_on=clock.today(), methods=["查资料"], **people
            )


def test_member_of_the_group_who_moves_to_the_unit_checks_no_more():
    from tests.factories import give_post

    case = case_at("visit")
    give_post(case.world.member, "member", case.d.unit)
    with pytest.raises(Refused, match="回避"):
        acceptance.record_finding(case.plan, case.task.line, by=case.world.member, result="met", fact="")


def test_chair_does_not_confirm_a_plan_of_the_own_unit():
    from tests.factories import give_post

    case = case_at("confirming")
    give_post(case.d.chair, "head", case.d.unit)
    with pytest.raises(Refused, match="本单位"):
        amending.confirm(case.plan, by=case.d.chair)
