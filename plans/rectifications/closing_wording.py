"""The trail of 销号, 延期, 终止 and 回头看: what each entry is called, says, and who may read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle
from records.stored import said
from workflows.enums import FindingResult, Outcome
from workflows.wording import Wording

from .enums import LateCause, Liability, LookBackResult, SourceKind, Truth
from .sayings import consented

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL


def late(params: dict) -> list[str]:
    """逾期n个工作日（原因）."""
    if not params.get("late"):
        return []
    words = _("逾期%(n)d个工作日") % {"n": params["late"]}
    cause = params.get("cause", "")
    named = str(LateCause(cause).label) if cause in LateCause.values else ""
    return [_("%(what)s（%(more)s）") % {"what": words, "more": named} if named else words]


def applied(params: dict) -> list[str]:
    again = [_("第%(n)d次申请") % {"n": params["n"]}] if params.get("n", 1) > 1 else []
    found = [
        _("%(what)s：%(found)s") % {"what": name, "found": choices(params[key]).label}
        for key, name, choices in (("truth", _("核实结论"), Truth), ("liability", _("责任认定"), Liability))
        if params.get(key) in choices.values
    ]
    return [*again, *late(params), *found, said(params.get("draw", ""))]


def returned(params: dict) -> list[str]:
    """At which stage, to which measures, until when."""
    lines = _("、").join(said(line) for line in params.get("lines", []))
    told = _("环节：%(stage)s，时限%(date)s") % {
        "stage": said(params.get("stage", "")),
        "date": params.get("limit", ""),
    }
    return [told, _("退回到：%(lines)s") % {"lines": lines} if lines else ""]


def on_paper(params: dict) -> list[str]:
    return [_("签批日期%(date)s") % {"date": params.get("signed_on", "")}]


def refused_on_paper(params: dict) -> list[str]:
    return [*on_paper(params), *(returned(params) if params.get("stage") else [])]


def group(params: dict) -> list[str]:
    members = _("、").join(params.get("members", []))
    told = {"leader": params.get("leader", ""), "members": members, "date": params.get("visit_on", "")}
    return [_("组长%(leader)s，成员%(members)s，定于%(date)s验收") % told]


def checked(params: dict) -> list[str]:
    """Which measure, or the item as a whole, and what was found."""
    result = params.get("result")
    found = str(FindingResult(result).label) if result in FindingResult.values else ""
    return [said(params.get("measure", "")), found]


def concluded(params: dict) -> list[str]:
    outcome, until = params.get("conclusion"), params.get("improve_by")
    said_ = str(Outcome(outcome).label) if outcome in Outcome.values else ""
    return [said_, _("完善时限%(date)s") % {"date": until} if until else ""]


def publicity(params: dict) -> list[str]:
    return [_("%(since)s至%(until)s公示，无异议") % {"since": params["since"], "until": params["until"]}]


def objected(params: dict) -> list[str]:
    return [_("收到日期%(date)s") % {"date": params.get("received_on", "")}]


def by_source(params: dict) -> list[str]:
    return [_("%(number)s，%(date)s") % {"number": params.get("number", ""), "date": params.get("on", "")}]


def closed(params: dict) -> list[str]:
    told = [_("销号日期%(date)s") % {"date": params.get("on", "")}, params.get("number", "")]
    return [*told, *late(params), said(params.get("look_back", ""))]


def asked_until(params: dict) -> list[str]:
    told = {"old": params.get("old_limit", ""), "new": params.get("new_limit", "")}
    progress = params.get("progress", "")
    return [
        _("现时限%(old)s，申请延至%(new)s") % told,
        _("目前进展：%(words)s") % {"words": progress} if progress else "",
    ]


def extended(params: dict) -> list[str]:
    told = {"old": params.get("old_limit", ""), "new": params.get("new_limit", "")}
    consent = by_source(params)[0] if params.get("number") else ""
    return [_("时限由%(old)s延至%(new)s") % told, consent]


def limit_stays(params: dict) -> list[str]:
    return [_("时限%(date)s") % {"date": params.get("limit", "")}]


def stopped(params: dict) -> list[str]:
    return [_("理由：%(words)s") % {"words": params.get("reason", "")}]


def looked_back(params: dict) -> list[str]:
    result = params.get("result")
    found = str(LookBackResult(result).label) if result in LookBackResult.values else ""
    told = _("%(date)s，结果：%(result)s") % {"date": params.get("on", ""), "result": found}
    return [told, _("问题反弹") if params.get("relapsed") else ""]


def relapsed(params: dict) -> list[str]:
    told = {"n": params.get("n", 1), "date": params.get("limit", "")}
    return [_("第%(n)d次反弹，新的时限%(date)s") % told, consented(params)]


def changed(params: dict) -> list[str]:
    source = params.get("source")
    return [str(SourceKind(source).label) if source in SourceKind.values else ""]


WORDINGS = {
    # --- 销号 ---------------------------------------------------------------------------------------
    "item.applied": Wording(gettext_lazy("申请销号"), FEEDBACK, details=applied),
    "item.withdrawn": Wording(gettext_lazy("撤回销号申请"), FEEDBACK, details=limit_stays),
    "item.unit_confirmed": Wording(gettext_lazy("单位负责人确认"), FEEDBACK),
    "item.sent_back": Wording(gettext_lazy("单位负责人退回"), UNIT, details=returned),
    "item.audited": Wording(gettext_lazy("审核销号"), FEEDBACK),
    "item.reviewed": Wording(gettext_lazy("初审通过"), FEEDBACK),
    "item.rechecked": Wording(gettext_lazy("复核通过"), FEEDBACK),
    "item.decided": Wording(gettext_lazy("审定通过"), FEEDBACK),
    "item.returned": Wording(gettext_lazy("退回整改"), FEEDBACK, details=returned),
    "item.paper_agreed": Wording(gettext_lazy("线下签批、代录"), FEEDBACK, details=on_paper, paper=True),
    "item.paper_refused": Wording(
        gettext_lazy("线下签批不同意、代录"), FEEDBACK, details=refused_on_paper, paper=True
    ),
    "item.paper_corrected": Wording(gettext_lazy("更正代录"), FEEDBACK),
    "item.group_composed": Wording(gettext_lazy("组成验收组"), FEEDBACK, details=group),
    "item.group_changed": Wording(gettext_lazy("调整验收组"), FEEDBACK, details=group),
    "item.checked": Wording(gettext_lazy("逐条核查"), INTERNAL, details=checked, paper=True),
    "item.accepted": Wording(gettext_lazy("验收结论"), FEEDBACK, details=concluded, fact="item.concluded"),
    "item.notice_printed": Wording(gettext_lazy("打印公示"), FEEDBACK),
    "item.publicity_ended": Wording(gettext_lazy("公示期满"), FEEDBACK, details=publicity),
    "item.objected": Wording(gettext_lazy("公示收到异议"), INTERNAL, details=objected),
    "item.source_decided": Wording(gettext_lazy("登记来源单位销号决定"), FEEDBACK, details=by_source),
    "item.closed": Wording(gettext_lazy("销号"), FEEDBACK, details=closed),
    "item.made_long_term": Wording(gettext_lazy("转入长期坚持"), FEEDBACK, details=closed),
    # --- 延期 ---------------------------------------------------------------------------------------
    "item.extension_asked": Wording(gettext_lazy("申请延期"), FEEDBACK, details=asked_until),
    "item.extension_withdrawn": Wording(gettext_lazy("撤回延期申请"), FEEDBACK, details=limit_stays),
    "item.extension_signed": Wording(gettext_lazy("单位负责人同意申请延期"), FEEDBACK),
    "item.extension_declined": Wording(gettext_lazy("单位负责人不同意申请延期"), UNIT, details=limit_stays),
    "item.extended": Wording(gettext_lazy("同意延期"), FEEDBACK, details=extended),
    "item.extension_refused": Wording(gettext_lazy("不同意延期"), FEEDBACK, details=limit_stays),
    # --- 终止 ---------------------------------------------------------------------------------------
    "item.stop_asked": Wording(gettext_lazy("申请终止"), INTERNAL),
    "item.stopped": Wording(gettext_lazy("终止"), FEEDBACK, details=stopped),
    "item.stop_refused": Wording(gettext_lazy("不同意终止"), INTERNAL, details=limit_stays),
    # --- 回头看 -------------------------------------------------------------------------------------
    "item.looked_back": Wording(gettext_lazy("回头看"), FEEDBACK, details=looked_back),
    "item.annual_checked": Wording(gettext_lazy("年度检查"), FEEDBACK, details=looked_back),
    "item.relapsed": Wording(gettext_lazy("问题反弹，重新整改"), FEEDBACK, details=relapsed),
    # --- 来源规则 -----------------------------------------------------------------------------------
    "source.changed": Wording(gettext_lazy("修改来源规则"), Circle.SYSTEM, details=changed),
}
