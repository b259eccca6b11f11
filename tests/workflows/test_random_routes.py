"""Random routes, random sequences of everything people can do: whatever is tried, the process stands somewhere and its history stays.

After each step: exactly one open step or an end; a verdict never changes once it was given; nobody has acted on what they
wrote; every assignment is closed once; and at the end every trail verifies.
"""

from collections import Counter
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from viewflow.workflow.models import Process, Task

from plans.actions.enums import Status
from plans.actions.operations import drafting, review, submission, voiding
from records import clock, trail
from records.errors import Refused
from tests.plans import factories
from tests.workflows import built
from tests.workflows.built import again
from tests.workflows.random_routes import MINOR, World, routes_of
from units.enums import Post
from units.mergers import mergers, unit_today
from units.models import Delegation, Person
from units.queries import people_with
from workflows import routes
from workflows.answering import whose
from workflows.designs import design_of
from workflows.enums import Answer, Choice, Motion, Outcome, Refusal, StagePlace
from workflows.models import AgendaItem, Asked, Assignment, Ballot, Round
from workflows.operations import (
    answering,
    asked,
    by_pen,
    copies,
    guests,
    handover,
    meetings,
    pausing,
    renewal,
    unit_changes,
    unit_split,
    urging,
    voting,
)
from workflows.queries.handover import held_by, mark_of, takers
from workflows.queries.route_people import crew_of
from workflows.queries.unit_split import in_hand
from workflows.simulation import simulate
from workflows.verdicts import waits_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Walk:
    """What can be tried, and what must hold afterwards."""

    def __init__(self, world: World, draw):
        self.world, self.d, self.draw, self.chair = world, world.d, draw, world.d.chair
        self.verdicts: dict = {}
        self.words: dict = {}
        self.done: dict = {}

    @property
    def plan(self):
        return again(self.world.plan)

    def of_its_unit(self, post: Post) -> Person:
        """Who holds the post in the unit that has the plan today; in the one it was merged into, when it was."""
        unit_id = unit_today(self.plan.unit_id, mergers())
        return people_with(post, unit_id).order_by("pk").first()

    def someone(self) -> Person:
        """Anybody, read anew; most often somebody who is asked."""
        asked = Asked.objects.filter(round__process_id=self.plan.process_id, round__closed_at=None, answer="")
        keys = list(asked.values_list("holder", flat=True))
        wanted = [each for each in self.world.everybody if self._holds(each, keys)]
        pool = wanted if wanted and self.draw(st.integers(0, 3)) else self.world.everybody
        return Person.objects.get(pk=self.draw(st.sampled_from(pool)).pk)

    def _holds(self, person, keys) -> bool:
        return bool(set(routes.queries.standing(Person.objects.get(pk=person.pk)).holders()) & set(keys))

    def report(self):
        if self.plan.status in {Status.DRAFTING, Status.REVISING}:
            factories.answer_all(replace(self.d, liaison=self.of_its_unit(Post.LIAISON)), self.plan)
        submission.submit(self.plan, by=self.of_its_unit(Post.LIAISON))

    def agree(self):
        submission.agree(self.plan, by=self.of_its_unit(Post.HEAD))

    def send_back(self):
        submission.send_back(self.plan, by=self.of_its_unit(Post.HEAD), reason="再改")

    def withdraw(self):
        submission.withdraw(self.plan, by=self.of_its_unit(Post.LIAISON))

    def receive(self):
        review.receive(self.plan, by=self.d.clerk)

    def decline(self):
        review.decline(self.plan, by=self.d.clerk, reason="不完整")

    def return_(self):
        factories.add_point(self.d, self.plan, late_reason="补充提出")
        review.return_for_revision(self.plan, by=self.d.clerk)

    def propose(self):
        review.propose_to_meeting(self.plan, by=self.d.clerk, words="建议通过")

    def write(self):
        section = self.plan.sections.get(key="requirements")
        text = f"第{section.revision}稿"
        by = self.of_its_unit(Post.LIAISON)
        drafting.save_section(self.plan, "requirements", by=by, text=text, revision=section.revision)

    def answer(self):
        choice = self.draw(st.sampled_from([Answer.AGREE, Answer.AGREE, Answer.OPINION, Answer.DISAGREE]))
        answering.give_answer(
            self.plan, by=self.someone(), answer=choice, words="理由", back_to=self._way_back(choice)
        )

    def _way_back(self, choice) -> str:
        """Where whoever refuses sends it, as far as the route leaves that to them."""
        round_ = routes.current(self.plan.process_id)
        if choice != Answer.DISAGREE or round_ is None or round_.stage.refusal != Refusal.CHOSEN:
            return ""
        return self.draw(
            st.sampled_from(["", *(each.code for each in routes.may_go_back_to(self.plan, round_))])
        )

    def widen(self):
        """Anybody asks anybody as well."""
        other = Person.objects.get(pk=self.draw(st.sampled_from(self.world.everybody)).pk)
        order = self.draw(st.sampled_from(["", "", "before", "after"]))
        asked.ask_also(self.plan, by=self.someone(), people=[other], reason="涉及经费", order=order)

    def spare(self):
        asked.spare(self.plan, self._row().pk, by=self.someone(), reason="不再涉及")

    def hand_on(self):
        to = Person.objects.get(pk=self.draw(st.sampled_from(self.world.everybody)).pk)
        asked.hand_on(self.plan, self._row().pk, by=self.someone(), to=to, reason="出差")

    def by_pen(self):
        """Somebody signs, somebody types it in."""
        round_ = routes.current(self.plan.process_id)
        choice = self.draw(st.sampled_from([Answer.AGREE, Answer.DISAGREE]))
        by_pen.record_answer_by_pen(
            self.plan, self._row().pk, by=self.d.clerk, answer=choice, words="理由", signed_by=self.someone(),
            signed_on=clock.today(), code=round_.version.code, scan=self.world.scan, scan_name="签.pdf",
        )  # fmt: skip

    def _row(self) -> Asked:
        rows = Asked.objects.filter(round__process_id=self.plan.process_id, round__closed_at=None)
        if not (found := list(rows)):
            raise Refused("nobody is asked")
        return self.draw(st.sampled_from(found))

    def pause(self):
        pausing.pause(self.plan, by=self.d.clerk, reason="等待上级文件")

    def resume(self):
        pausing.resume(self.plan, by=self.d.clerk)

    def ask_void(self):
        by = self.draw(st.sampled_from([self.d.clerk, self.d.liaison, self.someone()]))
        voiding.ask_voiding(self.plan, by=Person.objects.get(pk=by.pk), reason="任务来源取消")

    def void(self):
        """Anybody tries; the head of the office or of the unit may."""
        by = self.draw(st.sampled_from([self.d.office_head, self.d.head, self.d.liaison, self.d.clerk]))
        voiding.void(self.plan, by=Person.objects.get(pk=by.pk))

    def refuse_void(self):
        by = self.draw(st.sampled_from([self.d.office_head, self.d.head, self.d.liaison]))
        voiding.refuse_voiding(self.plan, by=Person.objects.get(pk=by.pk), reason="照办")

    def invite(self):
        """Somebody without an account is asked; what they say decides nothing."""
        told = {"name": "样例专家", "organisation": "样例大学", "days": 5, "reason": "合法性"}
        with override_settings(GUEST_MAIL_DOMAINS=["law.example"]):
            link = guests.invite(self.plan, by=self.someone(), email="a@law.example", **told)
            guests.give_opinion(link, answer=Answer.DISAGREE, words="不妥")

    def copy(self):
        other = Person.objects.get(pk=self.draw(st.sampled_from(self.world.everybody)).pk)
        copies.send_copy(self.plan, by=self.someone(), people=[other])

    def urge(self):
        urging.urge_holders(self.plan, by=self.someone())

    def alike(self):
        """Agreed to as one of several."""
        if refused := answering.agree_alike([(self.plan, None)], by=self.someone(), words="一并同意"):
            raise Refused(refused[0][1])

    def hand_over(self):
        """Everything that somebody holds and somebody else may take goes there; who is of two houses keeps both."""
        givers = [each for each in self.world.everybody if each != self.world.own]
        giver = Person.objects.get(pk=self.draw(st.sampled_from(givers)).pk)
        to = self.draw(st.sampled_from(takers(giver)))
        by = Person.objects.get(pk=self.d.business_admin.pk)
        groups = held_by(giver, by)
        rows = [row for group in groups for row in group.rows if not row.ends and not row.stuck]
        barred = handover.barred_rows(rows, {row.key: to for row in rows})
        receivers = {row.key: to for row in rows if row.key not in barred}
        handover.hand_over(giver, by=by, receivers=receivers, reason="轮岗", seen=mark_of(groups))

    def split(self):
        """机构变动: the plan goes to another unit, with whoever has work of it."""
        unit, by = self.plan.unit, Person.objects.get(pk=self.d.business_admin.pk)
        has = in_hand(unit)
        goes = {f"person:{person.pk}": self.world.other for load in has.loads for person in load.people}
        goes[self.plan.key] = self.world.other
        unit_split.split_unit(unit, by=by, basis="样例文号", goes=goes, appoints={}, seen=has.mark)

    def merge(self):
        """机构变动: the unit that has the plan goes into another one."""
        by = Person.objects.get(pk=self.d.business_admin.pk)
        unit_changes.merge_unit(self.plan.unit, self.world.other, by=by, basis="样例文号")

    def renew(self):
        """换届: the same members, any of them in the chair."""
        people = [*self.d.members, self.d.chair]
        chair = self.draw(st.sampled_from(people))
        renewal.renew_committee(
            self.d.committee,
            by=Person.objects.get(pk=self.d.business_admin.pk),
            since=clock.today(),
            term="样例届",
            chair=Person.objects.get(pk=chair.pk),
            members=[Person.objects.get(pk=each.pk) for each in people],
        )
        self.chair = chair

    def delegate(self):
        """Somebody speaks for somebody else today; the drafter among them."""
        principal = self.draw(st.sampled_from([self.d.head, self.d.office_head, self.d.unit_deputy]))
        to = self.draw(st.sampled_from([self.d.liaison, self.world.helper, self.d.clerk]))
        today = clock.today()
        Delegation.objects.create(principal=principal, delegate=to, since=today, until=today)

    def vote(self):
        """The meeting decides: tabled, moved, voted on, announced."""
        round_ = routes.current(self.plan.process_id)
        if round_ is None:
            raise Refused("no round")
        item = meetings.add_item(self.world.meeting, round_, by=self.d.secretary)
        voting.put_motion(item, by=self.chair, motion=Motion.APPROVE)
        choice = self.draw(st.sampled_from([Choice.AGREE, Choice.DISAGREE]))
        others = [each for each in (*self.d.members, self.d.chair) if each != self.chair]
        for member in [*others, self.chair]:
            voting.cast(AgendaItem.objects.get(pk=item.pk), by=member, choice=choice)
        voting.announce(
            AgendaItem.objects.get(pk=item.pk),
            by=self.chair,
            outcome=self.draw(st.sampled_from([Outcome.REJECTED, Outcome.RETURNED])),
            summary="理由",
        )

    MOVES = (
        "report agree receive answer propose vote return_ write delegate send_back withdraw decline "
        "widen spare hand_on by_pen pause resume ask_void void refuse_void invite "
        "copy urge alike hand_over split merge renew"
    ).split()
    # What comes next, most often; everything else is tried now and then.
    NEXT = {
        "drafting": "report",
        "revising": "report",
        "unit_review": "agree",
        "receive": "receive",
        "first_review": "propose",
        "meeting": "vote",
    }

    def step(self, seen: Counter) -> None:
        """One thing is tried; a refusal leaves everything as it was, and what holds is looked at."""
        plan = self.plan
        move = self.NEXT.get(plan.stage or plan.status, "answer")
        if (plan.process.data or {}).get("paused"):
            move = "resume"
        if not self.draw(st.integers(0, 3)):
            missing = [
                each for each in SOMETIMES if not seen[each]
            ]  # what is rare is tried more often until it was done
            move = self.draw(st.sampled_from([*self.MOVES, *missing * 4]))
        try:
            getattr(self, move)()
            seen[move] += 1
        except Refused:
            seen["refused"] += 1
        self.check()

    def check(self) -> None:
        plan = self.plan
        open_steps = Task.objects.filter(process_id=plan.process_id).exclude(status="DONE").count()
        ended = Process.objects.get(pk=plan.process_id).status == "DONE"
        assert open_steps == (0 if ended else 1)
        round_ = routes.current(plan.process_id)
        assert (round_ is not None) == (plan.status == Status.REVIEWING)
        waiting = Assignment.objects.filter(process_id=plan.process_id, done_at=None)
        assert waiting.exists() != ended
        if (plan.process.data or {}).get("paused"):
            assert set(waiting.values_list("kind", flat=True)) == {"paused"}
        elif round_ and round_.stage.asks:
            rows = list(round_.asked.all())
            due = sorted(row.holder for row in rows if not row.answer and not waits_for(row, rows))
            assert sorted(waiting.filter(kind=routes.STAGE).values_list("holder", flat=True)) == due
        self._nothing_given_changes(plan)
        self._nobody_acts_on_what_they_wrote(plan)

    def _nothing_given_changes(self, plan) -> None:
        """Verdicts, words, ballots and what was done are added to and never changed; what was closed stays closed as it was."""
        closed = Round.objects.filter(process_id=plan.process_id).exclude(closed_at=None)
        self.verdicts = self._grown(
            self.verdicts, closed.values_list("pk", "outcome", "closed_at", "closed_by")
        )
        said = Asked.objects.filter(round__process_id=plan.process_id).exclude(answer="")
        self.words = self._grown(self.words, said.values_list("pk", "answer", "words", "by", "at"))
        ballots = Ballot.objects.filter(round__process_id=plan.process_id)
        self.ballots = self._grown(
            getattr(self, "ballots", {}), ballots.values_list("pk", "choice", "cast_by")
        )
        done = Assignment.objects.filter(process_id=plan.process_id).exclude(done_at=None)
        self.done = self._grown(self.done, done.values_list("pk", "done_at", "done_by", "outcome"))

    @staticmethod
    def _grown(before: dict, rows) -> dict:
        now = {row[0]: row[1:] for row in rows}
        assert before.items() <= now.items()
        return now

    def _nobody_acts_on_what_they_wrote(self, plan) -> None:
        said = Asked.objects.filter(round__process_id=plan.process_id).exclude(answer="")
        for each in said.select_related("round__version", "round__stage", "by"):
            assert whose(each) not in {plan.drafter_id, each.round.version.made_by_id}
            if each.round.stage.place not in {StagePlace.UNIT, StagePlace.LEADER}:
                assert whose(each) not in {self.world.own.pk, self.d.liaison.pk, self.d.head.pk}


