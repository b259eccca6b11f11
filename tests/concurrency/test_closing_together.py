"""Two people at one closing in the same instant: one yes, one return, one answer; the other reads a calm sentence."""

from datetime import timedelta

import pytest

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Closing, Extension, LookBack
from plans.rectifications.operations import closing, extension, look_back, publicity, returning, stopping
from records import clock
from records.models import Entry
from tests.concurrency.test_working_together import anew, calm, codes, whole
from tests.concurrency.together import at_once, errors
from tests.factories import make_person
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import item_at
from workflows.models import Assignment, Round

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def open_rounds(item) -> int:
    return Round.objects.filter(process_id=item.process_id, closed_at=None).count()


def test_eight_clicks_apply_once():
    item = item_at("confirmed")
    found = at_once(*[lambda: ways.apply(item.world, anew(item))] * 8)
    assert len(errors(found)) == 7 and calm(found), found
    assert Closing.objects.count() == 1
    assert codes(item).count("item.applied") == 1
    assert whole(item) and open_rounds(item) == 1


def test_two_reviewers_at_once_pass_it_on_once():
    item = item_at(chain.FIRST_REVIEW)
    d = item.world.district
    clerks = [d.clerk, make_person("office_clerk", d.office)]
    found = at_once(
        *[lambda by=by: closing.pass_on(anew(item), by=anew(by), words="材料齐全") for by in clerks]
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert anew(item).stage == chain.ARRANGE
    assert codes(item).count("item.reviewed") == 1
    assert whole(item) and open_rounds(item) == 1


@pytest.mark.parametrize("time", range(3))
def test_a_yes_against_a_return_has_exactly_one_winner(time):
    item = item_at(chain.FIRST_REVIEW)
    d = item.world.district
    other = make_person("office_clerk", d.office)
    line = item.measures.get().line
    found = at_once(
        lambda: closing.pass_on(anew(item), by=anew(d.clerk)),
        lambda: returning.return_item(
            anew(item), by=anew(other), reason="佐证不足", lines=[line], stage=chain.FIRST_REVIEW
        ),
    )
    assert len(errors(found)) == 1 and calm(found), found
    now = anew(item)
    passed = (now.status, now.stage, now.return_count) == (Status.CLOSING, chain.ARRANGE, 0)
    returned = (now.status, now.stage, now.return_count) == (Status.WORKING, "", 1)
    assert passed != returned
    assert now.measures.filter(confirmed_on=None).exists() == returned
    assert whole(item)


@pytest.mark.parametrize("time", range(2))
def test_taking_it_back_against_the_heads_confirmation_has_exactly_one_winner(time):
    item = item_at(chain.CONFIRM)
    d = item.world.district
    found = at_once(
        lambda: closing.withdraw(anew(item), by=anew(d.liaison)),
        lambda: closing.pass_on(anew(item), by=anew(d.head)),
    )
    assert len(errors(found)) == 1 and calm(found), found
    now = anew(item)
    assert (now.status == Status.WORKING) != (now.stage == chain.FIRST_REVIEW)
    assert whole(item)


def test_the_last_stage_closes_once_with_one_pair_of_papers_and_one_look_back():
    from documents.models import Document

    item = item_at(chain.DECIDE)
    ways.source("research", drawn_percent=100)
    leaders = [item.world.in_charge, make_person("deputy", item.world.district.office)]
    found = at_once(*[lambda by=by: closing.pass_on(anew(item), by=anew(by)) for by in leaders])
    assert len(errors(found)) == 1 and calm(found), found
    assert anew(item).status == Status.CLOSED
    kinds = Document.objects.filter(subject=item.key, kind__startswith="closing").values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == ["closing_approval", "closing_confirmation"]
    assert LookBack.objects.count() == 1
    assert whole(item)


def test_an_objection_against_the_end_of_publicity_has_exactly_one_winner():
    item = item_at(chain.PUBLICITY)
    d = item.world.district
    last = item.closings.get().publicity_to
    with clock.at(last + timedelta(days=1)):
        found = at_once(
            lambda: publicity.end_publicity(anew(item), by=anew(d.clerk)),
            lambda: publicity.record_objection(
                anew(item), by=anew(d.clerk), received_on=last, words="不实（样例）"
            ),
        )
    assert len(errors(found)) == 1 and calm(found), found
    now = anew(item)
    assert (now.status == Status.CLOSED) != (now.stage == chain.FIRST_REVIEW)
    assert whole(item)


def test_an_extension_is_asked_for_once_and_answered_once():
    item = item_at("planned")
    world = item.world
    found = at_once(*[lambda: ways.ask_extension(world, anew(item))] * 4)
    assert len(errors(found)) == 3 and calm(found), found
    assert Extension.objects.count() == 1
    ways.sign_extension(world, anew(item))
    limit = Extension.objects.get().new_limit
    clerks = [world.district.clerk, make_person("office_clerk", world.district.office)]
    found = at_once(
        lambda: extension.grant_extension(anew(item), by=anew(clerks[0]), limit=limit),
        lambda: extension.refuse_extension(anew(item), by=anew(clerks[1]), reason="应按期"),
    )
    assert len(errors(found)) == 1 and calm(found), found
    now = anew(item)
    assert (now.extension_count, now.extended_due) in {(1, limit), (0, None)}
    assert whole(item)


def test_two_look_backs_at_once_open_it_again_once():
    item = item_at(Status.CLOSED)
    d = item.world.district
    clerks = [d.clerk, make_person("office_clerk", d.office)]
    told = {"result": "poor", "words": "又出现", "relapsed": True}
    until = clock.today() + timedelta(days=30)
    found = at_once(
        *[
            lambda by=by: look_back.record_look_back(anew(item), by=anew(by), new_limit=until, **told)
            for by in clerks
        ]
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert anew(item).relapse_count == 1
    assert Entry.objects.filter(subject=item.key, code="item.relapsed").count() == 1
    assert whole(item)


def test_stopping_against_applying_has_exactly_one_winner():
    item = item_at("confirmed")
    d = item.world.district
    found = at_once(
        lambda: stopping.ask_stop(anew(item), by=anew(d.clerk), reason="撤销"),
        lambda: ways.apply(item.world, anew(item)),
    )
    assert len(errors(found)) == 1 and calm(found), found
    assert anew(item).status in {Status.STOPPING, Status.CLOSING}
    assert Assignment.objects.filter(subject=item.key, done_at=None, kind="stage").count() == 1
    assert whole(item)
