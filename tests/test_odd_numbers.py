"""Odd numbers in addresses and forms: a page or a sentence, never a failure."""

import pytest
from django.test import Client

from tests.plans.cast import cast
from tests.plans.world import moved_to

pytestmark = pytest.mark.django_db

ODD = ["²", "abc", "", "-1", "9" * 30, "9" * 5000]


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:6] or "empty")
def test_odd_number_fails_nowhere(odd):
    moves = moved_to("tabled")
    people, item = cast(moves.world), moves.item
    clerk, secretary = client_of(people["clerk"]), client_of(people["secretary"])
    sitting = f"/meetings/{item.meeting_id}"
    answers = [
        clerk.get("/tasks/", {"unit": odd}),
        clerk.get("/plans/", {"action": odd}),
        clerk.get(f"/plans/{moves.plan.pk}/changes/", {"from": odd, "to": odd}),
        clerk.post(f"/overview/{moves.plan.action_id}/urge/", {"unit": [odd]}),
        secretary.post(f"{sitting}/items/", {"round": [odd]}),
        secretary.post(f"{sitting}/items/{item.pk}/not-voted/", {"seat": odd}),
        secretary.post("/meetings/new/", {"held_on": "2026-11-24", "place": "样例会议室", "n": odd}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert answers[5].status_code == 404
