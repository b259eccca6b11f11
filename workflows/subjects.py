"""What the engine may ask about a subject it does not know: filled by the apps above in their apps.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from units import holders
from units.enums import Errand, Post
from units.models import Person
from units.standing import Standing

from .enums import Motion


def own_unit(subject) -> set[int]:
    """The unit a subject belongs to, when there is no other."""
    return {subject.unit_id}


def no_other_unit(subject) -> set[int]:
    """It was never another unit's, when nothing else is said."""
    return set()


def every_stage(subject, stage) -> bool:
    """All stages of a route concern a subject, when nothing else is said."""
    return True


def no_lines(subject) -> dict[str, str]:
    """A subject that is one whole."""
    return {}


def nobody(subject) -> set[int]:
    """No party: there is nothing to judge."""
    return set()


def no_traits(subject) -> dict:
    """A subject that no condition of a stage can ask about."""
    return {}


def everything_touched(subject, before: int, after: int) -> set[str]:
    """Nothing is known of what differs between two versions, so everything may."""
    return {"*"}


def deputy(subject) -> int | None:
    """No leader in charge is named: the 分管负责人 of its unit is."""
    return None


def never_ends(subject) -> bool:
    """A subject whose papers are not filed by themselves."""
    return False


def sealed_here(subject, document) -> str:
    """A paper's scan is registered on the paper's own page, when nothing waits for it."""
    return ""


def its_liaison(subject) -> list[str]:
    """Of its papers the 联络员 of its unit is told, when nothing else is said."""
    return [holders.post(Post.LIAISON, subject.unit_id)]


def keeps_nothing(subjects: list) -> None:
    """The lists of a kind read its subjects themselves, when nothing else is said."""


def anything_may_be_said(subject, words: str, by) -> None:
    """Nothing is known that must not be written about it."""


def no_paper(content: dict) -> list[tuple[str, list[str]]]:
    """A subject whose versions are not printed."""
    return []


def no_files(subject) -> list["OwnFile"]:
    """Nothing is filed with it but its papers and evidence."""
    return []


def nothing_in_hand(unit_id: int) -> list[tuple[str, int]]:
    """Nothing is told of what a unit has."""
    return []


def unchanged(subject) -> str:
    """Nothing to say of what changed."""
    return ""


@dataclass(frozen=True)
class OwnFile:
    """A kept file that belongs to a subject itself: below which folder of a package it lies, what it is called, whose it
    is and of which day."""

    file: StoredFile
    folder: str
    title: str
    responsible: str
    dated: date | None


