"""What each kind of trail entry is called, and who may read it (知悉范围): fixed here, never per entry."""

from dataclasses import dataclass

from records.enums import Circle


@dataclass(frozen=True)
class Wording:
    """`label` is the verb people read; `words` names the parameter that holds the person's own words."""

    label: str
    circle: Circle
    words: str = "words"


_wordings: dict[str, Wording] = {}


def register(wordings: dict[str, Wording]) -> None:
    """Make the codes of one app known."""
    _wordings.update(wordings)


def of(code: str) -> Wording:
    """The wording of a code; an unknown code is a mistake in the programme and raises KeyError."""
    return _wordings[code]


def codes() -> dict[str, Wording]:
    """All registered wordings by code."""
    return dict(_wordings)
