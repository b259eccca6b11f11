"""What the engine may ask about a subject it does not know: filled by the apps above in their apps.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.errors import Refused


def own_unit(subject) -> set[int]:
    """The unit a subject belongs to, when there is no other."""
    return {subject.unit_id}


@dataclass(frozen=True)
class SubjectKind:
    """One kind of subject: what has a life in a flow of its own.

    `visible_to(person)` gives the queryset a person may see; `url(subject)` its page;
    `settled(act, round, outcome, **details)` is called when a round ends what its step waited for
    (a meeting announced, say) and must leave the step; `line_labels(subject)` names its lines
    and, under "", the whole; `parties(subject)` are the ids of people who may not judge it (drafter, responsible
    people); `units_of(subject)` are the ids of the units it belongs to, where that is more than its own unit.
    """

    model: type
    flow: type
    label: str
    visible_to: Callable[[Any], Any]
    url: Callable[[Any], str]
    settled: Callable[..., None]
    line_labels: Callable[[Any], dict[str, str]]
    parties: Callable[[Any], set[int]]
    units_of: Callable[[Any], set[int]] = own_unit


_kinds: dict[str, SubjectKind] = {}


def register(name: str, kind: SubjectKind) -> None:
    """Make `name` (the first half of a subject key) known to the engine."""
    _kinds[name] = kind


def kind_of(key: str) -> SubjectKind:
    """The kind behind a key such as `plan:12`."""
    return _kinds[key.partition(":")[0]]


def kinds() -> dict[str, SubjectKind]:
    """All registered kinds by name."""
    return dict(_kinds)


def subject_of(key: str):
    """The subject a key names; Refused when it is gone."""
    name, _colon, pk = key.partition(":")
    kind = _kinds[name]
    subject = kind.model.objects.filter(pk=pk).first()
    if subject is None:
        raise Refused(f"{kind.label} {pk}")
    return subject


def unread(key: str):
    """The subject a key names, not read yet: for `acting`, which reads it under its lock."""
    name, _colon, pk = key.partition(":")
    return _kinds[name].model(pk=int(pk))


def visible_subject(key: str, person):
    """The subject a key names when `person` may see it, else None."""
    name, _colon, pk = key.partition(":")
    kind = _kinds.get(name)
    return kind.visible_to(person).filter(pk=pk).first() if kind else None
