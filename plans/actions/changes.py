"""修改对照: what changed between two contents of a plan. Pure; lines are matched by their stable id."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from plans.actions.enums import GroupRole, SectionKey
from plans.actions.rows import HEADS

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SAME = "same"
PHRASES = re.compile(r"[^，。；：、！？\n,;]*[，。；：、！？\n,;]|[^，。；：、！？\n,;]+")
REFINED = 2000  # characters: up to this size a replaced stretch is compared character by character
CRUMB = 2  # equal stretches of this length or shorter between two changes only tear words apart


@dataclass(frozen=True)
class Change:
    """One changed place. `line` is the line id, section key, or "title"/"own_meeting"/"budget"/"unit"/"action" of the head."""

    kind: str  # added | removed | changed
    where: str  # section | task | group | plan
    line: str
    label: str
    field: str  # "" when a whole line came or went
    field_label: str
    before: str
    after: str


def changes(before: dict | None, after: dict) -> list[Change]:
    """修改对照 in the order of the plan: head, sections, group, tasks. Without `before` everything is added."""
    before = before or {}
    return [*_head(before, after), *_sections(before, after), *_group(before, after), *_tasks(before, after)]


def text_diff(before: str, after: str) -> list[tuple[str, str]]:
    """What to show of two texts: ("same" | "removed" | "added", words), in reading order."""
    before, after = before or "", after or ""
    old, new = PHRASES.findall(before), PHRASES.findall(after)
    parts: list[tuple[str, str]] = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if op == "equal":
            parts.append((SAME, gone))
        elif len(gone) * len(come) <= REFINED * REFINED and gone and come:
            parts += _characters(gone, come)
        else:
            parts += [(REMOVED, gone), (ADDED, come)]
    return _joined(parts)


def _characters(gone: str, come: str) -> list[tuple[str, str]]:
    codes = SequenceMatcher(None, gone, come, autojunk=False).get_opcodes()
    kept = sum(j - i for op, i, j, _k, _m in codes if op == "equal")
    if kept * 3 < max(len(gone), len(come)):
        # Too little in common: side by side reads better than a mosaic.
        return [(REMOVED, gone), (ADDED, come)]
    parts: list[tuple[str, str]] = []
    for place, (op, i, j, k, m) in enumerate(codes):
        inner = 0 < place < len(codes) - 1
        if op == "equal" and not (inner and j - i <= CRUMB):
            parts.append((SAME, gone[i:j]))
        else:
            parts += [(REMOVED, gone[i:j]), (ADDED, come[k:m])]
    return parts


def _joined(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one kind become one; between two equal stretches, what went stands before what came."""
    found: list[tuple[str, str]] = []
    gone = come = ""
    for op, text in [*parts, (SAME, "")]:
        if op == REMOVED:
            gone += text
        elif op == ADDED:
            come += text
        else:
            found += [(kind, words) for kind, words in ((REMOVED, gone), (ADDED, come)) if words]
            gone = come = ""
            if text and found and found[-1][0] == SAME:
                found[-1] = (SAME, found[-1][1] + text)
            elif text:
                found.append((SAME, text))
    return found


def _compared(
    where: str, line: str, label: str, field: str, field_label: str, before: str, after: str
) -> list[Change]:
    before, after = before or "", after or ""
    if before == after:
        return []
    kind = CHANGED if before and after else ADDED if after else REMOVED
    return [Change(kind, where, line, label, field, field_label, before, after)]


def _head(before: dict, after: dict) -> list[Change]:
    named = {"unit": _("单位"), "action": _("行动")}
    title = _("标题")
    meeting = _("党组（党委）会")
    found = _compared("plan", "title", title, "title", title, before.get("title", ""), after.get("title", ""))
    for key, label in named.items():
        old, new = (content.get(key, {}).get("name", "") for content in (before, after))
        found += _compared("plan", key, label, "name", label, old, new)
    for field, label in {"name": _("会议名称"), "date": _("会议日期"), "number": _("文号")}.items():
        old, new = (content.get("own_meeting", {}).get(field, "") for content in (before, after))
        found += _compared("plan", "own_meeting", meeting, field, label, old, new)
    budget = _("经费预算（万元）")
    old, new = ("" if (n := content.get("budget")) is None else str(n) for content in (before, after))
    return found + _compared("plan", "budget", budget, "budget", budget, old, new)


def _sections(before: dict, after: dict) -> list[Change]:
    old, new = (
        {row["key"]: row["text"] for row in content.get("sections", [])} for content in (before, after)
    )
    found = []
    for key in dict.fromkeys([*new, *old]):
        label = str(SectionKey(key).label) if key in SectionKey.values else key
        found += _compared("section", key, label, "text", _("正文"), old.get(key, ""), new.get(key, ""))
    return found


def _group(before: dict, after: dict) -> list[Change]:
    fields = {"role": _("组内职务"), "name": _("姓名"), "post": _("职务")}
    return _lines("group", before, after, fields, _member_label, _member_words)


def _tasks(before: dict, after: dict) -> list[Change]:
    return _lines("tasks", before, after, HEADS, _task_label, _task_words)


def _lines(key: str, before: dict, after: dict, fields: dict, label_of, words_of) -> list[Change]:
    where = "task" if key == "tasks" else key
    old, new = ({row["line"]: row for row in content.get(key, [])} for content in (before, after))
    found = []
    for line, row in new.items():
        if line not in old:
            found.append(Change(ADDED, where, line, label_of(row), "", "", "", words_of(row)))
            continue
        for field, name in fields.items():
            found += _compared(
                where,
                line,
                label_of(row),
                field,
                _head_label(name),
                _shown(old[line], field),
                _shown(row, field),
            )
    for line, row in old.items():
        if line not in new:
            found.append(Change(REMOVED, where, line, label_of(row), "", "", words_of(row), ""))
    return found


def _shown(row: dict, field: str) -> str:
    value = row.get(field, "")
    if field == "milestones":
        return "\n".join(f"{each['name']} {each['due']}".strip() for each in value or [])
    if field == "role":
        return str(GroupRole(value).label) if value in GroupRole.values else value
    return str(value or "")


def _head_label(name: str) -> str:
    # The heads of the task list are words of the catalogue too.
    return _(name)


def _task_label(row: dict) -> str:
    return _("任务%(code)s %(title)s") % {"code": row.get("code", ""), "title": row.get("title", "")}


def _task_words(row: dict) -> str:
    return "\n".join(
        f"{_head_label(name)}{_('：')}{_shown(row, field)}"
        for field, name in HEADS.items()
        if _shown(row, field)
    )


def _member_label(row: dict) -> str:
    return _("%(role)s %(name)s") % {"role": _shown(row, "role"), "name": row.get("name", "")}


def _member_words(row: dict) -> str:
    return _("，").join(
        words for words in (_shown(row, "role"), row.get("name", ""), row.get("post", "")) if words
    )
