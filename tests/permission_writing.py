"""Who may do what, of writing together and of reporting many: 批注, the order of tasks, 批量填报. Rows of permission_table.py."""

from plans.actions.models import Comment, Plan
from plans.actions.operations import comments, dependencies, drafting, grid
from records import clock

OF_THE_UNIT = {"liaison", "head", "deputy", "section_lead", "responsible", "staff", "delegate", "own_clerk"}


def commented(c):
    """A comment of the unit's head at the task."""
    return Comment.objects.create(plan=c.plan, line=c.task.line, text="写实", by=c.d.head, at=clock.now())


def report_lines(c, by):
    node = c.task.milestones.first()
    return grid.report_lines(c.plan, by=by, lines=[grid.Line(node.pk, words="推进")])


BETWEEN = {"writing together": ("drafting", None), "reporting many": ("executing", None)}
TABLE = {
    "writing together": [
        (comments.write_comment, lambda c, by: comments.write_comment(c.plan, by=by, line=c.task.line, text="写实"), OF_THE_UNIT),
        (comments.settle_comment, lambda c, by: comments.settle_comment(commented(c), by=by), {"liaison", "head"}),
        (
            drafting.copy_earlier_plan,
            lambda c, by: drafting.copy_earlier_plan(
                c.plan, by=by, source=Plan(unit_id=c.plan.unit_id, title="去年"), sections={"targets": "去年的"}, group=[], tasks=[],
            ),
            {"liaison"},
        ),
        (dependencies.link_tasks, lambda c, by: dependencies.link_tasks(c.task, needs=c.plan.tasks.first(), by=by), {"liaison"}),
        (dependencies.unlink_tasks, lambda c, by: dependencies.unlink_tasks(c.task, needs=c.plan.tasks.first(), by=by), {"liaison"}),
    ],
    "reporting many": [(grid.report_lines, report_lines, {"liaison", "responsible"})],
}  # fmt: skip
