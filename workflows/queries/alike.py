"""同类事项: what waits for a person at the same stage of the same route, whichever version of the route it is on."""

from dataclasses import dataclass

from units.models import Person

from .. import subjects
from ..models import Assignment, Round
from ..routes import STAGE
from .inbox import open_assignments

MOST = 200


@dataclass(frozen=True)
class Alike:
    """One of them: the subject, its sitting, and the 待办 it is for the person. `key` says which sitting was looked at."""

    subject: object
    round: Round
    waiting: Assignment

    @property
    def key(self) -> str:
        return f"{self.subject.key}@{self.round.pk}"


def alike(round_: Round, person: Person) -> list[Alike]:
    """In the order of the inbox, the one asked about among them. The same number of statements for any number."""
    stage = round_.stage
    kind = round_.subject.partition(":")[0]
    waiting = open_assignments(person).filter(kind=STAGE, subject__startswith=f"{kind}:")[:MOST]
    mine = {}
    for each in waiting:
        mine.setdefault(each.subject, each)
    rounds = Round.objects.filter(
        subject__in=mine,
        closed_at=None,
        stage__route__code=stage.route.code,
        stage__code=stage.code,
        stage__kind=stage.kind,
        stage__label=stage.label,
    ).select_related("version")
    open_ones = {each.subject: each for each in rounds}
    visible = subjects.kinds()[kind].visible_to(person)
    found = {each.key: each for each in visible.filter(pk__in=[key.partition(":")[2] for key in open_ones])}
    return [
        Alike(found[key], open_ones[key], each)
        for key, each in mine.items()
        if key in open_ones and key in found
    ]
