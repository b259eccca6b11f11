"""任务清单的新版: what it offers to a plan that is under way, item by item. Pure: everything needed is handed in.

An item is known by its number through all versions of the list. A plan knows an item as of the newest version that it
began with, took it from, or gave its word on; a later version that says otherwise is an offer.
"""

from dataclasses import dataclass

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
FIELDS = ("title", "category", "requirement", "points", "score", "evidence", "source")
# What of an item a task repeats: the field of the task by that of the item.
IN_TASK = {"title": "title", "category": "category", "evidence": "expected_evidence"}


@dataclass(frozen=True)
class Offer:
    """What the newest version says of one item; `item` is None where it is taken out, `task` where the plan has none."""

    kind: str
    code: str
    item: object | None
    base: object | None
    task: object | None
    answer: object | None = None

    @property
    def title(self) -> str:
        """What it is called: as the plan has it, else as the list does."""
        return (self.task or self.item or self.base).title

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """(name of the field, before, after) of what the list says otherwise."""
        if self.kind != CHANGED:
            return []
        return [
            (
                str(type(self.item)._meta.get_field(name).verbose_name),
                said(self.base, name),
                said(self.item, name),
            )
            for name in FIELDS
            if getattr(self.base, name) != getattr(self.item, name)
        ]


@dataclass(frozen=True)
class Left:
    """An item of the list for which the plan has no task, and why, where it is said."""

    item: object
    answer: object | None


def said(item, name: str) -> str:
    """A field of an item in words."""
    shown = getattr(item, f"get_{name}_display", None)
    return str(shown() if shown else getattr(item, name))


def differs(one, other) -> bool:
    """Does a version of the list say otherwise of an item?"""
    if one is None or other is None:
        return one is not other
    return any(getattr(one, name) != getattr(other, name) for name in FIELDS)


def for_task(offer: Offer) -> dict:
    """The fields of the task that a changed item changes: those in which the unit has kept the words of the list."""
    return {
        mine: getattr(offer.item, theirs)
        for theirs, mine in IN_TASK.items()
        if getattr(offer.task, mine) == getattr(offer.base, theirs) != getattr(offer.item, theirs)
    }


def offers(start_n: int, versions: dict[int, dict], tasks, answers) -> list[Offer]:
    """All that the newest of `versions` ({n: {code: item}}) offers, in the order of the list; what is answered has its answer."""
    if not versions:
        return []
    newest = max(versions)
    by_code = {task.item.code: task for task in tasks if task.item}
    said_at = {(answer.code, answer.template.n): answer for answer in answers}
    codes = dict.fromkeys(code for n in sorted(versions, reverse=True) for code in versions[n])
    found = []
    for code in codes:
        task = by_code.get(code)
        known = {start_n, *(n for (each, n) in said_at if each == code and n < newest)}
        known |= {task.item.template.n} if task else set()
        base_n = max(known)
        base = versions.get(base_n, {}).get(code)
        item = versions[newest].get(code)
        if base_n >= newest or not differs(base, item):
            continue
        kind = ADDED if base is None else REMOVED if item is None else CHANGED
        if (kind == ADDED) == (task is not None):
            continue  # it has the new one already, or has left out what is changed or taken out
        found.append(Offer(kind, code, item, base, task, said_at.get((code, newest))))
    return found


def left_out(versions: dict[int, dict], tasks, answers, offered: list[Offer]) -> list[Left]:
    """The items of the newest version for which there is no task and of which nothing new is offered."""
    if not versions:
        return []
    used = {task.item.code for task in tasks if task.item} | {offer.code for offer in offered}
    newest_word = {answer.code: answer for answer in sorted(answers, key=lambda each: each.template.n)}
    return [
        Left(item, newest_word.get(code))
        for code, item in versions[max(versions)].items()
        if code not in used
    ]
