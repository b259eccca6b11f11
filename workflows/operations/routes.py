"""发布审批路线: a route and its stages become rows; a process keeps the version it started with."""

from records import clock
from units.models import Committee

from ..enums import StageKind
from ..models import Route, Stage
from ..stage_rows import StageRow


def publish_once(code: str, name: str, stages: tuple[StageRow, ...], committee: Committee) -> Route:
    """The first version of a route; nothing happens where it is published already."""
    route, created = Route.objects.get_or_create(
        code=code, n=1, defaults={"name": name, "published_at": clock.now()}
    )
    if created:
        write_stages(route, stages, committee_id=committee.pk)
    return route


def write_stages(route: Route, rows, *, committee_id: int | None = None) -> None:
    """The stages of a route become rows, once and for all; a vote without a committee of its own is `committee_id`'s."""
    stages = []
    for order, row in enumerate(rows, start=1):
        given = {name: value for name, value in row.as_json().items() if name not in {"people", "committee"}}
        body = row.committee or (committee_id if row.kind == StageKind.VOTE else None)
        stages.append(Stage(route=route, order=order, committee_id=body, **given))
    Stage.objects.bulk_create(stages)
    through = Stage.people.through
    through.objects.bulk_create(
        through(stage_id=stage.pk, person_id=person)
        for stage, row in zip(stages, rows, strict=True)
        for person in row.people
    )
