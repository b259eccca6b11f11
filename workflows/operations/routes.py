"""发布审批路线: a route and its stages become rows; a process keeps the version it started with."""

from dataclasses import dataclass

from records import clock
from units.models import Committee

from ..enums import StageKind, StagePlace
from ..models import Route, Stage


@dataclass(frozen=True)
class StageRow:
    """One stage as an app ships it: code, label, who (a post at a place, or the committee's vote), limit in working days."""

    code: str
    label: str
    kind: str
    post: str
    limit_days: int
    place: str = StagePlace.OFFICE


def publish_once(code: str, name: str, stages: tuple[StageRow, ...], committee: Committee) -> Route:
    """The first version of a route; nothing happens where it is published already."""
    route, created = Route.objects.get_or_create(
        code=code, n=1, defaults={"name": name, "published_at": clock.now()}
    )
    if created:
        Stage.objects.bulk_create(
            Stage(
                route=route,
                order=order,
                code=row.code,
                label=row.label,
                kind=row.kind,
                post=row.post,
                place=row.place,
                committee=committee if row.kind == StageKind.VOTE else None,
                limit_days=row.limit_days,
            )
            for order, row in enumerate(stages, start=1)
        )
    return route
