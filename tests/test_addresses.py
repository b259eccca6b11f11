"""Which address answers whom, and how: every URL name × role, written by hand; one that is missing fails the test."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.models import Document
from notifications.models import Notice
from plans.actions.models import Plan, Report
from plans.actions.operations import execution
from project.middleware import OPEN_TO_ALL
from records import clock
from records.enums import Circle
from tests import addresses_papers
from tests.plans.cast import cast
from tests.plans.rectifications import (
    addresses_closing,
    addresses_intake,
    addresses_ledger,
    addresses_research,
    addresses_working,
)
from tests.plans.rectifications.places import rectifying_places
from tests.plans.world import Moves, World
from tests.supervision import addresses as addresses_supervision
from tests.workflows import addresses_meetings, addresses_routes, addresses_sittings, addresses_visits
from units.models import Seat
from workflows.models import Opinion
from workflows.operations import route_drafts

pytestmark = pytest.mark.django_db

UNIT = {"liaison", "staff", "own_clerk"}  # own_clerk: a clerk of the office with a post in the unit
OFFICE = {"clerk", "own_clerk", "business_admin", "secretary"}
COMMITTEE = {"chair"}
FOREIGN = {"foreign_liaison"}
INTAKE = {"intake"}
EVERYBODY = UNIT | OFFICE | COMMITTEE | FOREIGN | INTAKE | {"leader", "auditor"}
OVERSEES = OFFICE | COMMITTEE
SEES_PLAN = UNIT | OVERSEES | {"leader"}  # the leader of its acceptance group, of a third unit
READS_FINDINGS = SEES_PLAN - UNIT
SEES_ACTION = UNIT | OVERSEES | FOREIGN
SEES_MEETING = COMMITTEE | {"secretary"}

# name → (GET, POST without data): one status for everybody who is signed in, or status → who; all others get 404.
# The plan is being checked by its group, so that nothing else may be done: 409 and 302 are calm refusals, 422 is the
# form again with its errors. Who may do what, and when, is the table of tests/test_permissions.py.
TABLE = {
    "inbox": (200, 200),
    "actions": (200, 200),
    "action": ({200: SEES_ACTION}, {200: SEES_ACTION}),
    "action_import": (
        {409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
        {302: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
    ),
    "action_import_confirm": (405, {302: SEES_ACTION}),
    "plan_start": (405, {302: SEES_ACTION}),
    "action_publish": (405, {302: SEES_ACTION}),
    "action_new": (
        {409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
        {302: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
    ),
    "big_type": (405, 302),
    "document": ({200: SEES_PLAN}, 405),
    "document_retry": (405, {302: SEES_PLAN}),
    "document_scan": ({200: SEES_PLAN}, 405),
    "document_status": ({200: SEES_PLAN}, 405),
    "inbox_done": (200, 200),
    "evidence": (200, 200),
    "evidence_file": ({200: SEES_PLAN}, 405),
    "healthz": (200, 200),
    "set_language": (302, 302),
    "login": (302, 302),
    "demo_login": (405, 404),
    "logout": (405, 302),
    "meetings": (200, 405),
    "meeting": ({200: SEES_MEETING}, 405),
    "meeting_attendance": (405, {422: SEES_MEETING}),
    "meeting_close": (405, {302: SEES_MEETING}),
    "meeting_item_add": (405, {302: SEES_MEETING}),
    "meeting_item": ({200: SEES_MEETING}, 405),
    "item_announce": (405, {422: SEES_MEETING}),
    "item_defer": (405, {422: SEES_MEETING}),
    "item_motion": (405, {422: SEES_MEETING}),
    "item_not_voted": (405, {302: SEES_MEETING}),
    "item_recuse": (405, {422: SEES_MEETING}),
    "item_lift_recusal": (405, {422: SEES_MEETING}),
    "meeting_item_remove": (405, {302: SEES_MEETING}),
    "item_vote": (405, {422: SEES_MEETING}),
    "meeting_open": (405, {302: SEES_MEETING}),
    "meeting_new": (
        {409: EVERYBODY - {"secretary"}, 200: {"secretary"}},
        {302: EVERYBODY - {"secretary"}, 200: {"secretary"}},
    ),
    "my_plans": (200, 200),
    "notices": (200, 405),
    "notice_open": (405, {302: {"liaison"}}),
    "notices_read": (405, 302),
    "overview": ({200: OVERSEES}, 405),
    "overview_urge": (405, {302: OFFICE}),
    "password_change": (200, 200),
    "password_change_done": (200, 405),
    "plans": (200, 200),
    "plan": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_agree": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_amend": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_amendments_return": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_changes": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_check": ({200: READS_FINDINGS, 409: UNIT}, 405),
    "plan_compose": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_conclude": (405, {422: READS_FINDINGS, 302: UNIT}),
    "plan_confirm": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_decline": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_edit": ({302: SEES_PLAN}, 405),
    "plan_checked": (405, {200: SEES_PLAN}),
    "plan_gaps": ({409: SEES_PLAN}, 405),
    "plan_head_save": (405, {422: SEES_PLAN}),
    "plan_section_save": (405, {422: SEES_PLAN}),
    "plan_task_add": (405, {302: SEES_PLAN}),
    "plan_task_save": (405, {422: SEES_PLAN}),
    "plan_task_move": (405, {302: SEES_PLAN}),
    "plan_task_remove": (405, {302: SEES_PLAN}),
    "plan_finding": (405, {422: READS_FINDINGS, 302: UNIT}),
    "plan_import_tasks": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_import_tasks_confirm": (405, {302: SEES_PLAN}),
    "plan_task_template": ({200: SEES_PLAN}, 405),
    "plan_import_word": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_import_word_confirm": (405, {302: SEES_PLAN}),
    "plan_original": ({200: SEES_PLAN}, 405),
    "plan_paper_decision": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_paper_correct": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_add": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_change": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_answer": (405, {422: SEES_PLAN}),
    "plan_point_remove": (405, {302: SEES_PLAN}),
    "plan_point_settle": (405, {302: SEES_PLAN}),
    "plan_point_place": ({302: SEES_PLAN}, 405),
    "plan_propose": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_receive": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_remark": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_request_acceptance": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_return": ({409: SEES_PLAN}, {422: SEES_PLAN}),
    "plan_send_back": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_signed": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_submit": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_version": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_withdraw": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_word": ({200: SEES_PLAN}, 405),
    "answer": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "sent": ({409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}}, 405),
    "tasks": (200, 405),
    "task": ({200: SEES_PLAN}, 405),
    "task_evidence_add": (405, {422: SEES_PLAN}),
    "task_evidence_remove": (405, {302: SEES_PLAN}),
    "task_finish": (405, {422: SEES_PLAN}),
    "task_report": (405, {422: SEES_PLAN}),
    "trouble_answer": (405, {422: SEES_PLAN}),
    "gallery": (200, 200),
    "verify": (200, 405),
}

# 新增问题、批量交办、相似问题、群众反映: the unit's item came of a complaint, so 受理人员 see it.
SEES_ITEM = UNIT | OVERSEES | INTAKE
TABLE |= addresses_intake.table(
    unit=UNIT,
    oversees=OVERSEES,
    intake=INTAKE,
    clerks={"clerk", "own_clerk"},
    liaisons={"liaison", "foreign_liaison"},
    everybody=EVERYBODY,
)
# 审批路线.
TABLE |= addresses_routes.table(everybody=EVERYBODY)

# 走访调研、需工委协调事项、等待时间.
TABLE |= addresses_research.table(
    unit=UNIT,
    office=OFFICE,
    committee=COMMITTEE,
    foreign=FOREIGN,
    leader={"leader"},
    plan=SEES_PLAN,
    everybody=EVERYBODY,
)
# 签收、措施、进展、牵头与配合、退办、逾期说明.
TABLE |= addresses_working.table(item=SEES_ITEM, liaison={"liaison"}, clerk={"clerk"})

# 销号、延期、终止、回头看、来源规则.
TABLE |= addresses_closing.table(everybody=EVERYBODY, item=SEES_ITEM)

# 文书、核验、批量打印、归档.
TABLE |= addresses_papers.table(everybody=EVERYBODY, plan=SEES_PLAN, inside=OVERSEES - {"own_clerk"})

# 台账.
TABLE |= addresses_ledger.table(everybody=EVERYBODY, office=OFFICE, committee=COMMITTEE)

# 验收安排、现场验收.
TABLE |= addresses_visits.table(
    unit=UNIT, office=OFFICE, committee=COMMITTEE, leader={"leader"}, everybody=EVERYBODY
)

# 提醒规则、督办.
TABLE |= addresses_supervision.table(everybody=EVERYBODY, unit=UNIT, oversees=OVERSEES)

# 会务、会议记录和纪要、议定事项、征求意见.
TABLE |= addresses_meetings.table(
    unit=UNIT, office=OFFICE, committee=COMMITTEE, meeting=SEES_MEETING, everybody=EVERYBODY
)

# 会签人、催办、抄送.
TABLE |= addresses_sittings.table(plan=SEES_PLAN)

NOT_SO, SOME = 405, {"liaison", "clerk", "auditor"}  # a wrong method is refused before anybody is looked at
DATA = {"item_not_voted": ["seat"]}
FIRST = {"plans": "plan", "tasks": "task", "actions": "action", "meetings": "meeting"}
FIRST |= {"documents": "document"}
FIRST |= {"evidence": "evidence", "notices": "notice", "overview": "action"}
FIRST |= addresses_research.FIRST | addresses_closing.FIRST | addresses_intake.FIRST | addresses_papers.FIRST
FIRST |= addresses_visits.FIRST | addresses_supervision.FIRST | addresses_meetings.FIRST
FIRST |= addresses_sittings.FIRST
LIFE = (
    "submit agree receive return submit agree receive propose table approve_in_principle amend confirm "
    "finish_tasks request_acceptance compose"
).split()


def routes(resolver=None, before: str = "") -> dict[str, str]:
    """name → route, of every address there is."""
    found = {}
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            found |= routes(each, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            found[each.name] = before + str(each.pattern)
    return found


class Place:
    """One plan with everything an address can name, and its people."""

    def __init__(self):
        self.moves = Moves(World())
        for move in LIFE:
            if move == "finish_tasks":
                execution.report(
                    self.moves.tasks().first(), by=self.moves.d.liaison, kind="trouble", words="缺少场地"
                )
            self.moves.make(move)
        world, plan = self.moves.world, self.moves.plan
        Plan.objects.filter(pk=plan.pk).update(original=world.scan, original_name="方案.docx")
        self.people = cast(world)
        paper = Document.objects.filter(subject=plan.key, kind="review_opinion").latest("id")
        Document.objects.filter(pk=paper.pk).update(state="ready", file=world.scan, signed_scan=world.scan)
        notice = Notice.objects.create(
            recipient=self.people["liaison"],
            event="plan.received",
            text="样例",
            url="/",
            subject=plan.key,
            circle=Circle.FEEDBACK,
            at=clock.now(),
        )
        item = self.moves.item
        rectifying = rectifying_places(self.moves.d, self.people["intake"])
        self.given = {
            "plan": plan.pk,
            "n": 1,
            "key": "targets",
            "task": self.moves.tasks().first().pk,
            "point": Opinion.objects.filter(kind="point").latest("id").pk,
            "action": plan.action_id,
            "meeting": item.meeting_id,
            "item": item.pk,
            "seat": Seat.objects.get(person=self.people["member"]).pk,
            "document": paper.pk,
            "code": paper.code,
            **addresses_papers.given(paper, self.people["liaison"]),
            "notice": notice.pk,
            "evidence": world.evidence.pk,
            "route": plan.route.code,
            "version": plan.route_id,
            "draft": route_drafts.start_draft(plan.route.code, by=self.moves.d.business_admin).pk,
            "subject": plan.key,
            "report": Report.objects.get(kind="trouble").pk,
            **rectifying,
            **addresses_working.given(rectifying["problem"], self.people["liaison"]),
            **addresses_research.given(self.moves.d, taking_part=world.leader),
            **addresses_closing.given(),
            **addresses_ledger.given(self.moves.d),
            **addresses_visits.given(self.moves),
            **addresses_supervision.given(self.moves.d.unit),
            **addresses_meetings.given(self.moves.d, item),
            **addresses_sittings.given(plan, self.moves.d),
        }

    def address(self, name: str, route: str) -> str:
        named = re.findall(r"<(?:\w+:)?(\w+)>", route)
        kind = FIRST.get(route.split("/")[0])
        own = {"key": "key_of_order"} if name.startswith("chain") else {}
        own["pk"] = kind
        return reverse(name, kwargs={each: self.given[own.get(each, each)] for each in named})

    def data(self, name: str) -> dict:
        return {each: self.given[each] for each in DATA.get(name, ())}


def answer(client: Client, method: str, address: str, data: dict) -> int:
    """The status; whatever was written is undone."""
    block = transaction.atomic()
    block._from_testcase = True  # the acts inside may be durable, as inside any test
    with block:
        try:
            return getattr(client, method)(address, data).status_code
        finally:
            transaction.set_rollback(True)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def expected(row) -> dict[int, set[str]]:
    if isinstance(row, int):
        return {row: SOME if row == NOT_SO else EVERYBODY}
    rest = EVERYBODY - set().union(*row.values())
    return {status: set(who) for status, who in row.items()} | ({404: rest} if rest else {})


def test_every_address_is_in_the_table():
    assert set(routes()) == set(TABLE)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("method", "column"), [("get", 0), ("post", 1)])
def test_each_address_answers_everybody_as_the_table_says(method, column):
    place = Place()
    clients = {role: signed_in(place.people[role]) for role in EVERYBODY}
    wrong = []
    for name, route in routes().items():
        address, should = place.address(name, route), expected(TABLE[name][column])
        found: dict[int, set[str]] = {}
        for role in set().union(*should.values()):
            client = signed_in(place.people[role]) if name == "logout" else clients[role]
            found.setdefault(answer(client, method, address, place.data(name)), set()).add(role)
        if found != should:
            wrong.append(f"{name}: {found}, not {should}")
    assert not wrong, "\n".join(wrong)


def test_what_a_person_reads_or_downloads_is_kept_nowhere():
    place = Place()
    client = signed_in(place.people["liaison"])
    answers = {
        name: client.get(place.address(name, route)) for name, route in routes().items() if name != "logout"
    }
    downloads = {
        name for name, answer in answers.items() if "attachment" in answer.get("Content-Disposition", "")
    }
    assert downloads >= {"document_scan", "evidence_file", "plan_original", "plan_word", "plan_task_template"}
    kept = {name for name, answer in answers.items() if answer.get("Cache-Control") != "private, no-store"}
    # The counter is open by its word, and one person's.
    assert kept == OPEN_TO_ALL & set(answers) - {"notice_count"}
    assert "no-store" in client.get("/no/such/page/")["Cache-Control"]
    assert "no-store" not in client.get("/static/css/tokens.css")["Cache-Control"]


def test_plan_that_never_left_its_unit_stays_there():
    """own: 200, foreign, office, committee: 404, as a page and as a file."""
    world = World()
    people = cast(world)
    addresses = [
        reverse("plan", args=[world.plan.pk]),
        reverse("plan_word", args=[world.plan.pk]),
    ]
    for role, person in people.items():
        client = signed_in(person)
        seen = {client.get(address).status_code for address in addresses}
        own = role in UNIT | {"head", "deputy", "section_lead", "responsible", "delegate"}
        assert seen == ({200} if own else {404}), role


def test_open_addresses_need_no_account():
    place = Place()
    asked = {name: Client().get(place.address(name, routes()[name])).status_code for name in OPEN_TO_ALL}
    assert asked == {
        "login": 200,
        "demo_login": 405,
        "verify": 200,
        "verify_file": 200,
        "healthz": 200,
        "set_language": 302,
        "big_type": 405,
        "notice_count": 200,
        "metrics": 404,
    }
