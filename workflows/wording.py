"""What each kind of trail entry is called, what it says, and who may read it (知悉范围): fixed here, never per entry."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle

from .enums import Choice, HalfDay, Motion, Outcome, Statement


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
    return [str(Motion(params["motion"]).label) if params.get("motion") in Motion.values else ""]


def _whom(params: dict) -> list[str]:
    return [params.get("name", "")]


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


# The engine's own: `meeting.…` stand on the trail of a meeting (`meeting:3`), the others on that of the subject.
_wordings: dict[str, Wording] = {
    "meeting.planned": Wording(gettext_lazy("新建会议"), Circle.MEETING, words="place"),
    "meeting.attended": Wording(gettext_lazy("登记到会"), Circle.MEETING),
    "meeting.opened": Wording(gettext_lazy("宣布开会"), Circle.MEETING),
    "meeting.closed": Wording(gettext_lazy("会议结束"), Circle.MEETING),
    "agenda.tabled": Wording(
        gettext_lazy("列入议题"), Circle.INTERNAL, details=lambda params: [sitting(params)]
    ),
    "agenda.untabled": Wording(
        gettext_lazy("移出议题"), Circle.INTERNAL, details=lambda params: [sitting(params)]
    ),
    "agenda.recused": Wording(gettext_lazy("回避"), Circle.MEETING, details=_whom),
    "agenda.recusal_lifted": Wording(gettext_lazy("撤销回避"), Circle.MEETING, details=_whom),
    "vote.moved": Wording(gettext_lazy("提请表决"), Circle.MEETING, details=_motion),
    "vote.cast": Wording(gettext_lazy("表决"), Circle.MEETING, words="opinion", details=_choice),
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
}
# What a ballot says stays with its voter until the result is announced (workflows.queries.circles).
BALLOTS = frozenset({"vote.cast", "vote.not_voted"})


def register(wordings: dict[str, Wording]) -> None:
    """Make the codes of one app known."""
    _wordings.update(wordings)


def of(code: str) -> Wording:
    """The wording of a code; an unknown code is a mistake in the programme and raises KeyError."""
    return _wordings[code]


def codes() -> dict[str, Wording]:
    """All registered wordings by code."""
    return dict(_wordings)
