import time
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse

from project.middleware import SEEN
from records import clock, trail
from records.models import Entry
from tests.factories import PASSWORD, make_committee, make_office, make_person, make_unit
from units import accounts, passwords
from units.enums import Post
from units.queries import seats_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person(Post.LIAISON, password=PASSWORD, password_set_at=clock.now())


def log_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": username, "password": password, **more})


def signed_in(client):
    return client.get(reverse("notices")).status_code == 200


def test_log_in_rotates_the_session_and_is_noted(client, person):
    client.get(reverse("login"))
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    answer = log_in(client, person.username, next=reverse("notices"))
    assert answer.url == reverse("notices")
    assert client.cookies["sessionid"].value != session.session_key
    assert signed_in(client)
    assert Entry.objects.get(subject="access").code == "account.signed_in"
    client.post(reverse("logout"))
    assert not signed_in(client)
    assert trail.verify("access") == []


def test_a_foreign_next_address_is_not_followed(client, person):
    answer = log_in(client, person.username, next="https://elsewhere.example/")
    assert "elsewhere" not in answer.url


def test_wrong_unknown_and_inactive_accounts_get_the_same_answer(client, person):
    gone = make_person(password=PASSWORD, is_active=False)
    answers = [
        log_in(client, person.username, "wrong-Password-1"),
        log_in(client, "nobody", "wrong-Password-1"),
        log_in(client, gone.username, PASSWORD),
    ]
    sentences = [answer.context["form"].non_field_errors() for answer in answers]
    assert {answer.status_code for answer in answers} == {200}
    assert sentences[0] and sentences[0] == sentences[1] == sentences[2]


def test_five_failures_lock_the_account_even_for_the_right_password(client, person):
    for _attempt in range(5):
        answer = log_in(client, person.username, "wrong-Password-1")
    assert answer.status_code == 429
    assert "锁定" in answer.content.decode()
    assert log_in(client, person.username).status_code == 429
    other = make_person(password=PASSWORD, password_set_at=clock.now())
    assert log_in(client, other.username).status_code == 302


@pytest.mark.parametrize("name", ["notices", "sent", "password_change", "gallery"])
def test_every_page_wants_a_signed_in_person(client, name):
    answer = client.get(reverse(name))
    assert answer.url == f"{reverse('login')}?next={reverse(name)}"


