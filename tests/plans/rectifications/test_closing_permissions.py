"""Who may do what with 销号, 延期, 终止, 回头看 and 来源规则: each operation tried by everybody, against a table written by hand."""

from datetime import timedelta

import pytest

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Source
from plans.rectifications.operations import (
    acceptance,
    closing,
    extension,
    look_back,
    on_paper,
    publicity,
    returning,
    sources,
    stopping,
)
from records import clock
from tests import factories as people
from tests.permission_table import may
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.cast import ROLES, cast
from tests.plans.rectifications.factories import item_at, make_rectifying
from units.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

LIAISON = {"liaison", "delegate"}
HEAD = {"head"}
CLERK = {"clerk"}  # never own_clerk: conflicts follow the person
OFFICE_HEAD = {"office_head"}
IN_CHARGE = {"in_charge"}


class Case:
    """What an attempt needs: the item read anew, and the papers of somebody who signs by pen."""

    def __init__(self, item: Item):
        self.pk, self.world, self.d = item.pk, item.world, item.world.district
        self.scan = ways.scan()

    @property
    def item(self) -> Item:
        return Item.objects.select_related("unit", "source").get(pk=self.pk)

    @property
    def code(self) -> str:
        return self.item.process.rounds.get(closed_at=None).version.code


def soon(days: int = 30):
    return clock.today() + timedelta(days=days)


def apply(c, by):
    return closing.apply_for_closing(c.item, by=by, self_conclusion="完成", mechanism="制度", truthful=True)


def by_pen(signer):
    def attempt(c, by):
        return on_paper.record_paper_decision(
            c.item,
            by=by,
            decision="agree",
            signed_by=signer(c),
            signed_on=clock.today(),
            words="同意",
            code=c.code,
            scan=c.scan,
            scan_name="签批件.pdf",
        )

    return attempt


def compose(c, by):
    leader, member = ways.group(c.world)
    return acceptance.compose_group(
        c.item, by=by, leader=leader, members=[member], visit_on=clock.today(), methods=["查资料"]
    )


def change_group(c, by):
    leader, member = ways.group(c.world)
    return acceptance.change_group(
        c.item, by=by, leader=member, members=[leader], visit_on=clock.today(), methods=["看现场"]
    )


def ask_extension(c, by):
    return extension.ask_extension(
        c.item, by=by, reason="延后", new_limit=c.item.limit + timedelta(days=9), progress="过半"
    )


def look(c, by):
    return look_back.record_look_back(c.item, by=by, result="good", words="稳定")


def give_back(c, by):
    return returning.return_item(c.item, by=by, reason="再改")


def object_to(c, by):
    return publicity.record_objection(c.item, by=by, received_on=clock.today(), words="不实")


def grant(c, by):
    return extension.grant_extension(
        c.item,
        by=by,
        limit=c.item.limit + timedelta(days=9),
        consent_number="样1号",
        consent_on=clock.today(),
    )


def several(c, by):
    """Refused for every item is refused."""
    from records.errors import Refused

    if closing.pass_on_several([c.item], by=by, words="同意"):
        raise Refused("none")


PASS = lambda c, by: closing.pass_on(c.item, by=by, words="同意")  # noqa: E731
UNIT_PEN, OFFICE_PEN = by_pen(lambda c: c.d.head), by_pen(lambda c: c.world.in_charge)

