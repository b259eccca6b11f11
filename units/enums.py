"""Posts (岗位), kinds of units and seats."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    UNIT = "unit", _("单位")
    OFFICE = "office", _("工委")


class Post(models.TextChoices):
    """岗位: what a person may do, dated and per unit. Several per person; conflicts follow the person."""

    LIAISON = "liaison", _("联络员")
    HEAD = "head", _("单位负责人")
    DEPUTY = "deputy", _("分管负责人")
    SECTION_LEAD = "section_lead", _("科室责任人")
    MEMBER = "member", _("工作人员")
    OFFICE_CLERK = "office_clerk", _("工委办公室经办人")
    OFFICE_HEAD = "office_head", _("办公室负责人")
    BUSINESS_ADMIN = "business_admin", _("工委业务管理员")
    RECORDS_CLERK = "records_clerk", _("文书")
    SECRETARY = "secretary", _("会议秘书")
    INTAKE = "intake", _("受理人员")
    INSPECTOR = "inspector", _("督查组人员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDITOR = "auditor", _("审计员")


OFFICE_POSTS = frozenset(
    {Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.BUSINESS_ADMIN, Post.RECORDS_CLERK, Post.SECRETARY}
)

# A unit's leaders; held in the committee's own office they are the committee's (分管领导).
LEADERS = frozenset({Post.HEAD, Post.DEPUTY})


class Errand(models.TextChoices):
    """委托哪一类事: what a delegation may be given for. Ballots, acceptances and presiding are none of them."""

    REPORTING = "reporting", _("起草、同意报送")
    CLOSING = "closing", _("申请验收、申请销号")
    EXTENSION = "extension", _("延期")
    ANSWERING = "answering", _("会签、表态")
    OTHER = "other", _("其他事项")


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("书记")
    MEMBER = "member", _("委员")


class QuorumProfile(models.TextChoices):
    """法定人数: how many must attend, how many must agree (workflows/quorum.py)."""

    DOUBLE_MAJORITY = "double_majority", _("双过半")
    TWO_THIRDS = "two_thirds", _("三分之二到会")
    FOUR_FIFTHS = "four_fifths", _("五分之四到会")
