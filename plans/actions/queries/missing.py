"""还差什么: what a plan lacks before it may leave its drafters: what is not written, and points not answered (逐条答复)."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from records.stored import said
from workflows.enums import OpinionKind
from workflows.models import Opinion

from .. import content as contents
from ..enums import SectionKey
from ..models import Plan

QUOTED = 24


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and where in the editor it can be written."""

    anchor: str
    sentence: str

    @property
    def url(self) -> str:
        return f"#{self.anchor}"


def missing(plan: Plan, content: dict) -> list[Gap]:
    """Everything at once, in the order of the plan; then the points. `content` is the plan as it is now."""
    unwritten = [Gap(_anchor(where), sentence) for where, sentence in contents.gaps(content)]
    unanswered = [
        Gap(
            f"point-{point.pk}",
            _("还没有答复意见：%(line)s（%(what)s）")
            % {"line": said(point.line_label), "what": _short(point.wrong)},
        )
        for point in unanswered_points(plan)
    ]
    return unwritten + unanswered


def unanswered_points(plan: Plan) -> QuerySet[Opinion]:
    """What the unit was told last (修改意见 or 修改要求) and has not answered, in its order."""
    told = Opinion.objects.filter(round__process_id=plan.process_id, issued_at__isnull=False)
    told = told.exclude(kind=OpinionKind.REMARK)
    newest = told.order_by("-round__n").values("round__n")[:1]
    return told.filter(round__n=newest, settled_at=None, answer="").order_by("id")


def _anchor(where: str) -> str:
    if where in SectionKey.values:
        return f"section-{where}"
    return {"own_meeting": "own-meeting", "group": "group", "tasks": "tasks"}.get(where, f"task-{where}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"
