"""Invented facts of the two papers of a visit."""

import datetime

from documents.papers import check_sheet, visit_opinion
from documents.papers.acceptance_opinion import GroupMember
from documents.papers.visits import Accepted, Checked

from .common import DAY, common


def _head() -> dict:
    return {
        "arrangement": "2026年第四季度集中验收（样例）第1组",
        "visited_on": DAY,
        "half": "上午",
        "manner": "四不两直",
        "group": (
            GroupMember(name="样例组长", unit="示范区审计局（样例）", role="组长"),
            GroupMember(name="李玥", unit="示范区财政局（样例）"),
        ),
    }


def accepted(n: int, *, found: bool, lines: int = 3, **changes) -> Accepted:
    """One item, as found or still blank."""
    given = (
        {"finding": "符合", "methods": ("查资料", "看现场"), "fact": "抽查10件，均有签收记录。"}
        if found
        else {}
    )
    return Accepted(
        **{
            "kind": "整改事项",
            "name": f"整改-2026-{n:04} 窗口一次性告知不到位",
            "limits": "2026-12-31（原时限2026-11-30）",
            "basis": f"整改-2026-{n:04}“窗口一次性告知不到位”的整改措施和完成标准",
            "lines": tuple(
                Checked(title=f"{line + 1}. 编印一次性告知单", standard="31个事项全部公布", **given)
                for line in range(lines)
            ),
            "conclusions": ("通过验收", "限期完善", "不予通过验收", "转长期坚持"),
            "conclusion": "通过验收" if found else "",
            **changes,
        }
    )


def opinion(*, items: int = 2, **changes):
    """验收意见书 of a visit; the last item is to be improved, one member did not agree."""
    last = accepted(
        items,
        found=True,
        conclusion="限期完善",
        problems=("台账不全", "告知单没有覆盖新增事项"),
        improve_by=datetime.date(2026, 12, 20),
        dissent="李玥认为可以通过",
    )
    return visit_opinion.Facts(
        **{
            **common(number="验收〔2026〕8号"),
            **_head(),
            "accepted": (*(accepted(n, found=True) for n in range(1, items)), last),
            "methods": ("查资料", "看现场"),
            "statement": "有异议",
            "objection": "台账已于昨日补齐",
            **changes,
        }
    )


def sheet(*, items: int = 2, **changes):
    """现场核查表, nothing filled in."""
    blank = tuple(accepted(n + 1, found=False) for n in range(items))
    return check_sheet.Facts(**{**common(number=""), **_head(), "accepted": blank, **changes})
