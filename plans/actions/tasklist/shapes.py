"""The committee's own task list (任务清单模板) as read from its file."""

from dataclasses import dataclass, field

from plans.actions.enums import DataSource
from records.cells import CellError


@dataclass(frozen=True)
class ListItem:
    """One item: `points` are 评分要点 with their scores, `points_text` the words as they stood."""

    order: int
    code: str
    category: str
    title: str
    requirement: str
    points: list[tuple[str, int]]
    points_text: str
    score: int
    evidence: str
    source: DataSource


@dataclass
class ListReading:
    """The preview of a template; may be imported only without errors."""

    items: list[ListItem] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return bool(self.items) and not self.errors

    @property
    def total(self) -> int:
        return sum(item.score for item in self.items)
