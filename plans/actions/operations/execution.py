"""实施: report by node, add evidence, finish a task. Nobody is asked more often than at nodes and once a month."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from units.queries import people_with
from workflows.acts import acting, liaison_of
from workflows.operations import evidence as library

from .. import rules
from ..enums import ReportKind
from ..flow import PlanFlow
from ..models import Milestone, Report, Task
from .approval import EXECUTE, task_url

COORDINATE, ASK_ACCEPTANCE = "coordinate", "request_acceptance"
MOMENT = timedelta(minutes=1)
TO_COORDINATE = sentence("待协调事项")
REQUEST_ACCEPTANCE = sentence("任务已全部办结，可以申请验收")


def report(
    task, *, by, kind: str, words: str = "", milestone: Milestone | None = None, done_on: date | None = None
) -> Report:
    """填报进展: 有进展 (one sentence, and the node that is done), 无变化, or 遇到困难、需协调 (goes to the leader)."""
    with acting(task.plan, PlanFlow.executing, by=by) as act:
        task = _fresh(task)
        rules.check_can_report(task, by)
        if kind not in ReportKind.values:
            raise Refused(_("请选择：有进展、无变化，或遇到困难、需协调。"), field="kind")
        if kind != ReportKind.NOTHING and not words.strip():
            raise Refused(_("请用一句话写明情况。"), field="words")
        if milestone is not None and kind != ReportKind.PROGRESS:
            raise Refused(_("完成节点请选择“有进展”。"), field="kind")
        if milestone is None and (again := _just_said(task, by, kind, words)):
            return again
        if milestone is not None:
            _complete(milestone, task, words, done_on)
        if task.begun_at is None and kind != ReportKind.NOTHING:
            task.begun_at = clock.now()
            task.save(update_fields=["begun_at"])
        written = Report.objects.create(
            task=task,
            kind=kind,
            words=words.strip(),
            milestone=milestone,
            percent=percent(task),
            by=by,
            at=clock.now(),
        )
        act.record(
            "plan.reported",
            version=task.plan.approved_version,
            line=task.line,
            item_code=task.item_code,
            task=str(task),
            kind=kind,
            milestone=milestone.name if milestone else "",
            words=words.strip(),
        )
        if kind == ReportKind.TROUBLE:
            post = Post.DEPUTY if _has(Post.DEPUTY, task.plan.unit_id) else Post.HEAD
            act.assign(
                COORDINATE,
                holders.post(post, task.plan.unit_id),
                TO_COORDINATE(),
                line=task.line,
                title=str(task),
                note=words,
                limit_days=5,
                url=task_url(task),
            )
    return written


def finish_task(task, *, by, words: str) -> None:
    """任务办结: all nodes are done and the standard is met; the light turns blue, late or not."""
    with acting(task.plan, PlanFlow.executing, by=by) as act:
        task = _fresh(task)
        rules.check_can_report(task, by)
        if not words.strip():
            raise Refused(_("请写明对照完成标准的完成情况。"), field="words")
        left = task.milestones.filter(done_on=None).count()
        if left:
            raise Refused(_("还有%(n)d个节点没有完成。") % {"n": left})
        if not library.of_line(task.plan.key, task.line).exists():
            raise Refused(_("请至少添加一件佐证材料。"))
        today = clock.today()
        task.done_on = today
        task.begun_at = task.begun_at or clock.now()
        if task.red_on and today >= task.red_on:  # 限期完善 may have moved the limit behind the first one
            limit = task.red_on - timedelta(days=1)
            task.late_days = max(task.late_days, workdays.between(limit, today))
        task.save(update_fields=["done_on", "begun_at", "late_days"])
        Report.objects.create(
            task=task, kind=ReportKind.PROGRESS, words=words.strip(), percent=100, by=by, at=clock.now()
        )
        act.finish(EXECUTE, COORDINATE, line=task.line)
        act.record(
            "plan.task_finished",
            version=task.plan.approved_version,
            line=task.line,
            item_code=task.item_code,
            task=str(task),
            words=words.strip(),
        )
        ask_when_all_is_done(act, task.plan)


def ask_when_all_is_done(act, plan) -> None:
    """With the last task the 联络员 has the acceptance to ask for. Inside an act on the plan."""
    if not plan.tasks.filter(done_on=None).exists():
        act.assign(ASK_ACCEPTANCE, liaison_of(plan), REQUEST_ACCEPTANCE(), limit_days=10)


def answer_trouble(report_: Report, *, by, answer: str) -> None:
    """答复协调事项: the unit's leader says what is to be done."""
    with acting(report_.task.plan, PlanFlow.executing, by=by) as act:
        report_.refresh_from_db()
        principal = rules.check_can_answer_trouble(report_, by).on_behalf_of
        if not answer.strip():
            raise Refused(_("请填写协调意见。"), field="answer")
        settle_trouble(act, report_, answer.strip(), on_behalf_of=principal)


