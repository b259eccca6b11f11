"""环节的说法: who acts, how, until when and what follows, in words: for the diagram, the list of stages and the comparison of versions."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from records.stored import said
from units.enums import Post, QuorumProfile

from .designs import Design
from .enums import Counting, Refusal, StageKind, StagePlace
from .stage_rows import StageRow


@dataclass(frozen=True)
class Names:
    """What the ids of a route are called; without the names of people (the page of a unit) only their number is said."""

    people: dict[int, str] = field(default_factory=dict)
    committees: dict[int, str] = field(default_factory=dict)


NOBODY = Names()


def who(row: StageRow, names: Names = NOBODY) -> str:
    """Whom the stage asks."""
    if row.kind == StageKind.VOTE:
        return names.committees.get(row.committee, "") or _("委员会")
    if row.kind == StageKind.ACCEPT:
        return _("验收组")
    found = []
    if row.place == StagePlace.LEADER:
        found.append(_("单位责任领导"))
    elif row.place == StagePlace.COMMITTEE:
        found.append(
            _("%(committee)s委员") % {"committee": names.committees.get(row.committee, "") or _("委员会")}
        )
    elif row.posts:
        found += [
            _of_own_unit(post) if row.place == StagePlace.UNIT else str(Post(post).label)
            for post in row.posts
        ]
    if row.people and names.people:
        found += [names.people.get(pk, "") for pk in row.people]
    elif row.people:
        found.append(_("指定人员%(n)d人") % {"n": len(row.people)})
    return _("、").join(each for each in found if each)


def _of_own_unit(post: str) -> str:
    """本单位负责人; 单位 is said once."""
    if post == Post.HEAD:
        return _("本单位负责人")
    return _("本单位%(post)s") % {"post": Post(post).label}


def how(row: StageRow) -> str:
    """The kind and the limit."""
    kind = str(StageKind(row.kind).label)
    return _("%(kind)s，%(n)d个工作日") % {"kind": kind, "n": row.limit_days}


def refusal(row: StageRow, rows: list[StageRow]) -> str:
    """What a refusal does; "" where that is the business of a duty."""
    if not row.asks:
        return ""
    if row.kind == StageKind.CONSULT:
        return _("不同意见记录在案，继续办理")
    if row.refusal == Refusal.STAGE:
        target = next((said(each.label) for each in rows if each.code == row.refusal_stage), "")
        return _("退回“%(stage)s”") % {"stage": target}
    return str(Refusal(row.refusal).label)


def condition(row: StageRow, design: Design | None) -> str:
    """For whom the stage is there; "" when for all."""
    if not row.condition or design is None:
        return ""
    found = []
    for trait in design.traits:
        wanted = row.condition.get(trait.code)
        if not wanted:
            continue
        if trait.is_number:
            found.append(_("%(what)s%(bounds)s") % {"what": trait.label, "bounds": _bounds(wanted)})
        else:
            labels = _("、").join(str(label) for value, label in trait.options(wanted) if value in wanted)
            found.append(_("%(what)s为%(values)s") % {"what": trait.label, "values": labels})
    return _("仅限") + _("且").join(found) if found else ""


def _bounds(wanted: dict) -> str:
    least, most = wanted.get("least"), wanted.get("most")
    if least is not None and most is not None:
        return _("%(least)d至%(most)d") % {"least": least, "most": most}
    return _("不少于%(n)d") % {"n": least} if least is not None else _("不多于%(n)d") % {"n": most}


def kept(row: StageRow, design: Design | None) -> str:
    """What survives a return."""
    if not (row.asks and row.keeps):
        return ""
    parts = dict(design.parts) if design else {}
    labels = _("、").join(str(parts[each]) for each in row.concerns if each in parts)
    if not labels:
        return _("退回后内容没有变化的，原同意继续有效")
    return _("退回后“%(parts)s”没有变化的，原同意继续有效") % {"parts": labels}


def vote(row: StageRow) -> str:
    """How a vote is counted, where it is not by the profile of the committee."""
    if not row.votes:
        return ""
    found = [str(QuorumProfile(row.quorum).label)] if row.quorum else []
    if row.counting == Counting.COUNT:
        found.append(_("至少%(n)s票同意") % {"n": row.ayes})
    elif row.ayes:
        found.append(_("同意超过应到会的%(share)s") % {"share": row.ayes})
    if row.counting == Counting.WEIGHT:
        found.append(_("主持人一票计%(n)d") % {"n": row.chair_weight})
    return _("，").join(found)


def lines(
    row: StageRow, rows: list[StageRow], design: Design | None, names: Names = NOBODY
) -> dict[str, str]:
    """Everything that a stage says, by what it is about; compared between two versions."""
    return {
        _("名称"): said(row.label),
        _("办理人"): who(row, names),
        _("方式和时限"): how(row),
        _("不同意时"): refusal(row, rows),
        _("条件"): condition(row, design),
        _("退回后"): kept(row, design),
        _("表决"): vote(row),
    }


def difference(
    before: list[StageRow], after: list[StageRow], design: Design | None, names: Names
) -> list[dict]:
    """What differs between two versions, as <c-diff> shows it; a stage is the same one by its code."""
    old = {row.code: lines(row, before, design, names) for row in before}
    new = {row.code: lines(row, after, design, names) for row in after}
    found = [
        _change(_("删除环节“%(stage)s”"), said(row.label), _whole(old[row.code]), "")
        for row in before
        if row.code not in new
    ]
    for row in after:
        label = said(row.label)
        if row.code not in old:
            found.append(_change(_("增加环节“%(stage)s”"), label, "", _whole(new[row.code])))
            continue
        for what, now in new[row.code].items():
            if old[row.code][what] != now:
                was = old[row.code][what]
                told = _("环节“%(stage)s”") % {"stage": label} + _("：") + what
                found.append({"label": told, "before": was or _("（无）"), "after": now or _("（无）")})
    both = [row.code for row in before if row.code in new], [row.code for row in after if row.code in old]
    if both[0] != both[1]:
        order = [_(" → ").join(said(row.label) for row in rows) for rows in (before, after)]
        found.append({"label": _("环节顺序"), "before": order[0], "after": order[1]})
    return found


def _change(sentence: str, stage: str, before: str, after: str) -> dict:
    return {"label": sentence % {"stage": stage}, "before": before, "after": after}


def _whole(told: dict[str, str]) -> str:
    return "\n".join(f"{what}{_('：')}{words}" for what, words in told.items() if words)
