"""What routes an administrator may build: filled by the apps above in their apps.py.

A design names the duties of its route (stages with an operation and a page of their own), the traits that conditions may
ask about, and the parts of the content that a stage may be limited to.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .enums import Refusal, StageKind
from .stage_rows import StageRow


@dataclass(frozen=True)
class Trait:
    """What a condition may ask: one of `choices`; a number; or words of which a subject has several, some of which are
    offered (`offers`)."""

    code: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    offers: Callable[[], list[str]] | None = None

    @property
    def is_number(self) -> bool:
        """A number has bounds and no choices."""
        return not self.choices and self.offers is None

    def options(self, wanted: Iterable[str] = ()) -> list[tuple[str, str]]:
        """What can be ticked: (value, label). What a condition asks already stays, offered or not."""
        if self.offers is None:
            return list(self.choices)
        return [(each, each) for each in dict.fromkeys([*self.offers(), *wanted])]


@dataclass(frozen=True)
class Duty:
    """A stage with a page of its own. `needed`: no route without it; `glued`: it follows right after the duty before it;
    `again`: another stage may return to it; `final`: nothing comes after it."""

    row: StageRow
    needed: bool = False
    glued: bool = False
    again: bool = False
    final: bool = False

    @property
    def code(self) -> str:
        """The code of its stage."""
        return self.row.code


@dataclass(frozen=True)
class Case:
    """One kind of subject as the simulator tries it; `duties`: those it takes (None: all of the route)."""

    label: str
    traits: dict = field(default_factory=dict)
    duties: frozenset[str] | None = None
    is_major: bool = False


@dataclass(frozen=True)
class Design:
    """One route: `cases()` are the kinds of subjects that can be told apart; numbers are tried by the simulator itself.

    `refusals` are what a refusal may do here; `author_posts` write the subject and so never judge it in their own unit;
    `starts` is who begins it, as the diagram says.
    """

    code: str
    name: str
    starts: str
    ends: str
    duties: tuple[Duty, ...]
    traits: tuple[Trait, ...]
    parts: tuple[tuple[str, str], ...]
    cases: Callable[[], Iterable[Case]]
    author_posts: tuple[str, ...]
    names_leader: bool = False  # each subject names its 责任领导 itself
    refusals: tuple[str, ...] = (
        Refusal.DRAFTER, Refusal.STAGE, Refusal.CHOSEN, Refusal.GO_ON, Refusal.END,
    )  # fmt: skip

    def duty(self, code: str) -> Duty | None:
        """The duty of that code."""
        return next((each for each in self.duties if each.code == code), None)

    @property
    def meeting(self) -> str:
        """The code of the stage that a meeting decides."""
        return next((each.code for each in self.duties if each.row.kind == StageKind.VOTE), "")


def comes_again(design: Design | None, code: str, *, asks: bool) -> bool:
    """May a stage be returned to: one that asks always, a duty where its design says so."""
    duty = design.duty(code) if design else None
    return asks or bool(duty and duty.again)


_designs: dict[str, Design] = {}


def register(design: Design) -> None:
    """Make a design known."""
    _designs[design.code] = design


def design_of(code: str) -> Design | None:
    """The design of the routes with that code; None where they are shipped as they are."""
    return _designs.get(code)


def designs() -> list[Design]:
    """All of them, in the order in which they were made known."""
    return list(_designs.values())
