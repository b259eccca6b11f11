"""Every kind of trail entry a plan can have: what it is called, what it says and who may read it (知悉范围)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle
from records.stored import said
from workflows.enums import FindingResult, Outcome
from workflows.wording import Wording

from .enums import ReportKind

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL


def _returned(params: dict) -> list[str]:
    asked = _("共%(n)d处意见，请于%(date)s前报回")
    return [
        asked % {"n": params.get("points", 0), "date": params.get("revise_by", "")},
        _("、").join(said(line) for line in params.get("lines", [])),
    ]


def _declined(params: dict) -> list[str]:
    return [_("请于%(date)s前报回") % {"date": params.get("revise_by", "")}]


def _settled(params: dict) -> list[str]:
    return [said(params.get("task", "")), _("已落实") if params.get("settled") else _("尚未落实")]


def _imported(params: dict) -> list[str]:
    return [
        _("章节%(n)d个") % {"n": params["sections"]} if params.get("sections") else "",
        _("任务%(n)d项") % {"n": params["tasks"]} if params.get("tasks") else "",
    ]


def _signed_on(params: dict) -> list[str]:
    return [_("签批日期%(date)s") % {"date": params.get("signed_on", "")}]


def _group(params: dict) -> list[str]:
    members = _("、").join(params.get("members", []))
    told = {"leader": params.get("leader", ""), "members": members, "date": params.get("visit_on", "")}
    return [_("组长%(leader)s，成员%(members)s，定于%(date)s验收") % told]


def _conclusion(params: dict) -> list[str]:
    outcome = params.get("conclusion") or params.get("outcome")
    limit = _("请于%(date)s前完善") % {"date": params["improve_by"]} if params.get("improve_by") else ""
    return [str(Outcome(outcome).label) if outcome in Outcome.values else "", limit]


def _task(params: dict) -> list[str]:
    return [said(params["task"])] if params.get("task") else []


def _settled(params: dict) -> list[str]:
    return [*_task(params), _("已落实") if params.get("settled") else _("尚未落实")]


def _reported(params: dict) -> list[str]:
    kind = params.get("kind")
    said_by_button = str(ReportKind(kind).label) if kind in ReportKind.values else ""
    return [*_task(params), said_by_button, params.get("milestone", "")]


def _voided(params: dict) -> list[str]:
    papers = _("同时作废文书%(n)d份") % {"n": params["papers"]} if params.get("papers") else ""
    return [_("理由：%(reason)s") % {"reason": params.get("reason", "")}, papers]


def _adjusted(params: dict) -> list[str]:
    return [_("调整：%(what)s") % {"what": _("、").join(said(each) for each in params.get("what", []))}]


def _base(params: dict) -> list[str]:
    return [_("以方案第%(n)d版为基础") % {"n": params.get("base", 0)}]


def _became(params: dict) -> list[str]:
    return [_("成为方案第%(n)d版") % {"n": params.get("became", 0)}]


def _list_item(params: dict) -> list[str]:
    return [
        _("任务清单第%(n)d版第%(code)s项") % {"n": params.get("list", 0), "code": params.get("number", "")}
    ]


def _number(params: dict) -> list[str]:
    return [params.get("number", "")]


def _file(params: dict) -> list[str]:
    return [*_task(params), params.get("file", "")]


def _checked(params: dict) -> list[str]:
    result = params.get("result")
    return [*_task(params), str(FindingResult(result).label) if result in FindingResult.values else ""]


def _papers(params: dict) -> list[str]:
    return [_("、").join(said(title) for title in params.get("papers", []))]


WORDINGS = {
    "plan.papers_printed": Wording(gettext_lazy("打印方案文书"), UNIT, details=_papers),
    "plan.approval_printed": Wording(gettext_lazy("打印审批表"), INTERNAL),
    "plan.naming_drafted": Wording(
        gettext_lazy("起草命名证书"), INTERNAL, details=lambda params: [params.get("basis", "")]
    ),
    "plan.certificate_drafted": Wording(gettext_lazy("起草验收合格证书"), INTERNAL),
    "action.created": Wording(gettext_lazy("新建行动"), INTERNAL),
    "template.imported": Wording(gettext_lazy("导入任务清单"), INTERNAL),
    "template.published": Wording(gettext_lazy("发布任务清单"), FEEDBACK),
    "action.urged": Wording(gettext_lazy("催报"), FEEDBACK),
    "plan.started": Wording(gettext_lazy("建立方案"), UNIT),
    "plan.imported": Wording(gettext_lazy("导入内容"), UNIT, details=_imported),
    "plan.commented": Wording(gettext_lazy("批注"), UNIT, details=_task),
    "plan.comment_settled": Wording(gettext_lazy("处理批注"), UNIT, details=_task),
    "plan.submitted": Wording(gettext_lazy("提交本单位审核"), UNIT),
    "plan.voiding_asked": Wording(gettext_lazy("申请作废"), FEEDBACK),
    "plan.voided": Wording(gettext_lazy("同意作废"), FEEDBACK, details=_voided),
    "plan.voiding_refused": Wording(gettext_lazy("不同意作废"), FEEDBACK),
    "plan.stop_asked": Wording(gettext_lazy("申请终止"), FEEDBACK),
    "plan.stopped": Wording(gettext_lazy("同意终止"), FEEDBACK, details=_voided),
    "plan.stop_refused": Wording(gettext_lazy("不同意终止"), FEEDBACK),
    "plan.withdrawn": Wording(gettext_lazy("撤回"), FEEDBACK),
    "plan.sent_back": Wording(gettext_lazy("单位负责人退回修改"), UNIT),
    "plan.agreed": Wording(gettext_lazy("同意报送"), FEEDBACK),
    "plan.paper_decided": Wording(gettext_lazy("线下签批、代录"), FEEDBACK, details=_signed_on, paper=True),
    "plan.paper_sent_back": Wording(gettext_lazy("线下签批退回、代录"), UNIT, paper=True),
    "plan.paper_corrected": Wording(gettext_lazy("更正代录"), FEEDBACK),
    "plan.received": Wording(gettext_lazy("签收"), FEEDBACK),
    "plan.declined": Wording(gettext_lazy("退回"), FEEDBACK, details=_declined),
    "plan.remarked": Wording(gettext_lazy("办公室内部意见"), INTERNAL),
    "plan.returned": Wording(gettext_lazy("退回修改（一次性告知）"), FEEDBACK, details=_returned),
    "plan.proposed": Wording(gettext_lazy("提请上会"), INTERNAL),
    "plan.passed_on": Wording(gettext_lazy("初审通过"), INTERNAL),
    "plan.amended": Wording(gettext_lazy("报送修改稿"), FEEDBACK),
    "plan.confirmed": Wording(gettext_lazy("审定"), FEEDBACK),
    "plan.amendments_returned": Wording(gettext_lazy("修改稿退回"), FEEDBACK),
    "plan.point_settled": Wording(gettext_lazy("确认意见落实情况"), INTERNAL, details=_settled),
    "plan.point_answered": Wording(gettext_lazy("答复意见"), UNIT, words="answer", details=_task),
    "plan.reported": Wording(gettext_lazy("填报进展"), FEEDBACK, details=_reported),
    "plan.trouble_answered": Wording(gettext_lazy("答复协调事项"), FEEDBACK, details=_task),
    "plan.task_finished": Wording(gettext_lazy("任务办结"), FEEDBACK, details=_task),
    "plan.evidence_linked": Wording(gettext_lazy("添加佐证"), FEEDBACK, details=_file),
    "plan.evidence_unlinked": Wording(gettext_lazy("移除佐证"), FEEDBACK, details=_file),
    "plan.acceptance_requested": Wording(gettext_lazy("申请验收"), FEEDBACK),
    "plan.group_composed": Wording(gettext_lazy("组成验收组"), FEEDBACK, details=_group),
    "plan.group_changed": Wording(gettext_lazy("调整验收组"), FEEDBACK, details=_group),
    "plan.checked": Wording(gettext_lazy("逐条核查"), INTERNAL, details=_checked, paper=True),
    "plan.accepted": Wording(gettext_lazy("验收结论"), FEEDBACK, details=_conclusion, fact="plan.concluded"),
    "plan.adjusted": Wording(gettext_lazy("同意调整"), FEEDBACK, details=_adjusted),
    "adjustment.started": Wording(gettext_lazy("起草调整申请"), UNIT, details=_base),
    "adjustment.submitted": Wording(gettext_lazy("提交本单位审核"), UNIT),
    "adjustment.withdrawn": Wording(gettext_lazy("撤回"), FEEDBACK),
    "adjustment.dropped": Wording(gettext_lazy("撤销申请"), FEEDBACK),
    "adjustment.sent_back": Wording(gettext_lazy("单位负责人退回修改"), UNIT),
    "adjustment.agreed": Wording(gettext_lazy("同意报送"), FEEDBACK),
    "adjustment.paper_decided": Wording(
        gettext_lazy("线下签批、代录"), FEEDBACK, details=_signed_on, paper=True
    ),
    "adjustment.paper_sent_back": Wording(gettext_lazy("线下签批退回、代录"), UNIT, paper=True),
    "adjustment.paper_corrected": Wording(gettext_lazy("更正代录"), FEEDBACK),
    "adjustment.received": Wording(gettext_lazy("签收"), FEEDBACK),
    "adjustment.passed_on": Wording(gettext_lazy("初审通过"), INTERNAL),
    "adjustment.returned": Wording(gettext_lazy("退回修改"), FEEDBACK),
    "adjustment.adopted": Wording(gettext_lazy("同意调整"), FEEDBACK, details=_became),
    "plan.item_taken": Wording(gettext_lazy("采纳任务清单的变化"), FEEDBACK, details=_list_item),
    "plan.item_left": Wording(gettext_lazy("不采纳任务清单的变化"), FEEDBACK, details=_list_item),
    "plan.signed": Wording(gettext_lazy("登记签字盖章件"), FEEDBACK, details=_number),
}