@dataclass(frozen=True)
class SubjectKind:
    """One kind of subject: what has a life in a flow of its own, or (flow=None) people and deadlines without one.

    `visible_to(person)` gives the queryset a person may see; `url(subject)` its page;
    `settled(act, round, outcome, **details)` is called when a round ends what its step waited for
    (a meeting announced, say) and must leave the step; `line_labels(subject)` names its lines
    and, under "", the whole; `parties(subject)` are the ids of people who may not judge it (drafter, responsible
    people); `authors(subject)` those who wrote or handed it in: they answer at no stage, not even in their own unit;
    `motions` are what a chair may put to the vote on it; `units_of(subject)` are the ids of the units it belongs
    to, where that is more than its own unit; `formerly(subject)` those it was taken from (原承办); `takes(subject, stage)` says whether a stage of its route concerns it at
    all; `aside` are kinds of assignments that hold nothing up (a look at what is closed), so that nobody is waited for.
    `beside` are kinds that wait beside its turn: whoever does what it waits for has not done these.
    `traits_of(subject)` is what the conditions of stages may ask (workflows.conditions); `touched(subject, before, after)`
    names the parts of the content that differ between two versions, by their ids ({"*"}: all); `leader_of(subject)` is the id of its 责任领导 where one is named.
    `errands`: the kinds of errands (units.enums.Errand) what waits for somebody about it may be delegated as, beside 会签、表态.
    `in_hand(unit id)` says what of this kind a unit has that has not ended, each with its number (机构变动 shows it first).
    `has_evidence`: files of a unit's library may serve it; `paper(content)` gives the sections of a version as the papers
    of a meeting print them, `changed(subject)` in a few words what changed since the version before.
    `own_files(subject)` are files of its own that are filed with it. `ended(subject)`: may it be filed (归档)? `sealed_at(subject, document)` is the address where the scan of a signed
    paper is registered instead, because a step waits for it; `hears(subject)` and, in words, `told` are who is told
    when one is issued, voided or sealed; `fed_back` how the badge calls its unit where 对下反馈 is said. `check_words(subject, words, by)`
    refuses words that must not stand on its trail. `kept(subjects)` writes what their lists keep beside them, at the end of every act, inside its transaction.
    """

    model: type
    label: str
    visible_to: Callable[[Any], Any]
    url: Callable[[Any], str]
    flow: type | None = None
    settled: Callable[..., None] | None = None
    line_labels: Callable[[Any], dict[str, str]] = no_lines
    parties: Callable[[Any], set[int]] = nobody
    authors: Callable[[Any], set[int]] = nobody
    motions: tuple[str, ...] = tuple(Motion.values)
    units_of: Callable[[Any], set[int]] = own_unit
    formerly: Callable[[Any], set[int]] = no_other_unit
    takes: Callable[[Any, Any], bool] = every_stage
    aside: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    ended: Callable[[Any], bool] = never_ends
    own_files: Callable[[Any], list[OwnFile]] = no_files
    sealed_at: Callable[[Any, Any], str] = sealed_here
    hears: Callable[[Any], list[str]] = its_liaison
    told: str = _("本单位联络员")
    fed_back: str = "feedback"  # a value of <c-circle>
    check_words: Callable[[Any, str, Any], None] = anything_may_be_said
    kept: Callable[[list], None] = keeps_nothing
    traits_of: Callable[[Any], dict] = no_traits
    touched: Callable[[Any, int, int], set[str]] = everything_touched
    leader_of: Callable[[Any], int | None] = deputy
    errands: frozenset[str] = frozenset({Errand.OTHER})
    in_hand: Callable[[int], list[tuple[str, int]]] = nothing_in_hand
    has_evidence: bool = True
    paper: Callable[[dict], list[tuple[str, list[str]]]] = no_paper
    changed: Callable[[Any], str] = unchanged


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


def circle_word(key: str, circle: str) -> str:
    """The badge of a circle on a page of this subject: of an item it is the 责任单位 that reads what is fed back."""
    kind = _kinds.get(key.partition(":")[0])
    return kind.fed_back if kind and circle == Circle.FEEDBACK else circle


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


def readers_among(key: str, people: list[Person]) -> set[int]:
    """Which of the people may see what the key names. One statement, after `read_standings`."""
    name, _colon, pk = key.partition(":")
    seen = [
        _kinds[name]
        .visible_to(each)
        .filter(pk=pk)
        .order_by()
        .annotate(reader=Value(each.pk))
        .values_list("reader")
        for each in people
    ]
    first, *others = seen
    return {pk for (pk,) in first.union(*others, all=True)}


def holders_for(held: Standing, key: str) -> list[str]:
    """The holder keys under which what a key names waits for a person, delegated errands among them."""
    return held.holders({*kind_of(key).errands, Errand.ANSWERING})


def waiting_for(held: Standing, stage: str) -> Q:
    """待办 of a person: own, by post, and of principals as far as they delegated it. `stage` is the kind of assignment under
    which a stage of a route asks."""
    whole = Q(holder__in=held.holders(()))
    for principal in held.lending_in_part:
        about = Q(kind=stage) if principal.lends(Errand.ANSWERING) else Q(pk=None)
        for name, kind in _kinds.items():
            if principal.lends(*kind.errands):
                about |= Q(subject__startswith=f"{name}:")
        posts = [holders.post(post, unit_id) for post, unit_id in principal.posts]
        whole |= Q(about, holder__in=posts)
    return whole


def key_of_item(item) -> str:
    """What an act on an item of an agenda is an act on: its matter, or the meeting itself for a list or a topic."""
    return item.round.subject if item.round_id else item.meeting.key


def of_item(item):
    """The subject an act on an item of an agenda is about."""
    return subject_of(key_of_item(item))
