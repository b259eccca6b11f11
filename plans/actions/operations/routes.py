"""The routes a plan runs on, as this product ships them; an administrator's own versions come beside them."""

from django.db import transaction

from records import clock
from records.stored import sentence
from units.enums import Post
from units.models import Committee
from workflows.enums import StageKind
from workflows.models import Route, Stage

REVIEW, ACCEPTANCE = "plan.review", "plan.acceptance"

# code, label, kind, post, limit in working days (domain defaults: 签收 2、初审 3、上会 5、验收 10)
REVIEW_STAGES = (
    ("receive", sentence("待签收")(), StageKind.HANDLE, Post.OFFICE_CLERK, 2),
    ("first_review", sentence("初审")(), StageKind.HANDLE, Post.OFFICE_CLERK, 3),
    ("meeting", sentence("待上会")(), StageKind.VOTE, Post.SECRETARY, 5),
)
ACCEPTANCE_STAGES = (
    ("arrange", sentence("待安排验收")(), StageKind.HANDLE, Post.OFFICE_CLERK, 3),
    ("visit", sentence("验收中")(), StageKind.ACCEPT, "", 10),
)

# What the steps are called on the way of a plan, without 待 and 中.
BARE = (sentence("签收"), sentence("上会"), sentence("安排验收"), sentence("验收"))


@transaction.atomic
def publish_default_routes(committee: Committee) -> list[Route]:
    """发布默认路线: 签收→初审→上会 and 安排验收→验收; nothing happens where one is published already."""
    return [
        _publish(REVIEW, "实施方案审核", REVIEW_STAGES, committee),
        _publish(ACCEPTANCE, "实施方案验收", ACCEPTANCE_STAGES, committee),
    ]


def _publish(code: str, name: str, stages, committee: Committee) -> Route:
    route, created = Route.objects.get_or_create(
        code=code, n=1, defaults={"name": name, "published_at": clock.now()}
    )
    if created:
        Stage.objects.bulk_create(
            Stage(
                route=route,
                order=order,
                code=stage,
                label=label,
                kind=kind,
                post=post,
                committee=committee if kind == StageKind.VOTE else None,
                limit_days=days,
            )
            for order, (stage, label, kind, post, days) in enumerate(stages, start=1)
        )
    return route
