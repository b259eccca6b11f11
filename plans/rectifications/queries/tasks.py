"""The problems of one plan task, for its page."""

from units.models import Person

from ..models import Item
from .items import visible_items


def items_of_task(task, person: Person) -> list[Item] | None:
    """The problems that name the task, as far as the person may see them, newest first; None when there are none."""
    found = visible_items(person).filter(plan_id=task.plan_id, plan_line=task.line).order_by("-id")
    return list(found) or None
