"""提醒范围: which assignments a scope means. The apps above say so in their apps.py; supervision knows none of their kinds."""

from django.db.models import Q, QuerySet

from workflows.models import Assignment

from .enums import Scope

_meant: dict[str, Q] = {}


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
