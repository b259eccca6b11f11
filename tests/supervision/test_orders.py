"""督办通知单: drafted on written conditions, one a unit; issued by a person; lapsing when its matters move; answered by the unit."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from documents.models import Document
from documents.visibility import readable
from notifications.models import Delivery, Notice, Preference
from plans.supervision.enums import OrderState
from plans.supervision.models import Order, OrderLine
from plans.supervision.operations import orders as operations
from plans.supervision.operations import rules
from plans.supervision.operations.drafting import draft_orders
from plans.supervision.queries.chain import chain_of
from project.effects import EFFECTS
from records import clock, facts, outbox, trail
from records.errors import Refused
from tests.factories import delegate, give_post, make_office, make_person, make_unit
from tests.supervision.test_reminders import at
from tests.supervision.test_reminders import waiting as waits
from tests.test_addresses import signed_in
from units import holders
from units.enums import Post
from workflows import lights
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
READY = {"demand": "请立即办理", "contact": "样例经办", "answer_by": date(2026, 11, 26)}


class Office:
    """The office that supervises, and one unit that is behind."""

    def __init__(self):
        self.office = make_office()
        self.clerk = make_person(Post.OFFICE_CLERK, self.office)
        self.head = make_person(Post.OFFICE_HEAD, self.office)
        self.unit = make_unit("样例民政局")
        self.liaison = make_person(Post.LIAISON, self.unit)
        self.unit_head = make_person(Post.HEAD, self.unit)
        self.person = make_person(unit=self.unit)

    def waiting(self, due: date, **fields) -> Assignment:
        since = at(date(2026, 10, 12))
        yellow_on, red_on = lights.dates(clock.day_of(since), due)
        own = {"unit": self.unit, "holder": holders.person(self.person.pk)} | fields
        kind = {"kind": "execute", "subject": "plan:1", "since": since}
        dates = {"yellow_on": yellow_on, "red_on": red_on}
        return waits(due=due, **(kind | dates | own))

    def drafted(self, *dues: date) -> Order:
        for due in dues:
            self.waiting(due)
        draft_orders(at(MONDAY))
        return Order.objects.latest("pk")

    def submitted(self, *dues: date) -> Order:
        order = self.drafted(*dues)
        operations.save_order(order, by=self.clerk, **READY)
        operations.submit_order(order, by=self.clerk)
        return Order.objects.get(pk=order.pk)

    def issued(self) -> Order:
        order = self.submitted(date(2026, 11, 20))
        operations.sign_order(order, by=self.head)
        return Order.objects.get(pk=order.pk)


@pytest.fixture
def world(clock_at):
    clock_at(at(MONDAY))
    return Office()


def drafts() -> dict[str, int]:
    """colour → how many matters are listed."""
    return {
        order.colour: order.lines.filter(lapsed_at=None).count()
        for order in Order.objects.filter(lapsed_at=None)
    }


@pytest.mark.parametrize(
    ("due", "colour"),
    [
        (date(2026, 11, 20), "red"),
        (MONDAY, "orange"),  # yellow, and nothing has ever been reported
        (date(2026, 11, 26), "orange"),
        (date(2026, 12, 31), None),
    ],
)
def test_colour_follows_the_written_condition(world, due, colour):
    world.waiting(due)
    draft_orders(at(MONDAY))
    assert drafts() == ({colour: 1} if colour else {})


def test_progress_makes_orange_blue_and_blue_begins_three_days_before(world):
    for due in (date(2026, 11, 26), date(2026, 11, 27)):
        world.waiting(due)
    facts.fact("plan.reported", subject="plan:1", unit_id=world.unit.pk).save()
    draft_orders(at(MONDAY))
    assert drafts() == {"blue": 1}


def test_what_has_three_days_in_all_is_not_urged_on_the_first(world):
    since, due = at(MONDAY), date(2026, 11, 26)
    yellow_on, red_on = lights.dates(MONDAY, due)
    facts.fact("plan.reported", subject="plan:1", unit_id=world.unit.pk).save()
    world.waiting(due, since=since, yellow_on=yellow_on, red_on=red_on)
    draft_orders(at(MONDAY))
    assert drafts() == {}
    draft_orders(at(yellow_on))
    assert drafts() == {"blue": 1}


def test_matters_of_a_unit_go_into_one_and_two_sweeps_list_nothing_twice(world):
    other = make_unit()
    for due in (date(2026, 11, 19), date(2026, 11, 20)):
        world.waiting(due)
    world.waiting(date(2026, 11, 20), unit=other)
    draft_orders(at(MONDAY))
    assert draft_orders(at(MONDAY, 11)) == 0
    assert sorted(order.lines.count() for order in Order.objects.all()) == [1, 2]
    world.waiting(date(2026, 11, 18))
    draft_orders(at(MONDAY, 12))
    assert sorted(order.lines.count() for order in Order.objects.all()) == [1, 3]
    title = Assignment.objects.get(kind="order_write", unit=world.unit).title
    assert title == "样例民政局督办通知单（红色督办，3项）"


def test_nothing_is_drafted_of_the_office_out_of_hours_or_when_switched_off(world):
    world.waiting(date(2026, 11, 20), unit=world.office)
    assert draft_orders(at(MONDAY)) == 0
    world.waiting(date(2026, 11, 20))
    assert draft_orders(at(date(2026, 11, 22))) == 0
    admin = make_person(Post.BUSINESS_ADMIN, world.office)
    rules.save_settings(by=admin, drafts=False)
    assert draft_orders(at(MONDAY)) == 0


def test_until_it_is_issued_nobody_of_the_unit_hears_and_it_has_no_number(world):
    order = world.submitted(date(2026, 11, 20))
    assert (order.status, order.number) == (OrderState.SUBMITTED, "")
    assert not Notice.objects.filter(recipient__unit=world.unit).exists()
    assert not Assignment.objects.filter(holder=holders.post(Post.LIAISON, world.unit.pk)).exists()
    for person in (world.liaison, world.unit_head):
        assert signed_in(person).get(reverse("order", args=[order.pk])).status_code == 404


def test_signature_gives_the_number_the_paper_the_notice_and_the_receipt_to_answer(world):
    order = world.issued()
    assert (order.status, order.number) == (OrderState.ISSUED, "督〔2026〕1号")
    told = {notice.recipient for notice in Notice.objects.filter(event="order.issued")}
    assert told == {world.unit_head, world.liaison, world.person}
    paper = Document.objects.get(subject=order.key)
    assert paper.facts["lines"][0]["condition"] == "已逾期1个工作日" and paper.facts["colour"] == "red"
    receipt = Assignment.objects.get(kind="receipt")
    assert (receipt.holder, receipt.due) == (holders.post(Post.LIAISON, world.unit.pk), READY["answer_by"])
    operations.answer_order(order, by=world.unit_head, answer="已安排专人，26日前办结")
    order.refresh_from_db()
    assert order.status == OrderState.ANSWERED and order.answer
    assert {notice.recipient for notice in Notice.objects.filter(event="order.answered")} == {
        world.clerk,
        world.head,
    }
    assert not Assignment.objects.filter(subject=order.key, done_at=None).exists()
    assert trail.verify(order.key) == []


def test_the_signer_reads_a_sample_of_what_is_left_and_it_becomes_the_paper(world):
    order = world.submitted(date(2026, 11, 19), date(2026, 11, 20))
    Assignment.objects.filter(due=date(2026, 11, 19)).update(done_at=clock.now())
    draft_orders(at(MONDAY, 11))
    sample = Document.objects.get(subject=order.key)
    assert sample.is_sample and len(sample.facts["lines"]) == 1 and sample.facts["signer"] == ""
    assert readable(world.head, sample) and not readable(world.liaison, sample)
    operations.sign_order(order, by=world.head)
    paper = Document.objects.get(subject=order.key)
    assert (paper.pk, paper.code) == (sample.pk, sample.code)
    assert paper.number and paper.facts["signer"] == world.head.name and not paper.is_sample


def test_draft_lapses_when_its_matters_move_and_its_work_ends(world):
    order = world.drafted(date(2026, 11, 19), date(2026, 11, 20))
    Assignment.objects.filter(due=date(2026, 11, 19)).update(done_at=clock.now())
    draft_orders(at(MONDAY, 11))
    order.refresh_from_db()
    assert (order.status, order.lines.filter(lapsed_at=None).count()) == (OrderState.DRAFT, 1)
    Assignment.objects.filter(kind="execute", done_at=None).update(due=date(2026, 12, 31))
    draft_orders(at(MONDAY, 12))
    order.refresh_from_db()
    assert order.status == OrderState.LAPSED
    assert not Assignment.objects.filter(subject=order.key, done_at=None).exists()


def test_what_has_moved_is_not_signed(world):
    order = world.submitted(date(2026, 11, 20))
    Assignment.objects.filter(kind="execute").update(done_at=clock.now())
    assert operations.sign_order(order, by=world.head) is False
    order.refresh_from_db()
    assert (order.status, order.number) == (OrderState.LAPSED, "")
    assert not Document.objects.exists() and not Notice.objects.filter(recipient__unit=world.unit).exists()


def test_a_matter_that_becomes_worse_moves_from_the_draft_to_the_graver_one(world):
    world.waiting(date(2026, 11, 24))
    draft_orders(at(MONDAY))
    assert drafts() == {"orange": 1}
    draft_orders(at(date(2026, 11, 25)))
    assert drafts() == {"red": 1}
    assert Order.objects.get(colour="orange").status == OrderState.LAPSED


def test_returned_it_is_the_clerks_again_and_dropped_it_does_not_come_back(world):
    order = world.submitted(date(2026, 11, 20))
    operations.return_order(order, by=world.head, words="先电话催办")
    order.refresh_from_db()
    assert order.status == OrderState.DRAFT and not Document.objects.exists()
    assert Assignment.objects.get(subject=order.key, done_at=None).kind == "order_write"
    operations.drop_order(order, by=world.clerk, words="已电话催办")
    draft_orders(at(MONDAY, 12))
    assert Order.objects.count() == 1


def test_an_orange_one_is_not_signed_once_the_unit_has_reported(world):
    order = world.submitted(date(2026, 11, 26))
    assert order.colour == "orange"
    facts.fact("plan.reported", subject="plan:1", unit_id=world.unit.pk).save()
    assert operations.sign_order(order, by=world.head) is False
    order.refresh_from_db()
    assert order.status == OrderState.LAPSED


def test_what_waits_anew_with_the_same_limit_is_not_drafted_again(world):
    order = world.issued()
    first = order.lines.get().assignment
    Assignment.objects.filter(pk=first.pk).update(done_at=clock.now())
    other = holders.person(make_person(unit=world.unit).pk)
    world.waiting(first.due, holder=other)  # handed out anew, the limit as before
    assert draft_orders(at(MONDAY, 11)) == 0 and Order.objects.count() == 1
    world.waiting(date(2026, 11, 19), holder=other)  # another limit is another matter
    assert draft_orders(at(MONDAY, 12)) == 1


def test_with_drafting_switched_off_what_has_moved_lapses_all_the_same(world):
    order = world.drafted(date(2026, 11, 20))
    rules.save_settings(by=make_person(Post.BUSINESS_ADMIN, world.office), drafts=False)
    Assignment.objects.filter(kind="execute").update(done_at=clock.now())
    draft_orders(at(MONDAY, 11))
    order.refresh_from_db()
    assert order.status == OrderState.LAPSED


def test_a_signature_by_delegation_prints_both_names(world):
    order = world.submitted(date(2026, 11, 20))
    deputy = make_person(Post.OFFICE_CLERK, world.office)
    delegate(world.head, deputy)
    operations.sign_order(order, by=deputy)
    order.refresh_from_db()
    assert (order.signed_by, order.on_behalf_of) == (deputy, world.head)
    assert Document.objects.get().facts["on_behalf_of"] == world.head.name


@pytest.mark.parametrize(
    ("attempt", "state", "who"),
    [
        (lambda o, by: operations.save_order(o, by=by, demand="改"), "drafted", {"clerk"}),
        (lambda o, by: operations.submit_order(o, by=by), "drafted", {"clerk"}),
        (lambda o, by: operations.drop_order(o, by=by, words="不发"), "drafted", {"clerk"}),
        (lambda o, by: operations.sign_order(o, by=by), "submitted", {"head"}),
        (lambda o, by: operations.return_order(o, by=by, words="退"), "submitted", {"head"}),
        (lambda o, by: operations.answer_order(o, by=by, answer="办了"), "issued", {"liaison", "unit_head"}),
    ],
)
def test_each_operation_is_open_to_exactly_these(world, attempt, state, who):
    order = world.issued() if state == "issued" else getattr(world, state)(date(2026, 11, 20))
    if state == "drafted":
        Order.objects.filter(pk=order.pk).update(**READY)
    own_clerk = make_person(Post.OFFICE_CLERK, world.office)
    give_post(own_clerk, Post.MEMBER, world.unit)
    people = {name: getattr(world, name) for name in ("clerk", "head", "liaison", "unit_head", "person")}
    people |= {"own_clerk": own_clerk, "admin": make_person(Post.BUSINESS_ADMIN, world.office)}
    people["foreign"] = make_person(Post.LIAISON, make_unit())
    assert {name for name, person in people.items() if _may(order, attempt, person)} == who


def _may(order, attempt, person) -> bool:
    from django.db import transaction

    block = transaction.atomic()
    block._from_testcase = True
    with block:
        try:
            attempt(Order.objects.select_related("unit").get(pk=order.pk), person)
        except Refused:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_one_who_belongs_to_the_unit_does_not_sign(world):
    order = world.submitted(date(2026, 11, 20))
    give_post(world.head, Post.MEMBER, world.unit)
    with pytest.raises(Refused, match="回避"):
        operations.sign_order(order, by=world.head)


def test_pages_complete_sign_and_answer_and_keep_what_was_typed(world):
    order = world.drafted(date(2026, 11, 20))
    client, address = signed_in(world.clerk), reverse("order", args=[order.pk])
    assert "已逾期1个工作日" in client.get(address).content.decode()
    bad = client.post(reverse("order_save", args=[order.pk]), {"demand": "很长的要求", "submit": "1"})
    assert bad.status_code == 422 and "很长的要求" in bad.content.decode()
    form = {"demand": "请办", "answer_by": "2026-11-26", "way": "系统", "contact": "某某", "submit": "1"}
    assert client.post(reverse("order_save", args=[order.pk]), form).status_code == 302
    client = signed_in(world.head)
    assert "签发" in client.get(address).content.decode()
    client.post(reverse("order_sign", args=[order.pk]))
    client = signed_in(world.liaison)
    assert "请办" in client.get(address).content.decode()
    assert client.post(reverse("order_answer", args=[order.pk]), {"answer": ""}).status_code == 422
    client.post(reverse("order_answer", args=[order.pk]), {"answer": "已办"})
    page = signed_in(world.clerk).get(reverse("orders"), {"state": "answered"}).content.decode()
    assert "督〔2026〕1号" in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_any_number(world, n, django_assert_num_queries):
    for _each in range(n):
        world.waiting(date(2026, 11, 20), unit=make_unit())
    draft_orders(at(MONDAY))
    client = signed_in(world.clerk)
    client.get(reverse("orders"))
    with django_assert_num_queries(7):
        client.get(reverse("orders"))


def test_a_sweep_without_anything_to_do_is_a_few_statements(world, django_assert_max_num_queries):
    world.drafted(date(2026, 11, 20))
    for n in range(20):
        world.waiting(date(2027, 6, 1) + timedelta(days=n))
    with django_assert_max_num_queries(6):
        assert draft_orders(at(MONDAY, 14)) == 0
    assert OrderLine.objects.count() == 1


def test_an_issued_one_leaves_the_page_with_its_proof_whatever_a_person_has_chosen(world):
    Preference.objects.create(person=world.unit_head, mail="off")
    order = world.issued()
    notice = Notice.objects.get(recipient=world.unit_head)
    sent = set(Delivery.objects.filter(notice=notice).values_list("key", "state"))
    assert sent == {(f"told:{notice.pk}:in_app", "sent"), (f"told:{notice.pk}:email", "due")}
    assert outbox.drain("notify", EFFECTS) == 3  # the head, the 联络员, the responsible person
    link = next(each for each in chain_of(order, world.clerk) if each.to == world.unit_head.name)
    assert (link.due, link.acted_at) == (order.answer_by, None)
    operations.answer_order(order, by=world.liaison, answer="已办理")
    order.refresh_from_db()
    links = [each for each in chain_of(order, world.clerk) if each.why == "order.issued"]
    assert links and all(each.acted_at == order.answered_at for each in links)
    assert Delivery.objects.filter(notice__event="order.answered", channel="email").count() == 2
