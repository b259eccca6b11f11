"""起草: start a plan and write it. Every save is a row of its own with a revision; nothing newer is overwritten."""

import uuid
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from records import clock, facts
from records.errors import Refused, Stale
from records.stored import sentence
from workflows import deeds, routes
from workflows.acts import liaison_of, starting

from .. import rules
from ..enums import MILESTONES_PER_TASK, GroupRole, SectionKey
from ..flow import PlanFlow
from ..models import GroupEntry, Milestone, Plan, PlanSection, Task
from ..queries.editing import written_so_far
from . import templates

DRAFT = sentence("起草方案并提交本单位审核")
NEW_TASK = sentence("新任务")
HEAD_FIELDS = ("title", "kind", "meeting_name", "meeting_on", "document_number", "budget")
TASK_FIELDS = (
    "code",
    "category",
    "title",
    "carrier",
    "business_matter",
    "party_role",
    "section",
    "person",
    "starts",
    "due",
    "standard",
    "expected_evidence",
)


def new_line(prefix: str = "t") -> str:
    """A line id that stays with its line through all versions."""
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def start_plan(action, *, unit, by) -> Plan:
    """建立方案: the 联络员 starts the unit's plan from the published template; its tasks are filled in."""
    rules.check_can_start(action, unit, by)
    template = action.templates.filter(published_at__isnull=False).order_by("-n").first()
    plan = Plan(
        action=action,
        template=template,
        unit=unit,
        kind=action.plan_kind,
        drafter=by,
        started_at=clock.now(),
        title=f"{unit.name}{action.name}实施方案",
        route=routes.published("plan.review"),
        acceptance_route=routes.published("plan.acceptance"),
    )
    try:
        with starting(plan, PlanFlow.begin, by=by) as act:
            PlanSection.objects.bulk_create(PlanSection(plan=plan, key=key) for key in SectionKey)
            if template:
                Task.objects.bulk_create(
                    Task(
                        plan=plan,
                        line=new_line(),
                        order=item.order,
                        item=item,
                        code=item.code,
                        category=item.category,
                        title=item.title,
                        expected_evidence=item.evidence,
                        starts=action.starts,
                        due=action.ends,
                    )
                    for item in template.items.all()
                )
            act.record("plan.started", template=template.n if template else 0)
            act.assign("draft", liaison_of(plan), DRAFT(), due=action.plans_due)
            templates.finish_start(action, unit.pk, by)
    except IntegrityError as error:
        raise Refused(_("本单位在该行动中已有方案，请打开继续编辑。")) from error
    return plan


def save_head(plan, *, by, revision: int, group: list[dict] | None = None, **fields) -> int:
    """暂存: title, kind, the unit's own meeting, 文号, and the leading group when it is given (as in save_group).

    Returns the new revision; Stale when someone saved since.
    """
    fields = {name: value for name, value in fields.items() if name in HEAD_FIELDS}
    if not str(fields.get("title", plan.title)).strip():
        raise Refused(_("方案标题不能为空。"))
    check_group(group or [])
    with writing(plan, by):
        _check_fresh(plan, revision, fields, who=None, when=None)
        if group is not None:
            _replace_group(plan, group)
        return _save(plan, fields)


def save_section(plan, key: str, *, by, text: str, revision: int) -> int:
    """暂存: the text of one section."""
    with writing(plan, by):
        section = PlanSection.objects.select_related("saved_by").get(plan=plan, key=key)
        _check_fresh(section, revision, {"text": text}, who=section.saved_by, when=section.saved_at)
        return _save(section, {"text": text}, by=by)


def save_group(plan, *, by, entries: list[dict], revision: int) -> int:
    """暂存: the leading group as a whole, in order: dicts of role, name, post, and line when it had one."""
    check_group(entries)
    with writing(plan, by):
        theirs = [{"role": row.role, "name": row.name, "post": row.post} for row in plan.group.all()]
        _check_fresh(plan, revision, {"group": entries}, who=None, when=None, theirs={"group": theirs})
        _replace_group(plan, entries)
        return _save(plan, {})


def add_task(plan, *, by, **fields) -> Task:
    """新增任务 at the end of the list; the rest is typed afterwards."""
    with writing(plan, by):
        last = plan.tasks.order_by("-order").first()
        task = Task(plan=plan, line=new_line(), order=last.order + 1 if last else 1, saved_by=by)
        task.saved_at = clock.now()
        task.title = fields.get("title") or NEW_TASK()
        fill(task, fields)
        task.save()
        return task


