"""An item and everybody around it, moved by one word for each step of its life: what its lifecycle test walks on."""

import io
from datetime import timedelta

from plans.rectifications import chain
from plans.rectifications.enums import Authority, Kind, SourceKind, Status
from plans.rectifications.models import Item, Measure
from plans.rectifications.operations import (
    closing,
    dismissing,
    extension,
    handing_back,
    issuing,
    lateness,
    look_back,
    measures,
    partners,
    progress,
    publicity,
    returning,
    stopping,
)
from plans.rectifications.operations.planned import Planned
from records import clock, files
from records.errors import Refused
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import fresh_measure, issued, make_rectifying, paper
from units.enums import Post
from workflows.enums import Choice, Motion, Outcome
from workflows.models import AgendaItem, Evidence, Round
from workflows.operations import evidence, meetings, voting

SOON = timedelta(days=30)


# What an item of each case is, and what its source says beyond what all have.
FIELDS = {"major": {"major": True}, "immediate": {"kind": Kind.IMMEDIATE}}
RULES = {"immediate": {"drawn_percent": 0}, "at source": {"closes": Authority.SOURCE}}


class ItemWorld:
    """The people and things that every example finds. Every stage a closing of the case can take is switched on."""

    def __init__(self, case: str):
        self.world = make_rectifying()
        self.district = d = self.world.district
        ways.group(self.world)
        every = {"recheck": True, "acceptance": True, "decision": True, "publicity": True}
        ways.source(SourceKind.RESEARCH, **every | RULES.get(case, {}))
        self.item = issued(self.world, **FIELDS.get(case, {}))
        self.into = issued(self.world, problem="另一事项，供并案（样例）")
        self.paper = paper(self.world)
        self.teams = {
            d.unit.pk: (d.liaison, d.head, self.world.deputy, self.world.person),
            d.other_unit.pk: (
                d.other_liaison,
                self.world.other_head,
                people.make_person(Post.DEPUTY, d.other_unit),
                self.world.other_person,
            ),
        }
        self.meeting = meetings.plan_meeting(
            d.committee, by=d.secretary, held_on=clock.today(), place="样例会议室"
        )
        meetings.open_meeting(self.meeting, by=d.secretary)
        self.meeting.refresh_from_db()

    def evidence(self, unit_id: int, *, time: int) -> Evidence:
        """A file of the unit; after 反弹 another one."""
        liaison = self.teams[unit_id][0]
        file = files.put(io.BytesIO(b"%%PDF-1.4 proof %d" % time), media_type="application/pdf")
        return evidence.add_evidence(
            liaison.unit, by=liaison, file=file, name="照片.pdf", dated=clock.today()
        )


