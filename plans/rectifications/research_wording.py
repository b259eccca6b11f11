"""Trail entries of 走访调研 (`research:3`) and of 需工委协调事项 (`matter:12`): what they say and who may read them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

FEEDBACK, INTERNAL = Circle.FEEDBACK, Circle.INTERNAL


def _assigned(params: dict) -> list[str]:
    return [params.get("to", ""), gettext("%(date)s前答复") % {"date": params.get("due", "")}]


def _given_to(params: dict) -> list[str]:
    return [f"{params.get('number', '')} {params.get('unit', '')}".strip()]


def _names(params: dict) -> list[str]:
    return [gettext("、").join(params.get("names", []))]


def _number(params: dict) -> list[str]:
    return [params.get("number", "")]


def _day(params: dict) -> list[str]:
    return [params.get("on", "")]


WORDINGS = {
    "research.begun": Wording(_("新建走访调研"), INTERNAL),
    "research.people_named": Wording(_("调整参加人员"), INTERNAL, details=_names),
    "research.line_removed": Wording(_("删除一条记录"), INTERNAL),
    "research.told": Wording(_("发出调研反馈单"), FEEDBACK),
    # Which units a common problem was given to is no unit's business but its own.
    "research.given_out": Wording(_("交办"), INTERNAL, details=_given_to),
    "research.practice_published": Wording(_("发布好做法"), FEEDBACK),
    "research.practice_withdrawn": Wording(_("撤下好做法"), FEEDBACK),
    "research.matter_raised": Wording(_("转为需工委协调事项"), FEEDBACK, details=_number),
    "research.changed": Wording(_("登记后来的变化"), FEEDBACK, details=_day),
    "matter.raised": Wording(_("提请工委协调"), FEEDBACK),
    "matter.assigned": Wording(_("工委分办"), FEEDBACK, details=_assigned),
    "matter.instructed": Wording(_("办理要求"), INTERNAL),
    "matter.noted": Wording(_("办理进展"), INTERNAL),
    "matter.answered": Wording(_("答复"), FEEDBACK),
}
