"""提醒范围: which assignments a scope means. The apps above say so in their apps.py; supervision knows none of their kinds."""

from django.db.models import Q, QuerySet

from workflows.models import Assignment

from .enums import Scope

_meant: dict[str, Q] = {}
_urged: list[Q] = []
_progress: set[str] = set()


def register(scope: Scope, which: Q) -> None:
    """Assignments for which `which` holds belong to `scope`, beside those registered before."""
    _meant[scope] = _meant[scope] | which if scope in _meant else which


def of_kinds(subject: str, *kinds: str) -> Q:
    """Assignments of these kinds about this kind of subject."""
    return Q(subject__startswith=f"{subject}:", kind__in=kinds)


def within(scope: str, assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those of the assignments that belong to a scope; a scope nobody has registered holds none."""
    if scope == Scope.ALL:
        return assignments
    return assignments.filter(_meant[scope]) if scope in _meant else assignments.none()


def urge(which: Q, *, progress: tuple[str, ...]) -> None:
    """Assignments for which `which` holds may come onto a 督办通知单; facts of these codes are progress with them."""
    _urged.append(which)
    _progress.update(progress)


def urged(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those that may come onto a 督办通知单."""
    any_of = Q(pk=None)
    for which in _urged:
        any_of |= which
    return assignments.filter(any_of)


def progress() -> set[str]:
    """Codes of facts that say that something was done about a matter."""
    return set(_progress)
