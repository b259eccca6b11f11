"""A task as it is read from a Word or Excel file, before anybody has confirmed it."""

from dataclasses import asdict, dataclass, field
from datetime import date

# 任务 columns in the order of the template: field name → head. Also the order of the columns on paper.
HEADS = {
    "code": "编号",
    "category": "类别",
    "title": "任务",
    "carrier": "载体",
    "business_matter": "业务事项",
    "party_role": "党组织作用",
    "section": "责任科室",
    "person": "责任人",
    "starts": "开始时间",
    "due": "完成时限",
    "milestones": "节点",
    "standard": "完成标准",
    "expected_evidence": "预期佐证",
}

# The longest text each field can keep (the model's columns; texts without a column limit get a sane one).
LENGTHS = {
    "code": 20,
    "category": 60,
    "title": 200,
    "carrier": 300,
    "business_matter": 300,
    "party_role": 300,
    "standard": 2000,
    "expected_evidence": 300,
}
MILESTONE_LENGTH = 100


@dataclass
class TaskRow:
    """任务: one row of somebody's list. `section` and `person` are names; `where` says where it stood."""

    where: str
    code: str = ""
    category: str = ""
    title: str = ""
    carrier: str = ""
    business_matter: str = ""
    party_role: str = ""
    section: str = ""
    person: str = ""
    starts: date | None = None
    due: date | None = None
    milestones: list[tuple[str, date | None]] = field(default_factory=list)
    standard: str = ""
    expected_evidence: str = ""
    section_id: int | None = None
    row: int = 0
    raw: dict[str, str] = field(default_factory=dict)  # field name → what the cell showed
    notes: list[str] = field(default_factory=list)

    def fields(self) -> dict:
        """The thirteen fields by name, dates as dates; section and person still names."""
        values = asdict(self)
        return {name: values[name] for name in HEADS}
