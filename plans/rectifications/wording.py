"""Every kind of trail entry an item can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL


def _assigned(params: dict) -> list[str]:
    return [params.get("to", ""), gettext("%(date)s前答复") % {"date": params.get("due", "")}]


def _given_to(params: dict) -> list[str]:
    return [f"{params.get('number', '')} {params.get('unit', '')}".strip()]


WORDINGS = {
    "item.issued": Wording(_("交办"), FEEDBACK),
    "item.received": Wording(_("签收"), FEEDBACK),
    # 走访调研
    "research.begun": Wording(_("新建走访调研"), INTERNAL),
    "research.people_named": Wording(
        _("调整参加人员"), INTERNAL, details=lambda params: [gettext("、").join(params.get("names", []))]
    ),
    "research.line_removed": Wording(_("删除一条记录"), INTERNAL),
    "research.told": Wording(_("发出调研反馈单"), FEEDBACK),
    "research.given_out": Wording(_("交办"), INTERNAL, details=_given_to),
    "research.practice_published": Wording(_("发布好做法"), FEEDBACK),
    "research.practice_withdrawn": Wording(_("撤下好做法"), FEEDBACK),
    "research.matter_raised": Wording(
        _("转为需工委协调事项"), FEEDBACK, details=lambda params: [params.get("number", "")]
    ),
    "research.changed": Wording(_("登记后来的变化"), FEEDBACK, details=lambda params: [params.get("on", "")]),
    # 需工委协调事项
    "matter.raised": Wording(_("提请工委协调"), FEEDBACK),
    "matter.assigned": Wording(_("工委分办"), FEEDBACK, details=_assigned),
    "matter.instructed": Wording(_("办理要求"), INTERNAL),
    "matter.noted": Wording(_("办理进展"), INTERNAL),
    "matter.answered": Wording(_("答复"), FEEDBACK),
}
