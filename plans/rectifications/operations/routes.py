"""The routes an item runs on, as this product ships them. Which stages it takes is decided in chain.py."""

from django.db import transaction

from records.stored import sentence
from units.enums import Post
from units.models import Committee
from workflows.enums import StageKind, StagePlace
from workflows.models import Route
from workflows.operations.routes import publish_once
from workflows.stage_rows import StageRow

from .. import chain

CLOSING, EXTENSION, STOPPING = "item.closing", "item.extension", "item.stopping"
HANDLE, UNIT = StageKind.HANDLE, StagePlace.UNIT

# Limits in working days (domain defaults: 初审 3、复核 5、验收 10、公示 5).
CLOSING_STAGES = (
    StageRow(chain.CONFIRM, sentence("待单位负责人确认")(), HANDLE, Post.HEAD, 2, UNIT),
    StageRow(chain.AUDIT, sentence("待审核销号")(), HANDLE, Post.OFFICE_CLERK, 3),
    StageRow(chain.FIRST_REVIEW, sentence("待初审")(), HANDLE, Post.OFFICE_CLERK, 3),
    StageRow(chain.RECHECK, sentence("待复核")(), HANDLE, Post.OFFICE_HEAD, 5),
    StageRow(chain.ARRANGE, sentence("待安排验收")(), HANDLE, Post.OFFICE_CLERK, 3),
    StageRow(chain.VISIT, sentence("验收中")(), StageKind.ACCEPT, "", 10),
    StageRow(chain.DECIDE, sentence("待审定")(), HANDLE, Post.DEPUTY, 3),
    StageRow(chain.MEETING, sentence("待上会")(), StageKind.VOTE, Post.SECRETARY, 5),
    StageRow(chain.PUBLICITY, sentence("公示中")(), HANDLE, Post.OFFICE_CLERK, 5),
    StageRow(chain.AT_SOURCE, sentence("本级核验通过，待来源单位销号")(), HANDLE, Post.OFFICE_CLERK, 20),
)
EXTENSION_STAGES = (
    StageRow(chain.SIGN, sentence("延期待单位负责人签字")(), HANDLE, Post.HEAD, 1, UNIT),
    StageRow(chain.APPROVE, sentence("延期待审批")(), HANDLE, Post.OFFICE_CLERK, 3),
    StageRow(chain.CONSENT, sentence("延期待来源单位同意")(), HANDLE, Post.OFFICE_CLERK, 5),
)
STOPPING_STAGES = (StageRow("approve_stop", sentence("终止待审批")(), HANDLE, Post.OFFICE_HEAD, 3),)


@transaction.atomic
def publish_default_routes(committee: Committee) -> list[Route]:
    """发布默认路线: 销号, 延期, 终止; nothing happens where one is published already."""
    return [
        publish_once(CLOSING, "整改销号", CLOSING_STAGES, committee),
        publish_once(EXTENSION, "整改延期", EXTENSION_STAGES, committee),
        publish_once(STOPPING, "整改终止", STOPPING_STAGES, committee),
    ]