# place → what can be tried there: (operation, how, who may). Everybody else is refused.
TABLE = {
    "confirmed": [
        (closing.apply_for_closing, apply, LIAISON),
        (extension.ask_extension, ask_extension, LIAISON),
        (stopping.ask_stop, lambda c, by: stopping.ask_stop(c.item, by=by, reason="撤销"), CLERK),
    ],
    "planned": [(closing.apply_for_closing, apply, set())],
    chain.CONFIRM: [
        (closing.withdraw, lambda c, by: closing.withdraw(c.item, by=by), LIAISON),
        (closing.pass_on, PASS, HEAD),
        (returning.return_item, give_back, HEAD),
        (on_paper.record_paper_decision, UNIT_PEN, LIAISON),
    ],
    chain.AUDIT: [
        (closing.withdraw, lambda c, by: closing.withdraw(c.item, by=by), set()),
        (closing.pass_on, PASS, CLERK),
        (closing.pass_on_several, several, CLERK),
        (returning.return_item, give_back, CLERK),
    ],
    chain.FIRST_REVIEW: [
        (closing.pass_on, PASS, CLERK),
        (returning.return_item, give_back, CLERK),
        (on_paper.record_paper_decision, OFFICE_PEN, set()),
    ],
    chain.RECHECK: [
        (closing.pass_on, PASS, OFFICE_HEAD),
        (returning.return_item, give_back, OFFICE_HEAD),
    ],
    chain.ARRANGE: [
        (acceptance.compose_group, compose, CLERK),
        (closing.pass_on, PASS, set()),
        (returning.return_item, give_back, CLERK),
    ],
    chain.VISIT: [
        (acceptance.change_group, change_group, CLERK),
        (
            acceptance.record_finding,
            lambda c, by: acceptance.record_finding(c.item, "", by=by, result="met", fact=""),
            {"leader", "group_member"},
        ),
        (acceptance.conclude, lambda c, by: acceptance.conclude(c.item, by=by, conclusion="accepted"), set()),
        (closing.pass_on, PASS, set()),
        (returning.return_item, give_back, set()),
    ],
    "visited": [
        (
            acceptance.draft_opinion,
            lambda c, by: acceptance.draft_opinion(c.item, by=by, conclusion="accepted"),
            {"leader"},
        ),
        (
            acceptance.conclude,
            lambda c, by: acceptance.conclude(c.item, by=by, conclusion="accepted"),
            {"leader"},
        ),
    ],
    chain.DECIDE: [
        (closing.pass_on, PASS, IN_CHARGE),
        (returning.return_item, give_back, IN_CHARGE),
        (on_paper.record_paper_decision, OFFICE_PEN, CLERK),
    ],
    chain.MEETING: [
        (closing.pass_on, PASS, set()),
        (returning.return_item, give_back, set()),
    ],
    chain.PUBLICITY: [
        (publicity.print_notice, lambda c, by: publicity.print_notice(c.item, by=by), CLERK),
        (publicity.record_objection, object_to, CLERK),
        (publicity.end_publicity, lambda c, by: publicity.end_publicity(c.item, by=by), set()),
        (returning.return_item, give_back, set()),
    ],
    "publicity over": [
        (publicity.end_publicity, lambda c, by: publicity.end_publicity(c.item, by=by), CLERK),
    ],
    chain.AT_SOURCE: [
        (
            closing.record_source_decision,
            lambda c, by: closing.record_source_decision(c.item, by=by, number="样1号", on=clock.today()),
            CLERK,
        ),
        (returning.return_item, give_back, CLERK),
    ],
    "signed by pen": [
        (
            on_paper.correct_paper_decision,
            lambda c, by: on_paper.correct_paper_decision(c.item, by=by, words="更正"),
            HEAD,
        ),
    ],
    "extension unsigned": [
        (
            extension.withdraw_extension,
            lambda c, by: extension.withdraw_extension(c.item, by=by),
            LIAISON,
        ),
        (extension.sign_extension, lambda c, by: extension.sign_extension(c.item, by=by), HEAD),
        (
            extension.decline_extension,
            lambda c, by: extension.decline_extension(c.item, by=by, reason="按期"),
            HEAD,
        ),
        (extension.grant_extension, grant, set()),
        (on_paper.record_paper_decision, UNIT_PEN, LIAISON),
    ],
    chain.APPROVE: [
        (extension.grant_extension, grant, CLERK),
        (
            extension.refuse_extension,
            lambda c, by: extension.refuse_extension(c.item, by=by, reason="按期"),
            CLERK,
        ),
    ],
    chain.CONSENT: [(extension.grant_extension, grant, CLERK)],
    "approve_stop": [
        (stopping.approve_stop, lambda c, by: stopping.approve_stop(c.item, by=by), OFFICE_HEAD),
        (
            stopping.refuse_stop,
            lambda c, by: stopping.refuse_stop(c.item, by=by, reason="仍在"),
            OFFICE_HEAD,
        ),
    ],
    Status.CLOSED: [
        (look_back.record_look_back, look, CLERK),
        (closing.apply_for_closing, apply, set()),
    ],
    Status.LONG_TERM: [(look_back.record_look_back, look, CLERK)],
    Status.ISSUED: [
        (
            sources.save_source,
            lambda c, by: sources.save_source(Source.objects.get(kind="audit"), by=by, publicity=True),
            {"business_admin"},
        ),
        (look_back.record_look_back, look, set()),
    ],
}


def _visited(item):
    ways.check(item.world, item)


def _publicity_over(item):
    past = {"publicity_from": soon(-9), "publicity_to": soon(-1)}
    item.closings.update(**past)


def _signed_by_pen(item):
    UNIT_PEN(Case(item), item.world.district.liaison)


BETWEEN = {
    "signed by pen": (chain.CONFIRM, _signed_by_pen),
    "visited": (chain.VISIT, _visited),
    "publicity over": (chain.PUBLICITY, _publicity_over),
}


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    start, further = BETWEEN.get(place, (place, None))
    item = item_at(start, make_rectifying())
    if further:
        further(item)
    case = Case(item)
    found_people = cast(case.world)
    leader, member = ways.group(case.world)
    found_people |= {"leader": leader, "group_member": member}
    assert set(found_people) == {*ROLES, "leader", "group_member"}
    found = {
        operation.__name__: {
            role
            for role, person in found_people.items()
            if may(lambda how=how, person=person: how(case, Person.objects.get(pk=person.pk)))
        }
        for operation, how, _who in TABLE[place]
    }
    assert found == {operation.__name__: set(who) for operation, _how, who in TABLE[place]}


def test_a_delegate_of_the_head_acts_for_the_head_alone():
    case = Case(item_at(chain.CONFIRM, make_rectifying()))
    delegate = people.make_person("member", case.d.unit)
    people.delegate(case.d.head, delegate)
    assert may(lambda: PASS(case, delegate))
    assert may(lambda: give_back(case, delegate))
    assert not may(lambda: closing.withdraw(case.item, by=delegate))
