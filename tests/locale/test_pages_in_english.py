"""A page in English has no Chinese but what people wrote: names, plans, documents."""

import re
from html import unescape
from urllib.parse import urldefrag

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from tests.plans.world import moved_to

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.timeout(600)]

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
PUNCTUATION = re.compile(r"[\u3001-\u303f\uff01-\uff65]")
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r"(?:title|aria-label|placeholder|data-label|alt)=\"([^\"]*)\"")
LINK = re.compile(r"href=\"(/[^\"]*)\"")
NOT_PAGES = ("/static/", "/ui/", "/log")
MOST = 40  # pages one person opens
# What the system writes into its records is said in English: it does not count as data here.
STORED = {
    "Assignment.what",
    "Assignment.note",
    "Notice.text",
    "Plan.stage_label",
    "Stage.label",
    "Opinion.line_label",
}
MEANT = {"简体中文"}


def data() -> str:
    """Every Chinese text of the database that people or an import wrote, and what is made of it."""
    found = []
    for model in apps.get_models():
        if model._meta.label in {"documents.Document", "notifications.Delivery"}:
            continue
        kinds = (models.CharField, models.TextField, models.JSONField)
        names = [each.attname for each in model._meta.concrete_fields if isinstance(each, kinds)]
        for row in model._base_manager.values(*names) if names else ():
            found += [
                str(row[name]) for name in names if f"{model.__name__}.{name}" not in STORED and row[name]
            ]
    return "\n".join(found)


def spoken(page: str) -> list[str]:
    """The pieces a person reads or hears on a page."""
    page = re.sub(r"<(script|style|textarea)\b.*?</\1>", "", page, flags=re.DOTALL)
    return [unescape(each).strip() for each in [*TAG.split(page), *SPOKEN.findall(page)] if each.strip()]


def chinese_left(pieces: list[str], known: str) -> set[str]:
    """The pieces with Chinese that is not data, or with Chinese punctuation and nothing Chinese to punctuate."""
    found = set()
    for piece in pieces:
        runs = [run for run in CHINESE.findall(re.sub(r"“[^”]*”", "", piece)) if run not in MEANT]
        if any(run not in known for run in runs) or (PUNCTUATION.search(piece) and not CHINESE.search(piece)):
            found.add(piece)
    return found


@pytest.mark.parametrize(
    "place", ["drafting", "first_review", "revising", "tabled", "amending", "executing", "visit"]
)
def test_pages_in_english_have_no_chinese_but_data(place):
    people = moved_to(place).d
    known, left = data(), set()
    for role in ("liaison", "head", "clerk", "secretary", "chair", "business_admin"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(people, role))
        kinds: dict[str, int] = {}
        waiting, opened = ["/"], set()
        while waiting and len(opened) < MOST:
            address = waiting.pop(0)
            kind = re.sub(r"\d+", "#", address.split("?")[0])
            if address in opened or address.startswith(NOT_PAGES) or kinds.get(kind, 0) >= 1:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            opened.add(address)
            response = client.get(address)
            if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
                continue
            page = response.content.decode()
            left |= {(kind, piece) for piece in chinese_left(spoken(page), known)}
            waiting += [urldefrag(unescape(each))[0] for each in LINK.findall(page)]
        assert len(opened) >= 5
    assert left == set()


def test_chinese_on_a_page_is_found():
    assert chinese_left(spoken('<p title="报送">To submit：<b>样例方案</b></p>'), "样例方案") == {
        "报送",
        "To submit：",
    }