def test_a_script_whose_session_ended_is_told_so(client):
    answer = client.post(reverse("notices_read"), headers={"Accept": "application/json"})
    assert answer.status_code == 401 and "重新登录" in answer.json()["error"]
    answer = client.post(reverse("notices_read"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("login"))


def seen_cookie(client, ago):
    """The cookie as it was set `ago` seconds before now."""
    signer = signing.get_cookie_signer(salt=f"{SEEN}seen:{client.cookies['sessionid'].value}")
    with mock.patch("django.core.signing.time.time", return_value=time.time() - ago):
        client.cookies[SEEN] = signer.sign("1")


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_thirty_idle_minutes_end_the_session(client, person, minutes, stays):
    log_in(client, person.username)
    assert signed_in(client)
    seen_cookie(client, minutes * 60)
    assert signed_in(client) is stays


def test_a_stolen_session_without_the_seen_cookie_is_worth_nothing(client, person):
    log_in(client, person.username)
    del client.cookies[SEEN]
    assert not signed_in(client)


def test_last_seen_is_renewed_once_a_minute_only(client, person):
    log_in(client, person.username)
    assert SEEN not in client.get(reverse("notices")).cookies
    seen_cookie(client, 61)
    assert SEEN in client.get(reverse("notices")).cookies


def test_an_idle_get_writes_nothing(client, person, django_assert_num_queries):
    log_in(client, person.username)
    seen_cookie(client, 31 * 60)
    with django_assert_num_queries(1) as statements:
        client.get(reverse("notices"))
    assert all(each["sql"].startswith("SELECT") for each in statements.captured_queries)


@pytest.mark.parametrize("set_at", [None, timedelta(days=91)])
def test_an_old_password_leads_to_the_change_page_and_nowhere_else(client, set_at):
    moment = set_at and clock.now() - set_at
    person = make_person(Post.LIAISON, password=PASSWORD, password_set_at=moment)
    log_in(client, person.username)
    assert client.get(reverse("notices")).url == reverse("password_change")
    new = "Ling-wai-2026"
    page = client.get(reverse("password_change"))
    assert "先修改密码" in page.content.decode()
    client.post(
        reverse("password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert signed_in(client)
    person.refresh_from_db()
    assert person.check_password(new) and not passwords.expired(person)


@pytest.mark.parametrize("bad", ["Short-1a", "onlysmallletters", "12345678901", PASSWORD])
def test_a_weak_or_used_password_is_refused(person, bad):
    with pytest.raises(ValidationError):
        accounts.change_password(person, bad, by=person)
    assert person.check_password(PASSWORD)


def test_a_former_password_is_refused(person):
    accounts.change_password(person, "Ling-wai-2026", by=person)
    with pytest.raises(ValidationError):
        accounts.change_password(person, PASSWORD, by=person)


def test_a_password_set_by_somebody_else_must_be_changed(person):
    accounts.change_password(person, "Ling-wai-2026", by=None)
    assert passwords.expired(person)


def test_demo_log_in_does_not_exist_outside_the_demo(client, person):
    assert client.post(reverse("demo_login"), {"username": person.username}).status_code == 404
    assert SESSION_KEY not in client.session


def test_demo_log_in_is_one_click_and_offers_accounts_by_role(client, person, settings):
    settings.DEMO = True
    page = client.get(reverse("login"))
    groups = {group["role"]: group["people"] for group in page.context["accounts"]}
    assert [each["username"] for each in groups["联络员"]] == [person.username]
    assert settings.DEMO_PASSWORD in page.content.decode()
    answer = client.post(reverse("demo_login"), {"username": person.username, "next": reverse("notices")})
    assert answer.url == reverse("notices") and signed_in(client)


def test_the_log_in_page_of_the_demo_begins_with_the_people_of_the_main_job(client, settings):
    settings.DEMO = True
    office, unit, other = make_office(), make_unit("样例甲局"), make_unit("样例乙局")
    committee = make_committee(office, members=1)
    people = {
        "联络员": make_person(Post.LIAISON, unit),
        "单位负责人": make_person(Post.HEAD, unit),
        "工委办公室经办人": make_person(Post.OFFICE_CLERK, office),
        "书记": seats_on(committee)[0].person,
    }
    make_person(Post.DEPUTY, unit)
    people["分管负责人"] = make_person(Post.DEPUTY, other)  # accepts, so is of another unit
    shown = {each["role"]: each["username"] for each in client.get(reverse("login")).context["main_job"]}
    assert {role: shown[role] for role in people} == {role: each.username for role, each in people.items()}
    assert list(shown)[0] == "联络员" and list(shown)[-1] == "分管负责人"


@pytest.mark.parametrize("words", ["甲局", "样例甲", "联络", "LL-甲"])
def test_the_accounts_of_the_demo_are_found_by_unit_name_role_and_account(client, settings, words):
    settings.DEMO = True
    unit = make_unit("样例甲局")
    found = make_person(Post.LIAISON, unit, name="样例甲", username="ll-甲")
    make_person(Post.HEAD, make_unit("样例乙局"), name="样例丙")
    groups = client.get(reverse("login"), {"q": words}).context["accounts"]
    assert [each["username"] for group in groups for each in group["people"]] == [found.username]
    nothing = client.get(reverse("login"), {"q": "查无此人"})
    assert nothing.context["accounts"] == []
    assert nothing.context["q"] == "查无此人"


@pytest.mark.parametrize("n", [1, 3])
def test_the_log_in_page_of_the_demo_costs_the_same_for_any_number(
    client, settings, n, django_assert_num_queries
):
    settings.DEMO = True
    for _each in range(n):
        make_person(Post.LIAISON)
    with django_assert_num_queries(2):
        client.get(reverse("login"))
