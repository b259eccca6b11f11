"""What the trail says of 工作交接: on that of the hand-over itself, and on those of the things that moved."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle
from records.stored import said

from .wording import Wording


def _given(params: dict) -> list[str]:
    told = {"what": said(params.get("what", "")), "title": said(params.get("title", ""))}
    moved = {"giver": params.get("giver", ""), "to": params.get("to", "")}
    return [_("%(what)s %(title)s") % told, _("由%(giver)s移交%(to)s") % moved]


def _done(params: dict) -> list[str]:
    told = {name: params.get(name, 0) for name in ("n", "left")}
    return [params.get("giver", ""), _("移交%(n)d项，未移交%(left)d项") % told]


def _delegation(params: dict) -> list[str]:
    return [f"{params.get('principal', '')} → {params.get('delegate', '')}"]


def _lent(params: dict) -> list[str]:
    days = f"{params.get('since', '')} – {params.get('until', '')}"
    return [*_delegation(params), params.get("errands", ""), days]


def _post(params: dict) -> list[str]:
    return [f"{params.get('name', '')} {said(params.get('post', ''))}"]


def _names(params: dict) -> list[str]:
    return [_("、").join(params.get("names", []))]


def _renewed(params: dict) -> list[str]:
    return [f"{params.get('term', '')} {params.get('since', '')}", *_names(params)]


def _new_name(params: dict) -> list[str]:
    return [f"{params.get('before', '')} → {params.get('after', '')}"]


def _split(params: dict) -> list[str]:
    told = {name: params.get(name, 0) for name in ("matters", "people")}
    return [*_merged(params), _("转出事项%(matters)d件、人员%(people)d名") % told]


def _carried(params: dict) -> list[str]:
    return [f"{params.get('former', '')} → {params.get('unit', '')}"]


def _merged(params: dict) -> list[str]:
    units = (params.get("unit", ""), params.get("into", ""))
    return [" → ".join(each for each in units if each)]


WORDINGS = {
    "post.appointed": Wording(gettext_lazy("任命"), Circle.FEEDBACK, details=_post),
    "post.ended": Wording(gettext_lazy("免去岗位"), Circle.FEEDBACK, details=_post),
    "delegation.given": Wording(gettext_lazy("委托"), Circle.FEEDBACK, details=_lent),
    "delegation.ended": Wording(gettext_lazy("终止委托"), Circle.FEEDBACK, details=_lent),
    "unit.renamed": Wording(gettext_lazy("更名"), Circle.FEEDBACK, words="basis", details=_new_name),
    "unit.merged": Wording(gettext_lazy("合并"), Circle.FEEDBACK, words="basis", details=_merged),
    "unit.split": Wording(gettext_lazy("拆分"), Circle.FEEDBACK, words="basis", details=_split),
    "work.carried": Wording(gettext_lazy("机构变动，改由其他单位承接"), Circle.FEEDBACK, details=_carried),
    "unit.closed": Wording(gettext_lazy("撤销"), Circle.FEEDBACK, words="basis", details=_merged),
    "committee.renewed": Wording(gettext_lazy("换届"), Circle.FEEDBACK, details=_renewed),
    "meeting.reseated": Wording(gettext_lazy("换届后由新委员参加"), Circle.MEETING, details=_names),
    "handover.done": Wording(gettext_lazy("办理工作交接"), Circle.FEEDBACK, details=_done),
    "handover.post_given": Wording(gettext_lazy("移交岗位"), Circle.FEEDBACK, details=_given),
    "handover.delegation_ended": Wording(gettext_lazy("终止委托"), Circle.FEEDBACK, details=_delegation),
    "handover.work_given": Wording(gettext_lazy("工作交接"), Circle.FEEDBACK, details=_given),
    "handover.turn_given": Wording(gettext_lazy("工作交接"), Circle.INTERNAL, details=_given),
    "handover.meeting_given": Wording(gettext_lazy("工作交接"), Circle.MEETING, details=_given),
}
