"""How each kind of subject is accepted: what waits, its lines, its rules, its operations. Filled by the apps above in their apps.py.

A group composed for one subject (views/acceptance.py) and a visit for many (operations/visits.py) go through the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from records.errors import Refused

from .enums import Outcome

CONCLUSIONS = (Outcome.ACCEPTED, Outcome.TO_IMPROVE, Outcome.NOT_ACCEPTED)
ARRANGE = "arrange"  # the stage at which a subject waits for its group, whatever its route


@dataclass(frozen=True)
class Line:
    """One thing to check: its name, its completion standard, and what stands about it as pairs of label and text."""

    line: str
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    standard: str = ""


@dataclass(frozen=True)
class Acceptance:
    """How one kind of subject is accepted: its lines, its rules, its operations, the addresses of its pages.

    `basis(subject)` says in one sentence by what it is accepted (依据); `waiting()` are the subjects of all units that wait for a group; `limits(subject)` says its limit as papers print it;
    `fetch(subjects)` reads what lines and limits need of many at once, so that a visit costs the same with one or with thirty.
    """

    lines: Callable[[object], list[Line]]
    waiting: Callable[[], QuerySet]
    fetch: Callable[[list], None]
    limits: Callable[[object], str]
    basis: Callable[[object], str]
    may_compose: Callable
    may_regroup: Callable
    may_check: Callable
    may_conclude: Callable
    compose: Callable
    regroup: Callable
    record: Callable
    draft_opinion: Callable
    conclude: Callable
    check_url: Callable[[object], str]
    finding_url: Callable[[object], str]
    conclude_url: Callable[[object], str]
    concluded: str  # what is said after the conclusion
    conclusions: tuple[str, ...] = CONCLUSIONS


_kinds: dict[str, Acceptance] = {}


def register(name: str, how: Acceptance) -> None:
    """Make known how the subjects `name:pk` are accepted."""
    _kinds[name] = how


def of(key: str) -> Acceptance:
    """How the subject behind a key such as `plan:12` is accepted; Refused for what is not accepted at all."""
    how = _kinds.get(key.partition(":")[0])
    if how is None:
        raise Refused(key)
    return how


def kinds() -> dict[str, Acceptance]:
    """All kinds that are accepted, by name."""
    return dict(_kinds)
