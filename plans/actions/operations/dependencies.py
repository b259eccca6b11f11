"""任务先后: which task begins when which has ended; never in a circle."""

from django.utils.translation import gettext as _

from records.errors import Refused

from ..models import Dependency, Task
from .drafting import writing


def link_tasks(task, *, needs, by) -> None:
    """添加前置任务: `task` begins when `needs` has ended."""
    with writing(task.plan, by, task):
        _check_of_one_plan(task, needs)
        if (way := _way(needs, task)) is not None:
            named = _(" → ").join([*way, str(needs)])
            raise Refused(_("不能循环：%(way)s。") % {"way": named}, field="needs")
        Dependency.objects.get_or_create(task=task, needs=needs)


def unlink_tasks(task, *, needs, by) -> None:
    """移除前置任务."""
    with writing(task.plan, by, task):
        _check_of_one_plan(task, needs)
        Dependency.objects.filter(task=task, needs=needs).delete()


def _check_of_one_plan(task: Task, needs: Task) -> None:
    if task.plan_id != needs.plan_id:
        raise Refused(_("前置任务不在本方案中。"), field="needs")


def _way(start: Task, goal: Task) -> list[str] | None:
    """The tasks on the way from `start` over what it needs to `goal`, as people read them; None when there is none."""
    names = {each.pk: str(each) for each in Task.objects.filter(plan=start.plan_id)}
    needs: dict[int, list[int]] = {}
    for task_id, needed in Dependency.objects.filter(task__plan=start.plan_id).values_list(
        "task_id", "needs_id"
    ):
        needs.setdefault(task_id, []).append(needed)
    ways, seen = [[start.pk]], {start.pk}
    while ways:
        way = ways.pop()
        if way[-1] == goal.pk:
            return [names[pk] for pk in way]
        for needed in needs.get(way[-1], []):
            if needed not in seen:
                seen.add(needed)
                ways.append([*way, needed])
    return None
