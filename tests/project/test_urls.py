import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from project.middleware import OPEN_TO_ALL
from tests.factories import make_office, make_person
from units.enums import Post

pytestmark = pytest.mark.django_db

SAMPLES = {"int": 1, "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def patterns(resolver=None):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def address(pattern):
    kinds = {
        name: type(converter).__name__.replace("Converter", "").lower()
        for name, converter in pattern.pattern.converters.items()
    }
    values = {
        name: SAMPLES["int" if kind == "int" else "uuid" if kind == "uuid" else "str"]
        for name, kind in kinds.items()
    }
    return reverse(pattern.name, kwargs=values)


CLOSED = [pytest.param(each, id=each.name) for each in patterns() if each.name not in OPEN_TO_ALL]


def test_every_address_has_a_name_of_its_own():
    names = [each.name for each in patterns()]
    assert None not in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("pattern", CLOSED)
def test_nobody_gets_past_the_door_without_logging_in(client, pattern):
    for ask in (client.get, client.post):
        answer = ask(address(pattern))
        assert answer.status_code == 302 and answer.url.startswith(reverse("login")), pattern.name


def test_what_is_open_to_all_is_a_short_list():
    assert OPEN_TO_ALL <= {each.name for each in patterns()}
    assert len(OPEN_TO_ALL) == 10


@pytest.mark.parametrize(
    "post", [Post.LIAISON, Post.HEAD, Post.OFFICE_CLERK, Post.SECRETARY, Post.BUSINESS_ADMIN, Post.AUDITOR]
)
def test_a_get_of_any_list_page_writes_nothing(client, post):
    office = make_office()
    client.force_login(
        make_person(
            post, office if post in {Post.OFFICE_CLERK, Post.SECRETARY, Post.BUSINESS_ADMIN} else None
        )
    )
    for pattern in patterns():
        if pattern.pattern.converters:
            continue
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(address(pattern))
        assert answer.status_code < 500, pattern.name
        written = [
            each["sql"]
            for each in statements.captured_queries
            if not re.match(r"[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE)\b", each["sql"])
            or re.search(r"\b(INSERT INTO|UPDATE|DELETE FROM)\b", each["sql"])
        ]
        assert not written, (pattern.name, written)
