"""群众反映: who complained stays with 受理人员; the unit gets a summary and owes a reply."""

import io
import json
import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from plans.rectifications.enums import Channel, HandBackGround, SourceKind, Status
from plans.rectifications.leaks import Reporter
from plans.rectifications.models import Complaint, Item, Reply
from plans.rectifications.operations import complaints, handing_back, issuing
from records import clock, secrets, trail
from records.errors import Refused
from records.models import Entry, Outbox
from tests import factories as people
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import work
from tests.plans.rectifications.sheets import Sheet, export, written
from tests.test_addresses import signed_in
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

REPORTER = Reporter(
    name="样例反映人",
    phone="13800138000",
    address="样例区幸福路12号3单元502室",
    original="我叫样例反映人，上个月三次到民政局二楼低保窗口，工作人员每次都说材料不全，却从来没有讲清楚要带什么",
    recording="录音-20261120-07",
)
PRIVATE = ("样例反映人", "13800138000", "幸福路12号", "录音-20261120", "却从来没有讲清楚")
SUMMARY = "低保窗口一次性告知不到位，群众多次往返"


@pytest.fixture
def world():
    world = make_rectifying()
    world.intake = people.make_person(Post.INTAKE, world.district.office, name="样例受理")
    return world


def registered(world, reporter: Reporter = REPORTER, **fields) -> Complaint:
    given = {
        "channel": Channel.HOTLINE,
        "received_on": clock.today(),
        "key": f"k{Complaint.objects.count()}",
    } | fields
    return complaints.register(reporter, by=world.intake, **given)


def issued(world, complaint: Complaint, *, summary: str = SUMMARY, **fields) -> Item:
    due = clock.today() + timedelta(days=14)
    given = problem(world, source=SourceKind.PUBLIC, problem=summary, **fields)
    return complaints.issue_complaint(complaint, given, reply_due=due, by=world.intake)


def everything() -> str:
    """Every value of every table, as a text."""
    rows = [
        [str(value) for value in row]
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list(
            *[
                each.attname
                for each in model._meta.concrete_fields
                if not isinstance(each, models.BinaryField)
            ]
        )
    ]
    return json.dumps(rows, ensure_ascii=False)


def test_who_complained_is_in_no_table_no_log_and_no_file(world, settings, caplog):
    caplog.set_level(logging.DEBUG)
    complaint = registered(world)
    complaints.read_reporter(complaint, by=world.intake)
    with pytest.raises(Refused):
        issued(world, complaint, summary=REPORTER.original)
    issued(world, complaint)
    work()
    complaints.reply_to_reporter(Reply.objects.get(), words="已制作一次性告知单。", by=world.district.liaison)
    kept = (
        everything()
        + caplog.text
        + "".join(
            path.read_bytes().decode(errors="ignore")
            for path in settings.FILES_DIR.rglob("*")
            if path.is_file()
        )
    )
    assert SUMMARY in kept
    assert [word for word in PRIVATE if word in kept] == []
    assert complaints.read_reporter(complaint, by=world.intake) == REPORTER


def test_each_reading_stands_on_the_access_trail_with_the_number_and_nothing_else(world):
    complaint = registered(world)
    for _each in range(2):
        complaints.read_reporter(complaint, by=world.intake)
    entries = Entry.objects.filter(subject="access", code="complaint.read")
    assert [(entry.by_id, entry.params) for entry in entries] == [
        (world.intake.pk, {"number": complaint.number})
    ] * 2
    assert trail.verify("access") == []


def test_nobody_but_named_intake_staff_reads_registers_or_gives_out(world):
    complaint = registered(world)
    d = world.district
    for person in (
        d.clerk,
        world.office_head,
        d.chair,
        d.liaison,
        d.secretary,
        people.make_person(Post.SYSTEM_ADMIN, d.office),
    ):
        with pytest.raises(Refused):
            complaints.read_reporter(complaint, by=person)
        with pytest.raises(Refused):
            complaints.register(REPORTER, channel="", received_on=clock.today(), key="x", by=person)
        with pytest.raises(Refused):
            complaints.issue_complaint(
                complaint,
                problem(world, source=SourceKind.PUBLIC),
                reply_due=clock.today() + timedelta(days=9),
                by=person,
            )
        assert signed_in(person).get(reverse("complaint", args=[complaint.pk])).status_code == 404
    assert not Entry.objects.filter(code="complaint.read").exists()
    people.delegate(world.intake, d.clerk)
    with pytest.raises(Refused):
        complaints.read_reporter(complaint, by=d.clerk)


@pytest.mark.parametrize("name", ["problem", "goal", "standard", "category", "source_document"])
def test_a_summary_that_names_the_person_stops_at_its_field_and_nothing_is_given_out(world, name):
    complaint = registered(world)
    with pytest.raises(Refused) as refused:
        issued(world, complaint, **{"summary" if name == "problem" else name: "来电13800138000反映"})
    assert refused.value.field == name
    assert not Item.objects.exists() and not Reply.objects.exists()
    complaint.refresh_from_db()
    assert complaint.item is None


