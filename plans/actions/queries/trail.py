"""办理轨迹: the entries a reader may know, in words."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from records.stored import said
from workflows import wording
from workflows.enums import Choice, Motion, Outcome

PAPER = "plan.paper_decided", "plan.paper_sent_back"


@dataclass(frozen=True)
class TrailLine:
    """Who did what, when, on which version, with which words; `details` are short sentences of the entry itself."""

    code: str
    who: str
    post: str
    on_behalf: str
    what: str
    when: datetime
    version: int | None
    words: str
    circle: str
    details: list[str] = field(default_factory=list)


def lines_of(entries) -> list[TrailLine]:
    """The trail in words, in the order given."""
    return [_line(entry) for entry in entries]


def _line(entry) -> TrailLine:
    worded = wording.of(entry.code)
    who = entry.by.name if entry.by else str(_("系统"))
    on_behalf = ""
    if entry.code in PAPER and entry.on_behalf_of:
        who = _("%(signed)s（线下签批，%(clerk)s代录）") % {"signed": entry.on_behalf_of.name, "clerk": who}
    elif entry.on_behalf_of:
        who = _("%(name)s（受%(principal)s委托）") % {"name": who, "principal": entry.on_behalf_of.name}
    return TrailLine(
        code=entry.code,
        who=who,
        post=f"{entry.unit.short_name} {entry.by.title}".strip() if entry.by and entry.unit else "",
        on_behalf=on_behalf,
        what=str(worded.label),
        when=entry.at,
        version=entry.version,
        words=str(entry.params.get(worded.words, "") or ""),
        circle=entry.circle,
        details=[each for each in _details(entry.code, entry.params) if each],
    )


def _details(code: str, params: dict) -> list[str]:
    """What an entry says beside the person's own words."""
    if code == "plan.returned":
        return [
            _("共%(n)d处意见，请于%(date)s前报回")
            % {"n": params.get("points", 0), "date": params.get("revise_by", "")},
            _("、").join(said(line) for line in params.get("lines", [])),
        ]
    if code == "plan.declined":
        return [_("请于%(date)s前报回") % {"date": params.get("revise_by", "")}]
    if code == "plan.announced":
        return announced(params)
    if code == "plan.deferred":
        return [_sitting(params)]
    if code == "plan.counted":
        return [_numbers(params)]
    if code == "plan.moved":
        return [str(Motion(params["motion"]).label) if params.get("motion") in Motion.values else ""]
    if code == "plan.voted":
        return [str(Choice(params["choice"]).label) if params.get("choice") in Choice.values else ""]
    if code == "plan.not_voted":
        return [params.get("name", "")]
    if code == "plan.imported":
        return [
            _("章节%(n)d个") % {"n": params["sections"]} if params.get("sections") else "",
            _("任务%(n)d项") % {"n": params["tasks"]} if params.get("tasks") else "",
        ]
    if code == "plan.paper_decided":
        return [_("签批日期%(date)s") % {"date": params.get("signed_on", "")}]
    if code == "plan.group_composed":
        members = _("、").join(params.get("members", []))
        told = {"leader": params.get("leader", ""), "members": members, "date": params.get("visit_on", "")}
        return [_("组长%(leader)s，成员%(members)s，定于%(date)s验收") % told]
    if code == "plan.accepted":
        outcome = params.get("conclusion") or params.get("outcome")
        return [str(Outcome(outcome).label) if outcome in Outcome.values else ""]
    return [said(params["task"])] if params.get("task") else []


def announced(params: dict) -> list[str]:
    """What the announcement of a vote says: conclusion, date, 第×次; the numbers only when the entry holds them."""
    outcome = params.get("outcome")
    sentences = [_sitting(params), str(Outcome(outcome).label) if outcome in Outcome.values else ""]
    return [*sentences, _numbers(params)] if "agree" in params else sentences


def _sitting(params: dict) -> str:
    if not params.get("meeting_n"):
        return ""
    sitting = _("%(year)s年第%(n)s次会议") % {
        "year": params.get("meeting_year", ""),
        "n": params["meeting_n"],
    }
    held_on = params.get("held_on")
    return _("%(what)s（%(more)s）") % {"what": sitting, "more": held_on} if held_on else sitting


def _numbers(params: dict) -> str:
    return _(
        "应到会%(entitled)s人，参加表决%(present)s人：同意%(agree)s、不同意%(disagree)s、弃权%(abstain)s"
    ) % {name: params.get(name, 0) for name in ("entitled", "present", "agree", "disagree", "abstain")}
