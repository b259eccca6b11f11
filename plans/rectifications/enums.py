"""States and words of rectification."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import Post
from workflows.enums import Outcome


class Status(models.TextChoices):
    """状态: one per node of the flow (flow.py); while EXTENDING or CLOSING the stage's label is shown instead."""

    ISSUED = "issued", _("待签收")
    HANDED_BACK = "handed_back", _("申请退办")
    WORKING = "working", _("整改中")
    EXTENDING = "extending", _("延期审批中")
    STOPPING = "stopping", _("终止审批中")
    CLOSING = "closing", _("销号审核中")
    CLOSED = "closed", _("已销号")
    LONG_TERM = "long_term", _("长期坚持")
    UNFOUNDED = "unfounded", _("查否结案")
    MERGED = "merged", _("已并案")
    STOPPED = "stopped", _("已终止")


# While others hold the file the unit's own clock stands (待审核) and theirs runs.
HELD = frozenset({Status.HANDED_BACK, Status.EXTENDING, Status.STOPPING, Status.CLOSING})
# Ended without having been rectified: never part of the 销号率.
DROPPED = frozenset({Status.UNFOUNDED, Status.MERGED, Status.STOPPED})
ENDED = DROPPED | {Status.CLOSED}
# The unit's own clock runs: only these turn yellow and red.
CLOCKED = frozenset({Status.ISSUED, Status.WORKING, Status.LONG_TERM})


# The unit goes on working while 延期 or 终止 is judged: it may report and add evidence.
AT_WORK = frozenset({Status.WORKING, Status.EXTENDING, Status.STOPPING})


# How an application for 销号 ends that the unit has to go on with.
GIVEN_BACK = frozenset({Outcome.RETURNED, Outcome.TO_IMPROVE, Outcome.NOT_ACCEPTED})


class Kind(models.TextChoices):
    """整改类型."""

    IMMEDIATE = "immediate", _("立行立改")
    TIMED = "timed", _("限期整改")
    LONG_TERM = "long_term", _("长期坚持")


class Scope(models.TextChoices):
    SINGLE = "single", _("个性")
    COMMON = "common", _("共性")


class SourceKind(models.TextChoices):
    """问题来源."""

    INSPECTION = "inspection", _("巡视巡察反馈")
    AUDIT = "audit", _("审计")
    EDUCATION = "education", _("主题教育检视")
    DEMOCRATIC_LIFE = "democratic_life", _("民主生活会")
    SUPERVISION = "supervision", _("督查检查")
    RESEARCH = "research", _("调研走访")
    PUBLIC = "public", _("12345/信访/群众反映")
    SATISFACTION = "satisfaction", _("满意度测评")
    ASSESSMENT = "assessment", _("考评反馈")
    SELF = "self", _("自查")


# Who brings the office's problems in: its clerk, and a 督查组 for as long as its posts last.
GIVES_OUT = (Post.OFFICE_CLERK, Post.INSPECTOR)


class Authority(models.TextChoices):
    """谁交办、谁销号: whose decision it is."""

    COMMITTEE = "committee", _("工委")
    SOURCE = "source", _("来源单位")
    UNIT = "unit", _("本单位党组织")


class LookBackRule(models.TextChoices):
    """Who is looked at again after closing: all, or those once late or relapsed and a drawn share of the rest."""

    ALL = "all", _("全部")
    DRAWN = "drawn", _("曾逾期、反弹的全部，其余按比例抽取")


class HandBackGround(models.TextChoices):
    """申请退办的理由."""

    NOT_OURS = "not_ours", _("非本单位职责")
    NOT_TRUE = "not_true", _("不属实")
    DUPLICATE = "duplicate", _("与其他整改事项重复")
    DONE = "done", _("已整改")
    SHARED = "shared", _("需共同办理")


class HandBackAnswer(models.TextChoices):
    """对退办申请的答复."""

    REASSIGN = "reassign", _("改派")
    UPHOLD = "uphold", _("维持交办")
    CONSULT = "consult", _("会商（定牵头、配合）")
    MERGE = "merge", _("并案")
    DISMISS = "dismiss", _("查否结案")


class Truth(models.TextChoices):
    """核实结论."""

    TRUE = "true", _("属实")
    MOSTLY = "mostly", _("基本属实")
    PARTLY = "partly", _("部分属实")
    UNTRUE = "untrue", _("不属实")
    UNVERIFIABLE = "unverifiable", _("无法核实")


class Liability(models.TextChoices):
    """责任认定."""

    OWN = "own", _("本单位")
    OTHER = "other", _("其他单位")
    SHARED = "shared", _("共同")


class LateCause(models.TextChoices):
    """逾期原因: printed beside 曾逾期n个工作日."""

    OWN = "own", _("本单位")
    PARTNER = "partner", _("配合单位")
    ABOVE = "above", _("上级程序")
    FORCE = "force", _("不可抗力")


class RenewedAs(models.TextChoices):
    """What a limit set anew is called; none of them is 延期."""

    EXPLAINED = "explained", _("重新明确时限")  # answer to 逾期说明
    TO_IMPROVE = "improve", _("限期完善时限")  # 验收 found something wanting
    RELAPSED = "relapsed", _("重新整改时限")  # 反弹


class ConcernKind(models.TextChoices):
    """What is raised while measures are worked on, beside progress."""

    OBJECTION = "objection", _("异议")
    COORDINATION = "coordination", _("提请协调")


class LookBackResult(models.TextChoices):
    """回头看结果."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("较好")
    FAIR = "fair", _("一般")
    POOR = "poor", _("差")


class Channel(models.TextChoices):
    """反映渠道: the way a complaint came in."""

    HOTLINE = "hotline", _("12345热线")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    CALL = "call", _("来电")
    NET = "net", _("网络")


# --- 走访调研、需工委协调事项 -------------------------------------------------------------------------
class VisitSource(models.TextChoices):
    """How a unit was visited; the source of the items that come of it (SourceKind)."""

    RESEARCH = SourceKind.RESEARCH.value, _("走访调研")
    SUPERVISION = SourceKind.SUPERVISION.value, _("督查检查")


class LineKind(models.TextChoices):
    """What one line of a visit is, and so what becomes of it."""

    PROBLEM = "problem", _("问题")
    COMMON = "common", _("共性问题")
    PRACTICE = "practice", _("好做法")
    COMMITTEE = "committee", _("需工委解决的事项")


class MatterState(models.TextChoices):
    RAISED = "raised", _("待分办")
    ASSIGNED = "assigned", _("办理中")
    ANSWERED = "answered", _("已答复")


# --- 台账 (ledger) ----------------------------------------------------------------------------------
class ListKind(models.TextChoices):
    """三张清单 and the whole ledger: views of the same rows."""

    LEDGER = "ledger", _("整改台账")
    PROBLEMS = "problems", _("问题清单")
    TASKS = "tasks", _("任务清单")
    DUTIES = "duties", _("责任清单")


class JobKind(models.TextChoices):
    """What a worker does with the ledger."""

    EXPORT = "export", _("导出")
    IMPORT = "import", _("导入")
    SNAPSHOT = "snapshot", _("台账快照")


class JobState(models.TextChoices):
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("办理中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")
