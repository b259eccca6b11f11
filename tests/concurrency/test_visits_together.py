"""现场验收 by several people in the same instant: one effect, both texts for the others, whole trails."""

import pytest

from records import clock, trail
from records.errors import Refused, Stale
from tests.concurrency.together import at_once, errors
from tests.plans import visits as walked
from workflows.models import Finding, SentAnswer, Visit
from workflows.operations import visit_work, visits
from workflows.operations.acceptance import Sent

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def answering(world, by, *, key, **fields):
    subject, line = world.lines()[0]
    told = {"result": "met", "fact": ""} | fields
    answer = visit_work.Answer(subject, line, sent=Sent(key), **told)
    return lambda: visit_work.record_answer(anew(world.visit), answer, by=anew(by))


def test_two_members_at_one_line_one_is_shown_the_other():
    world = walked.begun()
    found = at_once(
        answering(world, world.member, key="key-of-member", result="unmet", fact="没有台账"),
        answering(world, world.leader, key="key-of-leader"),
    )
    assert [type(each) for each in errors(found)] == [Stale]
    assert (Finding.objects.count(), SentAnswer.objects.count()) == (1, 1)
    assert trail.verify(world.plan.key) == []


def test_one_answer_that_arrives_three_times_at_once_counts_once():
    world = walked.begun()
    send = answering(world, world.member, key="key-of-member", result="mostly", fact="缺2份")
    found = at_once(send, send, send)
    assert errors(found) == []
    assert len({each.mark for each in found}) == Finding.objects.count() == SentAnswer.objects.count() == 1
    assert trail.verify(world.plan.key) == []


def test_two_groups_are_not_sent_to_one_unit():
    world, team = walked.composed()

    def arrange():
        return visits.arrange_visit(
            anew(team), by=anew(world.d.clerk), unit=anew(world.d.unit), on=clock.today(), half="morning"
        )

    found = at_once(arrange, arrange)
    assert [type(each) for each in errors(found)] == [Refused]
    assert Visit.objects.count() == 1
