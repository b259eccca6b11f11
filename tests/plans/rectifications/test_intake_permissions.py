"""Who may bring problems in, judge similar ones and handle complaints: tried by everybody, against a table written by hand."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Channel, SourceKind
from plans.rectifications.leaks import Reporter
from plans.rectifications.models import Complaint, Item, Reply
from plans.rectifications.operations import complaints, intake, issuing, similar
from records import clock
from tests.plans.rectifications.attempts import found_by_trying, written_in
from tests.plans.rectifications.cast import cast
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import confirmed, row, work

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

CLERKS = {"clerk", "own_clerk"}
GIVE_OUT = CLERKS | {"inspector"}
CLERK = {"clerk"}  # never own_clerk: conflicts follow the person
INTAKE = {"intake"}
LEAD = {"liaison", "delegate"}


class Case:
    """A job that broke off, two alike items, a complaint given out and one that is not."""

    def __init__(self):
        self.world = make_rectifying()
        self.people = cast(self.world)
        d, self.due = self.world.district, clock.today() + timedelta(days=9)
        self.earlier = issuing.issue(problem(self.world, problem="窗口一次性告知不到位"), by=d.clerk)
        self.item = issuing.issue(problem(self.world, problem="窗口一次性告知仍不到位"), by=d.clerk)
        work()
        self.job = confirmed(self.world, 1)
        intake.break_off(self.job.pk, "disk")
        self.job.refresh_from_db()
        self.waiting = self.registered("a")
        given = self.registered("b")
        complaints.issue_complaint(given, self.public("摘要"), reply_due=self.due, by=self.people["intake"])
        self.given = Complaint.objects.get(pk=given.pk)

    def registered(self, key: str, by=None) -> Complaint:
        return complaints.register(
            Reporter(original="样例"),
            channel=Channel.CALL,
            received_on=clock.today(),
            key=key,
            by=by or self.people["intake"],
        )

    def public(self, words: str):
        return problem(self.world, source=SourceKind.PUBLIC, problem=words)

    def of(self, source: str):
        return problem(self.world, source=source, problem="新的问题")

    @property
    def reply(self) -> Reply:
        return Reply.objects.get()


def replied(c: Case) -> Reply:
    if not c.reply.replied_on:
        complaints.reply_to_reporter(c.reply, words="已改", by=c.world.district.liaison)
    return c.reply


# place → (how to come there, [(operation, how, who may)]). Everybody else is refused.
TABLE = {
    "of a source the office hands out": (
        Case,
        [
            (issuing.issue, lambda c, by: issuing.issue(c.of(SourceKind.RESEARCH), by=by), CLERKS | INTAKE),
            (issuing.enter, lambda c, by: issuing.enter(c.of(SourceKind.RESEARCH), by=by), GIVE_OUT),
            (
                intake.confirm,
                lambda c, by: intake.confirm([row(c.world, 2)], by=by, name="a", key=f"c{by.pk}"),
                GIVE_OUT,
            ),
            (intake.resume, lambda c, by: intake.resume(c.job, by=by), CLERKS),
            (
                similar.link_recurrence,
                lambda c, by: similar.link_recurrence(Item.objects.get(pk=c.item.pk), c.earlier, by=by),
                CLERK,
            ),
            (
                similar.dismiss_similar,
                lambda c, by: similar.dismiss_similar(Item.objects.get(pk=c.item.pk), c.earlier, by=by),
                CLERK,
            ),
            (complaints.register, lambda c, by: c.registered(f"r{by.pk}", by), INTAKE),
            (complaints.read_reporter, lambda c, by: complaints.read_reporter(c.waiting, by=by), INTAKE),
            (
                complaints.issue_complaint,
                lambda c, by: complaints.issue_complaint(
                    c.waiting, c.public("另一摘要"), reply_due=c.due, by=by
                ),
                INTAKE,
            ),
            (complaints.refer, lambda c, by: complaints.refer(c.waiting, by=by), INTAKE),
            (
                complaints.reply_to_reporter,
                lambda c, by: complaints.reply_to_reporter(c.reply, words="已改", by=by),
                LEAD,
            ),
            (
                complaints.tell_reporter,
                lambda c, by: complaints.tell_reporter(replied(c), told_on=clock.today(), by=by),
                INTAKE,
            ),
        ],
    ),
    "of a source the unit hands out itself": (
        Case,
        [
            (issuing.enter, lambda c, by: issuing.enter(c.of(SourceKind.SELF), by=by), GIVE_OUT | LEAD),
        ],
    ),
    "of a complaint": (
        Case,
        [
            (issuing.enter, lambda c, by: issuing.enter(c.of(SourceKind.PUBLIC), by=by), set()),
        ],
    ),
}


@pytest.mark.parametrize("place", TABLE)
def test_each_operation_is_open_to_exactly_these(place):
    walk, attempts = TABLE[place]
    case = walk()
    assert found_by_trying(case, attempts, case.people) == written_in(attempts)
