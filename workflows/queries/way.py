"""办理流程: where a subject is on its way. Here the stages of a route with their rounds; the app above knows the steps beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from records import clock, workdays
from records.stored import said

from .. import conditions, route_words
from ..designs import design_of
from ..enums import Outcome
from ..models import Round, Stage
from ..route_diagrams import Diagram, diagram
from ..stage_rows import StageRow, from_stage
from ..subjects import kind_of

DONE, CURRENT, NEXT = "done", "current", "next"


@dataclass(frozen=True)
class WayStep:
    """One step: done, current or coming; who ended it and when, or until when it is due."""

    label: str
    state: str
    who: str = ""
    when: datetime | None = None
    due: date | None = None
    days_left: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Way:
    """The whole way; `round` is the how-manieth review this is."""

    steps: list[WayStep]
    round: int
    drawing: Diagram | None = None


@dataclass(frozen=True)
class Courses:
    """The routes of one subject and what has been sat on them."""

    subject: object
    stages: list[Stage]
    rounds: list[Round]

    def rounds_on(self, route_id: int) -> list[Round]:
        """Every sitting on one route, oldest first."""
        return [each for each in self.rounds if each.stage.route_id == route_id]

    def drawing_of(self, route_id: int, design_code: str, *, run: bool = True) -> Diagram | None:
        """路线图 of one route, with how far the present `run` has come; people are told by their number only."""
        stages = [each for each in self.stages if each.route_id == route_id]
        if not stages:
            return None
        rounds = self.rounds_on(route_id)
        newest = max((each.n for each in rounds), default=0)
        sat = {each.stage_id: each for each in rounds if run and each.n == newest}
        states = {each.code: _state(sat.get(each.pk)) for each in stages}
        return diagram([drawn_from(each) for each in stages], design_of(design_code), states=states)

    def steps_on(self, route_id: int, state: str) -> list[WayStep]:
        """The stages of a route. In the present or past run the newest round of each stage says how far it came."""
        rounds = self.rounds_on(route_id)
        newest = max((each.n for each in rounds), default=0)
        run = {each.stage_id: each for each in rounds if each.n == newest} if state != NEXT else {}
        return [
            _step(self.subject, stage, run.get(stage.pk))
            for stage in self.stages
            if stage.route_id == route_id
        ]


def courses_of(subject) -> Courses:
    """The review and acceptance routes of a subject, in two statements."""
    looked_at = Round.objects.filter(process_id=subject.process_id).exclude(outcome=Outcome.WITHDRAWN)
    rounds = looked_at.select_related("stage", "closed_by__unit")
    routes = [subject.route_id, subject.acceptance_route_id]
    sat = list(rounds.order_by("id"))
    stages = Stage.objects.filter(route_id__in=routes).annotate(named=Count("people")).order_by("order")
    return Courses(subject, concerning(subject, stages, sat), sat)


def concerning(subject, stages, rounds) -> list[Stage]:
    """Those stages whose condition the subject fits, and those that were sat on whatever it says now."""
    found, sat = list(stages), {each.stage_id for each in rounds}
    if not any(stage.condition for stage in found):
        return found
    traits = kind_of(subject.key).traits_of(subject)
    return [stage for stage in found if stage.pk in sat or conditions.fits(stage.condition, traits)]


def drawn_from(stage: Stage) -> StageRow:
    """A stage as the diagram of a subject needs it: how many are named, and not who."""
    return from_stage(stage, people=range(getattr(stage, "named", 0)))


def _state(round_: Round | None) -> str:
    if round_ is None or round_.outcome == Outcome.SENT_BACK:
        return NEXT
    return CURRENT if round_.closed_at is None else DONE


def person_words(person) -> str:
    """A person with the title people know them by; "" for nobody."""
    return f"{person.title} {person.name}".strip() if person else ""


def days_left(due: date | None) -> int | None:
    """Working days until a day, when there is one."""
    return workdays.between(clock.today(), due) if due else None


def _step(subject, stage: Stage, round_: Round | None) -> WayStep:
    waits = route_words.who(drawn_from(stage))
    if round_ is None or round_.outcome == Outcome.SENT_BACK:
        return WayStep(bare(stage.label), NEXT, waits)
    if round_.closed_at is None:
        label = said(subject.stage_label or stage.label)
        return WayStep(label, CURRENT, waits, due=round_.due, days_left=days_left(round_.due))
    return WayStep(
        bare(stage.label),
        DONE,
        person_words(round_.closed_by),
        round_.closed_at,
        outcome="" if round_.outcome == Outcome.PASSED_ON else round_.get_outcome_display(),
    )


def bare(label: str) -> str:
    """The step without its state: 待签收 → 签收, 验收中 → 验收."""
    return said(label.removeprefix("待").removesuffix("中"))