def save_task(
    task, *, by, revision: int, milestones: list[tuple[str, date | None]] | None = None, **fields
) -> int:
    """暂存: the fields of one task that are given, and its nodes when they are given."""
    with writing(task.plan, by, task):
        task = _fresh(task)
        _check_fresh(task, revision, fields, who=task.saved_by, when=task.saved_at)
        fill(task, fields)
        if milestones is not None:
            _replace_milestones(task, milestones)
        return _save(task, {name: fields[name] for name in fields if name in TASK_FIELDS}, by=by)


def remove_task(task, *, by) -> None:
    """删除任务 from the draft; a version that was submitted keeps it."""
    with writing(task.plan, by, task):
        task.delete()


def move_task(task, *, by, up: bool) -> None:
    """上移、下移: swap places with the neighbour."""
    with writing(task.plan, by, task):
        task = _fresh(task)
        others = task.plan.tasks.exclude(pk=task.pk)
        neighbour = (
            others.filter(order__lte=task.order).order_by("-order", "-id").first()
            if up
            else others.filter(order__gte=task.order).order_by("order", "id").first()
        )
        if neighbour is not None:
            task.order, neighbour.order = neighbour.order, task.order
            Task.objects.bulk_update([task, neighbour], ["order"])


def import_tasks(
    plan, *, by, rows: list[dict], replace: bool = False, source: str = "", seen: str | None = None
) -> int:
    """导入任务清单: confirmed rows join the list, or replace it. Returns how many.

    A row with the code of a task updates that task, so that its line and the opinions at it stay.
    `seen` is the working copy the preview stood beside (queries.editing.written_so_far).
    """
    with writing(plan, by):
        _check_seen(plan, seen)
        _take_tasks(plan, by, rows, replace)
        _record_import(plan, by, source, tasks=len(rows))
        return len(rows)


def import_word(
    plan,
    *,
    by,
    sections: dict[str, str],
    head: dict,
    group: list[dict],
    original,
    name: str,
    tasks: list[dict] = (),
    replace: bool = False,
    seen: str | None = None,
) -> None:
    """从Word导入: confirmed sections, head, group and tasks of the unit's own document; the original stays attached."""
    with writing(plan, by):
        _check_seen(plan, seen)
        _take_in(plan, by, sections, group, tasks, replace)
        fields = {field: value for field, value in head.items() if field in HEAD_FIELDS and value}
        _save(plan, {**fields, "original": original, "original_name": name[:200]})
        _record_import(plan, by, name, sections=len(sections), tasks=len(tasks))


def copy_earlier_plan(
    plan,
    *,
    by,
    source,
    sections: dict[str, str],
    group: list[dict],
    tasks: list[dict],
    seen: str | None = None,
) -> None:
    """从往年方案复制: the chosen parts of an earlier plan of the same unit; what was not chosen stays as it is."""
    if source.unit_id != plan.unit_id or source.pk == plan.pk:
        raise Refused(_("只能从本单位的其他方案复制。"))
    with writing(plan, by):
        _check_seen(plan, seen)
        _take_in(plan, by, sections, group, tasks, replace=False)
        _save(plan, {})
        _record_import(plan, by, source.title, sections=len(sections), tasks=len(tasks))


def _take_in(plan, by, sections: dict[str, str], group: list[dict], tasks: list[dict], replace: bool) -> None:
    for key, text in sections.items():
        section = PlanSection.objects.get(plan=plan, key=key)
        _save(section, {"text": text}, by=by)
    if group:
        check_group(group)
        _replace_group(plan, group)
    if tasks:
        _take_tasks(plan, by, tasks, replace)


def _take_tasks(plan, by, rows: list[dict], replace: bool) -> None:
    present = list(plan.tasks.all())
    by_code = {task.code: task for task in present if task.code}
    order = 0 if replace else max((task.order for task in present), default=0)
    kept = set()
    for row in rows:
        task = by_code.pop(row.get("code") or None, None)
        if task is None:
            order += 1
            task = Task(plan=plan, line=new_line(), order=order)
        elif replace:
            order += 1
            task.order = order
        task.plan = plan
        task.saved_by, task.saved_at = by, clock.now()
        task.revision += 1
        fill(task, row)
        task.save()
        kept.add(task.pk)
        _replace_milestones(task, row.get("milestones") or [])
    if replace:
        plan.tasks.exclude(pk__in=kept).delete()


