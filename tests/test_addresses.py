"""Which address answers whom, and how: every URL name × role, written by hand; one that is missing fails the test."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.models import Document
from notifications.models import Notice
from plans.actions.models import Comment, Plan, Report
from plans.actions.operations import execution
from project.middleware import OPEN_TO_ALL
from records import clock
from records.enums import Circle
from tests import addresses_adjusting, addresses_papers
from tests.address_table import EVERYBODY, FIRST, TABLE, UNIT
from tests.plans.cast import cast
from tests.plans.rectifications import (
    addresses_closing,
    addresses_ledger,
    addresses_research,
    addresses_working,
)
from tests.plans.rectifications.places import rectifying_places
from tests.plans.world import Moves, World
from tests.supervision import addresses as addresses_supervision
from tests.workflows import (
    addresses_handover,
    addresses_meetings,
    addresses_misfiled,
    addresses_sittings,
    addresses_visits,
)
from units.models import Seat
from workflows.models import Opinion
from workflows.operations import route_drafts

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOT_SO, SOME = 405, {"liaison", "clerk", "auditor"}  # a wrong method is refused before anybody is looked at
DATA = {"item_not_voted": ["seat"]}
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
                adjusted = addresses_adjusting.given(self.moves.plan, self.moves.d.liaison)
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
            **adjusted,
            **addresses_papers.given(paper, self.people["liaison"]),
            "notice": notice.pk,
            "evidence": world.evidence.pk,
            "route": plan.route.code,
            "version": plan.route_id,
            "draft": route_drafts.start_draft(plan.route.code, by=self.moves.d.business_admin).pk,
            "subject": plan.key,
            "comment": Comment.objects.create(
                plan=plan, text="样例", by=self.people["liaison"], at=clock.now()
            ).pk,
            "report": Report.objects.get(kind="trouble").pk,
            **rectifying,
            **addresses_working.given(rectifying["problem"], self.people["liaison"]),
            **addresses_research.given(self.moves.d, taking_part=world.leader),
            **addresses_closing.given(),
            **addresses_ledger.given(self.moves.d),
            **addresses_handover.given(self.moves.d, self.people["staff"]),
            **addresses_visits.given(self.moves),
            **addresses_supervision.given(self.moves.d),
            **addresses_meetings.given(self.moves.d, item),
            **addresses_sittings.given(plan, self.moves.d),
            **addresses_misfiled.given(world, self.people["chair"]),
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
        "guest": 404,  # made up; none is there while no domain is listed
    }
