"""免账号阅提意见: off by default; an expiring signed link to a listed domain opens one version, takes one opinion, and no more."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from project import environment
from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import named, reported, say, stage
from units.enums import Post
from workflows import guest_links
from workflows.models import Asked, GuestLink, GuestVisit
from workflows.operations import guests
from workflows.views import guests as views

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "样例专家",
    "organisation": "样例大学法学院教授",
    "email": "zhuanjia@law.example",
    "days": 5,
    "reason": "涉及合法性",
}


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture(autouse=True)
def on(settings):
    settings.GUEST_MAIL_DOMAINS = ["law.example"]


@pytest.fixture
def plan(district):
    """Two are asked, both must agree; then the head of the office."""
    asked = [people.make_person(Post.MEMBER, district.office) for _each in range(2)]
    plan = reported(district, named("all", *asked), stage("head"))
    plan.asked = asked
    return plan


def invite(plan, district, **given) -> GuestLink:
    return guests.invite(built.again(plan), by=district.clerk, **ASKED | given)


def address(link) -> str:
    return reverse("guest", args=[guest_links.token_of(link)])


def opened(link, client=None):
    return (client or Client()).post(address(link), {"what": "open"})


def speak(link, answer="opinion", words="第二条与上位法不一致", client=None):
    return (client or Client()).post(address(link), {"what": "opinion", "answer": answer, "words": words})


def test_nothing_of_it_is_there_unless_the_operator_lists_a_domain(district, plan, settings):
    link = invite(plan, district)
    settings.GUEST_MAIL_DOMAINS = []
    with pytest.raises(Refused, match="没有启用"):
        invite(plan, district, email="other@law.example")
    clerk = signed_in(district.clerk)
    assert clerk.get(reverse("guest_invite", args=[plan.key])).status_code == 404
    assert reverse("guest_invite", args=[plan.key]) not in clerk.get(f"/plans/{plan.pk}/").content.decode()
    assert Client().get(address(link)).status_code == 404
    assert opened(link).status_code == 404 and not GuestVisit.objects.exists()


def test_listed_domains_are_read_from_the_environment_and_checked(monkeypatch):
    monkeypatch.setenv("LISTED", " Law.example, audit.example ,")
    assert environment.domains("LISTED") == ["law.example", "audit.example"]
    monkeypatch.setenv("LISTED", "law.example,@audit")
    with pytest.raises(environment.Missing, match="@audit"):
        environment.domains("LISTED")


@pytest.mark.parametrize("email", ["a@other.example", "a@sub.law.example", "a@law.example.evil.example"])
def test_only_the_listed_domains_whole_get_a_link(district, plan, email):
    with pytest.raises(Refused, match="只能发到这些邮箱：law.example") as refused:
        invite(plan, district, email=email)
    assert refused.value.field == "email" and not GuestLink.objects.exists()


def test_letter_carries_the_link_and_nobody_else_is_shown_it(district, plan):
    link = invite(plan, district)
    guests.send_letter({"link": link.pk})()
    (letter,) = mail.outbox
    assert letter.to == ["zhuanjia@law.example"] and address(link) in letter.body
    assert guests.send_letter({"link": link.pk}) is None  # once
    page = signed_in(district.clerk).get(f"/plans/{plan.pk}/").content.decode()
    assert "样例专家" in page and guest_links.token_of(link) not in page
    entry = Entry.objects.get(code="guest.invited")
    assert guest_links.token_of(link) not in str(entry.params)


def test_the_link_alone_shows_nothing_and_reading_is_noted_first(district, plan):
    link = invite(plan, district)
    closed = Client().get(address(link))
    assert closed.status_code == 200 and "打开阅读" in closed.content.decode()
    assert "总体要求" not in closed.content.decode() and not GuestVisit.objects.exists()
    page = opened(link)
    assert "总体要求" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert GuestVisit.objects.get().address == "127.0.0.1"
    opened(link)
    assert link.visits.count() == 2
    entry = Entry.objects.get(code="guest.opened")
    assert (entry.by, entry.params["name"], entry.circle) == (None, "样例专家", "internal")


def test_opinion_is_kept_as_what_it_is_told_to_the_clerk_and_decides_nothing(district, plan):
    link = invite(plan, district)
    assert "意见已提交" in speak(link).content.decode()
    entry = Entry.objects.get(code="guest.opinion_given")
    assert (entry.by, entry.params["words"]) == (None, "第二条与上位法不一致")
    assert "免账号" in signed_in(district.clerk).get(f"/plans/{plan.pk}/").content.decode()
    assert district.clerk.notices.filter(event="guest.opinion_given").exists()
    assert not Asked.objects.exclude(answer="").exists() and built.again(plan).stage == "all"
    for person in plan.asked:
        say(plan, person)
    assert built.again(plan).stage == "head"
    assert trail.verify(plan.key) == []


def test_the_unit_reads_nothing_of_it(district, plan):
    link = invite(plan, district)
    opened(link)
    speak(link)
    page = signed_in(district.liaison).get(f"/plans/{plan.pk}/").content.decode()
    assert "样例专家" not in page and "第二条与上位法不一致" not in page


def test_opinion_is_given_once_with_its_reason_and_nothing_typed_is_lost(district, plan):
    link = invite(plan, district)
    short = speak(link, words="")
    assert short.status_code == 422 and "请写明理由" in short.content.decode()
    marked = speak(link, answer="", words="我的意见")
    assert marked.status_code == 422 and "我的意见" in marked.content.decode()
    speak(link)
    second = speak(link, words="改主意了")
    assert second.status_code == 422
    link.refresh_from_db()
    assert link.words == "第二条与上位法不一致"


def test_it_opens_nothing_after_it_ran_out_was_taken_back_or_the_sitting_is_over(district, plan):
    link = invite(plan, district)
    with clock.at(clock.now() + timedelta(days=6)):
        assert opened(link).status_code == 404
        with pytest.raises(Refused, match="链接已经失效"):
            guests.give_opinion(link, answer="agree", words="")
    guests.revoke_link(built.again(plan), link.pk, by=district.clerk)
    assert opened(link).status_code == 404 and speak(link).status_code == 404
    again = invite(plan, district)
    for person in plan.asked:
        say(plan, person)
    assert opened(again).status_code == 404
    assert not GuestVisit.objects.exists()


def test_a_link_that_was_made_up_or_changed_opens_nothing(district, plan):
    link = invite(plan, district)
    token = guest_links.token_of(link)
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), signing.dumps({"link": link.pk}), "x"):
        assert Client().post(reverse("guest", args=[wrong]), {"what": "open"}).status_code == 404


def test_only_who_runs_a_countersignature_of_the_committee_sends_one(district, plan):
    for by in (district.liaison, district.head, plan.asked[0], district.office_head):
        with pytest.raises(Refused):
            guests.invite(built.again(plan), by=by, **ASKED)
    for person in plan.asked:
        say(plan, person)
    with pytest.raises(Refused, match="只有工委的会签环节"):  # 办理: the head of the office decides there
        guests.invite(built.again(plan), by=district.clerk, **ASKED)
    assert not GuestLink.objects.exists()


def test_no_more_than_a_fortnight_and_one_link_an_address(district, plan):
    for days in (0, 15):
        with pytest.raises(Refused, match="有效期为1至14天"):
            invite(plan, district, days=days)
    invite(plan, district)
    with pytest.raises(Refused, match="已经给这个邮箱发过"):
        invite(plan, district, email="ZhuanJia@law.example")


def test_whoever_opens_links_too_often_is_asked_to_wait(district, plan, monkeypatch):
    link = invite(plan, district)
    monkeypatch.setattr(views, "A_MINUTE", 2)
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert [client.get(address(link)).status_code for _each in range(3)] == [200, 200, 429]
    assert Client(REMOTE_ADDR="192.0.2.8").get(address(link)).status_code == 200


def test_its_address_is_not_written_into_the_log(district, plan, caplog):
    link = invite(plan, district)
    with caplog.at_level("INFO", logger="xianling.requests"):
        Client().get(address(link))
        Client().get("/login/")
    assert "/login/" in caplog.text and guest_links.token_of(link) not in caplog.text


def test_clerk_sends_and_takes_back_on_the_page(district, plan):
    client = signed_in(district.clerk)
    form = reverse("guest_invite", args=[plan.key])
    assert "请会外同志阅提意见" in client.get(f"/plans/{plan.pk}/").content.decode()
    wrong = client.post(form, ASKED | {"email": "a@other.example"})
    assert wrong.status_code == 422 and "只能发到这些邮箱" in wrong.content.decode()
    assert client.post(form, ASKED).status_code == 302
    link = GuestLink.objects.get()
    client.post(reverse("guest_revoke", args=[plan.key, link.pk]))
    link.refresh_from_db()
    assert link.revoked_at is not None
