"""What each kind of trail entry is called, what it says, and who may read it (知悉范围): fixed here, never per entry."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle
from records.stored import said

from .enums import Answer, BallotWay, Choice, HalfDay, Motion, Outcome, Statement


def nothing(params: dict) -> list[str]:
    """The entry says no more than the person's own words."""
    return []


@dataclass(frozen=True)
class Wording:
    """`label` is the verb people read; `words` names the parameter that holds the person's own words.

    `details(params)` says in short sentences what the entry holds beside them; `paper`: decided by pen, recorded by
    somebody else (线下签批、代录). An entry leaves a dated fact of its own code, or of `fact` where the code is that of
    one result among several.
    """

    label: str
    circle: Circle
    words: str = "words"
    details: Callable[[dict], list[str]] = nothing
    paper: bool = False
    fact: str = ""


def announced(params: dict) -> list[str]:
    """What the announcement of a vote says: conclusion, date, 第×次; the numbers only when the entry holds them."""
    outcome = params.get("outcome")
    sentences = [sitting(params), str(Outcome(outcome).label) if outcome in Outcome.values else ""]
    if params.get("listed_in"):
        sentences.append(_("列表议题：%(title)s") % {"title": params["listed_in"]})
    return [*sentences, counted(params)] if "agree" in params else sentences


def sitting(params: dict) -> str:
    """Which meeting it was, and on what day."""
    if not params.get("meeting_n"):
        return ""
    named = _("%(year)s年第%(n)s次会议") % {"year": params.get("meeting_year", ""), "n": params["meeting_n"]}
    held_on = params.get("held_on")
    return _("%(what)s（%(more)s）") % {"what": named, "more": held_on} if held_on else named


def counted(params: dict) -> str:
    """The numbers of a vote."""
    return _(
        "应到会%(entitled)s人，参加表决%(present)s人：同意%(agree)s、不同意%(disagree)s、弃权%(abstain)s"
    ) % {name: params.get(name, 0) for name in ("entitled", "present", "agree", "disagree", "abstain")}


def _motion(params: dict) -> list[str]:
    motion = str(Motion(params["motion"]).label) if params.get("motion") in Motion.values else ""
    return [motion, _("无记名表决")] if params.get("secret") else [motion]


def _whom(params: dict) -> list[str]:
    return [params.get("name", "")]


def _recomputed(params: dict) -> list[str]:
    """Which limit, from which day to which."""
    told = _("%(what)s：暂按双休日推算的%(before)s，按工作日历改为%(due)s")
    return [told % {"what": said(params["what"]), "before": params["before"], "due": params["due"]}]


def _stage(params: dict) -> list[str]:
    return [said(params.get("stage", ""))]


def _recused(params: dict) -> list[str]:
    return [said(params.get("stage", "")), params.get("name", ""), said(params.get("ground", ""))]


def _stage_names(params: dict) -> list[str]:
    return [*_stage(params), *_names(params)]


def _guest(params: dict) -> list[str]:
    who = f"{params.get('name', '')}（{params.get('organisation', '')}）{params.get('email', '')}"
    answer = params.get("answer")
    said_so = [str(Answer(answer).label)] if answer in Answer.values else []
    return [*_stage(params), who, *said_so, params.get("address", "")]


def _handed_on(params: dict) -> list[str]:
    before, after = params.get("names", ["", ""])
    return [*_stage(params), _("由%(before)s转%(after)s") % {"before": before, "after": after}]


def _choice(params: dict) -> list[str]:
    return [str(Choice(params["choice"]).label) if params.get("choice") in Choice.values else ""]


def _team(params: dict) -> list[str]:
    told = {"n": params.get("team", ""), "leader": params.get("leader", "")}
    members = _("、").join(params.get("members", []))
    return [_("第%(n)s组：组长%(leader)s，成员%(members)s") % {**told, "members": members}]


def _half_day(params: dict) -> list[str]:
    half = params.get("half")
    said = [f"{params.get('on', '')}{HalfDay(half).label if half in HalfDay.values else ''}"]
    return [*said, _("不预先通知（四不两直）")] if params.get("unannounced") else said


def _statement(params: dict) -> list[str]:
    stated = params.get("statement")
    told = Statement(stated).label if stated in Statement.values else ""
    return [
        _("共%(n)d件") % {"n": params.get("n", 0)},
        _("单位意见：%(what)s") % {"what": told} if told else "",
    ]


def _accepted(params: dict) -> list[str]:
    return [_("共%(n)d件") % {"n": params.get("n", 0)}]


def _names(params: dict) -> list[str]:
    return [_("、").join(params.get("names", []))]


def _unit(params: dict) -> list[str]:
    return [params.get("unit", "")]


