"""提示: what a writer and a reviewer may look at in a task. Never a score, never a block."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

IDLE, BUSINESS_ONLY, SLOGAN, PADDING = "idle", "business_only", "slogan", "padding"

# A standard can be checked when it counts, dates, or names a thing that is there or not.
CHECKABLE = re.compile(
    r"[0-9０-９%％]|[一二两三四五六七八九十百]+(?:个|项|次|份|件|篇|场|名|人|家|天|日|户|条|类|张|套|期|批|成|季|月|轮)"
    r"|率|清单|台账|制度|办法|方案|报告|名单|记录|纪要|手册|目录|协议|机制文件|流程图|指南|表[。；，、]?$|印发|出台|建成|上线|办结|销号|验收|达到|不低于|不少于|以上|全部|全覆盖|零"
)
EMPTY = re.compile(
    r"(?:高度重视|切实加强|不断提升|进一步|大力推进|扎实开展|深入贯彻|全面提升|充分发挥|积极推动|持续深化|显著|明显|有力|坚决)"
)
PARTY = re.compile(r"党|支部|书记|委员|先锋|示范岗|突击队|三会一课|主题党日|组织生活|带头|领办|牵头")
NOTHING = frozenset({"", "无", "暂无", "/", "-", "—", "同上", "略", "待定"})


@dataclass(frozen=True)
class Hint:
    """One hint: a short word, what was noticed, and an example of a better sentence."""

    code: str  # idle | business_only | slogan | padding
    label: str
    sentence: str
    example: str


def hints(tasks: list[dict]) -> dict[str, list[Hint]]:
    """The hints on each task of a plan's content, by line; tasks without any are left out."""
    found = {task["line"]: task_hints(task, others=tasks) for task in tasks}
    return {line: told for line, told in found.items() if told}


def task_hints(task: dict, *, others: list[dict] = ()) -> list[Hint]:
    """The hints on one task (as in the content of a version); `others` are the plan's tasks, for repetitions."""
    if not _said(task, "title"):
        return []
    checks = (_idle(task), _business_only(task), _slogan(task), _padding(task, others))
    return [hint for hint in checks if hint]


def _idle(task: dict) -> Hint | None:
    if _said(task, "business_matter"):
        return None
    return Hint(
        IDLE,
        _("空转"),
        _("没有写业务事项，看不出与本单位业务的联系。"),
        _("例如：业务事项写“企业开办一次办成”，由受理科室一并承办。"),
    )


def _business_only(task: dict) -> Hint | None:
    role = _said(task, "party_role")
    if role and (PARTY.search(role) or len(role) >= 6):
        return None
    return Hint(
        BUSINESS_ONLY,
        _("以业务代创建"),
        _("没有写明党组织作用：谁带头、以什么方式。"),
        _("例如：机关党支部书记领办，党员先锋岗每日轮值，支部每季度研究一次进展。"),
    )


def _slogan(task: dict) -> Hint | None:
    told = [each for each in (standard_doubt(_said(task, "standard")),) if each]
    if not _said(task, "carrier"):
        told.append(_("没有载体（抓手）"))
    if not told:
        return None
    return Hint(
        SLOGAN,
        _("口号"),
        _("%(what)s。") % {"what": _("，").join(told)},
        _("例如：载体写“一窗通办”书记项目；完成标准写“11月30日前办理环节由4个减为1个，每月有办件统计”。"),
    )


def standard_doubt(standard: str) -> str:
    """Why a completion standard cannot be checked: it is missing, counts and dates nothing, or is a slogan. "" when it can."""
    if not standard.strip():
        return _("没有写完成标准")
    if not CHECKABLE.search(standard):
        return _("完成标准无法核对")
    if EMPTY.search(standard) and len(standard) < 20 and not re.search(r"\d", standard):
        return _("完成标准偏于口号")
    return ""


def _padding(task: dict, others: list[dict]) -> Hint | None:
    mine = _essence(task)
    if not all(mine):
        return None
    twins = [other for other in others if other["line"] != task["line"] and _essence(other) == mine]
    if not twins:
        return None
    names = _("、").join(twin.get("code") or twin.get("title", "") for twin in twins[:3])
    return Hint(
        PADDING,
        _("凑数"),
        _("完成标准和预期佐证与任务%(names)s相同。") % {"names": names},
        _("例如：两项任务合并为一项，或分别写明各自做到什么程度、各留什么佐证。"),
    )


def _essence(task: dict) -> tuple[str, str]:
    return tuple(
        re.sub(r"[\s，。；、,.;]", "", _said(task, field)) for field in ("standard", "expected_evidence")
    )


def _said(task: dict, field: str) -> str:
    text = str(task.get(field) or "").strip()
    return "" if text in NOTHING else text
