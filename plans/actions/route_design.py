"""What routes of 实施方案审核 an administrator may build: 签收, 初审 and 上会 are duties; anything else is asked by the engine."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.models import Version
from units.enums import Post
from workflows.designs import Case, Design, Duty, Trait

from . import changes
from .enums import ApprovalWay, PlanKind
from .models import TemplateItem
from .operations.routes import REVIEW, REVIEW_STAGES

RECEIVE, FIRST_REVIEW, MEETING = REVIEW_STAGES
TASKS, TEXT, GROUP, HEAD = "task", "section", "group", "plan"  # as changes.Change says where
PARTS = (
    (TASKS, gettext_lazy("任务清单")),
    (TEXT, gettext_lazy("方案正文")),
    (GROUP, gettext_lazy("领导小组")),
    (HEAD, gettext_lazy("标题和党组（党委）会")),
)


def traits_of(plan) -> dict:
    """What conditions may ask about a plan. One without a budget has none (0)."""
    categories = list(plan.tasks.order_by().values_list("category", flat=True))
    return {
        "approval": plan.action.approval,
        "kind": plan.kind,
        "tasks": len(categories),
        "budget": plan.budget or 0,
        "category": sorted({*categories} - {""}),
    }


def categories() -> list[str]:
    """类别 of the task lists that were published, in their order."""
    items = TemplateItem.objects.filter(template__published_at__isnull=False)
    known = items.order_by("-template", "order", "pk").values_list("category", flat=True)
    return list(dict.fromkeys(known))


def touched(plan, before: int, after: int) -> set[str]:
    """The parts of the plan that differ between two versions."""
    versions = Version.objects.in_bulk([before, after])
    return {each.where for each in changes.changes(versions[before].content, versions[after].content)}


def cases() -> list[Case]:
    """Every 审定方式 with every kind of plan. 工委会审议 is what a 重大事项 needs: no 传签 there."""
    return [
        Case(
            _("%(way)s、%(kind)s") % {"way": ApprovalWay(way).label, "kind": PlanKind(kind).label},
            {"approval": way, "kind": kind},
            is_major=way == ApprovalWay.COMMITTEE,
        )
        for way in ApprovalWay.values
        for kind in PlanKind.values
    ]


# 上会 comes last: 原则通过 is confirmed by the chair and approves, whatever would come after it.
DESIGN = Design(
    code=REVIEW,
    name=gettext_lazy("实施方案审核"),
    starts=gettext_lazy("单位负责人同意报送"),
    ends=gettext_lazy("批准，进入实施"),
    duties=(Duty(RECEIVE, needed=True), Duty(FIRST_REVIEW, again=True), Duty(MEETING, final=True)),
    traits=(
        Trait("approval", gettext_lazy("审定方式"), tuple(ApprovalWay.choices)),
        Trait("kind", gettext_lazy("方案类型"), tuple(PlanKind.choices)),
        Trait("category", gettext_lazy("任务类别"), offers=categories),
        Trait("tasks", gettext_lazy("任务数")),
        Trait("budget", gettext_lazy("经费预算（万元）")),
    ),
    parts=PARTS,
    cases=cases,
    author_posts=(Post.LIAISON,),
)