def _recorded(params: dict) -> list[str]:
    way = params.get("way")
    return [str(BallotWay(way).label) if way in BallotWay.values else ""]


def _late(params: dict) -> list[str]:
    return [_("临时增加：%(reason)s") % {"reason": params["reason"]}] if params.get("reason") else []


def paper_named(params: dict) -> list[str]:
    """Which paper: its title and number."""
    return [said(params.get("title", "")) + params.get("number", "")]


# The engine's own: `meeting.…` stand on the trail of a meeting (`meeting:3`), the others on that of the subject.
_wordings: dict[str, Wording] = {
    "meeting.planned": Wording(gettext_lazy("新建会议"), Circle.MEETING, words="place"),
    "meeting.attended": Wording(gettext_lazy("登记到会"), Circle.MEETING),
    "meeting.opened": Wording(gettext_lazy("宣布开会"), Circle.MEETING),
    "meeting.closed": Wording(gettext_lazy("会议结束"), Circle.MEETING),
    "meeting.papers_sent": Wording(gettext_lazy("印发议程"), Circle.MEETING),
    "meeting.paper_made": Wording(gettext_lazy("生成会议材料"), Circle.MEETING, words="what"),
    "meeting.moved": Wording(gettext_lazy("登记到会、离会"), Circle.MEETING, details=_whom),
    "meeting.observer_added": Wording(gettext_lazy("登记列席"), Circle.MEETING, words="name"),
    "meeting.observer_removed": Wording(gettext_lazy("撤销列席"), Circle.MEETING, words="name"),
    "minutes.drafted": Wording(gettext_lazy("生成记录、纪要"), Circle.MEETING),
    "minutes.written": Wording(gettext_lazy("填写会议决定"), Circle.MEETING),
    "minutes.sent": Wording(gettext_lazy("送主持人确认"), Circle.MEETING),
    "minutes.returned": Wording(gettext_lazy("退回记录、纪要"), Circle.MEETING),
    "minutes.confirmed": Wording(gettext_lazy("确认记录、纪要"), Circle.MEETING),
    "resolution.written": Wording(gettext_lazy("登记议定事项"), Circle.MEETING),
    "resolution.removed": Wording(gettext_lazy("删除议定事项"), Circle.MEETING),
    "resolution.issued": Wording(gettext_lazy("下达议定事项"), Circle.FEEDBACK),
    "resolution.finished": Wording(gettext_lazy("报告办理结果"), Circle.FEEDBACK),
    "consultation.started": Wording(gettext_lazy("发出征求意见"), Circle.FEEDBACK),
    "consultation.answered": Wording(gettext_lazy("答复征求意见"), Circle.INTERNAL, details=_whom),
    "consultation.decided": Wording(gettext_lazy("处理意见"), Circle.INTERNAL, details=_whom),
    "consultation.closed": Wording(gettext_lazy("汇总征求意见"), Circle.FEEDBACK),
    "agenda.reordered": Wording(gettext_lazy("调整议题顺序"), Circle.MEETING),
    "agenda.topic_added": Wording(gettext_lazy("列入自拟议题"), Circle.MEETING, details=_late),
    "agenda.noted": Wording(gettext_lazy("记入下次会议"), Circle.MEETING),
    "agenda.list_made": Wording(gettext_lazy("列入列表议题"), Circle.MEETING),
    "agenda.singled_out": Wording(gettext_lazy("单列"), Circle.MEETING),
    "agenda.consented": Wording(gettext_lazy("同意列入"), Circle.MEETING),
    "agenda.brief_written": Wording(gettext_lazy("填写审议要点"), Circle.MEETING),
    "agenda.spoken": Wording(gettext_lazy("登记发言"), Circle.MEETING, details=_whom),
    "agenda.speech_removed": Wording(gettext_lazy("删除发言"), Circle.MEETING, details=_whom),
    "agenda.opinion_written": Wording(gettext_lazy("提出书面意见"), Circle.MEETING, words=""),
    "agenda.opinion_read": Wording(gettext_lazy("宣读书面意见"), Circle.MEETING, details=_whom),
    "agenda.tabled": Wording(
        gettext_lazy("列入议题"),
        Circle.INTERNAL,
        details=lambda params: [sitting(params), *_late(params)],
    ),
    "agenda.untabled": Wording(
        gettext_lazy("移出议题"), Circle.INTERNAL, details=lambda params: [sitting(params)]
    ),
    "agenda.recused": Wording(gettext_lazy("回避"), Circle.MEETING, details=_whom),
    "agenda.recusal_lifted": Wording(gettext_lazy("撤销回避"), Circle.MEETING, details=_whom),
    "limit.recomputed": Wording(gettext_lazy("重算时限"), Circle.FEEDBACK, details=_recomputed),
    "vote.moved": Wording(gettext_lazy("提请表决"), Circle.MEETING, details=_motion),
    "vote.cast": Wording(gettext_lazy("表决"), Circle.MEETING, words="opinion", details=_choice),
    "vote.recorded": Wording(gettext_lazy("登记表决"), Circle.MEETING, details=_recorded),
    "vote.not_voted": Wording(gettext_lazy("登记未表决"), Circle.MEETING, details=_whom),
    "vote.deferred": Wording(
        gettext_lazy("暂缓审议"), Circle.FEEDBACK, details=lambda params: [sitting(params)]
    ),
    "vote.announced": Wording(gettext_lazy("宣布结果"), Circle.FEEDBACK, details=announced),
    # 验收安排 (`batch:3`), 现场验收 (`visit:12`), 申报回避 (`recusal:7`, a person's own)
    "batch.begun": Wording(gettext_lazy("新建验收安排"), Circle.INTERNAL, words="title"),
    "batch.team_composed": Wording(gettext_lazy("组成验收组"), Circle.INTERNAL, details=_team),
    "recusal.declared": Wording(gettext_lazy("申报回避"), Circle.INTERNAL, details=_unit),
    "visit.arranged": Wording(gettext_lazy("安排现场验收"), Circle.INTERNAL, details=_half_day),
    "visit.announced": Wording(gettext_lazy("预先通知"), Circle.FEEDBACK, details=_half_day),
    "visit.team_changed": Wording(gettext_lazy("调整验收组"), Circle.INTERNAL, details=_names),
    "visit.cancelled": Wording(gettext_lazy("取消现场验收"), Circle.FEEDBACK),
    "visit.dropped": Wording(gettext_lazy("取消现场验收（未通知单位）"), Circle.INTERNAL),
    "visit.begun": Wording(gettext_lazy("开始验收"), Circle.FEEDBACK, details=_accepted),
    "visit.sheet_printed": Wording(gettext_lazy("打印核查表"), Circle.INTERNAL),
    "visit.typed_in": Wording(gettext_lazy("录入纸质核查表"), Circle.INTERNAL, details=_accepted),
    "visit.concluded": Wording(
        gettext_lazy("现场验收结束"), Circle.FEEDBACK, words="objection", details=_statement
    ),
    "vote.counted": Wording(
        gettext_lazy("表决计数"), Circle.MEETING, details=lambda params: [counted(params)]
    ),
    # 环节: the words within the committee, those within the unit, and what a refusal tells the unit.
    "stage.agreed": Wording(gettext_lazy("同意"), Circle.INTERNAL, details=_stage),
    "stage.remarked": Wording(gettext_lazy("有意见"), Circle.INTERNAL, details=_stage),
    "stage.disagreed": Wording(gettext_lazy("不同意"), Circle.INTERNAL, details=_stage),
    "stage.unit_agreed": Wording(gettext_lazy("同意"), Circle.UNIT, details=_stage),
    "stage.unit_remarked": Wording(gettext_lazy("有意见"), Circle.UNIT, details=_stage),
    "stage.unit_disagreed": Wording(gettext_lazy("不同意"), Circle.UNIT, details=_stage),
    "stage.returned": Wording(gettext_lazy("退回修改"), Circle.FEEDBACK, details=_stage),
    "stage.refused": Wording(gettext_lazy("不予通过"), Circle.FEEDBACK, details=_stage),
    "stage.kept": Wording(gettext_lazy("原意见继续有效"), Circle.INTERNAL, details=_stage),
    "stage.recused": Wording(gettext_lazy("回避"), Circle.INTERNAL, details=_recused),
    "stage.asked_also": Wording(gettext_lazy("增加会签人"), Circle.INTERNAL, details=_stage_names),
    "stage.spared": Wording(gettext_lazy("取消会签人"), Circle.INTERNAL, details=_stage_names),
    "stage.handed_on": Wording(gettext_lazy("转办"), Circle.INTERNAL, details=_handed_on),
    "stage.corrected": Wording(gettext_lazy("更正代录"), Circle.INTERNAL, details=_stage),
    "stage.unit_asked_also": Wording(gettext_lazy("增加会签人"), Circle.UNIT, details=_stage_names),
    "stage.unit_spared": Wording(gettext_lazy("取消会签人"), Circle.UNIT, details=_stage_names),
    "stage.unit_handed_on": Wording(gettext_lazy("转办"), Circle.UNIT, details=_handed_on),
    "stage.told_corrected": Wording(gettext_lazy("更正代录"), Circle.FEEDBACK, details=_stage),
    "stage.unit_corrected": Wording(gettext_lazy("更正代录"), Circle.UNIT, details=_stage),
    "process.paused": Wording(gettext_lazy("暂停办理"), Circle.FEEDBACK),
    "process.resumed": Wording(gettext_lazy("恢复办理"), Circle.FEEDBACK),
    "stage.slip_printed": Wording(gettext_lazy("打印会签签"), Circle.INTERNAL, details=_stage_names),
    "stage.unit_slip_printed": Wording(gettext_lazy("打印会签签"), Circle.UNIT, details=_stage_names),
    "guest.invited": Wording(
        gettext_lazy("请会外同志阅提意见（免账号链接）"), Circle.INTERNAL, details=_guest
    ),
    "guest.revoked": Wording(gettext_lazy("撤回免账号链接"), Circle.INTERNAL, details=_guest),
    "guest.opened": Wording(gettext_lazy("打开免账号链接"), Circle.INTERNAL, details=_guest),
    "guest.opinion_given": Wording(
        gettext_lazy("会外同志提出意见（免账号）"), Circle.INTERNAL, details=_guest
    ),
    "copy.sent": Wording(gettext_lazy("抄送"), Circle.INTERNAL, details=_names),
    "copy.read": Wording(gettext_lazy("已阅"), Circle.INTERNAL),
    "copy.sent_in_unit": Wording(gettext_lazy("抄送"), Circle.UNIT, details=_names),
    "copy.read_in_unit": Wording(gettext_lazy("已阅"), Circle.UNIT),
    "holders.urged": Wording(gettext_lazy("催办"), Circle.FEEDBACK),
    "holders.urged_inside": Wording(gettext_lazy("催办"), Circle.INTERNAL),
    "route.drafted": Wording(gettext_lazy("起草审批路线"), Circle.SYSTEM),
    "route.published": Wording(gettext_lazy("发布审批路线"), Circle.SYSTEM, words="reason"),
    "route.discarded": Wording(gettext_lazy("放弃审批路线草稿"), Circle.SYSTEM),
}
_wordings |= {
    "paper.issued": Wording(gettext_lazy("出具文书"), Circle.FEEDBACK, details=paper_named),
    "paper.drafted": Wording(gettext_lazy("生成样稿"), Circle.INTERNAL, details=paper_named),
    "paper.discarded": Wording(gettext_lazy("删除样稿"), Circle.INTERNAL, details=paper_named),
    "paper.voided": Wording(gettext_lazy("作废文书"), Circle.FEEDBACK, words="reason", details=paper_named),
    "paper.drafted_again": Wording(gettext_lazy("起草重新出具的文书"), Circle.INTERNAL, details=paper_named),
    "paper.sealed": Wording(gettext_lazy("用印登记"), Circle.FEEDBACK, details=paper_named),
    "paper.sealed_in_unit": Wording(gettext_lazy("用印登记"), Circle.UNIT, details=paper_named),
    "paper.sealed_inside": Wording(gettext_lazy("用印登记"), Circle.INTERNAL, details=paper_named),
    "paper.sealed_in_meeting": Wording(gettext_lazy("用印登记"), Circle.MEETING, details=paper_named),
    "paper.sent_to_seal": Wording(gettext_lazy("申请用印"), Circle.INTERNAL, details=paper_named),
    "papers.printed": Wording(gettext_lazy("批量打印文书"), Circle.SYSTEM),
    "papers.downloaded": Wording(gettext_lazy("下载批量打印的文件"), Circle.SYSTEM),
    "own_font.uploaded": Wording(gettext_lazy("上传文书字体"), Circle.SYSTEM),
    "own_font.removed": Wording(gettext_lazy("恢复内置字体"), Circle.SYSTEM),
    "word_template.replaced": Wording(gettext_lazy("更换Word模板"), Circle.SYSTEM),
    "word_template.restored": Wording(gettext_lazy("恢复内置Word模板"), Circle.SYSTEM),
    "archive.downloaded": Wording(gettext_lazy("下载归档包"), Circle.SYSTEM),
    "archive.packed": Wording(
        gettext_lazy("整理归档材料"), Circle.INTERNAL, details=lambda params: [params.get("number", "")]
    ),
    "archive.filed": Wording(
        gettext_lazy("归档"), Circle.FEEDBACK, details=lambda params: [params.get("number", "")]
    ),
}
# What a ballot says stays with its voter until the result is announced (workflows.queries.circles).
BALLOTS = frozenset({"vote.cast", "vote.recorded", "vote.not_voted"})


def register(wordings: dict[str, Wording]) -> None:
    """Make the codes of one app known."""
    _wordings.update(wordings)


def of(code: str) -> Wording:
    """The wording of a code; an unknown code is a mistake in the programme and raises KeyError."""
    return _wordings[code]


def codes() -> dict[str, Wording]:
    """All registered wordings by code."""
    return dict(_wordings)
