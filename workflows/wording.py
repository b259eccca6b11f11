"""What each kind of trail entry is called, and who may read it (知悉范围): fixed here, never per entry."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from records.enums import Circle


@dataclass(frozen=True)
class Wording:
    """`label` is the verb people read; `words` names the parameter that holds the person's own words.

    An entry leaves a dated fact of its own code; `fact` names it otherwise, where the code is that of one result among several.
    """

    label: str
    circle: Circle
    words: str = "words"
    fact: str = ""


# The trail of a meeting (`meeting:3`); what is said of an item stands on the trail of its subject.
_wordings: dict[str, Wording] = {
    "meeting.planned": Wording(_("新建会议"), Circle.MEETING, words="place"),
    "meeting.attended": Wording(_("登记到会"), Circle.MEETING),
    "meeting.opened": Wording(_("宣布开会"), Circle.MEETING),
    "meeting.closed": Wording(_("会议结束"), Circle.MEETING),
}


def register(wordings: dict[str, Wording]) -> None:
    """Make the codes of one app known."""
    _wordings.update(wordings)


def of(code: str) -> Wording:
    """The wording of a code; an unknown code is a mistake in the programme and raises KeyError."""
    return _wordings[code]


def codes() -> dict[str, Wording]:
    """All registered wordings by code."""
    return dict(_wordings)
