"""One stage as data: as an app ships it, as an administrator types it, as the simulator tries it. Pure."""

from dataclasses import asdict, dataclass, field, fields

from .enums import Counting, Refusal, StageKind, StagePlace


@dataclass(frozen=True)
class StageRow:
    """Code, label, how (kind), who (posts at a place, a committee, people by id), limit in working days; then what only
    built stages say: what a refusal does, what survives a return, for whom it is there, and how a vote is counted."""

    code: str
    label: str
    kind: str
    post: str
    limit_days: int
    place: str = StagePlace.OFFICE
    asks: bool = False
    also: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    committee: int | None = None
    refusal: str = Refusal.DRAFTER
    refusal_stage: str = ""
    keeps: bool = False
    concerns: tuple[str, ...] = ()
    condition: dict = field(default_factory=dict)
    quorum: str = ""
    counting: str = Counting.SHARE
    ayes: str = ""
    chair_weight: int = 1

    @property
    def posts(self) -> list[str]:
        """The posts it asks, at its place."""
        return [each for each in (self.post, *self.also) if each]

    @property
    def votes(self) -> bool:
        """Is it decided in a meeting?"""
        return self.kind == StageKind.VOTE

    def as_json(self) -> dict:
        """As a draft keeps it."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


LISTS = ("also", "people", "concerns")
NAMES = tuple(each.name for each in fields(StageRow))


def from_json(kept: dict) -> StageRow:
    """A stage of a draft."""
    known = {name: value for name, value in kept.items() if name in NAMES}
    return StageRow(**{name: tuple(value) if name in LISTS else value for name, value in known.items()})


def from_stage(stage, *, people=None) -> StageRow:
    """A published stage; its people are read when they are not given."""
    if people is None:
        people = sorted(each.pk for each in stage.people.all())
    return StageRow(
        code=stage.code,
        label=stage.label,
        kind=stage.kind,
        post=stage.post,
        limit_days=stage.limit_days,
        place=stage.place,
        asks=stage.asks,
        also=tuple(stage.also),
        people=tuple(people),
        committee=stage.committee_id,
        refusal=stage.refusal,
        refusal_stage=stage.refusal_stage,
        keeps=stage.keeps,
        concerns=tuple(stage.concerns),
        condition=dict(stage.condition),
        quorum=stage.quorum,
        counting=stage.counting,
        ayes=stage.ayes,
        chair_weight=stage.chair_weight,
    )
