"""What was understood of a unit's own Word document, and what was not."""

from dataclasses import dataclass, field

from plans.actions.rows import TaskRow


@dataclass(frozen=True)
class Unrecognised:
    """未识别的内容: a paragraph or table that found no place in the plan, and where it stood."""

    kind: str  # "paragraph" | "table" | "column"
    where: str
    text: str


@dataclass
class WordPlan:
    """A plan read from .docx, for the preview. Section texts by key; nothing of it has been written."""

    title: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    tasks: list[TaskRow] = field(default_factory=list)
    group: list[dict] = field(default_factory=list)  # {"role": leader|vice|member, "name", "post"}
    own_meeting: dict = field(default_factory=dict)  # {"name", "date" ISO or "", "number"}
    unrecognised: list[Unrecognised] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
