"""What the engine may ask about a plan (workflows.subjects)."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records import clock, versions
from units.enums import Errand
from workflows.subjects import OwnFile, SubjectKind

from . import changes, content, queries, route_design
from .enums import ENDED, SectionKey, Status
from .flow import PlanFlow
from .models import Plan, Task
from .operations import acceptance, approval, templates, voiding


def url(plan) -> str:
    """The page of a plan."""
    return reverse("plan", args=[plan.pk])


def parties(plan) -> set[int]:
    """People who may not judge the plan: who drafted it and who is responsible for a task of it."""
    return {plan.drafter_id, *plan.tasks.exclude(person=None).values_list("person_id", flat=True)}


def paper(version: dict) -> list[tuple[str, list[str]]]:
    """The text of a version as the papers of a meeting print it: sections, then task by task."""
    sections = [
        (str(SectionKey(each["key"]).label), each["text"].splitlines())
        for each in version["sections"]
        if each["text"].strip()
    ]
    tasks = [
        "；".join(
            part
            for part in (
                f"{task['code']} {task['title']}".strip(),
                f"责任科室：{task['section']}" if task["section"] else "",
                f"责任人：{task['person']}" if task["person"] else "",
                f"{task['starts']}至{task['due']}" if task["due"] else "",
                f"完成标准：{task['standard']}" if task["standard"] else "",
            )
            if part
        )
        for task in version["tasks"]
    ]
    return [*sections, *([(str(content.OTHER_LINES["tasks"]()), tasks)] if tasks else [])]


def changed(plan) -> str:
    """修改了哪些条目: the labels of what is not as it was in the version before."""
    if not plan.version_n or plan.version_n < 2:
        return ""
    before, after = (versions.get(plan.key, n).content for n in (plan.version_n - 1, plan.version_n))
    labels = dict.fromkeys(change.label for change in changes.changes(before, after))
    return "修改" + "、".join(labels) if labels else ""


def sealed_at(plan, document) -> str:
    """The 验收意见书, its own or that of its visit, closes a plan that waits for the signature: the scan is registered on the plan's step."""
    if plan.status == Status.SIGNING and acceptance.paper_of(plan) == document:
        return reverse("plan_signed", args=[plan.pk])
    return ""


def in_hand(unit_id: int) -> list[tuple[str, int]]:
    """Plans that have not ended, their tasks, and how many of these are done."""
    plans = Plan.objects.filter(unit=unit_id).exclude(status__in=ENDED)
    tasks = Task.objects.filter(plan__in=plans).aggregate(n=Count("pk"), done=Count("done_on"))
    return [
        (gettext("实施方案"), plans.count()),
        (gettext("任务"), tasks["n"]),
        (gettext("已办结任务"), tasks["done"]),
    ]


def own_files(plan) -> list[OwnFile]:
    """单位原件: the Word file it was read from."""
    if plan.original is None:
        return []
    day = clock.day_of(plan.original.at)
    return [OwnFile(plan.original, "单位原件", plan.original_name, plan.unit.name, day)]


KIND = SubjectKind(
    model=Plan,
    flow=PlanFlow,
    label=_("实施方案"),
    visible_to=queries.visible_plans,
    url=url,
    settled=approval.settle,
    line_labels=content.line_labels,
    parties=parties,
    authors=lambda plan: {plan.drafter_id},
    traits_of=route_design.traits_of,
    touched=route_design.touched,
    errands=frozenset({Errand.REPORTING, Errand.CLOSING}),
    beside=frozenset({voiding.VOIDING, templates.NEW_LIST}),
    formerly=lambda plan: set(plan.came_from),
    in_hand=in_hand,
    paper=paper,
    changed=changed,
    ended=lambda plan: plan.status == Status.CLOSED,
    own_files=own_files,
    sealed_at=sealed_at,
)
