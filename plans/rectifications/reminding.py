"""提醒范围 of rectification: which of its assignments a rule about items, measures, extensions or looking back means."""

from django.db.models import Exists, OuterRef, Q

from notifications import telling
from plans.supervision.enums import Scope
from plans.supervision.scopes import of_kinds, register, urge
from workflows.models import Round
from workflows.routes import STAGE

from .operations import handing_out, look_back
from .operations.routes import EXTENSION

ITEM = "receive rectify late_note hand_back hand_back_second reply item_coordinate".split()
MEASURE = (handing_out.RECEIVE_MEASURE, handing_out.WORK, handing_out.CONFIRM, handing_out.OBJECTION)


def tell() -> None:
    """Make them known to supervision; called once, when the app is ready."""
    telling.register("item.urged", "item.measure_urged")
    stages = of_kinds("item", STAGE)
    # A stage's assignment says its label; by it the route is known also after its round is closed.
    extending = stages & Q(
        Exists(
            Round.objects.filter(
                process=OuterRef("process"), stage__label=OuterRef("what"), stage__route__code=EXTENSION
            )
        )
    )
    register(Scope.EXTENSION, extending)
    register(Scope.REVIEW, stages & ~extending | of_kinds("item", "approve_stop"))
    register(Scope.ITEM, of_kinds("item", *ITEM) | of_kinds("matter", "sort_out", "handle"))
    register(Scope.MEASURE, of_kinds("item", *MEASURE))
    urge(
        of_kinds("item", "receive", "rectify", *MEASURE[:3]),
        progress=("item.received", "item.reported", "item.measure_received", "item.measure_confirmed"),
    )
    register(Scope.LOOK_BACK, of_kinds("item", look_back.LOOK_BACK))
    register(Scope.ANNUAL, of_kinds("item", look_back.ANNUAL))
