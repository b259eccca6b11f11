"""What the editor shows: the working copy with what is missing, hints, and the reviewers' points at their place."""

from collections import defaultdict
from dataclasses import dataclass, field

from records import canonical
from workflows.queries.circles import open_points

from .. import content as contents
from .. import hints
from ..enums import LENGTH_ADVICE, MILESTONES_PER_TASK, WRITABLE, GroupRole, PlanKind, SectionKey
from ..models import Plan, PlanSection, Task
from .document import Point, points_of
from .missing import Gap, missing

SPARE_ROWS = 10  # empty rows of the leading group that can be opened before the page is loaded again
SHOWN_EMPTY = 1


@dataclass
class SectionPart:
    """One section as it is written now, and the points at it."""

    row: PlanSection
    points: list[Point]

    @property
    def label(self) -> str:
        return str(self.row.get_key_display())


@dataclass
class TaskPart:
    """One task as it is written now: six places for nodes, its hints, what it still lacks, the points at it."""

    task: Task
    nodes: list[dict]
    hints: list
    missing: list[str]
    points: list[Point] = field(default_factory=list)

    @property
    def filled_nodes(self) -> int:
        return sum(bool(node["name"]) for node in self.nodes)


@dataclass
class Editor:
    """Everything templates/actions/edit.html shows of the plan itself."""

    sections: list[SectionPart]
    group: list[dict]
    tasks: list[TaskPart]
    points: dict[str, list[Point]]
    gaps: list[Gap]

    def at(self, line: str) -> list[Point]:
        """The points at a place that is neither a section nor a task."""
        return self.points.get(line, [])

    @property
    def elsewhere(self) -> list[Point]:
        """Points at the plan as a whole, or at lines that are gone."""
        shown = {
            *SectionKey.values,
            "group",
            "own_meeting",
            "tasks",
            *(part.task.line for part in self.tasks),
        }
        return [point for line, points in self.points.items() if line not in shown for point in points]

    @property
    def group_points(self) -> list[Point]:
        return self.at("group")

    @property
    def meeting_points(self) -> list[Point]:
        return self.at("own_meeting")

    @property
    def list_points(self) -> list[Point]:
        return self.at("tasks")

    @property
    def standing(self) -> list[Point]:
        """Points still to be dealt with, in their order."""
        return [point for points in self.points.values() for point in points if point.state != "settled"]


def editor_of(plan: Plan, person) -> Editor:
    """The editor of a plan for one of its writers."""
    by_line: dict[str, list[Point]] = defaultdict(list)
    if plan.status in WRITABLE:
        for point in points_of(plan, open_points(plan, person), person):
            by_line[point.opinion.line].append(point)
    content = contents.content_of(plan)
    noticed = hints.hints(content["tasks"])
    written = {task["line"]: task for task in content["tasks"]}
    sections = {row.key: row for row in plan.sections.select_related("saved_by")}
    return Editor(
        sections=[SectionPart(sections[key], by_line.get(key, [])) for key in SectionKey.values],
        group=group_rows(plan),
        tasks=[
            TaskPart(
                task,
                nodes_of(task),
                noticed.get(task.line, []),
                [sentence for _line, sentence in contents.task_gaps(written[task.line])],
                by_line.get(task.line, []),
            )
            for task in plan.tasks.select_related("section", "person").prefetch_related("milestones")
        ],
        points=dict(by_line),
        gaps=missing(plan, content),
    )


def task_part(task: Task) -> TaskPart:
    """One task after it was saved: its row and its hints as they now are."""
    others = (
        task.plan.tasks.select_related("section", "person").prefetch_related("milestones").exclude(pk=task.pk)
    )
    told = hints.task_hints(
        contents.task_content(task), others=[contents.task_content(each) for each in others]
    )
    lacking = [sentence for _line, sentence in contents.task_gaps(contents.task_content(task))]
    return TaskPart(task, nodes_of(task), told, lacking, [])


def nodes_of(task: Task) -> list[dict]:
    """Six places for nodes; those beyond the first empty one wait until they are asked for."""
    rows = [{"name": each.name, "due": each.due, "hidden": False} for each in task.milestones.all()]
    while len(rows) < MILESTONES_PER_TASK:
        rows.append({"name": "", "due": None, "hidden": bool(rows) and not rows[-1]["name"]})
    return rows


def group_rows(plan: Plan) -> list[dict]:
    """The leading group, an empty row, and spare rows that are opened by a press."""
    rows = [
        {"line": row.line, "role": row.role, "name": row.name, "post": row.post, "hidden": False}
        for row in plan.group.all()
    ]
    first = len(rows)
    for place in range(SPARE_ROWS):
        role = GroupRole.LEADER if first + place == 0 else GroupRole.MEMBER
        rows.append({"line": "", "role": role, "name": "", "post": "", "hidden": place >= SHOWN_EMPTY})
    return rows


def gaps_of(plan: Plan) -> list[Gap]:
    """What is still missing before the plan can be submitted, each with the way to its place."""
    return missing(plan, contents.content_of(plan))


def written_so_far(plan: Plan) -> str:
    """The working copy as it stands, in one word: another word means that something was written since."""
    sections = plan.sections.order_by("key").values_list("key", "revision")
    tasks = plan.tasks.order_by("pk").values_list("pk", "revision")
    return canonical.digest([plan.revision, list(sections), list(tasks)])[:16]


def advice_for(plan: Plan) -> int:
    """字数建议: 专项部署 4,000, 综合性 5,000."""
    return LENGTH_ADVICE[PlanKind(plan.kind)]
