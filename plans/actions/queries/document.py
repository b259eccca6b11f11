"""The plan as a readable document: its text with every opinion at the line it speaks of."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from records.errors import allows
from records.stored import in_chinese, said
from workflows.enums import OpinionKind
from workflows.models import Opinion

from .. import rules
from ..enums import GroupRole, SectionKey, Status
from ..hints import Hint
from ..models import Plan

WHOLE = ""


@dataclass
class Point:
    """One opinion as the page shows it: its number in its round, where it stands, what this reader may do with it."""

    opinion: Opinion
    number: int
    state: str  # "" not told yet | open | answered | insufficient | settled
    answerable: bool = False
    settleable: bool = False
    changeable: bool = False


@dataclass
class Place:
    """One place of the document that can be spoken of. `line` as in Opinion.line, `anchor` as in the address."""

    line: str
    label: str
    points: list[Point] = field(default_factory=list)
    changed: bool = False

    @property
    def anchor(self) -> str:
        return f"line-{self.line or 'whole'}"

    @property
    def standing_points(self) -> list[Point]:
        """What is still to be dealt with."""
        return [point for point in self.points if point.state != "settled"]

    @property
    def settled_points(self) -> list[Point]:
        return [point for point in self.points if point.state == "settled"]


@dataclass
class TaskPlace:
    """A task of the content, its place, its hints, and (while the plan runs) its row with light and nodes done."""

    task: dict
    place: Place
    row: object | None = None
    hints: list[Hint] = field(default_factory=list)


@dataclass
class Document:
    """Everything templates/actions/plan/document.html shows."""

    content: dict
    whole: Place
    meeting: Place
    group: Place
    members: list[tuple[str, dict]]
    sections: list[tuple[Place, str]]
    list_of_tasks: Place
    categories: list[tuple[str, list[TaskPlace]]]
    gone: list[Place]  # lines that were spoken of and are no longer in the text

    @property
    def tasks(self) -> list[TaskPlace]:
        return [each for _category, tasks in self.categories for each in tasks]

    @property
    def places(self) -> list[Place]:
        fixed = [self.whole, self.meeting, self.group, self.list_of_tasks]
        return [
            *fixed,
            *(place for place, _text in self.sections),
            *(each.place for each in self.tasks),
            *self.gone,
        ]


def document_of(content: dict, *, points=(), changed=frozenset(), rows=None, hinted=None) -> Document:
    """Lay `content` out, with `points` at their lines, `changed` lines marked, task rows and hints by line."""
    by_line: dict[str, list[Point]] = {}
    for point in points:
        by_line.setdefault(point.opinion.line, []).append(point)
    rows, hinted = rows or {}, hinted or {}

    def place(line: str, label: str) -> Place:
        return Place(line, str(label), by_line.pop(line, []), line in changed)

    def task_place(task: dict) -> TaskPlace:
        label = _("任务%(code)s %(title)s") % {"code": task["code"], "title": task["title"]}
        return TaskPlace(
            task, place(task["line"], label), rows.get(task["line"]), hinted.get(task["line"], [])
        )

    def category_of(task: dict) -> str:
        return task["category"] or str(_("未分类"))

    roles = dict(GroupRole.choices)
    document = Document(
        content=content,
        whole=place(WHOLE, _("方案整体")),
        meeting=place("own_meeting", _("党组（党委）会")),
        group=place("group", _("领导小组")),
        members=[(str(roles.get(each["role"], "")), each) for each in content["group"]],
        sections=[
            (place(each["key"], SectionKey(each["key"]).label), each["text"]) for each in content["sections"]
        ],
        list_of_tasks=place("tasks", _("任务清单")),
        categories=[
            (category, [task_place(task) for task in tasks])
            for category, tasks in groupby(content["tasks"], category_of)
        ],
        gone=[],
    )
    document.gone = [Place(line, said(left[0].opinion.line_label), left) for line, left in by_line.items()]
    return document


def points_of(plan: Plan, opinions, person) -> list[Point]:
    """The opinions a reader has been given, numbered within their round, with what the reader may do at each."""
    opinions = list(opinions)
    current = max((each.round.n for each in opinions), default=0)
    reviewing = allows(rules.check_can_review, plan, person)
    settling = allows(rules.check_can_settle, plan, person)
    later = {(each.line, each.round.n) for each in opinions if each.issued_at}
    numbers: dict[tuple[int, str], int] = {}
    points = []
    for opinion in opinions:
        key = (opinion.round_id, opinion.kind)
        numbers[key] = numbers.get(key, 0) + 1
        settled = opinion.settled_at is not None
        issued = opinion.issued_at is not None
        points.append(
            Point(
                opinion=opinion,
                number=numbers[key],
                state=_state(opinion, any(line == opinion.line and n > opinion.round.n for line, n in later)),
                answerable=not settled
                and opinion.round.n == current
                and allows(rules.check_can_answer, opinion, plan, person),
                settleable=issued
                and settling
                and (plan.status == Status.REVIEWING or opinion.kind == OpinionKind.MODIFICATION),
                changeable=not issued and opinion.kind == OpinionKind.POINT and reviewing,
            )
        )
    return points


def _state(opinion: Opinion, raised_again: bool) -> str:
    if opinion.settled_at:
        return "settled"
    if not opinion.issued_at:
        return ""
    if raised_again:
        return "insufficient"
    return "answered" if opinion.answer else "open"


@in_chinese()  # what is quoted stands in the opinion, and on paper
def text_at(content: dict, line: str, criterion: str = "") -> str:
    """现在怎么写: what the content says at a line, as far as it concerns a criterion; "" where there is nothing to quote."""
    for section in content["sections"]:
        if section["key"] == line:
            return _shortened(section["text"])
    task = next((each for each in content["tasks"] if each["line"] == line), None)
    if task is None:
        return ""
    nodes = "、".join(f"{node['name']}（{node['due']}）" for node in task["milestones"])
    said = {
        "answered": [(_("任务"), task["title"]), (_("完成标准"), task["standard"])],
        "targeted": [
            (_("载体"), task["carrier"]),
            (_("业务事项"), task["business_matter"]),
            (_("党组织作用"), task["party_role"]),
        ],
        "responsible": [(_("责任科室"), task["section"]), (_("责任人"), task["person"])],
        "timely": [(_("起止"), f"{task['starts']} — {task['due']}"), (_("节点"), nodes)],
    }
    chosen = said.get(criterion) or [
        said["answered"][0],
        *said["responsible"],
        said["timely"][0],
        said["answered"][1],
    ]
    return _shortened("；".join(f"{label}：{text}" for label, text in chosen if text))


def _shortened(text: str, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "……"
