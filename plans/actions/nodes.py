"""节点 in one cell: one per line, `名称 2026-03-31`."""

import re
from datetime import date

from django.utils.translation import gettext as _

from plans.actions.rows import MILESTONE_LENGTH
from records import dates

MOST = 6
NUMBERED = re.compile(r"^(?:\d{1,2}[、)）]|\d{1,2}\.(?!\d)|[①-⑩]|[（(]\d{1,2}[）)])\s*")
# The date is the last piece of the line; brackets or a colon around it are no matter.
LAST_PIECE = re.compile(
    r"^(?P<name>.*?)[\s:：,，(（]+(?P<day>[^\s:：,，(（]*\d[^\s]*|年底前?|\d+月.*)[)）]?$"
)


def written(milestones: list[tuple[str, date | None]]) -> str:
    """The cell as the template wants it."""
    return "\n".join(f"{name} {due.isoformat() if due else ''}".strip() for name, due in milestones)


def read(
    text: str, *, year: int | None = None, strict: bool = False
) -> tuple[list[tuple[str, date | None]], list[str]]:
    """The nodes in a cell, and a sentence for each that is not right. `strict`: full dates only."""
    found: list[tuple[str, date | None]] = []
    wrong: list[str] = []
    lines = (text or "").split("\n")
    if len(lines) == 1 and not strict:
        lines = re.split("[;；]", lines[0])
    for line in lines:
        # A number in front is dropped, a date is not taken for one.
        line = line.strip() if dates.exact_date(line.strip()) else NUMBERED.sub("", line.strip()).strip()
        if not line:
            continue
        name, due, told = _one(line, year=year, strict=strict)
        found.append((name, due))
        wrong += told
    if len(found) > MOST:
        wrong.append(_("每项任务最多%(most)d个节点，这里有%(n)d个。") % {"most": MOST, "n": len(found)})
    return found, wrong


def _one(line: str, *, year: int | None, strict: bool) -> tuple[str, date | None, list[str]]:
    pieces = LAST_PIECE.match(line)
    name, day = (pieces["name"].strip(), pieces["day"].strip("()（）。")) if pieces else (line, "")
    if day:
        due = dates.exact_date(day)
        if due is None and not strict:
            due = dates.when(day, year=year).due
        if due is None and not strict:
            name, day = line, ""
    else:
        due = None
    told = []
    if day and due is None:
        told.append(
            _("节点“%(name)s”的时间“%(day)s”不是日期，请写成2026-03-31。") % {"name": name, "day": day}
        )
    if not day and strict:
        told.append(_("节点“%(name)s”缺少时间，每行写“名称 2026-03-31”。") % {"name": name[:20]})
    if not name:
        told.append(_("节点缺少名称，每行写“名称 2026-03-31”。"))
    if len(name) > MILESTONE_LENGTH:
        told.append(_("节点名称过长（超过%(n)d个字）。") % {"n": MILESTONE_LENGTH})
    return name, due, told
