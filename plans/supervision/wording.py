"""Every kind of trail entry of supervision: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording


def _titles(params: dict) -> list[str]:
    """Which matters."""
    return [str(title) for title in params.get("titles", ())]


def _number(params: dict) -> list[str]:
    return [gettext("%(number)s，%(n)s项") % {"number": params["number"], "n": params["n"]}]


def _calendar(params: dict) -> list[str]:
    return [
        gettext("%(year)s年，%(basis)s，%(n)s天")
        % {"year": params["year"], "basis": params["basis"], "n": params["days"]}
    ]


WORDINGS = {
    # --- on the trail of settings
    "reminder_rule.created": Wording(_("新建提醒规则"), Circle.SYSTEM),
    "reminder_rule.changed": Wording(_("修改提醒规则"), Circle.SYSTEM),
    "reminder_rule.switched_on": Wording(_("启用提醒规则"), Circle.SYSTEM),
    "reminder_rule.switched_off": Wording(_("停用提醒规则"), Circle.SYSTEM),
    "supervision.changed": Wording(_("修改提醒和督办设置"), Circle.SYSTEM),
    "calendar.loaded": Wording(_("装入工作日历"), Circle.SYSTEM, details=_calendar),
    "chain.exported": Wording(_("导出提醒和督办全程记录"), Circle.SYSTEM),
    # --- 督办通知单: within the office until it is issued
    "order.drafted": Wording(_("系统拟发督办通知单"), Circle.INTERNAL, details=_titles),
    "order.added": Wording(_("系统增列督办事项"), Circle.INTERNAL, details=_titles),
    "order.lines_lapsed": Wording(_("事项已有变化，自动移出"), Circle.INTERNAL, details=_titles),
    "order.lapsed": Wording(_("事项均有变化，督办通知单自动失效"), Circle.INTERNAL),
    "order.changed": Wording(_("修改督办通知单"), Circle.INTERNAL),
    "order.submitted": Wording(_("送签"), Circle.INTERNAL),
    "order.returned": Wording(_("退回经办人"), Circle.INTERNAL),
    "order.dropped": Wording(_("不予发出"), Circle.INTERNAL),
    "order.issued": Wording(_("签发督办通知单"), Circle.FEEDBACK, details=_number),
    "order.answered": Wording(_("填写督办回执"), Circle.FEEDBACK),
    # --- 考评结果通报: the office's until it is issued, which is an act on the paper
    "assessment_notice.begun": Wording(_("拟写考评结果通报"), Circle.INTERNAL),
    "assessment_notice.changed": Wording(_("修改考评结果通报"), Circle.INTERNAL),
    "assessment_notice.drafted": Wording(_("生成考评结果通报样稿"), Circle.INTERNAL),
}
