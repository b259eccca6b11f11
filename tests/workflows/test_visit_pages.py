"""Pages of 验收安排 and 现场验收: what each reader finds, that nothing typed is lost, what lists cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document
from records import clock
from tests import factories as people
from tests.plans import visits as walked
from tests.plans.rectifications.factories import item_at
from units.enums import Post
from workflows.models import Batch, DeclaredRecusal, Finding, Visit
from workflows.operations import visits

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    assert response.status_code in {200, 422}, response.status_code
    return response.content.decode()


def page(world, person, name="visit"):
    return of(person).get(reverse(name, args=[world.visit_pk]))


# --- arranging -------------------------------------------------------------------------------------------
def test_clerk_arranges_from_what_waits_to_the_visit():
    world = walked.waiting()
    clerk, unit = of(world.d.clerk), world.d.unit
    assert unit.name in text(clerk.get(reverse("acceptance_batches")))
    answer = clerk.post(reverse("acceptance_batch_new"), {"title": "样例批次"})
    batch = Batch.objects.get()
    assert answer.url == reverse("acceptance_batch", args=[batch.pk])
    new = reverse("acceptance_team_new", args=[batch.pk])
    offered = text(clerk.get(f"{new}?unit={unit.pk}"))
    assert "应当回避：本单位人员" in offered and f'value="{world.leader.pk}"' in offered
    assert f'name="members" value="{world.d.liaison.pk}"' not in offered
    chosen = {"unit": unit.pk, "members": [world.leader.pk, world.member.pk], "leader": world.leader.pk}
    answer = clerk.post(new, chosen)
    assert answer.url == f"{reverse('acceptance_batch', args=[batch.pk])}?unit={unit.pk}"
    assert f'<option value="{unit.pk}" selected>' in text(clerk.get(answer.url))
    wanted = {
        "team": batch.teams.get().pk,
        "unit": unit.pk,
        "on": clock.today().isoformat(),
        "half": "morning",
    }
    refused = clerk.post(answer.url, wanted | {"announced": "no", "on": "2020-01-01", "note": "南门集合"})
    assert refused.status_code == 422
    assert text(refused).count("<option") == text(clerk.get(answer.url)).count(
        "<option"
    )  # no more units than before
    assert "验收日期不能早于今天" in text(refused) and 'value="南门集合"' in text(refused)
    clerk.post(answer.url, wanted | {"announced": "no"})
    assert (Visit.objects.get().unit, Visit.objects.get().announced) == (unit, False)


def test_person_of_the_unit_cannot_be_posted_into_a_group():
    world = walked.waiting()
    batch = visits.create_batch(title="样例批次", by=world.d.clerk)
    chosen = {
        "unit": world.d.unit.pk,
        "members": [world.leader.pk, world.d.head.pk],
        "leader": world.leader.pk,
    }
    answer = of(world.d.clerk).post(reverse("acceptance_team_new", args=[batch.pk]), chosen)
    assert answer.status_code == 422
    assert "应当回避（本单位人员）" in text(answer)
    assert not batch.teams.exists()


def test_batches_are_the_offices_and_others_come_to_their_visits():
    world = walked.arranged()
    assert of(world.member).get(reverse("acceptance_batches")).url == reverse("visits")
    assert of(world.member).get(reverse("acceptance_batch", args=[world.team.batch_id])).status_code == 404
    assert world.d.unit.name in text(of(world.member).get(reverse("visits")))


def test_declared_recusal_is_seen_by_its_person_and_said_in_the_picker():
    world = walked.waiting()
    answer = of(world.member).post(reverse("recusals"), {"unit": world.d.unit.pk, "why": ""})
    assert answer.status_code == 422
    of(world.member).post(reverse("recusals"), {"unit": world.d.unit.pk, "why": "近亲属任职（样例）"})
    assert DeclaredRecusal.objects.get().person == world.member
    assert "近亲属任职（样例）" in text(of(world.member).get(reverse("recusals")))
    batch = visits.create_batch(title="样例批次", by=world.d.clerk)
    new = f"{reverse('acceptance_team_new', args=[batch.pk])}?unit={world.d.unit.pk}"
    offered = text(of(world.d.clerk).get(new))
    assert "本人申报回避" in offered
    assert "近亲属任职（样例）" not in offered
    assert "本人申报回避" in text(of(world.d.clerk).get(reverse("item_compose", args=[world.item_pk])))


# --- the visit -------------------------------------------------------------------------------------------
def test_unannounced_visit_is_no_page_for_the_unit_until_it_begins():
    world = walked.arranged(announced=False)
    own_clerk = people.make_person(Post.OFFICE_CLERK, world.d.office)
    people.give_post(own_clerk, Post.MEMBER, world.d.unit)
    for person in (world.d.liaison, world.d.head, own_clerk):
        assert page(world, person).status_code == 404
        assert world.d.unit.name not in text(of(person).get(reverse("visits"))).split("<main")[1]
    for address in (world.plan, world.item):
        kind = "plan" if address == world.plan else "item"
        assert (
            "现场验收"
            not in text(of(world.d.liaison).get(reverse(kind, args=[address.pk]))).split("<main")[1]
        )
    walked.begun(world)
    assert page(world, world.d.liaison).status_code == 200


def test_unit_reads_what_was_found_only_after_the_conclusion():
    world = walked.begun()
    walked.answer(world, *world.lines()[0], result="mostly", fact="缺2份（样例）")
    assert "缺2份（样例）" in text(page(world, world.leader))
    assert "缺2份（样例）" in text(page(world, world.d.clerk))
    assert "缺2份（样例）" not in text(page(world, world.d.liaison))
    walked.checked(world)
    walked.concluded(world)
    assert "通过验收" in text(page(world, world.d.liaison))


def test_paper_of_the_visit_lies_at_the_plan_and_the_item_too():
    world = walked.concluded()
    paper = Document.objects.get(kind="visit_opinion")
    for name, subject in (("plan", world.plan), ("item", world.item)):
        assert f"/documents/{paper.pk}/" in text(of(world.d.liaison).get(reverse(name, args=[subject.pk])))
    partner = world.d.other_liaison
    assert of(partner).get(reverse("document", args=[paper.pk])).status_code == 404


def test_answers_of_a_phone_say_how_it_went():
    world = walked.begun()
    subject, line = world.lines()[0]
    address = reverse("visit_answer", args=[world.visit_pk])
    told = {
        "subject": subject,
        "line": line,
        "key": "a" * 32,
        "base": "",
        "result": "mostly",
        "fact": "缺2份",
    }
    json = {"headers": {"accept": "application/json"}}
    answer = of(world.member).post(address, told | {"methods": ["看现场"]}, **json)
    assert (answer.status_code, answer.json()["mark"], answer.json()["who"]) == (200, "a" * 32, "样例组员")
    answer = of(world.leader).post(address, told | {"key": "b" * 32, "result": "met", "fact": ""}, **json)
    assert (answer.status_code, answer.json()["result"], answer.json()["who"]) == (409, "mostly", "样例组员")
    answer = of(world.leader).post(address, told | {"key": "c" * 32, "fact": ""}, **json)
    assert (answer.status_code, answer.json()["field"]) == (422, "fact")
    answer = of(world.leader).post(address, told | {"key": "d" * 32, "fact": "机密★10年"}, **json)
    assert answer.status_code == 422
    answer = of(world.leader).post(address, told | {"key": "e" * 32, "methods": ["占卜"]}, **json)
    assert answer.status_code == 422
    assert Finding.objects.count() == 1


# --- the paper twin --------------------------------------------------------------------------------------
def typed(world, rows) -> dict:
    """The form as it is drawn, with what was written on paper put in: {place of the line: (result, fact)}."""
    data = {}
    for n, (subject, line) in enumerate(world.lines()):
        prefix = f"{subject}-{line or 'whole'}"
        result, fact = rows.get(n, ("", ""))
        data |= {
            f"{prefix}-result": result,
            f"{prefix}-fact": fact,
            f"{prefix}-key": f"{n:032x}",
            f"{prefix}-base": "",
        }
    return data


def test_sheet_is_typed_in_by_the_clerk_and_blank_lines_stay_blank():
    world = walked.begun()
    address = reverse("visit_typed", args=[world.visit_pk])
    data = typed(world, {0: ("met", ""), 1: ("unmet", "没有台账")})
    answer = of(world.d.clerk).post(address, data)
    assert answer.url == reverse("visit", args=[world.visit_pk])
    assert list(Finding.objects.order_by("id").values_list("result", "fact", "on_paper")) == [
        ("met", "", True),
        ("unmet", "没有台账", True),
    ]
    of(world.d.clerk).post(address, data)  # sent twice: nothing new
    assert Finding.objects.count() == 2
    assert "据纸质核查表录入" in text(page(world, world.leader))


def test_line_that_is_refused_keeps_what_was_typed_and_the_others_are_in():
    world = walked.begun()
    subject, line = world.lines()[1]
    walked.answer(world, subject, line, key="key-of-member", result="met", fact="手机记的")
    data = typed(world, {0: ("met", ""), 1: ("unmet", "纸面写没有台账"), 2: ("mostly", "")})
    answer = of(world.leader).post(reverse("visit_typed", args=[world.visit_pk]), data)
    assert answer.status_code == 422
    assert "样例组员刚刚记为“符合”：手机记的" in text(answer)
    assert "须写明核查情况" in text(answer)
    assert 'value="纸面写没有台账"' in text(answer)
    assert Finding.objects.count() == 2


def test_line_changed_again_after_another_was_refused_is_kept_too():
    world = walked.begun()
    address, leader = reverse("visit_typed", args=[world.visit_pk]), of(world.leader)
    data = typed(world, {0: ("met", ""), 1: ("mostly", "")})
    assert leader.post(address, data).status_code == 422  # the first is in, the second has no fact
    more = typed(world, {0: ("unmet", "再看一遍：没有台账"), 1: ("mostly", "台账不全")})
    assert leader.post(address, data | more).status_code == 302
    assert list(Finding.objects.order_by("id").values_list("result", "fact")) == [
        ("unmet", "再看一遍：没有台账"),
        ("mostly", "台账不全"),
    ]


def test_sheet_is_printed_before_the_visit_with_what_waits():
    world = walked.arranged(on=clock.today() + timedelta(days=3), announced=False)
    of(world.leader).post(reverse("visit_sheet", args=[world.visit_pk]))
    paper = Document.objects.get(kind="check_sheet")
    assert {each["name"] for each in paper.facts["accepted"]} == {str(world.plan), str(world.item)}
    assert of(world.leader).get(reverse("document_status", args=[paper.pk])).status_code == 200
    assert of(world.d.liaison).get(reverse("document_status", args=[paper.pk])).status_code == 404


# --- conclusions -----------------------------------------------------------------------------------------
def test_conclusions_that_are_refused_say_where_and_keep_what_was_typed():
    world = walked.checked()
    plan, item = (each.replace(":", "-") for each in world.keys())
    address = reverse("visit_conclude", args=[world.visit_pk])
    data = {
        f"{plan}-conclusion": "accepted",
        f"{item}-conclusion": "to_improve",
        f"{item}-dissent": "有不同意见（样例）",
    }
    answer = of(world.leader).post(address, data | {"statement": "agreed"})
    assert answer.status_code == 422
    assert "有1件还不能作出结论" in text(answer) and "须写明存在问题" in text(answer)
    assert "有不同意见（样例）" in text(answer)
    assert world.plan.stage == "visit"
    data[f"{item}-conclusion"] = "accepted"
    assert of(world.leader).post(address, data).status_code == 422  # the unit's statement is missing
    drafted = of(world.leader).post(address, data | {"statement": "agreed", "sample": "1"})
    sample = Document.objects.get(kind="visit_opinion")
    assert (
        drafted.status_code == 200
        and reverse("document_status", args=[sample.pk]) in drafted.content.decode()
    )
    assert of(world.leader).get(reverse("document_status", args=[sample.pk])).status_code == 200
    assert sample.is_sample and {each["conclusion"] for each in sample.facts["accepted"]} == {"通过验收"}
    assert not world.visit.concluded_at and world.plan.stage == "visit"
    answer = of(world.leader).post(address, data | {"statement": "agreed"})
    assert answer.url == reverse("visit", args=[world.visit_pk])
    assert world.visit.concluded_at
    assert Document.objects.get(kind="visit_opinion").number


# --- what lists cost ---------------------------------------------------------------------------------------
def costs(client, addresses) -> dict[str, int]:
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, name
        found[name] = len(captured)
    return found


def test_lists_cost_the_same_with_one_row_and_with_three():
    world = walked.arranged()
    batch = world.team.batch
    addresses = {
        "visits": reverse("visits"),
        "batches": reverse("acceptance_batches"),
        "batch": reverse("acceptance_batch", args=[batch.pk]),
    }
    clerk = of(world.d.clerk)
    one = costs(clerk, addresses)
    for _each in range(2):
        unit = people.make_unit()
        item = item_at("arrange", world.rectifying)
        type(item).objects.filter(pk=item.pk).update(unit=unit)
        leader, member = (people.make_person(Post.MEMBER, people.make_unit()) for _n in range(2))
        team = visits.compose_team(batch, by=world.d.clerk, leader=leader, members=[member])
        visits.arrange_visit(team, by=world.d.clerk, unit=unit, on=clock.today(), half="morning")
    assert costs(clerk, addresses) == one
    assert max(one.values()) <= 20


def test_visit_costs_the_same_with_two_things_and_with_four():
    world = walked.begun()
    addresses = {
        name: reverse(name, args=[world.visit_pk]) for name in ("visit", "visit_phone", "visit_conclude")
    }
    leader = of(world.leader)
    two = costs(leader, addresses)
    for _each in range(2):
        item_at("arrange", world.rectifying)
    visits.begin_visit(world.visit, by=world.leader)
    assert world.visit.groups.count() == 4
    assert costs(leader, addresses) == two


# --- begun, but nothing could be taken in ----------------------------------------------------------------
def begun_with_nothing():
    """A member declared 回避 after the visit was arranged: everything is left out."""
    world = walked.arranged()
    visits.declare_recusal(world.d.unit, by=world.member, why="近亲属任职")
    visits.begin_visit(world.visit, by=world.leader)
    return world


@pytest.mark.parametrize("name", ["visit_phone", "visit_typed", "visit_conclude"])
def test_visit_that_took_nothing_in_says_so_instead_of_breaking(name):
    world = begun_with_nothing()
    answer = page(world, world.leader, name)
    assert (answer.status_code, "没有纳入" in answer.content.decode()) == (409, True)
    assert "没有纳入任何事项" in text(page(world, world.leader))


def test_visit_that_took_nothing_in_is_not_concluded_and_uses_no_number():
    world = begun_with_nothing()
    data = {"statement": "agreed", "objection": ""}
    of(world.leader).post(reverse("visit_conclude", args=[world.visit_pk]), data)
    assert world.visit.is_open
    assert not Document.objects.filter(kind="visit_opinion").exists()
    visits.cancel_visit(world.visit, by=world.d.clerk, reason="另行安排")
    assert not world.visit.is_open
