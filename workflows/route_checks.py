"""路线的形状: what is wrong with the stages of a draft taken by themselves. Pure: sentences, each naming its stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from units.enums import Post

from .designs import Design
from .enums import Counting, Refusal, StageKind, StagePlace
from .stage_rows import StageRow
from .verdicts import ASKING

LONGEST, MOST_STAGES, MOST_DAYS = 40, 30, 250


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way of publishing; `code` is the stage it is about ("": the route as a whole)."""

    code: str
    sentence: str


def problems(design: Design, rows: list[StageRow]) -> list[Problem]:
    """Everything that can be seen without trying: names, people, limits, the order of the duties."""
    found = [Problem("", each) for each in _order(design, rows)]
    labels = [row.label.strip() for row in rows]
    for row in rows:
        sentences = [*_named(row, labels), *_who(design, row), *_how(design, row, rows), *_votes(row)]
        found += [Problem(row.code, each) for each in sentences]
    return found


def _order(design: Design, rows: list[StageRow]) -> Iterable[str]:
    codes = [row.code for row in rows]
    if not rows:
        yield _("路线还没有环节。")
    if len(rows) > MOST_STAGES:
        yield _("一条路线最多%(n)d个环节。") % {"n": MOST_STAGES}
    for duty in design.duties:
        if duty.needed and duty.code not in codes:
            yield _("缺少必经环节“%(stage)s”。") % {"stage": duty.row.label}
        if codes.count(duty.code) > 1:
            yield _("环节“%(stage)s”只能有一个。") % {"stage": duty.row.label}
    wanted = [duty.code for duty in design.duties if duty.code in codes]
    standing = [code for code in codes if design.duty(code)]
    if len(standing) == len(set(standing)) and standing != wanted:
        order = _("、").join(str(duty.row.label) for duty in design.duties if duty.code in codes)
        yield _("固有环节的先后应当是：%(order)s。") % {"order": order}
    first = design.duties[0]
    if first.needed and first.code in codes and codes[0] != first.code:
        yield _("第一个环节应当是“%(stage)s”。") % {"stage": first.row.label}
    for before, duty in zip(design.duties, design.duties[1:], strict=False):
        if (
            duty.glued
            and {before.code, duty.code} <= set(codes)
            and codes.index(duty.code) != codes.index(before.code) + 1
        ):
            told = {"stage": duty.row.label, "before": before.row.label}
            yield _("“%(stage)s”须紧接“%(before)s”，中间不能插入环节。") % told


def _named(row: StageRow, labels: list[str]) -> Iterable[str]:
    if not row.label.strip():
        yield _("有一个环节没有名称。")
    elif labels.count(row.label.strip()) > 1:
        yield _("有两个环节都叫“%(stage)s”，请改名以便区分。") % {"stage": row.label}
    if not 1 <= row.limit_days <= MOST_DAYS:
        yield _("环节“%(stage)s”的时限应在1至%(n)d个工作日之间。") % {"stage": row.label, "n": MOST_DAYS}


def _who(design: Design, row: StageRow) -> Iterable[str]:
    if not row.asks:
        return
    told = {"stage": row.label}
    if row.place in (StagePlace.OFFICE, StagePlace.UNIT) and not row.posts and not row.people:
        yield _("环节“%(stage)s”没有指定由谁办理，走到这里会停住。") % told
    if row.place == StagePlace.PEOPLE and not row.people:
        yield _("环节“%(stage)s”没有指定办理人员，走到这里会停住。") % told
    if row.place == StagePlace.COMMITTEE and not row.committee:
        yield _("环节“%(stage)s”没有指定委员会。") % told
    if row.place == StagePlace.UNIT and (
        writes := [each for each in row.posts if each in design.author_posts]
    ):
        post = {"post": Post(writes[0]).label}
        yield _("环节“%(stage)s”由本单位%(post)s办理：%(post)s负责起草报送，不能审核自己报送的事项。") % (
            told | post
        )
    several = len(row.posts) + len(row.people) > 1 or row.place == StagePlace.COMMITTEE
    if row.kind == StageKind.HANDLE and several:
        yield _("环节“%(stage)s”是“办理”，只能由一个岗位或一人办理；多人请改为或签或会签。") % told


def _how(design: Design, row: StageRow, rows: list[StageRow]) -> Iterable[str]:
    told = {"stage": row.label}
    if not row.asks:
        return
    if row.kind not in ASKING:
        yield _("环节“%(stage)s”的办理方式不适用。") % told
    if row.kind == StageKind.CIRCULATE and row.place != StagePlace.COMMITTEE:
        yield _("环节“%(stage)s”是传签，应当送委员会委员。") % told
    if row.place == StagePlace.COMMITTEE and row.kind not in (StageKind.CIRCULATE, StageKind.CONSULT):
        yield (
            _("环节“%(stage)s”送委员会委员，只能用传签或会签（可有不同意见）；作出决定请用会议表决。") % told
        )
    if row.kind == StageKind.CONSULT:
        return
    if row.refusal not in design.refusals:
        yield _("环节“%(stage)s”不同意时的去向不适用于本路线。") % told
    elif row.refusal == Refusal.STAGE:
        yield from _returns(design, row, rows)


def _returns(design: Design, row: StageRow, rows: list[StageRow]) -> Iterable[str]:
    told = {"stage": row.label}
    codes = [each.code for each in rows]
    if row.refusal_stage not in codes:
        yield _("环节“%(stage)s”不同意时要退回的环节不存在，退回后会无人办理。") % told
        return
    target = rows[codes.index(row.refusal_stage)]
    if codes.index(row.refusal_stage) >= codes.index(row.code):
        yield _("环节“%(stage)s”不同意时退回“%(target)s”，它不在前面，会跳过中间环节或原地循环。") % (
            told | {"target": target.label}
        )
    duty = design.duty(target.code)
    if duty and not duty.again:
        yield _("环节“%(stage)s”不能退回“%(target)s”，该环节办过后不再重办。") % (
            told | {"target": target.label}
        )


def _votes(row: StageRow) -> Iterable[str]:
    if not row.votes:
        return
    told = {"stage": row.label}
    if row.counting == Counting.COUNT and not (row.ayes.isdecimal() and int(row.ayes) > 0):
        yield _("环节“%(stage)s”按票数表决，请填写至少几票同意。") % told
    elif row.counting != Counting.COUNT and row.ayes and not _is_share(row.ayes):
        yield _("环节“%(stage)s”的通过比例应写成1/2、2/3这样的分数。") % told
    if row.counting == Counting.WEIGHT and row.chair_weight < 1:
        yield _("环节“%(stage)s”的主持人权重至少为1。") % told


def _is_share(text: str) -> bool:
    try:
        return "/" in text and 0 < Fraction(text) < 1
    except (ValueError, ZeroDivisionError):
        return False
