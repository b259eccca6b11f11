"""A 调整申请 of a plan that is carried out, walked by the real operations."""

import re

from plans.actions import adjustment_content as contents
from plans.actions.forms.adjusting import AdjustedTaskForm
from plans.actions.models import Adjustment
from plans.actions.operations import adjusting, adjustment_by_pen, adjustment_review
from records import clock, versions
from tests.plans.world import Moves, moved_to
from workflows.enums import Choice, Motion
from workflows.models import AgendaItem, Round
from workflows.operations import meetings, voting

WHY = "上级任务书调整，核对事项由31个增加到45个"
STANDARD = "12月底前覆盖全部45个事项"


class Adjusting:
    """The walk: one method for each move, in the order in which they are made."""

    def __init__(self, moves: Moves | None = None):
        self.moves = moves or moved_to("executing")
        self.d = self.moves.d
        self.pk = adjusting.start_adjustment(self.moves.plan, by=self.d.liaison).pk

    @property
    def plan(self):
        return self.moves.plan

    @property
    def it(self) -> Adjustment:
        return Adjustment.objects.select_related("plan").get(pk=self.pk)

    @property
    def lines(self) -> list[str]:
        """The lines of the plan's tasks as it began."""
        return [each["line"] for each in contents.draft_of(self.plan)["tasks"]]

    def seen(self, line: str = "") -> str:
        """The mark of a place as it is now."""
        it = self.it
        place = contents.task_at(it.draft, line) if line else contents.texts_of(it.draft, it.reason)
        return contents.mark(place)

    def write(self, reason: str = WHY, text: str | None = None, *, seen: str | None = None, by=None):
        """The reason, and another text of 总体要求."""
        it = self.it
        meeting = it.draft["own_meeting"]
        adjusting.write_adjustment(
            it,
            by=by or self.d.liaison,
            seen=self.seen() if seen is None else seen,
            reason=reason,
            sections={"requirements": text} if text else {},
            group=it.draft["group"],
            meeting_name=meeting["name"],
            meeting_on=meeting["date"],
            document_number=meeting["number"],
        )

    def task(self, line: str, *, seen: str | None = None, by=None, **fields):
        """One task of the draft with other fields, as its form sends it."""
        it = self.it
        values = typed(contents.task_at(it.draft, line) or contents.task_at(it.draft, self.lines[0])) | fields
        form = AdjustedTaskForm(it.plan, values)
        assert form.is_valid(), form.errors
        return adjusting.write_adjusted_task(
            it,
            line,
            by=by or self.d.liaison,
            seen=(self.seen(line) if line else contents.mark({})) if seen is None else seen,
            **form.values(),
        )

    def submit(self):
        adjusting.submit_adjustment(self.it, by=self.d.liaison)

    def agree(self):
        adjusting.agree_adjustment(self.it, by=self.d.head)

    def agree_by_pen(self, *, by=None, decision="agree", code=None):
        version = versions.get(self.it.key, self.it.version_n)
        adjustment_by_pen.record_adjustment_by_pen(
            self.it,
            by=by or self.d.liaison,
            decision=decision,
            signed_by=self.d.head,
            signed_on=clock.today(),
            words="原文：同意",
            code=code or version.code,
            scan=self.moves.world.scan,
            scan_name="签批件.pdf",
        )

    def receive(self):
        adjustment_review.receive_adjustment(self.it, by=self.d.clerk)

    def pass_on(self):
        adjustment_review.pass_adjustment_on(self.it, by=self.d.clerk, words="建议同意")

    def table(self) -> AgendaItem:
        round_ = Round.objects.filter(process_id=self.it.process_id).latest("id")
        return meetings.add_item(self.moves.world.meeting, round_, by=self.d.secretary)

    def vote(self, choice=Choice.AGREE, **announced) -> AgendaItem:
        item = AgendaItem.objects.get(pk=self.table().pk)
        voting.put_motion(item, by=self.d.chair, motion=Motion.APPROVE)
        for person in [*self.d.members, self.d.chair]:
            voting.cast(item, by=person, choice=choice)
        voting.announce(item, by=self.d.chair, **announced)
        return AgendaItem.objects.get(pk=item.pk)

    def to(self, place: str) -> "Adjusting":
        """With another standard of the first task, at a place of the way."""
        self.write()
        self.task(self.lines[0], standard=STANDARD)
        ways = ["submit", "agree", "receive", "pass_on", "vote"]
        for move in ways[: ways.index(place) + 1] if place else []:
            getattr(self, move)()
        return self


def read(page) -> str:
    """A page as people read it: what is marked as gone or come runs on within its sentence."""
    return re.sub(r"</?(del|ins)>", "", page.content.decode())


def typed(task: dict) -> dict:
    """What the form of a task sends."""
    values = {**task, "section": task["section_id"], "person": task["person_id"]}
    for n, node in enumerate(task["milestones"]):
        values |= {f"node-{n}-name": node["name"], f"node-{n}-due": node["due"]}
    return values
