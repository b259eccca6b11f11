"""批量填报: many nodes at once, as in a spreadsheet. All that is written is right, or nothing is written and every bad cell says why."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records import clock, dates, markings
from records.cells import not_a_day
from records.errors import Refused
from workflows.acts import acting

from .. import rules
from ..enums import ReportKind
from ..flow import PlanFlow
from ..models import Milestone, Report, Task
from .execution import MOMENT, check_day_of_node, percent

WORDS_LENGTH = 300
DONE_ON, WORDS = "done_on", "words"


@dataclass(frozen=True)
class Line:
    """What somebody wrote in the line of one node: the day on which it was done, and one sentence."""

    node: int
    done_on: str = ""
    words: str = ""


class BadCells(Refused):
    """(node, column) → the sentence of each cell that cannot be taken."""

    def __init__(self, cells: dict[tuple[int, str], str]):
        said = _("有%(n)d格需要改正，改正以前什么也没有写入。您填写的内容都在。")
        super().__init__(said % {"n": len(cells)})
        self.cells = cells


def report_lines(plan, *, by, lines: list[Line]) -> int:
    """填报所填各行: with a day the node is done, with words alone its task has progress. How many reports it made.

    The same number of statements for one line and for hundreds.
    """
    with acting(plan, PlanFlow.executing, by=by) as act:
        plan = act.subject
        rules.check_can_report_in_grid(plan, by)
        nodes = _nodes(plan)
        bad, days = {}, {}
        for line in lines:
            try:
                days[line.node] = _checked(line, nodes, by)
            except Refused as refused:
                bad[line.node, refused.field or WORDS] = str(refused)
        if bad:
            raise BadCells(bad)
        said = _just_said(plan, by)
        written = [
            line
            for line in lines
            if days[line.node] or (nodes[line.node].task_id, line.words.strip()) not in said
        ]
        reports = [_report(act, nodes[line.node], line.words.strip(), days[line.node]) for line in written]
        done = [nodes[line.node] for line in written if days[line.node]]
        Milestone.objects.bulk_update(done, ["done_on", "result"])
        Report.objects.bulk_create(reports)
        begun = {nodes[line.node].task_id for line in written}
        Task.objects.filter(pk__in=begun, begun_at=None).update(begun_at=clock.now())
    return len(reports)


def _nodes(plan) -> dict[int, Milestone]:
    """Every node of the plan with its task, and each task with its nodes: the same objects."""
    tasks = plan.tasks.select_related("item").prefetch_related("milestones")
    found = {}
    for task in tasks:
        task.plan = plan
        for node in task.milestones.all():
            node.task = task
            found[node.pk] = node
    return found


def _checked(line: Line, nodes: dict[int, Milestone], by) -> date | None:
    """The day that the line names; None when it only reports."""
    node = nodes.get(line.node)
    if node is None:
        raise Refused(_("该节点不属于本方案。"))
    if node.done_on:
        said = _("该节点已登记完成（%(day)s），您填写的没有写入。") % {"day": node.done_on.isoformat()}
        raise Refused(said, field=DONE_ON)
    rules.check_can_report(node.task, by)
    words = line.words.strip()
    if not words:
        raise Refused(_("请用一句话写明情况。"), field=WORDS)
    if len(words) > WORDS_LENGTH:
        raise Refused(_("超过%(n)d字，请写短一些。") % {"n": WORDS_LENGTH}, field=WORDS)
    if (finding := markings.in_text(words)).blocked:
        raise Refused(finding.sentence, field=WORDS)
    if not line.done_on.strip():
        return None
    day = dates.exact_date(line.done_on.strip())
    if day is None:
        raise Refused(not_a_day(line.done_on.strip(), past=True), field=DONE_ON)
    check_day_of_node(node.task, day)
    return day


def _just_said(plan, by) -> set[tuple[int, str]]:
    """The same words by the same person a moment ago: a second press of the button, which has one effect."""
    lately = Report.objects.filter(task__plan=plan, by=by, milestone=None, at__gte=clock.now() - MOMENT)
    return set(lately.values_list("task_id", "words"))


def _report(act, node: Milestone, words: str, day: date | None) -> Report:
    task = node.task
    if day:
        node.done_on, node.result = day, words
    act.record(
        "plan.reported",
        version=task.plan.approved_version,
        line=task.line,
        item_code=task.item_code,
        task=str(task),
        kind=ReportKind.PROGRESS,
        milestone=node.name if day else "",
        words=words,
    )
    return Report(
        task=task,
        kind=ReportKind.PROGRESS,
        words=words,
        milestone=node if day else None,
        percent=percent(task),
        by=act.by,
        at=clock.now(),
    )