def _record_import(plan, by, source: str, **counts: int) -> None:
    deeds.record(plan.key, "plan.imported", by=by, about=[plan.unit_id], words=source, **counts)


# --- how a row is saved -----------------------------------------------------------------------------
@contextmanager
def writing(plan, by, task=None):
    """One short transaction under the process lock, refused when the plan is no longer with its drafters.

    Leaves one fact a day of the plan, or of the task that is written: autosave is no measure of work.
    """
    with PlanFlow.lock(plan.process_id):
        plan.refresh_from_db()
        rules.check_can_write(plan, by)
        yield
        facts.note_daily(
            facts.fact(
                "plan.written",
                subject=plan.key,
                unit_id=plan.unit_id,
                line=task.line if task else "",
                item_code=task.item_code if task else "",
            )
        )


def _fresh(task) -> Task:
    """The task as it is now, under the lock."""
    row = Task.objects.select_related("saved_by", "plan").filter(pk=task.pk).first()
    if row is None:
        raise Refused(_("该任务已被删除，请刷新页面。您填写的内容没有丢失。"))
    return row


def _check_fresh(row, revision: int, mine: dict, *, who, when, theirs: dict | None = None) -> None:
    if row.revision != revision:
        raise Stale(
            mine=mine,
            theirs=theirs or {name: getattr(row, name) for name in mine},
            revision=row.revision,
            who=who.name if who else "",
            when=when,
        )


def _check_seen(plan, seen: str | None) -> None:
    """An import replaces only what its preview stood beside: a text written since, or a second 确认, is left alone."""
    if seen is not None and seen != written_so_far(plan):
        raise Refused(
            _("预览以后方案有了改动（也可能已经导入过），没有再次写入，现有内容没有变。请重新上传预览。")
        )


def check_group(entries: list[dict]) -> None:
    """Everybody of the leading group has a name and a part in it."""
    for entry in entries:
        if not entry["name"].strip():
            raise Refused(_("请填写领导小组成员的姓名。"))
        if entry["role"] not in GroupRole.values:
            raise Refused(_("请选择组内职务：组长、副组长或成员。"))


def _replace_group(plan, entries: list[dict]) -> None:
    known = set(plan.group.values_list("line", flat=True))
    plan.group.all().delete()
    GroupEntry.objects.bulk_create(
        GroupEntry(
            plan=plan,
            line=entry["line"] if entry.get("line") in known else new_line("g"),
            role=entry["role"],
            name=entry["name"].strip(),
            post=entry["post"].strip(),
            order=place,
        )
        for place, entry in enumerate(entries)
    )


def fill(task, fields: dict) -> None:
    """The fields of a task that are given; refused where one is none."""
    for name, value in fields.items():
        if name in TASK_FIELDS:
            setattr(task, name, value)
    if not str(task.title).strip():
        raise Refused(_("任务名称不能为空。"))
    if task.starts and task.due and task.due < task.starts:
        raise Refused(_("任务%(task)s的完成时限早于开始时间。") % {"task": task.code or task.title})
    if task.section and task.section.unit_id != task.plan.unit_id:
        raise Refused(_("责任科室不是本单位的科室。"))
    if task.person and task.person.unit_id != task.plan.unit_id:
        raise Refused(_("责任人%(name)s不是本单位人员。") % {"name": task.person.name})


def checked_milestones(task, milestones) -> list[tuple[str, date | None]]:
    """The nodes that have a name; refused where they are too many or later than their task."""
    rows = [(name.strip(), due) for name, due in milestones if name.strip()]
    if len(rows) > MILESTONES_PER_TASK:
        raise Refused(_("每项任务最多%(n)d个节点。") % {"n": MILESTONES_PER_TASK})
    for name, due in rows:
        if due and task.due and due > task.due:
            raise Refused(_("节点“%(name)s”的时间晚于任务完成时限。") % {"name": name})
    return rows


def _replace_milestones(task, milestones) -> None:
    rows = checked_milestones(task, milestones)
    task.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(task=task, order=place, name=name, due=due)
        for place, (name, due) in enumerate(rows, start=1)
    )


def _save(row, fields: dict, by=None) -> int:
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    names = [*fields, "revision"]
    if by is not None:
        row.saved_by, row.saved_at = by, clock.now()
        names += ["saved_by", "saved_at"]
    row.save(update_fields=names)
    return row.revision
