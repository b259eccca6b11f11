"""Kinds of papers and where one stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """The keys are those of documents.papers.PAPERS."""

    ACCEPTANCE_OPINION = "acceptance_opinion", _("验收意见书")
    VISIT_OPINION = "visit_opinion", _("验收意见书（现场验收）")
    CHECK_SHEET = "check_sheet", _("现场核查表")
    SIGNING_SLIP = "signing_slip", _("送审签")
    REVIEW_OPINION = "review_opinion", _("方案审核意见书")
    TASK_SHEET = "task_sheet", _("任务书")
    TIMETABLE = "timetable", _("时间表")
    BATTLE_MAP = "battle_map", _("作战图")
    APPROVAL_FORM = "approval_form", _("审批表")
    CERTIFICATE = "certificate", _("验收合格证书")
    NAMING_CERTIFICATE = "naming_certificate", _("命名证书")
    ASSESSMENT_NOTICE = "assessment_notice", _("考评结果通报")
    CLOSING_APPROVAL = "closing_approval", _("整改销号申请审批表")
    CLOSING_CONFIRMATION = "closing_confirmation", _("整改销号确认单")
    PUBLICITY_NOTICE = "publicity_notice", _("整改销号公示")
    RESEARCH_FEEDBACK = "research_feedback", _("调研反馈单")
    SUPERVISION_ORDER = "supervision_order", _("督办通知单")
    LEDGER_INSPECTION = "ledger_inspection", _("整改台账（巡察组版）")
    LEDGER_LEADERS = "ledger_leaders", _("整改台账（领导版）")

    MEETING_AGENDA = "meeting_agenda", _("会议议程和材料")
    BALLOT_SHEET = "ballot_sheet", _("表决登记表")
    MEETING_RECORD = "meeting_record", _("会议记录")
    MEETING_MINUTES = "meeting_minutes", _("会议纪要")
    MINUTES_EXTRACT = "minutes_extract", _("会议纪要（摘录）")
    CONSULTATION_TABLE = "consultation_table", _("征求意见汇总处理表")


# What nobody signs or seals: lists that are read and printed anew. 送审签 comes back by 代录.
NOT_SIGNED = frozenset(
    {
        DocumentKind.SIGNING_SLIP,
        DocumentKind.TIMETABLE,
        DocumentKind.BATTLE_MAP,
        DocumentKind.LEDGER_INSPECTION,
        DocumentKind.LEDGER_LEADERS,
        DocumentKind.MEETING_AGENDA,
    }
)


# What a step of its subject issues: its 样稿 is shown before that step, and nobody issues it besides.
ISSUED_BY_STEP = frozenset(
    {
        DocumentKind.SUPERVISION_ORDER,
        DocumentKind.MEETING_MINUTES,
        DocumentKind.REVIEW_OPINION,
        DocumentKind.ACCEPTANCE_OPINION,
        DocumentKind.VISIT_OPINION,
    }
)


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("样稿，未出具")
    RENDERING = "rendering", _("正在生成")
    READY = "ready", _("已生成，待签章")
    SIGNED = "signed", _("已签字盖章")
    FAILED = "failed", _("生成失败")
    VOID = "void", _("已作废")


class Shape(models.TextChoices):
    """What one print job gives."""

    MERGED = "merged", _("合并为一个PDF，带书签")
    DUPLEX = "duplex", _("合并为一个PDF，双面打印时每份从新的一张开始")
    ZIP = "zip", _("压缩包，每份一个文件")


class JobState(models.TextChoices):
    """Where a print job stands."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("正在生成")
    DONE = "done", _("已完成")
    FAILED = "failed", _("已停下")
    CANCELLED = "cancelled", _("已取消")


class PartState(models.TextChoices):
    """Where one paper of a print job stands."""

    WAITING = "waiting", _("等待")
    MAKING = "making", _("正在生成")
    AGAIN = "again", _("再次生成")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


class Retention(models.TextChoices):
    """保管期限 of what is filed."""

    PERMANENT = "permanent", _("永久")
    Y30 = "y30", _("30年")
    Y10 = "y10", _("10年")


class FilingState(models.TextChoices):
    """Where a file (案卷) of one subject stands; an archivist presses 归档, never the software."""

    PACKING = "packing", _("正在整理")
    PACKED = "packed", _("已整理、待归档")
    FILED = "filed", _("已归档")
    FAILED = "failed", _("整理未完成")


class Face(models.TextChoices):
    """字体: what a paper by GB/T 9704 is set in. The keys are those of documents.fonts.FAMILIES."""

    FANG = "fang", _("仿宋（正文）")
    SONG = "song", _("小标宋（标题、发文机关标志）")
    HEI = "hei", _("黑体（一级标题、表头）")
    KAI = "kai", _("楷体（二级标题）")


class FontState(models.TextChoices):
    """Where an uploaded font stands."""

    BUILDING = "building", _("正在处理")
    ACTIVE = "active", _("使用中")
    FAILED = "failed", _("处理未成功")
    REMOVED = "removed", _("已停用")
