"""知悉范围 and the states of outgoing work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Circle(models.TextChoices):
    """知悉范围: who may read an entry. Fixed by the kind of entry, never widened."""

    UNIT = "unit", _("本单位内部")
    FEEDBACK = "feedback", _("对下反馈")
    INTERNAL = "internal", _("内部办理")
    MEETING = "meeting", _("会议内容")
    SYSTEM = "system", _("系统管理")


class OutboxState(models.IntegerChoices):
    """Where a piece of outgoing work stands."""

    OPEN = 0, _("待办理")
    LEASED = 1, _("办理中")
    DONE = 2, _("已办理")
    DEAD = 3, _("需人工处理")
