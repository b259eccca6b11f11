"""线下签批、代录: bound to the version by its code; both names stay on the trail and on paper."""

from datetime import timedelta

import pytest

from documents.models import Document
from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.operations import on_paper
from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at
from units.enums import Post
from workflows.models import Round
from workflows.queries.trail import lines_of

pytestmark = pytest.mark.django_db


def sign(item, signer, by=None, **fields):
    version = Round.objects.get(process_id=item.process_id, closed_at=None).version
    told = {
        "decision": "agree",
        "signed_on": clock.today(),
        "words": "同意",
        "code": version.code,
        "scan": ways.scan(),
        "scan_name": "签批件.pdf",
    } | fields
    on_paper.record_paper_decision(
        fresh(item), by=by or item.world.district.liaison, signed_by=signer, **told
    )


def test_the_units_leader_agrees_by_pen_and_the_slip_was_printed_for_it():
    item = item_at(chain.CONFIRM)
    head = item.world.district.head
    slip = Document.objects.get(subject=item.key, kind="signing_slip")
    assert (slip.circle, slip.facts["signer"]) == ("unit", head.name)
    assert slip.facts["version_code"] == item.closings.get().version.code
    sign(item, head)
    assert fresh(item).stage == chain.FIRST_REVIEW
    line = lines_of(Entry.objects.filter(subject=item.key, code="item.paper_agreed"))[0]
    assert line.who == "样例局长（线下签批，样例联络代录）"
    round_ = Round.objects.get(process_id=item.process_id, stage__code=chain.CONFIRM)
    assert (round_.on_paper, round_.on_behalf_of) == (True, head)


def test_by_pen_the_leader_sends_it_back_to_a_measure():
    item = item_at(chain.CONFIRM)
    line = item.measures.get().line
    sign(item, item.world.district.head, decision="send_back", words="照片不清楚", lines=[line])
    now = fresh(item)
    assert (now.status, now.return_count) == (Status.WORKING, 0)
    assert now.measures.get().confirmed_on is None


def test_the_leader_of_the_committee_decides_by_pen_recorded_by_the_office():
    item = item_at(chain.DECIDE)
    world = item.world
    slip = Document.objects.filter(subject=item.key, kind="signing_slip").latest("id")
    assert (slip.circle, slip.facts["signer"]) == ("internal", world.in_charge.name)
    sign(item, world.in_charge, by=world.district.clerk)
    assert fresh(item).status == Status.CLOSED


@pytest.mark.parametrize(("decision", "status"), [("agree", "extending"), ("send_back", "working")])
def test_an_extension_is_signed_by_pen(decision, status):
    item = item_at("extension unsigned")
    sign(item, item.world.district.head, decision=decision)
    assert fresh(item).status == status
    assert fresh(item).stage == ("approve" if decision == "agree" else "")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"code": "AAAA-BBBB"}, "code"),
        ({"signed_on": clock.today() + timedelta(days=2)}, "signed_on"),
        ({"scan": None}, "file"),
        ({"decision": "perhaps"}, "decision"),
        ({"decision": "send_back", "words": " "}, "words"),
    ],
)
def test_a_slip_that_is_not_good_is_refused_at_its_field(told, field):
    item = item_at(chain.CONFIRM)
    with pytest.raises(Refused) as caught:
        sign(item, item.world.district.head, **told)
    assert caught.value.field == field
    assert fresh(item).stage == chain.CONFIRM


def test_a_slip_of_an_earlier_application_is_refused_by_its_code():
    item = item_at(chain.CONFIRM)
    old = item.closings.get().version.code
    ways.send_back(item.world, item, by=item.world.district.head)
    ways.apply(item.world, fresh(item), self_conclusion="补充后全部完成（样例）")
    with pytest.raises(Refused, match="版本校验码"):
        sign(item, item.world.district.head, code=old)


def test_only_who_holds_the_post_has_signed_and_no_party_decides_by_pen():
    item = item_at(chain.DECIDE)
    world = item.world
    with pytest.raises(Refused, match="不是分管负责人"):
        sign(item, world.office_head, by=world.district.clerk)
    people.give_post(world.in_charge, Post.MEMBER, world.district.unit)
    with pytest.raises(Refused, match="本单位"):
        sign(item, world.in_charge, by=world.district.clerk)


def test_the_leader_corrects_what_was_recorded_once_within_five_working_days(clock_at):
    item = item_at(chain.CONFIRM)
    d = item.world.district
    sign(item, d.head, words="同意")
    with pytest.raises(Refused, match="签批人本人"):
        on_paper.correct_paper_decision(fresh(item), by=d.liaison, words="应为同意并报送")
    with pytest.raises(Refused, match="没有可以更正"):
        on_paper.correct_paper_decision(fresh(item), by=item.world.in_charge, words="应为同意并报送")
    clock_at(workdays.add(clock.today(), 5).date)
    on_paper.correct_paper_decision(fresh(item), by=d.head, words="应为同意并报送")
    assert (
        Entry.objects.get(subject=item.key, code="item.paper_corrected").params["words"] == "应为同意并报送"
    )
    with pytest.raises(Refused, match="没有可以更正"):
        on_paper.correct_paper_decision(fresh(item), by=d.head, words="再改")


def test_after_that_it_stands(clock_at):
    item = item_at(chain.CONFIRM)
    head = item.world.district.head
    sign(item, head)
    clock_at(workdays.add(clock.today(), 6).date)
    with pytest.raises(Refused, match="不能更正"):
        on_paper.correct_paper_decision(fresh(item), by=head, words="更正")
