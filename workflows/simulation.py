"""模拟运行: every case a route can tell apart, every combination of answers at every stage, and where each of them leads.

Pure: `Crew` says how many are asked at a stage and who cannot be; what the answers amount to is counted by the functions
that run (workflows.verdicts, workflows.quorum).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations_with_replacement, product

from django.utils.translation import gettext as _

from . import conditions, quorum, route_checks, verdicts
from .designs import Case, Design, comes_again
from .enums import Refusal, StageKind, Verdict
from .route_checks import Problem
from .stage_rows import StageRow

NEXT, APPROVED, RETURNED, REFUSED, BACK, AGAIN = "next", "approved", "returned", "refused", "back", "again"
MOST_COMBINATIONS = 5000


@dataclass(frozen=True)
class Committee:
    """The seats in office today, and the profile that says who must be there."""

    seats: int
    profile: str


@dataclass(frozen=True)
class Crew:
    """How many are asked at each stage that asks (by code), the committee of each vote, and what its people lack."""

    sizes: dict[str, int] = field(default_factory=dict)
    committees: dict[str, Committee] = field(default_factory=dict)
    gaps: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Branch:
    """Answers that lead to the same place: how many combinations, and where to (`target`: an earlier stage's label)."""

    label: str
    combinations: int
    to: str
    target: str = ""


@dataclass(frozen=True)
class Step:
    """One stage of a tree with its branches."""

    row: StageRow
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Tree:
    """The cases that take the same stages, and those stages."""

    cases: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Simulation:
    """What was found. A route with problems is not published."""

    problems: tuple[Problem, ...]
    trees: tuple[Tree, ...]
    combinations: int


def simulate(design: Design, rows: list[StageRow], crew: Crew) -> Simulation:
    """Run the whole route in thought."""
    found = route_checks.problems(design, rows)
    if found:
        return Simulation(tuple(found), (), 0)
    found += crew.gaps
    groups: dict[tuple[str, ...], list[Case]] = {}
    for case in _cases(design, rows):
        taken = tuple(row.code for row in rows if _takes(design, row, case))
        groups.setdefault(taken, []).append(case)
    walked = set()
    trees = []
    for codes, cases in groups.items():
        taken = [row for row in rows if row.code in codes]
        walked |= set(codes)
        named = _named(cases) if len(groups) > 1 else _("全部情形")
        found += [*_after_the_end(design, taken, named), *_walk(design, taken, rows, cases, crew, named)]
        steps = tuple(Step(row, tuple(_branches(design, row, taken, crew))) for row in taken)
        trees.append(Tree(tuple(dict.fromkeys(case.label for case in cases)), steps))
    found += [
        Problem(
            row.code, _("环节“%(stage)s”的条件在任何情形下都不成立，永远不会经过。") % {"stage": row.label}
        )
        for row in rows
        if row.asks and row.code not in walked
    ]
    total = sum(branch.combinations for tree in trees for step in tree.steps for branch in step.branches)
    return Simulation(tuple(dict.fromkeys(found)), tuple(trees), total)


def _cases(design: Design, rows: list[StageRow]) -> Iterable[Case]:
    """The cases of the design, each at every number, and with every set of words, that some condition tells apart."""
    wanted = [row.condition for row in rows]
    numbers = {each.code: conditions.bounds(wanted, each.code) for each in design.traits if each.is_number}
    telling = {code: found for code, found in numbers.items() if len(found) > 1}
    several = {each.code for each in design.traits if each.offers is not None}
    telling |= {code: found for code in several if len(found := conditions.sets_of_words(wanted, code)) > 1}
    labels = {each.code: str(each.label) for each in design.traits}
    for case in design.cases():
        for values in product(*telling.values()):
            more = dict(zip(telling, values, strict=True))
            words = [
                _("%(what)s：%(found)s") % {"what": labels[code], "found": _("、").join(value) or _("无")}
                if code in several
                else _("%(what)s%(n)d") % {"what": labels[code], "n": value}
                for code, value in more.items()
            ]
            yield replace(case, label=_("、").join([case.label, *words]), traits=case.traits | more)


def _takes(design: Design, row: StageRow, case: Case) -> bool:
    if case.duties is not None and not row.asks and row.code not in case.duties:
        return False
    return conditions.fits(row.condition, case.traits)


def _named(cases: list[Case]) -> str:
    labels = list(dict.fromkeys(case.label for case in cases))
    if len(labels) == 1:
        return labels[0]
    return _("%(case)s等%(n)d种情形") % {"case": labels[0], "n": len(labels)}


def _after_the_end(design: Design, taken: list[StageRow], named: str) -> Iterable[Problem]:
    """A stage that would be skipped, because what comes before it may end the route."""
    for row, following in zip(taken, taken[1:], strict=False):
        duty = design.duty(row.code)
        if duty and duty.final:
            sentence = _(
                "“%(case)s”在“%(stage)s”之后还有环节“%(after)s”：原则通过的由书记审定即告批准，后面的环节会被跳过，请移到前面。"
            )
            yield Problem(
                following.code, sentence % {"case": named, "stage": row.label, "after": following.label}
            )


def _walk(design: Design, taken, rows, cases, crew, named: str) -> Iterable[Problem]:
    """What goes wrong when subjects of these cases run along these stages."""
    if not taken:
        yield Problem(
            "", _("“%(case)s”的事项不经过任何环节，会停住，请至少保留一个适用的环节。") % {"case": named}
        )
        return
    codes = {row.code for row in taken}
    for place, row in enumerate(taken):
        told = {"stage": row.label, "case": named}
        branches = list(_branches(design, row, taken, crew))
        if (
            row.asks
            and row.kind == StageKind.CIRCULATE
            and (major := [each for each in cases if each.is_major])
        ):
            sentence = _(
                "环节“%(stage)s”是传签，只用于一般事项；“%(case)s”是重大事项，请加条件排除，改由会议表决。"
            )
            yield Problem(row.code, sentence % (told | {"case": major[0].label}))
        if (
            row.refusal == Refusal.STAGE
            and row.asks
            and row.kind != StageKind.CONSULT
            and row.refusal_stage not in codes
        ):
            target = next(each.label for each in rows if each.code == row.refusal_stage)
            sentence = _(
                "环节“%(stage)s”不同意时退回“%(target)s”，但“%(case)s”不经过“%(target)s”，退回后会无人办理。"
            )
            yield Problem(row.code, sentence % (told | {"target": target}))
        if (
            place == len(taken) - 1
            and row.asks
            and (row.kind == StageKind.CONSULT or row.refusal == Refusal.GO_ON)
        ):
            sentence = _(
                "环节“%(stage)s”是“%(case)s”的最后环节，有人不同意也会被批准；请在其后增加作出决定的环节，或改为退回。"
            )
            yield Problem(row.code, sentence % told)
        if not any(branch.to in (NEXT, APPROVED) and branch.combinations for branch in branches):
            sentence = _("环节“%(stage)s”无论怎样表态都不能通过，“%(case)s”的事项永远不能办结。")
            yield Problem(row.code, sentence % told)


def _branches(design: Design, row: StageRow, taken: list[StageRow], crew: Crew) -> Iterable[Branch]:
    last = taken[-1].code == row.code
    yes = APPROVED if last else NEXT
    if row.votes:
        yield from _vote(row, crew, yes)
    elif not row.asks:
        yield Branch(_("办理完毕"), 1, yes)
        yield Branch(_("退回"), 1, RETURNED)
    else:
        yield from _asked(design, row, taken, crew, yes)


def _asked(design: Design, row: StageRow, taken, crew: Crew, yes: str) -> Iterable[Branch]:
    found: Counter = Counter()
    for answers in _combinations(verdicts.choices(row.kind), crew.sizes.get(row.code, 1), row.kind):
        spoken = Counter(answers)
        reserved = bool(spoken["disagree"] or spoken["opinion"])
        found[verdicts.verdict(row.kind, answers), reserved] += 1
    ways = _refused(design, row, taken, yes)
    for (verdict, reserved), n in sorted(found.items()):
        if verdict == Verdict.CARRIED:
            yield Branch(_("有不同意见，记录在案") if reserved else _("同意"), n, yes)
        elif verdict == Verdict.NOT_CARRIED:
            for to, target in ways:
                yield Branch(_("不同意"), n, to, target)
        else:
            yield Branch(_("没有结论"), n, AGAIN)


def _combinations(choices, n: int, kind: str) -> Iterable[tuple[str, ...]]:
    """Every combination of answers; where the first word decides, each may be the first; of very many, those that differ in number."""
    if kind in verdicts.FIRST_WORD:
        for place in range(n):
            for choice in choices:
                yield ("",) * place + (choice,) + ("",) * (n - place - 1)
    elif len(choices) ** n <= MOST_COMBINATIONS:
        yield from product(choices, repeat=n)
    else:
        yield from combinations_with_replacement(choices, n)


def _refused(design: Design, row: StageRow, taken: list[StageRow], yes: str) -> list[tuple[str, str]]:
    """Where a refusal leads; where whoever refuses chooses, each way there is."""
    if row.refusal == Refusal.GO_ON:
        return [(yes, "")]
    if row.refusal == Refusal.STAGE:
        return [(BACK, next((each.label for each in taken if each.code == row.refusal_stage), ""))]
    if row.refusal == Refusal.CHOSEN:
        before = taken[: [each.code for each in taken].index(row.code)]
        again = [each for each in before if comes_again(design, each.code, asks=each.asks)]
        return [(RETURNED, ""), *((BACK, each.label) for each in again)]
    return [(REFUSED if row.refusal == Refusal.END else RETURNED, "")]


def _vote(row: StageRow, crew: Crew, yes: str) -> Iterable[Branch]:
    body = crew.committees.get(row.code, Committee(0, "double_majority"))
    rule, found = quorum.rule_of(row, body.profile), Counter()
    for present in range(body.seats + 1):
        for agree in range(present + 1):
            for disagree in range(present - agree + 1):
                chair = "agree" if agree else "disagree"
                found[
                    quorum.verdict(
                        rule,
                        seats=body.seats,
                        present=present,
                        agree=agree,
                        disagree=disagree,
                        abstain=present - agree - disagree,
                        chair=chair,
                    )
                ] += 1
    yield Branch(_("审议通过"), found[Verdict.CARRIED], yes)
    yield Branch(_("未获通过"), found[Verdict.NOT_CARRIED], RETURNED)
    yield Branch(_("未达法定人数，暂缓审议"), found[Verdict.NO_QUORUM], AGAIN)
