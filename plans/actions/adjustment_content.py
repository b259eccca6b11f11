"""What a 调整申请 says: the whole plan as it is to be, as plain data, with the ids of rows beside the names that a version keeps.

A place of it (the texts, or one task) carries a mark; whoever saves says which mark they saw, and so overwrites nothing
they have not read.
"""

from copy import deepcopy

from records import canonical

from . import content as contents
from .changes import Change, changes

IDS = ("section_id", "person_id", "item_id")
TEXTS = ("own_meeting", "group", "sections")
NOTHING: dict = {}


def draft_of(plan) -> dict:
    """The plan as it stands today, to be changed."""
    draft = contents.content_of(plan)
    ids = {row["line"]: row for row in plan.tasks.values("line", *IDS)}
    for task in draft["tasks"]:
        task |= {name: ids[task["line"]][name] for name in IDS}
    return canonical.plain(draft)


def as_version(draft: dict) -> dict:
    """What of a draft is frozen: names, no ids."""
    content = deepcopy(draft)
    for task in content["tasks"]:
        for name in IDS:
            task.pop(name, None)
    return content


def task_at(draft: dict, line: str) -> dict:
    """The task at a line; empty when it is not (or no longer) in the draft."""
    return next((task for task in draft["tasks"] if task["line"] == line), NOTHING)


def texts_of(draft: dict, reason: str) -> dict:
    """Everything but the tasks."""
    return {"reason": reason, **{name: draft[name] for name in TEXTS}}


def mark(place: dict) -> str:
    """What tells one state of a place from another."""
    return canonical.digest(place)[:16]


def differences(before: dict, draft: dict) -> list[Change]:
    """What is to be otherwise than in the version in force."""
    return changes(before, as_version(draft))
