"""Reading writes nothing but who was given a file: every page that links lead to, as several people, in several places of a plan's life."""

import re
from html import unescape
from urllib.parse import urldefrag

import pytest
from django.apps import apps
from django.db import models

from records.models import FileOpened
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

HREF = re.compile(r'(?:href|hx-get|data-get|src|data)="(/[^"]*)"')
NOT_PAGES = ("/static/", "/language/", "/login", "/ui/")
MOST = 60  # pages a person opens in one place
ROLES = (
    "liaison",
    "head",
    "clerk",
    "secretary",
    "chair",
    "records_clerk",
    "other_liaison",
    "business_admin",
)


def everything() -> dict[str, list]:
    """Every row of every table of ours, the sessions too; not who was given a file, which a 误传 asks for."""
    kept = {}
    for model in apps.get_models(include_auto_created=True):
        if model is FileOpened:
            continue
        names = [
            each.attname for each in model._meta.concrete_fields if not isinstance(each, models.BinaryField)
        ]
        kept[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*names))
    return kept


def walked(client) -> dict[str, int]:
    """address → status, from the inbox on, through every link; each kind of address a few times."""
    found: dict[str, int] = {}
    kinds: dict[str, int] = {}
    waiting = ["/"]
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "#", address)
        if address in found or address.startswith(NOT_PAGES) or kinds.get(kind, 0) >= 2:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        response = client.get(address)
        found[address] = response.status_code
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            waiting += [urldefrag(unescape(each))[0] for each in HREF.findall(response.content.decode())]
        elif response.status_code == 302:
            waiting.append(response["Location"])
    return found


@pytest.mark.parametrize(
    "place",
    [
        "executing",
        "visit",
        *(
            pytest.param(place, marks=pytest.mark.once)
            for place in ("drafting", "unit_review", "first_review", "tabled", "amending", "signing")
        ),
    ],
)
def test_reading_writes_nothing_and_every_link_leads_somewhere(place):
    moves = moved_to(place)
    clients = {role: signed_in(getattr(moves.d, role)) for role in ROLES}
    for client in clients.values():
        client.get("/")
    before = everything()
    walks = {role: walked(client) for role, client in clients.items()}
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()
    broken = {
        (role, address): status
        for role, walk in walks.items()
        for address, status in walk.items()
        if status >= 400
    }
    assert not broken
    assert min(len(walk) for walk in walks.values()) > 5
