"""Which address of 工作交接 and 单位自检 answers whom: rows of tests/address_table.py."""

from datetime import timedelta

from records import clock
from tests import factories as people
from units.enums import Post
from units.models import HandOver, Posting

FIRST = {"delegations": "delegation", "handover": "handover", "units": "own_unit", "committees": "committee"}


def table(*, everybody) -> dict:
    """name → (GET, POST without data)."""
    admin = {"business_admin"}
    refused = everybody - admin
    return {
        "delegations": (200, {422: everybody - {"auditor", "chair"}, 302: {"auditor", "chair"}}),
        "delegation_end": (405, {302: {"liaison"}}),
        "handovers": ({200: admin, 409: refused}, 405),
        "handover": ({200: admin}, 405),
        "self_check": ({200: admin, 409: refused}, 405),
        "unit_posts": ({200: admin, 409: refused}, {422: admin, 302: refused}),
        "post_end": (405, 302),
        "committee": ({200: admin, 409: refused}, {422: admin, 302: refused}),
        "unit_change": ({200: admin, 409: refused}, {422: admin, 302: refused}),
        "unit_split": ({200: admin, 409: refused}, {422: admin, 302: refused}),
        "handover_preview": ({200: admin, 409: refused}, {422: admin, 302: refused}),
    }


def given(d, giver) -> dict:
    """What the addresses name."""
    made = HandOver.objects.create(
        person=giver, unit=giver.unit, by=d.business_admin, at=clock.now(), reason="轮岗"
    )
    posting = Posting.objects.create(person=giver, unit=d.unit, post=Post.SECTION_LEAD, since=clock.today())
    return {
        "handover": made.pk,
        "giver": giver.pk,
        "delegation": people.delegate(d.liaison, giver, since=clock.today() + timedelta(days=1)).pk,
        "own_unit": d.unit.pk,
        "posting": posting.pk,
        "committee": d.committee.pk,
    }
