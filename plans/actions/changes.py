"""修改对照: what changed between two contents of a plan. Pure; lines are matched by their stable id."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One changed place. `line` is the line id, section key, or "title"/"own_meeting"/"unit" of the head."""

    kind: str  # added | removed | changed
    where: str  # section | task | group | plan
    line: str
    label: str
    field: str  # "" when a whole line came or went
    field_label: str
    before: str
    after: str
