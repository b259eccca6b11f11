"""申请退办: within two working days, five answers, a second time 终审; no black mark."""

from datetime import timedelta

import pytest

from notifications.models import Notice
from plans.rectifications.enums import Status
from plans.rectifications.models import Item
from plans.rectifications.operations import dismissing, handing_back, issuing, merging, partners
from plans.rectifications.operations.handing_back import Part
from plans.rectifications.queries import former_units, visible_items
from records import clock, outbox, trail, workdays
from records.errors import Refused
from records.models import Entry, Outbox
from tests import factories as people
from tests.plans.rectifications.factories import hand_back, issued, item_at, make_rectifying, paper
from units import holders
from units.enums import Post
from workflows import rules as engine
from workflows.acts import acting
from workflows.models import Assignment, EvidenceUse
from workflows.queries import recusal
from workflows.queries.inbox import open_assignments

pytestmark = pytest.mark.django_db


def waiting(item) -> set[tuple[str, str]]:
    return set(Assignment.objects.filter(subject=item.key, done_at=None).values_list("kind", "holder"))


def anew(item) -> Item:
    return Item.objects.select_related("unit", "source").get(pk=item.pk)


def test_the_application_waits_for_the_office_and_the_unit_has_nothing_to_sign():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    assert waiting(item) == {("hand_back", holders.post("office_clerk", d.office.pk))}
    assert (item.hand_back_count, item.late_days, item.return_count) == (1, 0, 0)
    assert trail.verify(item.key) == []


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("basis", {"ground": "not_ours", "basis": ""}),
        ("same_as", {"ground": "duplicate"}),
        ("reason", {"ground": "done", "reason": " "}),
        ("ground", {"ground": "bored"}),
    ],
)
def test_each_ground_needs_what_it_rests_on(field, told):
    item = item_at(Status.ISSUED)
    with pytest.raises(Refused) as refused:
        hand_back(item.world, item, **told)
    assert refused.value.field == field
    assert anew(item).status == Status.ISSUED


def test_after_two_working_days_the_sentence_says_what_to_do_instead(clock_at):
    item = item_at(Status.ISSUED)
    last = workdays.add(item.issued_on, 2).date
    clock_at(last + timedelta(days=1))
    with pytest.raises(Refused, match="请先签收"):
        hand_back(item.world, item)
    clock_at(last)
    hand_back(item.world, item)


def test_what_was_signed_for_is_not_handed_back():
    item = item_at(Status.WORKING)
    with pytest.raises(Refused, match="配合单位的措施"):
        hand_back(item.world, item)


def test_only_the_units_liaison_hands_back_and_only_the_office_answers():
    item = item_at(Status.ISSUED)
    d, world = item.world.district, item.world
    for by in (d.other_liaison, d.clerk, d.head):
        with pytest.raises(Refused):
            handing_back.hand_back(item, by=by, ground="done", reason="样例")
    hand_back(world, item)
    for by in (d.liaison, world.office_head, world.in_charge, d.secretary):
        with pytest.raises(Refused):
            handing_back.uphold(item, by=by, words="样例")


def test_a_clerk_of_the_unit_does_not_answer_for_it():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(clerk, Post.MEMBER, d.unit)
    with pytest.raises(Refused, match="本单位"):
        handing_back.uphold(item, by=clerk, words="样例")


def test_upheld_it_waits_to_be_signed_and_the_days_are_given_back(clock_at):
    item = item_at(Status.HANDED_BACK)
    d, limit = item.world.district, item.limit
    clock_at(workdays.add(clock.today(), 3).date)
    handing_back.uphold(item, by=d.clerk, words="三定规定第五条，仍由贵单位办理（样例）")
    item = anew(item)
    assert (item.status, item.due) == (Status.ISSUED, limit)
    assert item.limit == workdays.add(limit, 3).date
    assert waiting(item) == {("receive", holders.post("liaison", d.unit.pk))}
    issuing.receive(item, by=d.liaison)


def test_a_limit_the_source_set_does_not_move(clock_at):
    item = item_at(Status.HANDED_BACK, source="audit")
    clock_at(workdays.add(clock.today(), 3).date)
    handing_back.uphold(item, by=item.world.district.clerk, words="仍由贵单位办理（样例）")
    assert anew(item).limit == item.due


def test_a_second_time_the_leader_in_charge_decides_for_good():
    item = item_at(Status.HANDED_BACK)
    d, world = item.world.district, item.world
    handing_back.uphold(item, by=d.clerk, words="维持（样例）")
    hand_back(world, anew(item))
    assert waiting(item) == {("hand_back", holders.post("deputy", d.office.pk))}
    with pytest.raises(Refused, match="终审"):
        handing_back.uphold(anew(item), by=d.clerk, words="样例")
    handing_back.uphold(anew(item), by=world.in_charge, words="终审维持（样例）")
    with pytest.raises(Refused, match="终审已维持"):
        hand_back(world, anew(item))
    assert anew(item).hand_back_count == 2


