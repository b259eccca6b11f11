"""The routes a plan runs on, as this product ships them; an administrator's own versions come beside them."""

from django.db import transaction

from records.stored import sentence
from units.enums import Post
from units.models import Committee
from workflows.enums import StageKind
from workflows.models import Route
from workflows.operations.routes import publish_once
from workflows.stage_rows import StageRow

REVIEW, ACCEPTANCE = "plan.review", "plan.acceptance"

# Limits in working days (domain defaults: 签收 2、初审 3、上会 5、验收 10).
REVIEW_STAGES = (
    StageRow("receive", sentence("待签收")(), StageKind.HANDLE, Post.OFFICE_CLERK, 2),
    StageRow("first_review", sentence("初审")(), StageKind.HANDLE, Post.OFFICE_CLERK, 3),
    StageRow("meeting", sentence("待上会")(), StageKind.VOTE, Post.SECRETARY, 5),
)
ACCEPTANCE_STAGES = (
    StageRow("arrange", sentence("待安排验收")(), StageKind.HANDLE, Post.OFFICE_CLERK, 3),
    StageRow("visit", sentence("验收中")(), StageKind.ACCEPT, "", 10),
)

# What the steps are called on the way of a plan, without 待 and 中.
BARE = (sentence("签收"), sentence("上会"), sentence("安排验收"), sentence("验收"))


@transaction.atomic
def publish_default_routes(committee: Committee) -> list[Route]:
    """发布默认路线: 签收→初审→上会 and 安排验收→验收; nothing happens where one is published already."""
    return [
        publish_once(REVIEW, "实施方案审核", REVIEW_STAGES, committee),
        publish_once(ACCEPTANCE, "实施方案验收", ACCEPTANCE_STAGES, committee),
    ]
