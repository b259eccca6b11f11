"""甘特图: tasks and days in, SVG coordinates out; which dependencies are broken, and which nodes move along. Pure but for the calendar."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from records import workdays

WIDTH, ROW, HEAD = 1000, 34, 30
BAR = 16


@dataclass(frozen=True)
class Mark:
    """A node, by its middle."""

    x: float
    y: float
    name: str
    due: date
    done: bool


@dataclass(frozen=True)
class Bar:
    """One task on its line; `day` is how wide a day is."""

    task: object
    x: float
    y: float
    width: float
    light: str
    marks: list[Mark]


@dataclass
class Chart:
    """The drawing: bands of days off, months, bars, arrows from what is needed to what needs it."""

    first: date
    last: date
    day: float
    height: float
    off: list[tuple[float, float]] = field(default_factory=list)
    months: list[tuple[float, date]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    arrows: list[tuple[str, bool]] = field(default_factory=list)
    today: float | None = None
    width: int = WIDTH


def chart(tasks, needs: list[tuple[int, int]], light_of, today: date) -> Chart | None:
    """`tasks` with dates and their nodes; `needs` as (task, needed). None when no task has both dates."""
    dated = [task for task in tasks if task.starts and task.due]
    if not dated:
        return None
    first = min(task.starts for task in dated).replace(day=1)
    last = max(task.due for task in dated)
    days = (last - first).days + 1
    day = WIDTH / days

    def x(when: date) -> float:
        return round((when - first).days * day, 2)

    found = Chart(first, last, day, HEAD + ROW * len(dated) + 6)
    found.off = _off(first, last, x, day)
    found.months = [
        (x(each), each) for each in (first + timedelta(days=n) for n in range(days)) if each.day == 1
    ]
    if first <= today <= last:
        found.today = round(x(today) + day / 2, 2)
    places = {}
    for place, task in enumerate(dated):
        y = HEAD + ROW * place + (ROW - BAR) / 2
        middle = y + BAR / 2
        marks = [
            Mark(round(x(node.due) + day / 2, 2), middle, node.name, node.due, node.done_on is not None)
            for node in task.milestones.all()
            if node.due and first <= node.due <= last
        ]
        width = round(((task.due - task.starts).days + 1) * day, 2)
        found.bars.append(Bar(task, x(task.starts), y, width, light_of(task), marks))
        places[task.pk] = (task, x(task.starts), round(x(task.due) + day, 2), middle)
    for task_id, needed in needs:
        if task_id in places and needed in places:
            task, start, _end, low = places[task_id]
            before, _start, end, high = places[needed]
            found.arrows.append((f"M{end} {high} h6 V{low} H{start}", is_broken(task, before)))
    return found


def _off(first: date, last: date, x, day: float) -> list[tuple[float, float]]:
    """Days off that follow each other are one band; 调休 has no band."""
    bands, begun = [], None
    for n in range((last - first).days + 2):
        each = first + timedelta(days=n)
        if each <= last and not workdays.is_working(each):
            begun = begun or each
        elif begun:
            bands.append((x(begun), round((each - begun).days * day, 2)))
            begun = None
    return bands


def is_broken(task, needs) -> bool:
    """Does the task begin before what it needs has ended?"""
    return bool(task.starts and needs.due and task.starts <= needs.due)


def warnings(tasks, needs: list[tuple[int, int]]) -> dict[int, list[str]]:
    """task → what its reader should know: a dependency that does not hold, a limit on a day off. Never a block."""
    by_pk = {task.pk: task for task in tasks}
    found: dict[int, list[str]] = {}
    for task_id, needed in needs:
        task, before = by_pk.get(task_id), by_pk.get(needed)
        if task and before and is_broken(task, before):
            said = _("要等“%(needs)s”完成（%(due)s）才能开始，现在%(starts)s就开始。")
            words = {"needs": before, "due": before.due.isoformat(), "starts": task.starts.isoformat()}
            found.setdefault(task_id, []).append(said % words)
    for task in tasks:
        if task.due and not workdays.is_working(task.due):
            said = _("完成时限%(due)s是休息日。")
            found.setdefault(task.pk, []).append(said % {"due": task.due.isoformat()})
    return found


def nodes_moved(task, starts: date, due: date) -> list[tuple[str, date | None]]:
    """The nodes of a task as they are when it is moved: along with it when the whole of it moves, else where they were."""
    days = starts - task.starts if task.starts else timedelta(0)
    whole = bool(task.starts and task.due) and due - task.due == days
    return [
        (node.name, node.due + days if node.due and whole else node.due) for node in task.milestones.all()
    ]