def settle_trouble(act, report_: Report, answer: str, *, on_behalf_of=None) -> None:
    """Inside an act on the plan: the trouble has its answer, and nobody waits for it any more."""
    task = report_.task
    report_.answer, report_.answered_by, report_.answered_at = answer, act.by, clock.now()
    report_.answered_for = on_behalf_of
    report_.save(update_fields=["answer", "answered_by", "answered_for", "answered_at"])
    if not task.reports.filter(kind=ReportKind.TROUBLE, answered_at=None).exists():
        act.finish(COORDINATE, line=task.line, on_behalf_of=on_behalf_of)
    act.record(
        "plan.trouble_answered",
        on_behalf_of=on_behalf_of,
        version=task.plan.approved_version,
        line=task.line,
        item_code=task.item_code,
        task=str(task),
        words=answer,
    )
    act.notify([report_.by], "plan.trouble_answered", f"{task}：{answer}")


def link_evidence(task, *, by, evidence) -> None:
    """添加佐证: a file of the unit's library serves this task; one file may serve many."""
    with acting(task.plan, PlanFlow.executing, by=by) as act:
        task = _fresh(task)
        rules.check_can_add_evidence(task, by)
        if evidence.unit_id != task.plan.unit_id:
            raise Refused(_("只能使用本单位佐证库中的材料。"))
        if library.link(evidence, subject=task.plan.key, line=task.line, by=by):
            act.record(
                "plan.evidence_linked",
                version=task.plan.approved_version,
                line=task.line,
                item_code=task.item_code,
                task=str(task),
                file=evidence.name,
                digest=evidence.file_id,
            )


def unlink_evidence(task, *, by, evidence) -> None:
    """移除佐证 from this task; the file stays in the library."""
    with acting(task.plan, PlanFlow.executing, by=by) as act:
        task = _fresh(task)
        rules.check_can_add_evidence(task, by)
        if task.done_on:  # it was finished on the strength of what is there
            raise Refused(_("该任务已办结。"))
        if library.unlink(evidence, subject=task.plan.key, line=task.line):
            act.record(
                "plan.evidence_unlinked",
                version=task.plan.approved_version,
                line=task.line,
                item_code=task.item_code,
                task=str(task),
                file=evidence.name,
                digest=evidence.file_id,
            )


def percent(task) -> int:
    """完成率: nodes done, in hundredths; a task without nodes is 0 until it is finished."""
    done = [each.done_on is not None for each in task.milestones.all()]
    return 100 if task.done_on else (100 * sum(done) // len(done) if done else 0)


def earliest_day(task) -> date:
    """The first day on which a node can have been done: work begins with the task, or with the approval if that came earlier."""
    approved_on = task.plan.approved_on
    return min(task.starts, approved_on) if task.starts else approved_on


def _fresh(task) -> Task:
    row = Task.objects.select_related("plan", "item").get(pk=task.pk)
    if row.plan is None:
        raise Refused(_("该任务已按调整申请取消，不再填报。您填写的内容没有丢失。"))
    return row


def check_day_of_node(task: Task, done_on: date) -> None:
    """A node was done between the day its work could begin and today."""
    if done_on > clock.today():
        raise Refused(_("完成日期不能晚于今天。"), field="done_on")
    earliest = earliest_day(task)
    if done_on < earliest:
        sentence = _("完成日期不能早于%(day)s：任务当时还没有开始，方案也没有批准。")
        raise Refused(sentence % {"day": earliest.isoformat()}, field="done_on")


def _complete(milestone: Milestone, task: Task, words: str, done_on: date | None) -> None:
    if milestone.task_id != task.pk:
        raise Refused(_("该节点不属于这项任务。"))
    done_on = done_on or clock.today()
    check_day_of_node(task, done_on)
    if (
        Milestone.objects.filter(pk=milestone.pk, done_on=None).update(done_on=done_on, result=words.strip())
        == 0
    ):
        raise Refused(_("该节点已登记完成。"))


def _just_said(task: Task, by, kind: str, words: str) -> Report | None:
    """The same report by the same person a moment ago: a second press of the button, which has one effect."""
    said = task.reports.filter(by=by, kind=kind, words=words.strip(), milestone=None)
    return said.filter(at__gte=clock.now() - MOMENT).first()


def _has(post, unit_id: int) -> bool:
    return people_with(post, unit_id).exists()
