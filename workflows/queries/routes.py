"""审批路线 as they are read: versions, the stages of one as data, and its simulation with the people of today."""

from django.utils.translation import gettext as _

from records.errors import Refused

from ..designs import Design, design_of
from ..models import Route
from ..simulation import Simulation, simulate
from ..stage_rows import StageRow, from_json, from_stage
from .route_people import crew_of


def design_for(code: str) -> Design:
    """The design of a route that can be built; Refused for one that is shipped as it is."""
    design = design_of(code)
    if design is None:
        raise Refused(_("该审批路线不能在页面上修改。"))
    return design


def rows_of(route: Route) -> list[StageRow]:
    """The stages of a draft or of a published version, as data."""
    if route.published_at is None:
        return [from_json(each) for each in route.draft]
    return [from_stage(stage) for stage in route.stages.order_by("order").prefetch_related("people")]


def rows_in_force(code: str) -> list[StageRow]:
    """The stages of the version in force; none when nothing is published."""
    route = Route.objects.filter(code=code, published_at__isnull=False).order_by("-n").first()
    return rows_of(route) if route else []


def simulation_of(route: Route) -> Simulation:
    """模拟运行 with the people of today."""
    design, rows = design_for(route.code), rows_of(route)
    return simulate(design, rows, crew_of(design, rows))
