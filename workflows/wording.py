"""What each kind of trail entry is called, what it says, and who may read it (知悉范围): fixed here, never per entry."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle

from .enums import Choice, Motion, Outcome


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
