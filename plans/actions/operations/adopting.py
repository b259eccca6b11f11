"""同意调整以后: what was agreed becomes the next version of the plan, and the rows that are worked on follow it.

Only what the application changes is written: a task that somebody else took over meanwhile (工作交接) stays theirs.
"""

from datetime import date

from django.db.models import F, Q

from records import clock, versions
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import lights
from workflows.acts import beside, liaison_of

from .. import changes
from ..models import Dependency, GroupEntry, Milestone, Task
from .approval import EXECUTE, assign_task
from .drafting import TASK_FIELDS
from .execution import ASK_ACCEPTANCE, COORDINATE, ask_when_all_is_done

ADOPTED = sentence("%(title)s已同意调整，按第%(n)d版实施")
ROOM = 100  # places that nodes are moved out of the way by while they are put in order
IDS = {"section": "section_id", "person": "person_id"}
# What the responsible person's 待办 is made of.
ASKED_ANEW = frozenset({"code", "title", "person", "starts", "due"})


def adopt(act) -> None:
    """Inside the act that agreed to the application: version n+1 of its plan, its texts, its tasks and who has them to do."""
    adjustment = act.subject
    agreed = versions.get(adjustment.key, adjustment.version_n).content
    with beside(adjustment.plan, by=act.by) as on_plan:
        plan = on_plan.subject
        before = versions.get(plan.key, plan.approved_version).content
        version = versions.freeze(plan.key, agreed, by=adjustment.drafter)
        on_plan.set(version_n=version.n, approved_version=version.n, approved_on=clock.today())
        _write_texts(on_plan, before, agreed)
        touched = _write_tasks(on_plan, adjustment, before)
        on_plan.lapse(ASK_ACCEPTANCE)
        ask_when_all_is_done(on_plan, plan)
        labels = dict.fromkeys(change.label for change in changes.changes(before, agreed))
        on_plan.record(
            "plan.adjusted",
            version=version.n,
            words=adjustment.reason,
            what=list(labels),
            base=adjustment.base_n,
        )
        people = [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id), *touched]
        on_plan.notify(people, "plan.adjusted", ADOPTED(title=plan.title, n=version.n))
    act.set(adopted_n=version.n)
    act.record("adjustment.adopted", version=adjustment.version_n, became=version.n)


def _write_texts(on_plan, before: dict, agreed: dict) -> None:
    plan = on_plan.subject
    meeting = agreed["own_meeting"]
    if meeting != before["own_meeting"]:
        on_plan.set(
            meeting_name=meeting["name"],
            meeting_on=_day(meeting["date"]),
            document_number=meeting["number"],
        )
    texts = {row["key"]: row["text"] for row in before["sections"]}
    for row in agreed["sections"]:
        if row["text"] != texts.get(row["key"]):
            section = plan.sections.filter(key=row["key"])
            section.update(
                text=row["text"], revision=F("revision") + 1, saved_by=on_plan.by, saved_at=clock.now()
            )
    if agreed["group"] != before["group"]:
        plan.group.all().delete()
        GroupEntry.objects.bulk_create(
            GroupEntry(plan=plan, order=place, **row) for place, row in enumerate(agreed["group"])
        )


def _write_tasks(on_plan, adjustment, before: dict) -> set:
    """Returns whose tasks came, changed or went."""
    plan, wanted = on_plan.subject, adjustment.draft["tasks"]
    rows = {row.line: row for row in plan.tasks.select_related("person")}
    was = {task["line"]: task for task in before["tasks"]}
    last = max((row.order for row in rows.values()), default=0)
    touched = set()
    for task in wanted:
        row = rows.pop(task["line"], None)
        if row is None:
            last += 1
            row = Task(plan=plan, line=task["line"], order=last, item_id=task.get("item_id"))
            changed = {*TASK_FIELDS, "milestones"}
        else:
            old = was.get(task["line"], {})
            changed = {name for name in (*TASK_FIELDS, "milestones") if task[name] != old.get(name)}
        if changed or task.get("item_id") != row.item_id:
            touched |= {row.person} - {None}
            _write_task(on_plan, row, task, changed)
            touched |= {row.person} - {None}
    for row in rows.values():
        touched |= {row.person} - {None}
        _take_out(on_plan, adjustment, row)
    return touched


def _write_task(on_plan, row: Task, task: dict, changed: set[str]) -> None:
    for name in changed - {"milestones"}:
        value = _day(task[name]) if name in ("starts", "due") else task[IDS.get(name, name)]
        setattr(row, IDS.get(name, name), value)
    row.item_id = task.get("item_id")
    if {"starts", "due"} & changed:
        row.yellow_on, row.red_on = lights.dates(row.starts, row.due)
    row.revision += 1
    row.saved_by, row.saved_at = on_plan.by, clock.now()
    row.save()
    if "milestones" in changed:
        _arrange(row, task["milestones"])
    if ASKED_ANEW & changed and row.done_on is None:
        on_plan.lapse(EXECUTE, line=row.line)
        assign_task(on_plan, row)


def _arrange(row: Task, wanted: list[dict]) -> None:
    """The nodes in their new order. One that was done keeps its day and result, whatever was asked for before it was done."""
    row.milestones.update(order=F("order") + ROOM)
    kept: dict[str, list[Milestone]] = {}
    for node in row.milestones.all():
        kept.setdefault(node.name, []).append(node)
    for place, each in enumerate(wanted, start=1):
        same = kept.get(each["name"])
        node = same.pop(0) if same else Milestone(task=row, name=each["name"])
        node.order, node.due = place, _day(each["due"])
        node.save()
    left = [node for nodes in kept.values() for node in nodes]
    done = [node for node in left if node.done_on]
    Milestone.objects.filter(pk__in=[node.pk for node in left if not node.done_on]).delete()
    for place, node in enumerate(done, start=len(wanted) + 1):
        node.order = place
        node.save(update_fields=["order"])


def _take_out(on_plan, adjustment, row: Task) -> None:
    on_plan.lapse(EXECUTE, COORDINATE, line=row.line)
    Dependency.objects.filter(Q(task=row) | Q(needs=row)).delete()
    row.plan, row.taken_out_by = None, adjustment
    row.save(update_fields=["plan", "taken_out_by"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
