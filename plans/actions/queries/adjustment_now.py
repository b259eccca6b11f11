"""现在该做什么 with a 调整申请, and where it is on its way."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums import Post
from workflows import rules as meeting_rules
from workflows.answering import check_can_answer
from workflows.queries.now import Possibilities, Possible
from workflows.queries.way import CURRENT, DONE, NEXT, Way, WayStep, courses_of, person_words

from .. import adjustment_rules, rules
from ..enums import AdjustmentStatus as Status
from ..models import Adjustment
from .way import REVIEW_ROUTE


def _secretary(adjustment, by):
    meeting_rules.check_can_hold_meetings(by)


POSSIBILITIES = Possibilities(
    at={
        Status.DRAFTING: (
            Possible("write", adjustment_rules.check_can_drop, gettext_lazy("请写明调整理由和调整内容")),
        ),
        Status.UNIT_REVIEW: (
            Possible("agree", rules.check_can_agree, gettext_lazy("请审核调整申请，决定是否同意报送")),
            Possible("paper", rules.check_can_record_paper, gettext_lazy("等待单位负责人审核")),
            Possible("withdraw", rules.check_can_withdraw, gettext_lazy("等待单位负责人审核")),
        ),
        "receive": (
            Possible("receive", adjustment_rules.check_can_handle, gettext_lazy("请签收调整申请")),
            Possible("withdraw", rules.check_can_withdraw, gettext_lazy("已报送，等待签收")),
        ),
        "first_review": (
            Possible("review", adjustment_rules.check_can_handle, gettext_lazy("请初审调整申请")),
        ),
        "meeting": (Possible("meeting", _secretary, gettext_lazy("请列入议题")),),
        Status.REVIEWING: (Possible("answer", check_can_answer, gettext_lazy("请您表态")),),
        Status.REVISING: (
            Possible(
                "write", adjustment_rules.check_can_drop, gettext_lazy("请按意见修改后重报，或撤销申请")
            ),
        ),
    },
    always=(Possible("correct", adjustment_rules.check_can_correct_pen, gettext_lazy("代录有误时可以更正")),),
    finished={
        Status.ADOPTED: gettext_lazy("已同意调整，方案有了新版本"),
        Status.REJECTED: gettext_lazy("不予通过，方案照原样实施"),
        Status.DROPPED: gettext_lazy("已撤销，方案照原样实施"),
    },
)
COURSE = (Status.DRAFTING, Status.UNIT_REVIEW, Status.REVIEWING, Status.ADOPTED)
LABELS = {
    Status.DRAFTING: gettext_lazy("起草调整申请"),
    Status.UNIT_REVIEW: gettext_lazy("本单位审核"),
    Status.ADOPTED: gettext_lazy("方案新版本生效"),
}
WHOSE = {Status.DRAFTING: Post.LIAISON.label, Status.UNIT_REVIEW: Post.HEAD.label, Status.ADOPTED: ""}
ENDED_BY = {
    Status.DRAFTING: ("adjustment.submitted",),
    Status.UNIT_REVIEW: ("adjustment.agreed", "adjustment.paper_decided"),
    Status.ADOPTED: ("adjustment.adopted",),
}


def way_of(adjustment: Adjustment, entries) -> Way:
    """Where it is. `entries` is the trail as its reader may know it, newest first."""
    courses = courses_of(adjustment)
    last = {entry.code: entry for entry in reversed(entries)}
    at = {
        Status.REVISING: Status.DRAFTING,
        Status.DROPPED: Status.DRAFTING,
        Status.REJECTED: Status.REVIEWING,
    }
    here = COURSE.index(at.get(adjustment.status, adjustment.status))
    steps: list[WayStep] = []
    for place, status in enumerate(COURSE):
        state = DONE if place < here or status == Status.ADOPTED == adjustment.status else NEXT
        state = CURRENT if place == here and state == NEXT else state
        if status == Status.REVIEWING:
            steps += courses.steps_on(adjustment.route_id, state)
            continue
        ends = [last[code] for code in ENDED_BY[status] if code in last and state == DONE]
        entry = max(ends, key=lambda each: each.n, default=None)
        who = person_words(entry.on_behalf_of or entry.by) if entry else str(WHOSE[status])
        label = _("退回修改") if state == CURRENT and adjustment.status == Status.REVISING else LABELS[status]
        steps.append(WayStep(str(label), state, who, entry and entry.at))
    if adjustment.status in {Status.REJECTED, Status.DROPPED}:
        steps = [each for each in steps if each.state == DONE]
    n = max((each.n for each in courses.rounds_on(adjustment.route_id)), default=0)
    drawing = courses.drawing_of(
        adjustment.route_id, REVIEW_ROUTE, run=here >= COURSE.index(Status.REVIEWING)
    )
    return Way(steps, n, drawing)
