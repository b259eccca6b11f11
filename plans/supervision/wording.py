"""Every kind of trail entry of supervision: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

WORDINGS = {
    # --- on the trail of settings
    "reminder_rule.created": Wording(_("新建提醒规则"), Circle.SYSTEM),
    "reminder_rule.changed": Wording(_("修改提醒规则"), Circle.SYSTEM),
    "reminder_rule.switched_on": Wording(_("启用提醒规则"), Circle.SYSTEM),
    "reminder_rule.switched_off": Wording(_("停用提醒规则"), Circle.SYSTEM),
    "supervision.changed": Wording(_("修改提醒和督办设置"), Circle.SYSTEM),
}
