"""现在该做什么: what this person may do with this plan now, asked of the same rules as the operations."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock, workdays
from records.stored import said
from units import holders
from units.models import Person
from units.queries import standing
from workflows import rules as meeting_rules
from workflows.models import Assignment
from workflows.routes import VOTE

from .. import rules
from ..enums import Status
from ..models import Plan
from .acceptance import group_of_open_round

MANY_HOLDERS = 3


@dataclass(frozen=True)
class Possible:
    """One thing that can be done at a step: its fragment in templates/actions/now/, its rule, the card's heading."""

    name: str
    check: Callable
    heading: str


def _secretary(plan, by):
    meeting_rules.check_can_hold_meetings(by)


def _in_group(plan, by):
    rules.check_can_check(plan, by, group_of_open_round(plan))


# By stage while the plan is on a route, else by status; the first one allowed gives the card its heading.
POSSIBLE: dict[str, tuple[Possible, ...]] = {
    Status.DRAFTING: (Possible("draft", rules.check_can_submit, gettext_lazy("请写好方案，提交本单位审核")),),
    Status.UNIT_REVIEW: (
        Possible("agree", rules.check_can_agree, gettext_lazy("请审核方案，决定是否同意报送")),
        Possible("paper", rules.check_can_record_paper, gettext_lazy("等待单位负责人审核")),
        Possible("withdraw", rules.check_can_withdraw, gettext_lazy("等待单位负责人审核")),
    ),
    "receive": (
        Possible("receive", rules.check_can_receive, gettext_lazy("请签收方案")),
        Possible("withdraw", rules.check_can_withdraw, gettext_lazy("已报送，等待签收")),
    ),
    "first_review": (Possible("review", rules.check_can_review, gettext_lazy("请按四项标准初审")),),
    "meeting": (Possible("meeting", _secretary, gettext_lazy("请列入议题")),),
    Status.REVISING: (Possible("revise", rules.check_can_submit, gettext_lazy("请按意见修改后重报")),),
    Status.AMENDING: (
        Possible("amend", rules.check_can_submit_amendments, gettext_lazy("请按修改要求修改后报审定")),
    ),
    Status.CONFIRMING: (Possible("confirm", rules.check_can_confirm, gettext_lazy("请审定修改稿")),),
    Status.EXECUTING: (
        Possible(
            "request_acceptance", rules.check_can_request_acceptance, gettext_lazy("任务已办结，请申请验收")
        ),
        Possible("execute", rules.check_can_watch_tasks, gettext_lazy("正在实施")),
    ),
    "arrange": (Possible("compose", rules.check_can_compose_group, gettext_lazy("请组成验收组")),),
    "visit": (Possible("check", _in_group, gettext_lazy("请核查验收")),),
    Status.SIGNING: (Possible("sign", rules.check_can_register_signed, gettext_lazy("请登记签字盖章件")),),
}

# At whatever stage the plan is by then.
CORRECTION = Possible("correct", rules.check_can_correct_paper, gettext_lazy("代录有误时可以更正"))

FINISHED = {Status.CLOSED: gettext_lazy("方案已办结"), Status.REJECTED: gettext_lazy("方案不予通过")}


@dataclass
class Now:
    """The card: heading, what can be done (fragments), until when, and for whom everybody else waits."""

    heading: str
    fragments: list[str]
    tone: str
    waits: str = ""
    due: date | None = None
    days_left: int | None = None
    provisional: bool = False
    elsewhere: list[Assignment] = field(default_factory=list)


def possible(plan: Plan, person: Person) -> list[Possible]:
    """What the rules allow this person now."""
    candidates = (*(POSSIBLE.get(plan.stage) or POSSIBLE.get(plan.status) or ()), CORRECTION)
    return [each for each in candidates if rules.allows(each.check, plan, person)]


def what_now(plan: Plan, person: Person) -> list[str]:
    """The fragments (templates/actions/now/) the card shows this person."""
    return [each.name for each in possible(plan, person)]


def now(plan: Plan, person: Person, *, page_url: str) -> Now:
    """The card of the plan's page. `page_url` is that page: what is done elsewhere gets a link of its own."""
    allowed = possible(plan, person)
    waiting = list(Assignment.objects.filter(process_id=plan.process_id, done_at=None).order_by("due", "id"))
    mine_keys = set(standing(person).holders())
    mine = [each for each in waiting if each.holder in mine_keys]
    # Who has not voted yet is a running count, which only the secretary's desk shows (知悉范围: 会议内容).
    waiting = [each for each in waiting if each.kind != VOTE or each in mine]
    elsewhere = [each for each in mine if each.url != page_url]
    card = Now(
        heading=str(allowed[0].heading) if allowed else "",
        fragments=[each.name for each in allowed],
        tone="act",
        elsewhere=elsewhere[:MANY_HOLDERS],
    )
    if plan.status in FINISHED:
        card.heading, card.tone = str(FINISHED[plan.status]), "done"
        return card
    if mine:
        _until(card, mine[0])
        card.heading = card.heading or said(mine[0].what)
    elif waiting:
        card.tone = "wait"
        if plan.status != Status.EXECUTING:  # many tasks, each with a date of its own
            _until(card, waiting[0])
        card.heading = card.heading or rules.label(plan)
        card.waits = _("等待：%(who)s") % {"who": _who(waiting)}
    else:
        card.heading = card.heading or rules.label(plan)
        card.tone = "act" if allowed else "wait"
    return card


def _until(card: Now, assignment: Assignment) -> None:
    card.due, card.provisional = assignment.due, assignment.provisional
    card.days_left = workdays.between(clock.today(), assignment.due) if assignment.due else None


def _who(waiting: list[Assignment]) -> str:
    keys = list(dict.fromkeys(each.holder for each in waiting))
    if len(keys) > MANY_HOLDERS:
        return _("%(n)d位责任人") % {"n": len(keys)}
    labels = holders.labels(keys)
    return _("、").join(labels[key] for key in keys)