def test_a_complaint_is_given_out_once(world):
    complaint = registered(world)
    item = issued(world, complaint)
    assert (item.source.kind, item.problem, item.status) == (SourceKind.PUBLIC, SUMMARY, Status.ISSUED)
    stale = Complaint.objects.get(pk=complaint.pk)
    stale.item = None  # what an old page believes
    with pytest.raises(Refused):
        issued(world, stale, summary="另一个摘要")
    with pytest.raises(Refused):
        issued(world, Complaint.objects.get(pk=complaint.pk), summary="另一个摘要")
    assert Item.objects.count() == 1
    assert trail.verify(complaint.trail_key) == trail.verify(item.key) == []


def test_sent_twice_a_form_registers_once(world):
    assert registered(world, key="one").pk == registered(world, key="one").pk
    assert registered(world, key="two").number == f"受理-{clock.today().year}-0002"


def test_an_accusation_leaves_only_its_date_and_number(world):
    complaint = registered(world, accusation=True)
    assert complaint.referred_on == clock.today()
    assert (complaint.sealed, complaint.channel, complaint.item) == ("", "", None)
    assert complaint.number and complaint.received_on
    for attempt in (
        lambda: complaints.read_reporter(complaint, by=world.intake),
        lambda: issued(world, complaint),
        lambda: complaints.refer(complaint, by=world.intake),
    ):
        with pytest.raises(Refused):
            attempt()


def test_what_turns_out_to_accuse_a_person_is_cleared_before_but_not_after_it_was_given_out(world):
    complaint = registered(world)
    complaints.refer(complaint, by=world.intake)
    complaint.refresh_from_db()
    assert (complaint.sealed, complaint.channel) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(sealed="x")
    other = registered(world, key="other")
    issued(world, other)
    other.refresh_from_db()
    with pytest.raises(Refused):
        complaints.refer(other, by=world.intake)


def _reassign(world, item):
    handing_back.reassign(item, by=world.district.clerk, unit=world.district.other_unit, words="属党校职责")


def _merge(world, item):
    into = issuing.issue(problem(world, problem="另一件"), by=world.district.clerk)
    handing_back.merge(item, by=world.district.clerk, into=into, words="同一问题")


@pytest.mark.parametrize("answer", [_reassign, _merge])
def test_the_first_unit_owes_its_reply_whatever_became_of_the_item(world, answer):
    d = world.district
    item = issued(world, registered(world))
    owed = Assignment.objects.get(subject=item.key, kind=complaints.REPLY)
    handing_back.hand_back(
        Item.objects.get(pk=item.pk),
        by=d.liaison,
        ground=HandBackGround.NOT_OURS,
        reason="非本单位职责",
        basis="三定方案",
    )
    answer(world, Item.objects.get(pk=item.pk))
    reply = Reply.objects.get()
    assert Assignment.objects.filter(holder=owed.holder, kind=complaints.REPLY, done_at=None).exists()
    assert signed_in(d.liaison).get(owed.url).status_code == 200
    with pytest.raises(Refused):
        complaints.reply_to_reporter(reply, words="已移交", by=d.other_liaison)
    complaints.reply_to_reporter(reply, words="经核实属样例党校职责，已移交办理。", by=d.liaison)
    with pytest.raises(Refused):
        complaints.reply_to_reporter(reply, words="再答", by=d.liaison)
    owed.refresh_from_db()
    assert owed.done_by == d.liaison
    reply.refresh_from_db()
    assert reply.replied_on == clock.today()
    for wrong in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(Refused):
            complaints.tell_reporter(reply, told_on=wrong, by=world.intake)
    complaints.tell_reporter(reply, told_on=clock.today(), by=world.intake)
    with pytest.raises(Refused):
        complaints.tell_reporter(reply, told_on=clock.today(), by=world.intake)
    assert trail.verify(item.key) == []


def test_a_change_of_keys_seals_everything_again(world, settings):
    complaint = registered(world)
    registered(world, key="accusation", accusation=True)
    old = settings.SECRETS_KEYS
    settings.SECRETS_KEYS = ["a new key, long enough to be one", *old]
    out = io.StringIO()
    call_command("reseal_secrets", stdout=out)
    assert out.getvalue() == "1 sealed with the first key.\n"
    settings.SECRETS_KEYS = settings.SECRETS_KEYS[:1]
    complaint.refresh_from_db()
    assert complaints.read_reporter(complaint, by=world.intake) == REPORTER
    settings.SECRETS_KEYS = old
    with pytest.raises(Refused):
        secrets.unseal(complaint.sealed)


# --- pages ------------------------------------------------------------------------------------------------
def typed(world, **fields) -> dict:
    return {
        "unit": world.district.unit.pk,
        "problem": SUMMARY,
        "scope": "single",
        "kind": "timed",
        "due": (clock.today() + timedelta(days=60)).isoformat(),
        "reply_due": (clock.today() + timedelta(days=14)).isoformat(),
    } | fields


