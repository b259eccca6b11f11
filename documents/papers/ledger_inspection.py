"""整改台账（巡察组版）: A3, fourteen columns; a problem with several measures spans their rows and goes on as （续） on the next page."""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from documents.papers.facts import PaperFacts
from documents.papers.paging import Group, Widths, characters, in_pieces, numbered, pages
from documents.papers.writing import written

LABEL = "整改台账（巡察组版）"
STATES = ("已完成", "基本完成", "持续推进")
SIZE = 9.0  # points: a character of the table
# Millimetres. The first ones, and the last ones, stand beside all measures of a problem.
BEFORE = {"category": 18, "problem": 50, "goal": 35}
ROWS = {"text": 60, "leader": 17, "responsible": 27, "due": 25, "progress": 55}
AFTER = {"state": 17, "mechanism": 24, "blame": 18, "evidence": 20, "remark": 16}
FIRST, OTHERS = 50.0, 55.0  # lines of text a page has room for below its heads
FOOT = 13.0  # lines that sum, signatures and codes need


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One 整改措施: `due` is 原/现 as text, `responsible` 牵头科室、责任人."""

    text: str
    leader: str = ""
    responsible: str = ""
    due: str = ""
    progress: str = ""


@dataclass(frozen=True, kw_only=True)
class ProblemLine:
    """One 问题 with its measures; `state` is one of STATES, or how it ended without being rectified (已并案 …)."""

    category: str = ""
    problem: str
    goal: str = ""
    state: str
    mechanism: str = ""
    accountability: str = ""
    evidence: str = ""
    remark: str = ""
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one printed ledger. `as_of` is 截至, `wanted` the filter in words, `late` how many are overdue."""

    as_of: datetime.date
    wanted: str
    late: int
    problems: tuple[ProblemLine, ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return LABEL


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return _written(facts, _paged(facts), draft=draft)


def pieces(facts: Facts, *, draft: bool) -> list[Callable[[], str]]:
    """The same paper piece by piece, for the long ones."""
    return in_pieces(_paged(facts), partial(_written, facts, draft=draft))


def _paged(facts: Facts) -> list[list[Group]]:
    groups = [_group(n, problem) for n, problem in enumerate(facts.problems, 1)]
    widths = Widths(whole=characters({**BEFORE, **AFTER}, SIZE), rows=characters(ROWS, SIZE))
    return pages(groups, widths, first=FIRST, others=OTHERS, foot=FOOT)


def _written(
    facts: Facts, paged: list[list[Group]], *, draft: bool, before: int = 0, last: bool = True
) -> str:
    """Some of its pages; `before` is how many stand before them."""
    return written(
        "documents/ledger_inspection.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=["问题整改台账"],
        groups=[_shown(begins, group) for begins, group in numbered(paged)],
        before=before,
        last=last,
        tally=_tally(facts),
    )


def _tally(facts: Facts) -> list[tuple[str, int]]:
    """So many in each state; of the ways to end without being rectified only those there are."""
    counted = Counter(problem.state for problem in facts.problems)
    return [(state, counted.pop(state, 0)) for state in STATES] + sorted(counted.items())


def _group(n: int, problem: ProblemLine) -> Group:
    beside = [problem.category, problem.problem, problem.goal]
    after = [problem.state, problem.mechanism, problem.accountability, problem.evidence, problem.remark]
    rows = [[m.text, m.leader, m.responsible, m.due, m.progress] for m in problem.measures]
    return Group(str(n), [*beside, *after], rows or [[""] * len(ROWS)])


def _shown(begins: bool, group: Group) -> dict:
    """A block as the template writes it. What goes on bears its number again, with （续）."""
    before, after = group.whole[: len(BEFORE)], group.whole[len(BEFORE) :]
    parts = {"category": before[0], "problem": before[1], "goal": before[2], "after": after}
    return {
        "begins": begins,
        "n": group.name,
        "first": group.first,
        "rows": group.rows,
        "span": len(group.rows),
    } | parts
