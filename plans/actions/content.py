"""The content of a version: what a plan says, as plain JSON, from its working rows."""

from django.utils.translation import gettext as _

from records.stored import in_chinese, sentence

from .enums import GroupRole, SectionKey

SCHEMA = 1
TASK = sentence("任务%(code)s %(title)s")
WHOLE = sentence("方案整体")
OTHER_LINES = {
    "group": sentence("领导小组"),
    "own_meeting": sentence("党组（党委）会"),
    "tasks": sentence("任务清单"),
}


def content_of(plan) -> dict:
    """The whole plan as it stands in the working copy. Shape: docs/adr/0003; dates ISO, names not ids."""
    sections = {row.key: row.text for row in plan.sections.all()}
    tasks = plan.tasks.select_related("section", "person").prefetch_related("milestones")
    return {
        "schema": SCHEMA,
        "title": plan.title,
        "unit": {"code": plan.unit.code, "name": plan.unit.name},
        "action": {"code": plan.action.code, "name": plan.action.name},
        "own_meeting": {
            "name": plan.meeting_name,
            "date": plan.meeting_on.isoformat() if plan.meeting_on else "",
            "number": plan.document_number,
        },
        "budget": plan.budget,
        "group": [
            {"line": row.line, "name": row.name, "post": row.post, "role": row.role}
            for row in plan.group.all()
        ],
        "sections": [{"key": key.value, "text": sections.get(key.value, "")} for key in SectionKey],
        "tasks": [task_content(task) for task in tasks],
    }


def task_content(task) -> dict:
    """One task of the content."""
    return {
        "line": task.line,
        "code": task.code,
        "category": task.category,
        "title": task.title,
        "carrier": task.carrier,
        "business_matter": task.business_matter,
        "party_role": task.party_role,
        "section": task.section.name if task.section else "",
        "person": task.person.name if task.person else "",
        "starts": task.starts.isoformat() if task.starts else "",
        "due": task.due.isoformat() if task.due else "",
        "milestones": [
            {"name": each.name, "due": each.due.isoformat() if each.due else ""}
            for each in task.milestones.all()
        ],
        "standard": task.standard,
        "expected_evidence": task.expected_evidence,
    }


def gaps(content: dict) -> list[tuple[str, str]]:
    """What must be there before a plan can be submitted: (line or section key, sentence)."""
    from_text = [
        (section["key"], _("“%(name)s”还没有填写。") % {"name": SectionKey(section["key"]).label})
        for section in content["sections"]
        if not section["text"].strip()
    ]
    found = list(from_text)
    if not content["own_meeting"]["name"] or not content["own_meeting"]["date"]:
        found.append(("own_meeting", _("请填写通过本方案的党组（党委）会名称和日期。")))
    if not any(entry["role"] == GroupRole.LEADER for entry in content["group"]):
        found.append(("group", _("请填写领导小组组长。")))
    if not content["tasks"]:
        found.append(("tasks", _("任务清单还是空的。")))
    for task in content["tasks"]:
        found += task_gaps(task)
    return found


def task_gaps(task: dict) -> list[tuple[str, str]]:
    """What one task of the content still lacks: (line, sentence)."""
    needed = {
        "title": _("任务名称"),
        "section": _("责任科室"),
        "person": _("责任人"),
        "starts": _("开始时间"),
        "due": _("完成时限"),
        "standard": _("完成标准"),
    }
    found, name = [], task["code"] or task["title"]
    missing = [word for field, word in needed.items() if not task[field]]
    if missing:
        found.append(
            (task["line"], _("任务%(task)s缺少：%(what)s。") % {"task": name, "what": _("、").join(missing)})
        )
    if not 1 <= len(task["milestones"]) <= 6:
        found.append((task["line"], _("任务%(task)s应当有1至6个节点。") % {"task": name}))
    return found


def item_code_at(plan, line: str) -> str:
    """The item of the list that the task at a line answers; "" where the line is no task."""
    task = plan.tasks.select_related("item").filter(line=line).first() if line else None
    return task.item_code if task else ""


@in_chinese()
def line_labels(plan) -> dict[str, str]:
    """What people call each line of a plan, by line id or section key ("" is the whole), as the records keep it."""
    labels = {"": WHOLE(), **{key.value: str(key.label) for key in SectionKey}}
    labels |= {line: label() for line, label in OTHER_LINES.items()}
    labels |= {
        line: TASK(code=code, title=title)
        for line, code, title in plan.tasks.values_list("line", "code", "title")
    }
    return labels
