"""What one row of 待办 or 已办 says, so that it need not be opened to be understood."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records import workdays
from records.stored import said

from .. import lights
from ..enums import Light, Outcome
from ..models import Assignment

# For these the number counts versions: they come before the office has seen anything.
BY_VERSION = frozenset({"unit_review", "confirm"})


@dataclass(frozen=True)
class InboxRow:
    """One row: the light, which step, what changed, who sent it, what is left in working days."""

    assignment: Assignment
    light: Light
    step: str
    notes: list[str]
    sender: str
    days_left: int | None
    outcome: str = ""
    provisional: bool = False  # its days were counted in a year whose calendar is not loaded


def open_row(assignment: Assignment, today: date) -> InboxRow:
    """A row of 待办."""
    starts = assignment.starts
    return InboxRow(
        assignment=assignment,
        light=lights.light(
            today,
            begun=starts is None or starts <= today,
            done=False,
            yellow_on=assignment.yellow_on,
            red_on=assignment.red_on,
        ),
        step=step(assignment),
        notes=[
            "；".join(said(part) for part in line.split("；"))
            for line in assignment.note.splitlines()
            if line.strip()
        ],
        sender=sender(assignment),
        days_left=workdays.between(today, assignment.due) if assignment.due else None,
        provisional=assignment.provisional or not workdays.is_known(assignment.due or today),
    )


def done_row(assignment: Assignment) -> InboxRow:
    """A row of 已办: how it ended, and for whom it was done."""
    outcome = Outcome(assignment.outcome).label if assignment.outcome in Outcome.values else ""
    if assignment.on_behalf_of:
        for_whom = _("代%(name)s办理") % {"name": assignment.on_behalf_of.name}
        outcome = _("%(what)s（%(more)s）") % {"what": outcome, "more": for_whom} if outcome else for_whom
    return InboxRow(
        assignment=assignment,
        light=Light.BLUE,
        step=step(assignment, waiting=False),
        notes=[],
        sender=sender(assignment),
        days_left=None,
        outcome=outcome,
    )


def step(assignment: Assignment, *, waiting: bool = True) -> str:
    """待您初审（第2轮）: which step, and the how-manieth time."""
    what = assignment.what
    if assignment.kind == "stage" and not what.startswith("请"):
        bare = said(what.removeprefix("待"))
        what = _("待您%(what)s") % {"what": bare} if waiting else bare
    else:
        what = said(what)
    if assignment.kind in BY_VERSION:
        return _("%(what)s（第%(n)d版）") % {"what": what, "n": assignment.round}
    if assignment.round > 1:
        return _("%(what)s（第%(n)d轮）") % {"what": what, "n": assignment.round}
    return what


def sender(assignment: Assignment) -> str:
    """Who sent it, with the title people know them by."""
    person = assignment.sent_by
    return f"{person.title} {person.name}".strip() if person else ""
