"""Pages that belong to no app: the gallery, the errors, the door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from project.pages import gallery
from tests.templates.drawing import words_of


@pytest.fixture
def request_of_nobody():
    request = RequestFactory().get("/ui/")
    request.user = AnonymousUser()
    return request


def test_gallery_draws_every_component(request_of_nobody):
    html = gallery(request_of_nobody).content.decode()
    assert html.count('class="light light-') > 6
    for words in [
        "曾逾期3个工作日",
        "暂按双休日推算",
        "自上轮以来的修改",
        "现在该做什么",
        "第2页，共5页",
        "将告知：",
    ]:
        assert words in html
    assert "<c-" not in html and "{{" not in html and "{%" not in html


def test_gallery_is_not_there_in_production(request_of_nobody, settings):
    settings.MODE = "production"
    with pytest.raises(Http404):
        gallery(request_of_nobody)


@pytest.mark.parametrize("code", ["400", "403", "404", "500"])
def test_error_says_what_happened_that_nothing_is_lost_and_what_to_do(code):
    html = render_to_string(f"{code}.html")
    words = words_of(html)
    assert html.count("<h1>") == 1
    assert "回到待办" in words
    assert words.count("。") >= 2


def test_busy_page_can_be_tried_again():
    html = render_to_string("errors/503.html", {"code": "AB12"})
    assert "data-retry" in html and "保留在本机" in html and "AB12" in html


def test_login_offers_accounts_only_in_the_demo():
    accounts = [{"role": "单位", "people": [{"username": "ll1", "name": "样例甲", "words": "联络员"}]}]
    with_accounts = render_to_string(
        "registration/login.html", {"demo": True, "accounts": accounts, "next": "/plans/"}
    )
    assert 'name="username" value="ll1"' in with_accounts and 'name="next" value="/plans/"' in with_accounts
    without = render_to_string("registration/login.html", {"demo": False, "accounts": accounts})
    assert "ll1" not in without and 'type="password"' in without


def test_login_shows_the_non_classified_banner():
    assert "严禁录入、上传、传输涉密文件和工作秘密" in words_of(render_to_string("registration/login.html"))


def test_big_type_is_one_class_on_the_page():
    assert '<html lang="zh-CN" class="big-type">' in render_to_string("base.html", {"big_type": True})
