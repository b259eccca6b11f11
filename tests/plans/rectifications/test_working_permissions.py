"""Who may do what with measures, 退办 and 逾期说明: each operation tried by everybody, against a table written by hand."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.models import Item
from plans.rectifications.operations import (
    dismissing,
    handing_back,
    issuing,
    lateness,
    measures,
    partners,
    progress,
)
from plans.rectifications.operations.handing_back import Part
from records import clock
from tests import factories as people
from tests.permission_table import may
from tests.plans.rectifications.attempts import found_by_trying, written_in
from tests.plans.rectifications.cast import cast
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    fresh_measure,
    give_evidence,
    hand_back,
    issued,
    item_at,
    make_rectifying,
    paper,
    planned,
    report,
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

LEAD = {"liaison", "delegate"}
PARTNER = {"other_liaison"}
CLERK = {"clerk"}  # never own_clerk: conflicts follow the person
DOES_IT = LEAD | {"person"}
CONFIRMS = LEAD | {"deputy"}


class Case:
    """What an attempt needs: rows of one walked item, read anew."""

    def __init__(self, item: Item):
        self.pk, self.world, self.d = item.pk, item.world, item.world.district
        self.evidence = self.into = self.concern_kind = None

    @property
    def item(self) -> Item:
        return Item.objects.select_related("unit", "source").get(pk=self.pk)

    @property
    def own(self):
        return fresh_measure(self.item.measures.get(unit=self.d.unit))

    @property
    def partner(self):
        return fresh_measure(self.item.measures.get(unit=self.d.other_unit))

    @property
    def concern(self):
        return self.item.concerns.select_related("measure__unit", "item").last()

    @property
    def other_people(self) -> dict:
        return {"leader": self.world.other_head, "person": self.world.other_person}


def _working(world):
    item = item_at("planned", world)
    case = Case(item)
    case.evidence = give_evidence(case.own)
    return case


def _with_partner(world):
    case = Case(item_at("planned", world))
    add_partner_measure(world, case.item)
    return case


def _unsigned(world):
    case = Case(item_at(Status.WORKING, world))
    add_partner_measure(world, case.item, received=False)
    return case


def _objected(world):
    case = _unsigned(world)
    partners.object_to(case.partner, by=world.district.other_liaison, reason="样例")
    return case


def _coordination(world):
    case = _with_partner(world)
    partners.ask_coordination(case.item, by=world.district.liaison, reason="样例")
    return case


def _done(world):
    case = _working(world)
    report(world, case.own)
    return case


def _handed_back(world):
    case = Case(item_at(Status.HANDED_BACK, world))
    case.into = issued(world)
    case.evidence = paper(world)
    return case


def _final(world):
    case = Case(item_at(Status.HANDED_BACK, world))
    handing_back.uphold(case.item, by=world.district.clerk, words="样例")
    hand_back(world, case.item)
    return case


def _proposed(world):
    return Case(item_at("dismissal proposed", world))


def _late(world):
    case = Case(item_at(Status.WORKING, world))
    Item.objects.filter(pk=case.pk).update(limit=clock.today() - timedelta(days=1))
    return case


def _explained(world):
    case = _late(world)
    lateness.explain(case.item, by=world.district.liaison, cause="own", reason="样例", promised=clock.today())
    return case


# place → (how to come there, [(operation, how, who may)]). Everybody else is refused.
TABLE = {
    "issued": (lambda world: Case(item_at(Status.ISSUED, world)), [
        (issuing.receive, lambda c, by: issuing.receive(c.item, by=by), LEAD),
        (handing_back.hand_back, lambda c, by: handing_back.hand_back(c.item, by=by, ground="done", reason="样例"), LEAD),
    ]),
    "working": (_working, [
        (measures.add_measure, lambda c, by: measures.add_measure(c.item, by=by, planned=planned(c.world, c.item, text="新措施（样例）")), LEAD),
        (measures.change_measure, lambda c, by: measures.change_measure(c.own, by=by, revision=c.own.revision, planned=planned(c.world, c.item, text="改")), LEAD),
        (measures.remove_measure, lambda c, by: measures.remove_measure(c.own, by=by), LEAD),
        (measures.move_measure, lambda c, by: measures.move_measure(c.own, by=by, up=True), LEAD),
        (measures.appoint, lambda c, by: measures.appoint(c.item, by=by, leader=c.world.deputy, section=None, person=c.world.person), LEAD),
        (progress.report, lambda c, by: progress.report(c.own, by=by, on=clock.today(), percent=50, words="样例"), DOES_IT),
        (progress.link_evidence, lambda c, by: progress.link_evidence(c.own, by=by, evidence=c.evidence), DOES_IT),
        (progress.unlink_evidence, lambda c, by: progress.unlink_evidence(c.own, by=by, evidence=c.evidence), DOES_IT),
        (progress.excuse, lambda c, by: progress.excuse(c.own, by=by, reason="样例"), CLERK),
        (partners.ask_coordination, lambda c, by: partners.ask_coordination(c.item, by=by, reason="样例"), LEAD),
    ]),
    "done": (_done, [
        (progress.confirm, lambda c, by: progress.confirm(c.own, by=by), CONFIRMS),
    ]),
    "with a partner": (_with_partner, [
        (partners.urge, lambda c, by: partners.urge(c.partner, by=by), LEAD),
        (partners.appoint, lambda c, by: partners.appoint(c.partner, by=by, **c.other_people), PARTNER),
        (progress.report, lambda c, by: progress.report(c.partner, by=by, on=clock.today(), percent=50, words="样例"), PARTNER | {"other_person"}),
    ]),
    "not signed for by the partner": (_unsigned, [
        (partners.receive_measure, lambda c, by: partners.receive_measure(c.partner, by=by, **c.other_people), PARTNER),
        (partners.object_to, lambda c, by: partners.object_to(c.partner, by=by, reason="样例"), PARTNER),
    ]),
    "objected": (_objected, [
        (partners.answer_objection, lambda c, by: partners.answer_objection(c.concern, by=by, words="样例"), LEAD),
    ]),
    "coordination asked": (_coordination, [
        (partners.answer_coordination, lambda c, by: partners.answer_coordination(c.concern, by=by, words="样例"), CLERK),
    ]),
    "handed back": (_handed_back, [
        (handing_back.uphold, lambda c, by: handing_back.uphold(c.item, by=by, words="样例"), CLERK),
        (handing_back.reassign, lambda c, by: handing_back.reassign(c.item, by=by, unit=c.d.other_unit, words="样例"), CLERK),
        (handing_back.consult, lambda c, by: handing_back.consult(c.item, by=by, unit=c.d.unit, parts=[Part(c.d.other_unit, "样例")], words="样例"), CLERK),
        (handing_back.merge, lambda c, by: handing_back.merge(c.item, by=by, into=c.into, words="样例"), CLERK),
        (dismissing.propose_dismissal, lambda c, by: dismissing.propose_dismissal(c.item, by=by, words="样例", papers=[c.evidence]), CLERK),
    ]),
    "handed back a second time": (_final, [
        (handing_back.uphold, lambda c, by: handing_back.uphold(c.item, by=by, words="样例"), {"in_charge"}),
        (handing_back.reassign, lambda c, by: handing_back.reassign(c.item, by=by, unit=c.d.other_unit, words="样例"), {"in_charge"}),
    ]),
    "dismissal proposed": (_proposed, [
        (dismissing.confirm_dismissal, lambda c, by: dismissing.confirm_dismissal(c.item, by=by), {"office_head", "in_charge"}),
        (dismissing.send_dismissal_back, lambda c, by: dismissing.send_dismissal_back(c.item, by=by, reason="样例"), {"office_head", "in_charge"}),
    ]),
    "past its limit": (_late, [
        (
            lateness.explain,
            lambda c, by: lateness.explain(c.item, by=by, cause="own", reason="样例", promised=clock.today()),
            LEAD,
        ),
    ]),
    "lateness explained": (_explained, [
        (lateness.answer, lambda c, by: lateness.answer(c.item, by=by, words="样例"), CLERK),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    walk, attempts = TABLE[place]
    world = make_rectifying()
    case = walk(world)
    assert found_by_trying(case, attempts, cast(world)) == written_in(attempts)


def test_two_clerks_can_dismiss_and_the_proposer_alone_cannot():
    case = Case(item_at("dismissal proposed"))
    second = people.make_person("office_clerk", case.d.office)
    assert not may(lambda: dismissing.confirm_dismissal(case.item, by=case.d.clerk))
    assert may(lambda: dismissing.confirm_dismissal(case.item, by=second))


def test_a_signed_for_item_is_signed_for_once():
    case = Case(item_at(Status.WORKING))
    assert not may(lambda: issuing.receive(case.item, by=case.d.liaison))


def test_a_second_measure_of_the_lead_is_reported_by_its_own_person_only():
    case = _working(item_at(Status.WORKING).world)
    second = add_measure(case.world, case.item, text="第二项（样例）", person=case.world.deputy)
    attempt = {"on": clock.today(), "percent": 10, "words": "样例"}
    assert not may(lambda: progress.report(fresh_measure(second), by=case.world.person, **attempt))
    assert may(lambda: progress.report(fresh_measure(second), by=case.world.deputy, **attempt))