SOMETIMES = "widen hand_on by_pen pause resume ask_void alike copy split merge renew".split()


@pytest.mark.timeout(600)
def test_whatever_is_done_on_whatever_route_it_stands_somewhere_and_its_history_stays():
    world, seen, walked = World(), Counter(), Counter()
    design = design_of("plan.review")

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        derandomize=False,  # else each turn below is the same, where CI is set
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(data=st.data())
    def lives(data):
        rows = data.draw(routes_of(world))
        assume(not simulate(design, rows, crew_of(design, rows)).problems)
        block = transaction.atomic()
        block._from_testcase = True  # the acts inside may be durable, as inside any test
        with block:
            world.d.action.approval = data.draw(st.sampled_from(["committee", *MINOR]))
            world.d.action.save()
            route = built.publish(world.d, *rows)
            type(world.plan).objects.filter(pk=world.plan.pk).update(route=route)
            walk = Walk(world, data.draw)
            for move in ("report", "agree", "receive"):
                getattr(walk, move)()
                walk.check()
            for _step in range(data.draw(st.integers(8, 25))):
                walk.step(seen)
            walked.update(row.kind for row in rows if row.asks)
            problems = trail.verify(world.plan.key)
            transaction.set_rollback(True)
        assert problems == []

    for _turn in range(20):  # chance draws the moves: until each was tried
        lives()
        if seen["answer"] > 50 and all(seen[move] for move in SOMETIMES):
            break
    assert set(walked) == {"handle", "any", "all", "consult", "circulate"}
    assert [move for move in SOMETIMES if not seen[move]] == []
    assert seen["answer"] > 50
