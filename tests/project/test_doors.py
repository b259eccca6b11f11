import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path, reverse

from project import urls
from records import clock
from records.errors import Refused, Stale
from tests.factories import make_office, make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


def refuse(request):
    raise Refused("方案已提交，不能再修改。")


def stale(request):
    raise Stale(mine={"text": "我的"}, theirs={"text": "别人的"}, revision=4, who="样例甲", when=clock.now())


def locked(request):
    raise OperationalError("canceling statement due to lock timeout")


urlpatterns = [
    path("test/refuse/", refuse, name="refuse"),
    path("test/stale/", stale, name="stale"),
    path("test/locked/", locked, name="locked"),
    path("test/address/", lambda request: HttpResponse(request.META["REMOTE_ADDR"]), name="address"),
    path("test/fine/", lambda request: HttpResponse("fine"), name="fine"),
    path("", include(urls)),
]
handler500 = urls.handler500


@pytest.fixture
def client(client, settings):
    settings.ROOT_URLCONF = __name__
    client.force_login(make_person(Post.LIAISON))
    return client


JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}


def test_a_refused_post_is_a_message_on_the_page_it_came_from(client):
    answer = client.post("/test/refuse/", headers={"Referer": "http://testserver/notices/?read=1"})
    assert answer.url == "/notices/?read=1"
    assert "方案已提交，不能再修改。" in client.get(answer.url).content.decode()


def test_a_refused_post_from_elsewhere_leads_to_the_inbox(client):
    answer = client.post("/test/refuse/", headers={"Referer": "https://elsewhere.example/x"})
    assert answer.url == reverse("inbox")


def test_a_refused_get_is_a_calm_page(client):
    answer = client.get("/test/refuse/")
    assert answer.status_code == 409 and "方案已提交，不能再修改。" in answer.content.decode()


def test_a_script_gets_the_sentence(client):
    answer = client.post("/test/refuse/", headers=JSON)
    assert (answer.status_code, answer.json()) == (422, {"error": "方案已提交，不能再修改。"})
    answer = client.post("/test/refuse/", headers=HTMX)
    assert answer.status_code == 422 and answer["X-Sentence"].startswith("%")


def test_a_stale_autosave_gets_both_texts(client):
    answer = client.post("/test/stale/", headers=JSON)
    told = answer.json()
    assert answer.status_code == 409
    assert (told["mine"], told["theirs"], told["revision"], told["who"]) == (
        {"text": "我的"},
        {"text": "别人的"},
        4,
        "样例甲",
    )


def test_a_lock_that_was_not_free_is_a_page_to_try_again(client):
    answer = client.post("/test/locked/")
    assert answer.status_code == 503 and "请稍后再试" in answer.content.decode() and answer["Retry-After"]
    assert client.post("/test/locked/", headers=JSON).status_code == 503


def test_the_calm_page_makes_no_statement(client, django_assert_num_queries):
    from project.middleware import busy

    with django_assert_num_queries(0):
        busy(RequestFactory().get("/"), OperationalError("away"))


def test_a_database_that_is_away_is_a_calm_page_even_before_the_view(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    client.raise_request_exception = False
    answer = client.get("/test/fine/")
    assert answer.status_code == 503 and "请稍后再试" in answer.content.decode()


@pytest.fixture
def old_tab(client):
    """A browser whose token is not the one of today."""
    client.handler.enforce_csrf_checks = True
    client.get("/notices/")
    return client


def test_a_page_from_before_the_log_in_says_so_where_the_person_stands(old_tab):
    answer = old_tab.post("/test/refuse/", headers={"Referer": "http://testserver/notices/"})
    assert answer.url == "/notices/"
    assert "在重新登录以前打开的，没有办理" in old_tab.get(answer.url).content.decode()


def test_a_press_in_an_old_tab_brings_the_token_of_today(old_tab):
    answer = old_tab.post("/test/refuse/", headers=HTMX)
    assert answer["X-Sentence"] and answer["X-Token-Of"] == old_tab.session["_auth_user_id"]
    again = old_tab.post("/test/refuse/", headers=HTMX | {"X-CSRFToken": answer["X-Token"]})
    assert again.status_code == 422 and "X-Token" not in again


def test_an_old_tab_of_the_same_person_goes_on_saving_with_the_token_of_today(old_tab):
    answer = old_tab.post("/test/refuse/", headers=JSON)
    told = answer.json()
    assert answer.status_code == 403
    assert told["person"] == old_tab.session["_auth_user_id"]
    again = old_tab.post("/test/refuse/", headers=JSON | {"X-CSRFToken": told["csrf"]})
    assert (again.status_code, again.json()) == (422, {"error": "方案已提交，不能再修改。"})


def test_an_old_tab_after_logging_out_is_led_to_the_log_in(old_tab):
    old_tab.logout()
    answer = old_tab.post("/test/refuse/", headers={"Referer": "http://testserver/notices/"})
    assert answer.url == f"{reverse('login')}?next=/notices/"


def test_the_address_of_a_button_opened_by_hand_is_a_page(client):
    answer = client.get(reverse("logout"))
    assert answer.status_code == 405 and "POST" in answer["Allow"]
    assert "请从待办或导航进入" in answer.content.decode()


def test_every_page_has_a_strict_policy(client):
    answer = client.get("/notices/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_big_type_is_kept_in_the_browser(client):
    answer = client.post(reverse("big_type"), {"on": "1", "next": "/notices/"})
    assert answer.url == "/notices/"
    assert 'class="big-type"' in client.get("/notices/").content.decode()
    client.post(reverse("big_type"), {"on": "0"})
    assert 'class="big-type"' not in client.get("/notices/").content.decode()


def test_big_type_does_not_lead_elsewhere(client):
    assert client.post(reverse("big_type"), {"on": "1", "next": "https://elsewhere.example/"}).url == reverse(
        "inbox"
    )


def test_the_navigation_follows_what_a_person_is(client):
    def labels(person):
        client.force_login(person)
        return {str(place["label"]) for place in client.get("/notices/").context["nav"]}

    office = make_office()
    admin, clerk = (
        labels(make_person(Post.BUSINESS_ADMIN, office)),
        labels(make_person(Post.OFFICE_CLERK, office)),
    )
    unit, technical = labels(make_person(Post.LIAISON)), labels(make_person(Post.SYSTEM_ADMIN))
    assert "发送记录" in admin and "发送记录" not in clerk | unit  # shown to whom its rule lets in
    assert technical == set()
    assert unit < admin | unit and "报送情况一览" not in unit


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (
            0,
            "203.0.113.7",
            "127.0.0.1",
        ),  # nobody of ours stands before: what the visitor says of itself counts for nothing
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.0.0.1, 203.0.113.7", "203.0.113.7"),  # the first was invented by the visitor
        (2, "10.0.0.1, 203.0.113.7, 192.0.2.4", "203.0.113.7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (2, "203.0.113.7", "127.0.0.1"),  # came past one of the proxies
        (1, "unknown", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_visitor_is_known_by_what_our_own_proxies_say(client, settings, proxies, forwarded, seen):
    settings.TRUSTED_PROXIES = proxies
    answer = client.get("/test/address/", headers={"X-Forwarded-For": forwarded})
    assert answer.content.decode() == seen