class ItemMoves:
    """One real operation (or the few that belong together) per move, by the person whose move it is."""

    def __init__(self, world: ItemWorld):
        self.things, self.world, self.d = world, world.world, world.district

    @property
    def item(self) -> Item:
        return Item.objects.select_related("unit", "source").get(pk=self.things.item.pk)

    @property
    def liaison(self):
        return self.things.teams[self.item.unit_id][0]

    @property
    def head(self):
        return self.things.teams[self.item.unit_id][1]

    def make(self, move: str) -> None:
        getattr(self, move)()

    # --- 签收、退办
    def receive(self):
        issuing.receive(self.item, by=self.liaison)

    def hand_back(self):
        handing_back.hand_back(
            self.item, by=self.liaison, ground="not_ours", reason="样例", basis="三定规定（样例）"
        )

    def _judge(self):
        """The office's clerk; of a second application the 分管领导."""
        asked = self.item.handbacks.filter(answered_at=None).last()
        return self.world.in_charge if asked and asked.final else self.d.clerk

    def uphold(self):
        handing_back.uphold(self.item, by=self._judge(), words="样例")

    def reassign(self):
        other = self.d.other_unit if self.item.unit_id == self.d.unit.pk else self.d.unit
        handing_back.reassign(self.item, by=self._judge(), unit=other, words="样例")

    def consult(self):
        """会商: who has it leads, the other unit has a part in it."""
        item = self.item
        other = self.d.other_unit if item.unit_id == self.d.unit.pk else self.d.unit
        part = handing_back.Part(other, "开放共享接口（样例）")
        handing_back.consult(item, by=self._judge(), unit=item.unit, parts=[part], words="样例")

    def merge(self):
        handing_back.merge(self.item, by=self._judge(), into=self.things.into, words="样例")

    def propose_dismissal(self):
        dismissing.propose_dismissal(self.item, by=self._judge(), words="样例", papers=[self.things.paper])

    def confirm_dismissal(self):
        dismissing.confirm_dismissal(self.item, by=self.world.office_head)

    def send_dismissal_back(self):
        dismissing.send_dismissal_back(self.item, by=self.world.office_head, reason="样例")

    # --- 措施、进展
    def _measure(self) -> Measure:
        """The first that is still to do, else the last."""
        rows = list(self.item.measures.all())
        if not rows:
            raise Refused("no measure")
        return fresh_measure(next((each for each in rows if not each.settled), rows[-1]))

    def receive_part(self):
        """A 配合单位 signs for its measure and names its people."""
        measure = self._measure()
        liaison, _head, leader, person = self.things.teams[measure.unit_id]
        partners.receive_measure(measure, by=liaison, leader=leader, person=person)

    def plan(self):
        _liaison, _head, leader, person = self.things.teams[self.item.unit_id]
        planned = Planned(
            text=f"第{self.item.measures.count() + 1}项措施（样例）",
            standard="全部公布",
            unit=self.item.unit,
            leader=leader,
            section=None,
            person=person,
            due=self.item.limit,
        )
        measures.add_measure(self.item, by=self.liaison, planned=planned)

    def report(self):
        """All done, with a file."""
        measure = self._measure()
        by = measure.person or self.things.teams[measure.unit_id][0]
        words = f"已完成，第{measure.progress.count() + 1}次填报（样例）"
        progress.report(measure, by=by, on=clock.today(), percent=100, words=words)
        if not evidence.serves(measure.item.key, measure.line, after=measure.evidence_after):
            proof = self.things.evidence(measure.unit_id, time=measure.item.relapse_count)
            progress.link_evidence(fresh_measure(measure), by=by, evidence=proof)

    def confirm(self):
        measure = self._measure()
        by = measure.leader or self.things.teams[measure.unit_id][0]
        progress.confirm(measure, by=by, cause="own")  # asked for where its limit has passed

    def excuse(self):
        progress.excuse(self._measure(), by=self.d.clerk, reason="样例")

    def explain_early(self):
        """逾期说明, which nobody may give before the limit has passed."""
        lateness.explain(
            self.item, by=self.liaison, cause="own", reason="样例", promised=clock.today() + SOON
        )

    def _after_the_limit(self):
        return clock.at(max(self.item.limit + timedelta(days=1), clock.today()))

    def explain(self):
        with self._after_the_limit():
            self.explain_early()

    def answer(self):
        """重新明确时限."""
        with self._after_the_limit():
            lateness.answer(self.item, by=self.d.clerk, renewed_due=clock.today() + SOON)

    # --- 延期、终止
    def ask_extension(self):
        item = self.item
        extension.ask_extension(
            item, by=self.liaison, reason="样例", new_limit=item.limit + SOON, progress="过半"
        )

    def withdraw_extension(self):
        extension.withdraw_extension(self.item, by=self.liaison)

    def sign_extension(self):
        extension.sign_extension(self.item, by=self.head)

    def decline_extension(self):
        extension.decline_extension(self.item, by=self.head, reason="样例")

    def grant_extension(self):
        item = self.item
        extension.grant_extension(item, by=self.d.clerk, limit=max(item.limit, clock.today()) + SOON)

    def refuse_extension(self):
        extension.refuse_extension(self.item, by=self.d.clerk, reason="样例")

    def ask_stop(self):
        stopping.ask_stop(self.item, by=self.d.clerk, reason="样例")

    def approve_stop(self):
        stopping.approve_stop(self.item, by=self.world.office_head)

    def refuse_stop(self):
        stopping.refuse_stop(self.item, by=self.world.office_head, reason="样例")

    # --- 销号
    def apply(self):
        closing.apply_for_closing(
            self.item,
            by=self.liaison,
            self_conclusion="完成",
            mechanism="制度",
            truthful=True,
            late_cause="own",  # asked for where the limit has passed
        )

    def withdraw(self):
        closing.withdraw(self.item, by=self.liaison)

    def _turn(self, stage: str):
        by = {
            chain.CONFIRM: self.head,
            chain.RECHECK: self.world.office_head,
            chain.DECIDE: self.world.in_charge,
        }
        return by.get(stage, self.d.clerk)

    def _pass(self, stage: str):
        """The person of a stage says yes, whatever stage it is."""
        closing.pass_on(self.item, by=self._turn(stage), words="同意")

    def pass_confirm(self):
        self._pass(chain.CONFIRM)

    def pass_office(self):
        """初审, of 立行立改 审核销号: the clerk's, whichever of the two comes."""
        self._pass(chain.FIRST_REVIEW)

    def pass_recheck(self):
        self._pass(chain.RECHECK)

    def pass_decide(self):
        self._pass(chain.DECIDE)

    def return_as_it_is(self):
        """Only the application is wanting."""
        returning.return_item(self.item, by=self._turn(self.item.stage), reason="样例")

    def return_measures(self):
        lines = list(self.item.measures.values_list("line", flat=True))
        returning.return_item(self.item, by=self._turn(self.item.stage), reason="样例", lines=lines)

    def compose(self):
        ways.compose(self.world, self.item)

    def accept(self):
        ways.check(self.world, self.item)
        ways.conclude(self.world, self.item)

    def make_lasting(self):
        """转长期坚持 by the group."""
        ways.check(self.world, self.item)
        ways.conclude(self.world, self.item, Outcome.LONG_TERM)

    def improve(self):
        """限期完善."""
        ways.check(self.world, self.item, "unmet")
        until = clock.today() + SOON
        ways.conclude(self.world, self.item, Outcome.TO_IMPROVE, problems="还差一项", improve_by=until)

    def not_accept(self):
        ways.check(self.world, self.item, "unmet")
        ways.conclude(self.world, self.item, Outcome.NOT_ACCEPTED, problems="没有整改")

    def _vote(self, choice: str, **announced):
        item = self.item
        round_ = Round.objects.filter(process_id=item.process_id).order_by("-id").first()
        if round_ is None:
            raise Refused("no round yet")
        meetings.add_item(self.things.meeting, round_, by=self.d.secretary)
        tabled = AgendaItem.objects.filter(round=round_).latest("id")
        voting.put_motion(tabled, by=self.d.chair, motion=Motion.APPROVE)
        for person in [*self.d.members, self.d.chair]:
            voting.cast(tabled, by=person, choice=choice)
        voting.announce(tabled, by=self.d.chair, **announced)

    def approve_by_meeting(self):
        self._vote(Choice.AGREE)

    def return_by_meeting(self):
        self._vote(Choice.ABSTAIN, outcome=Outcome.RETURNED, summary="再改")

    def reject_by_meeting(self):
        self._vote(Choice.DISAGREE, outcome=Outcome.REJECTED, summary="没有整改")

    def object(self):
        publicity.record_objection(self.item, by=self.d.clerk, received_on=clock.today(), words="样例")

    def end_publicity(self):
        open_closing = self.item.closings.filter(ended_at=None).last()
        until = open_closing and open_closing.publicity_to
        with clock.at(max((until or clock.today()) + timedelta(days=1), clock.today())):
            publicity.end_publicity(self.item, by=self.d.clerk)

    def end_publicity_early(self):
        publicity.end_publicity(self.item, by=self.d.clerk)

    def record_source(self):
        ways.hear_from_source(self.world, self.item)

    # --- 回头看、年检
    def _looked_on(self):
        """Not before it was closed, which is after the days of 公示."""
        return clock.at(max(filter(None, (self.item.closed_on, clock.today()))))

    def look_back(self):
        """Of 长期坚持 its annual check, and the next one is planned."""
        lasts = self.item.status == Status.LONG_TERM
        with self._looked_on():
            held = look_back.record_look_back(self.item, by=self.d.clerk, result="good", words="稳定")
        assert held.annual == lasts
        assert self.item.look_backs.filter(done_on=None, annual=True).exists() == lasts

    def relapse(self):
        with self._looked_on():
            look_back.record_look_back(
                self.item,
                by=self.d.clerk,
                result="poor",
                words="又出现",
                relapsed=True,
                new_limit=clock.today() + SOON,
            )