def test_reassigned_the_number_stays_and_the_other_unit_signs():
    item = item_at(Status.HANDED_BACK)
    d, number = item.world.district, item.number
    with pytest.raises(Refused, match="维持交办"):
        handing_back.reassign(item, by=d.clerk, unit=d.unit, words="样例")
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="属党校职责（样例）")
    item = anew(item)
    assert (item.number, item.unit, item.status) == (number, d.other_unit, Status.ISSUED)
    assert waiting(item) == {("receive", holders.post("liaison", d.other_unit.pk))}
    assert not visible_items(d.liaison).filter(pk=item.pk).exists()
    told = set(Notice.objects.filter(event="item.reassigned").values_list("recipient", flat=True))
    assert told == {d.liaison.pk, d.other_liaison.pk}
    with pytest.raises(Refused):
        issuing.receive(item, by=d.liaison)
    issuing.receive(item, by=d.other_liaison)


def test_the_new_unit_has_its_own_first_application():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="样例")
    asked = handing_back.hand_back(
        anew(item), by=d.other_liaison, ground="shared", reason="需共同办理（样例）"
    )
    assert not asked.final


def test_whoever_is_of_the_unit_it_was_taken_from_does_not_judge_it_for_the_office():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    own_clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(own_clerk, Post.MEMBER, d.unit)
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="样例")
    handing_back.hand_back(anew(item), by=d.other_liaison, ground="shared", reason="应由原单位办理（样例）")
    with pytest.raises(Refused, match="本单位的事项"):
        handing_back.uphold(anew(item), by=own_clerk, words="样例")
    handing_back.uphold(anew(item), by=d.clerk, words="样例")


def test_consultation_sets_the_lead_and_each_partners_measure():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    third = people.make_unit("样例大数据中心")
    liaison = people.make_person(Post.LIAISON, third)
    parts = [Part(d.unit, "提供业务规则（样例）"), Part(third, "改造接口（样例）")]
    with pytest.raises(Refused, match="同时列为配合"):
        handing_back.consult(item, by=d.clerk, unit=d.unit, parts=parts, words="样例")
    with pytest.raises(Refused, match="配合单位"):
        handing_back.consult(item, by=d.clerk, unit=d.other_unit, parts=[], words="样例")
    handing_back.consult(item, by=d.clerk, unit=d.other_unit, parts=parts, words="12月1日会商（样例）")
    item = anew(item)
    assert (item.unit, item.status) == (d.other_unit, Status.ISSUED)
    assert waiting(item) == {
        ("receive", holders.post("liaison", d.other_unit.pk)),
        ("measure_receive", holders.post("liaison", d.unit.pk)),
        ("measure_receive", holders.post("liaison", third.pk)),
    }
    assert visible_items(liaison).filter(pk=item.pk).exists()
    assert open_assignments(liaison).get().due == workdays.add(clock.today(), 2).date
    assert list(item.measures.values_list("order", "due")) == [(1, item.limit), (2, item.limit)]
    issuing.receive(item, by=d.other_liaison)
    assert anew(item).status == Status.WORKING


def test_an_objection_to_what_a_later_consultation_takes_away_waits_for_nobody():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    consult = {
        "by": d.clerk,
        "unit": d.unit,
        "parts": [Part(d.other_unit, "改造接口（样例）")],
        "words": "样例",
    }
    handing_back.consult(item, **consult)
    measure = anew(item).measures.get()
    partners.object_to(measure, by=d.other_liaison, reason="不属我单位（样例）")
    handing_back.hand_back(anew(item), by=d.liaison, ground="shared", reason="仍需会商（样例）")
    handing_back.consult(anew(item), **consult | {"by": item.world.in_charge})
    concern = item.concerns.get()
    assert (concern.answer_words, concern.measure) == ("措施已撤销", None)
    with pytest.raises(Refused, match="已经答复"):
        partners.answer_objection(concern, by=d.liaison, words="样例")


def test_merging_ends_the_one_and_tells_the_other_once():
    world = make_rectifying()
    into = issued(world)
    item = issued(world, problem="同一窗口的同一问题（样例）")
    hand_back(world, item)
    for wrong in (item, item_at(Status.MERGED, world)):
        with pytest.raises(Refused):
            handing_back.merge(anew(item), by=world.district.clerk, into=wrong, words="样例")
    handing_back.merge(anew(item), by=world.district.clerk, into=into, words="同一问题（样例）")
    item = anew(item)
    assert (item.status, item.merged_into) == (Status.MERGED, into)
    assert waiting(item) == set()
    row = Outbox.objects.get(key=f"take_in:{item.pk}")
    for _time in range(2):
        merging.take_in(row.payload)
    took = Entry.objects.get(subject=into.key, code="item.took_in")
    assert took.params["number"] == item.number
    assert trail.verify(into.key) == trail.verify(item.key) == []
    assert outbox.dead() == 0