def test_a_complaint_goes_through_its_pages_and_is_shown_to_intake_on_request_only(world):
    client = signed_in(world.intake)
    form = {"received_on": clock.today().isoformat(), "channel": "call", "key": "k", **REPORTER.as_json()}
    answer = client.post(reverse("complaint_new"), form)
    complaint = Complaint.objects.get()
    page = reverse("complaint", args=[complaint.pk])
    assert answer.url == page
    assert not any(word in client.get(page).content.decode() for word in PRIVATE)
    shown = client.post(reverse("complaint_show", args=[complaint.pk]))
    assert all(word in shown.content.decode() for word in PRIVATE)
    assert "no-store" in shown["Cache-Control"]
    assert client.get(reverse("complaint_show", args=[complaint.pk])).status_code == 405
    issue = reverse("complaint_issue", args=[complaint.pk])
    leaking = client.post(issue, typed(world, problem="样例反映人来电反映"))
    assert leaking.status_code == 422 and leaking.context["form"].errors.keys() == {"problem"}
    confirm = client.post(issue, typed(world)).content.decode()
    assert "承办单位将看到" in confirm and SUMMARY in confirm and not Item.objects.exists()
    assert client.post(issue, typed(world, confirm="1")).url == page
    item = Item.objects.get()
    for viewer in (world.district.liaison, world.district.clerk):
        assert not any(
            word in signed_in(viewer).get(reverse("item", args=[item.pk])).content.decode()
            for word in PRIVATE
        )
    assert client.get(reverse("item", args=[item.pk])).status_code == 200  # intake follows what came of it
    assert not any(word in client.get(reverse("complaints")).content.decode() for word in PRIVATE)
    assert Outbox.objects.filter(payload__item=item.pk).exists()


def test_an_accusation_typed_in_is_gone_with_the_answer(world):
    client = signed_in(world.intake)
    form = {"received_on": clock.today().isoformat(), "key": "k", "accusation": "on", **REPORTER.as_json()}
    answer = client.post(reverse("complaint_new"), form, follow=True)
    text = answer.content.decode()
    assert "移送纪检监察机关" in text
    assert not any(word in text + everything() for word in PRIVATE)


def test_the_list_costs_the_same_with_one_and_with_three(world, django_assert_num_queries):
    client = signed_in(world.intake)
    for n in range(3):
        issued(world, registered(world, key=f"n{n}"), summary=f"第{n}个摘要")
        if n in (0, 2):
            with django_assert_num_queries(6):
                assert client.get(reverse("complaints")).status_code == 200


# --- 台账导入 (ledger import): a cell that names the person
@pytest.mark.parametrize("head", ["备注", "完成标准", "问题类别"])
def test_a_cell_that_names_whoever_complained_is_not_written(world, head):
    item = issued(world, registered(world))
    clerk = world.district.clerk
    sheet = Sheet(export(clerk))
    sheet.put(4, head, "见13800138000来电")
    sheet.put(4, "整改目标", "一次办成")
    job = written(sheet, clerk)
    (bad,) = job.result["bad"]
    assert bad["head"] == head and "反映人" in bad["sentence"]
    item.refresh_from_db()
    assert item.goal == "一次办成"
    assert "13800138000" not in f"{item.remark}{item.standard}{item.category}"
    assert trail.verify(item.key) == []


def test_the_same_cell_of_an_item_without_a_complaint_is_written(world):
    item = issuing.issue(problem(world), by=world.district.clerk)
    sheet = Sheet(export(world.district.clerk))
    sheet.put(4, "备注", "见13800138000来电")
    written(sheet, world.district.clerk)
    item.refresh_from_db()
    assert item.remark == "见13800138000来电"


def test_no_answer_of_the_office_names_whoever_complained(world):
    """One door for all of them: what goes on the trail of the item, and from there to the page, the notice and the paper."""
    item = issued(world, registered(world))
    d = world.district
    handing_back.hand_back(
        item, by=d.liaison, ground=HandBackGround.NOT_TRUE, reason="样例反映人来过，已解决"
    )
    with pytest.raises(Refused, match="反映人") as refused:
        handing_back.uphold(Item.objects.get(pk=item.pk), by=d.clerk, words="请与样例反映人当面核实")
    assert refused.value.field == "words"
    assert Item.objects.get(pk=item.pk).status == Status.HANDED_BACK
    handing_back.uphold(Item.objects.get(pk=item.pk), by=d.clerk, words="请再核实一次")
    assert Item.objects.get(pk=item.pk).status == Status.ISSUED


def test_to_a_unit_no_refusal_says_whether_it_guessed_who_complained(world):
    item = issued(world, registered(world))
    liaison = world.district.liaison
    issuing.receive(item, by=liaison)
    sheet = Sheet(export(liaison))
    sheet.put(4, "整改目标", "向样例反映人当面说明")
    job = written(sheet, liaison)
    assert job.result == {"written": 1, "refused": 0, "bad": []}