def test_dismissal_needs_papers_and_a_second_person():
    item = item_at(Status.HANDED_BACK)
    d, world = item.world.district, item.world
    with pytest.raises(Refused, match="核查材料"):
        dismissing.propose_dismissal(item, by=d.clerk, words="不存在（样例）", papers=[])
    proof = paper(world)
    dismissing.propose_dismissal(item, by=d.clerk, words="不存在（样例）", papers=[proof])
    item = anew(item)
    assert item.status == Status.HANDED_BACK
    assert waiting(item) == {("hand_back_second", holders.post("office_head", d.office.pk))}
    assert not EvidenceUse.objects.filter(evidence=proof).exists()  # the unit reads nothing of it yet
    with pytest.raises(Refused, match="第二人"):
        dismissing.confirm_dismissal(item, by=d.clerk)
    with pytest.raises(Refused, match="先由第二人"):
        handing_back.uphold(item, by=d.clerk, words="样例")
    for by in (d.liaison, d.secretary):
        with pytest.raises(Refused):
            dismissing.confirm_dismissal(item, by=by)
    dismissing.confirm_dismissal(item, by=world.office_head)
    item = anew(item)
    assert item.status == Status.UNFOUNDED
    asked = item.handbacks.get()
    assert (asked.answered_by, asked.seconded_by) == (d.clerk, world.office_head)
    assert EvidenceUse.objects.get(evidence=proof).subject == item.key
    assert waiting(item) == set()


@pytest.mark.parametrize("answer", ["reassign", "merge", "dismiss"])
def test_what_the_first_unit_owes_the_person_who_complained_stays_with_it(answer):
    item = item_at("dismissal proposed" if answer == "dismiss" else Status.HANDED_BACK)
    d, world = item.world.district, item.world
    with acting(item, by=d.clerk) as act:
        act.assign("reply", holders.post("liaison", d.unit.pk), "请答复反映人", limit_days=5, line="reply")
    item = anew(item)
    if answer == "reassign":
        handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="样例")
    elif answer == "merge":
        handing_back.merge(item, by=d.clerk, into=issued(world), words="样例")
    else:
        dismissing.confirm_dismissal(item, by=world.office_head)
    assert ("reply", holders.post("liaison", d.unit.pk)) in waiting(item)


def test_a_dismissal_sent_back_waits_for_another_answer():
    item = item_at("dismissal proposed")
    d, world = item.world.district, item.world
    with pytest.raises(Refused, match="理由"):
        dismissing.send_dismissal_back(item, by=world.office_head, reason="")
    dismissing.send_dismissal_back(item, by=world.office_head, reason="材料不足（样例）")
    assert waiting(item) == {("hand_back", holders.post("office_clerk", d.office.pk))}
    handing_back.uphold(anew(item), by=d.clerk, words="维持（样例）")
    assert anew(item).status == Status.ISSUED


def test_people_of_the_unit_it_was_taken_from_recuse_themselves():
    """原承办单位: after 改派 they may not accept it, and the page says why."""
    item = item_at(Status.HANDED_BACK)
    world, d = item.world, item.world.district
    assert set(former_units(item)) == set()
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="样例")
    item = Item.objects.get(pk=item.pk)
    assert former_units(item) == {d.unit.pk}
    found = recusal.grounds(item)
    assert {found[person.pk] for person in (d.liaison, d.head, world.person)} == {"原承办单位人员"}
    assert found[d.other_liaison.pk] == "本单位人员"
    assert d.clerk.pk not in found
    with pytest.raises(Refused, match="原承办单位人员"):
        engine.check_can_accept(item, world.person)


def test_a_unit_that_has_it_again_is_no_former_one():
    item = item_at(Status.HANDED_BACK)
    d = item.world.district
    handing_back.reassign(item, by=d.clerk, unit=d.other_unit, words="样例")
    item = Item.objects.select_related("unit", "source").get(pk=item.pk)
    handing_back.hand_back(item, by=d.other_liaison, ground="not_ours", reason="样例", basis="样例")
    handing_back.reassign(Item.objects.get(pk=item.pk), by=d.clerk, unit=d.unit, words="样例")
    item = Item.objects.get(pk=item.pk)
    assert former_units(item) == {d.other_unit.pk}
    assert recusal.grounds(item)[d.liaison.pk] == "本单位人员"
