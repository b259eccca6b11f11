"""调整申请: the unit says what an approved plan is to say instead, and why. The plan in force stays as it is meanwhile."""

from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from records import canonical, clock, facts, versions
from records.enums import Circle
from records.errors import Refused, Stale
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes
from workflows.acts import acting, liaison_of, starting
from workflows.enums import Outcome
from workflows.locks import lock

from .. import adjustment_content as contents
from .. import adjustment_rules as rules
from .. import rules as plan_rules
from ..content import gaps, item_code_at
from ..enums import AdjustmentStatus
from ..flow import AdjustmentFlow, PlanFlow
from ..models import Adjustment, Task
from . import facts_for
from .drafting import TASK_FIELDS, check_group, checked_milestones, fill, new_line
from .readiness import refuse_gaps
from .submission import SIGNING_SLIP

TITLE = sentence("%(plan)s调整申请")
ADJUSTED = sentence("调整：%(what)s。理由：%(reason)s")
REVIEW = sentence("请审核并同意调整申请")
REVISE = sentence("单位负责人退回调整申请，请修改")
SENT_BACK = sentence("%(title)s：%(reason)s")
AGREED = sentence("%(title)s：单位负责人已同意报送")
WITHDRAWN = sentence("%(title)s：已撤回")
REVISE_DAYS, REVIEW_DAYS = 3, 2


def start_adjustment(plan, *, by) -> Adjustment:
    """申请调整: begins with the plan as it stands."""
    rules.check_can_start(plan, by)
    adjustment = Adjustment(
        plan=plan,
        unit_id=plan.unit_id,
        base_n=plan.approved_version,
        draft={},
        drafter=by,
        started_at=clock.now(),
        title=TITLE(plan=plan.title)[:200],
        route_id=plan.route_id,  # it goes the way on which the plan was approved
    )

    def as_it_stands(new: Adjustment) -> None:
        lock(plan, PlanFlow)  # nobody moves it meanwhile
        rules.check_can_start(plan, by)
        new.base_n, new.draft = plan.approved_version, contents.draft_of(plan)

    try:
        with starting(adjustment, AdjustmentFlow.begin, by=by, prepare=as_it_stands) as act:
            act.record("adjustment.started", base=adjustment.base_n)
    except IntegrityError as error:
        raise Refused(_("方案已有一件调整申请没有办结，请打开该申请继续办理。")) from error
    return adjustment


def write_adjustment(
    adjustment,
    *,
    by,
    seen: str,
    reason: str,
    sections: dict[str, str],
    group: list[dict],
    meeting_name: str,
    meeting_on: date | None,
    document_number: str,
) -> None:
    """暂存: the reason and every text but the tasks. `seen` is the mark of what the page showed."""
    check_group(group)
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        rules.check_can_write(adjustment, by)
        draft = adjustment.draft
        known = {row["line"] for row in draft["group"]}
        mine = {
            "reason": reason.strip(),
            "own_meeting": {"name": meeting_name, "date": meeting_on or "", "number": document_number},
            "group": [
                {**row, "line": row["line"] if row.get("line") in known else new_line("g")} for row in group
            ],
            "sections": [
                {"key": row["key"], "text": sections.get(row["key"], row["text"])}
                for row in draft["sections"]
            ],
        }
        _check_seen(adjustment, seen, contents.texts_of(draft, adjustment.reason), mine)
        write_draft(act, {**draft, **{name: mine[name] for name in contents.TEXTS}}, reason=mine["reason"])


def write_adjusted_task(
    adjustment, line: str, *, by, seen: str, milestones: list[tuple[str, date | None]], **fields
) -> str:
    """暂存: one task as it is to be; a new one where `line` is empty. Returns its line."""
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        task = rules.check_can_change_task(adjustment, line, by)
        draft = adjustment.draft
        now = contents.task_at(draft, line)
        wanted = Task(plan=adjustment.plan)
        fill(wanted, fields)
        nodes = checked_milestones(wanted, milestones)
        _check_nodes_stay(task, [name for name, _due in nodes])
        mine = {**now, **as_data(wanted, nodes), "line": line or new_line()}
        _check_seen(adjustment, seen, now, mine)
        tasks = [mine if each["line"] == line else each for each in draft["tasks"]]
        write_draft(act, {**draft, "tasks": tasks if now else [*tasks, mine]}, line=mine["line"])
    return mine["line"]


def take_out_task(adjustment, line: str, *, by) -> None:
    """取消任务: the plan is to do without it. What was reported on it stays."""
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        rules.check_can_change_task(adjustment, line, by)
        draft = adjustment.draft
        if contents.task_at(draft, line):
            tasks = [each for each in draft["tasks"] if each["line"] != line]
            write_draft(act, {**draft, "tasks": tasks}, line=line)


def put_back_task(adjustment, line: str, *, by) -> None:
    """恢复原样: this task as it is carried out today."""
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        rules.check_can_write(adjustment, by)
        draft, today = adjustment.draft, contents.draft_of(adjustment.plan)
        original = contents.task_at(today, line)
        if not original:
            raise Refused(_("该任务不在现行方案中，不能恢复；不需要的请取消。"))
        order = {each["line"]: place for place, each in enumerate(today["tasks"])}
        others = [each for each in draft["tasks"] if each["line"] != line]
        # New tasks stand at the end, those of the plan in its order.
        tasks = sorted([*others, original], key=lambda each: order.get(each["line"], len(order)))
        write_draft(act, {**draft, "tasks": tasks}, line=line)


def submit_adjustment(adjustment, *, by) -> None:
    """提交本单位审核: freezes what is asked for, and asks the head of the unit."""
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        lock(adjustment.plan, PlanFlow)  # nobody asks for its acceptance at the same moment
        rules.check_can_write(adjustment, by)
        if not adjustment.reason.strip():
            raise Refused(_("请填写调整理由。"))
        content = contents.as_version(adjustment.draft)
        before = versions.get(adjustment.plan.key, adjustment.base_n).content
        found = contents.differences(before, adjustment.draft)
        if not found:
            raise Refused(_("与现行方案相同，没有需要审批的调整。"))
        refuse_gaps([words for _line, words in gaps(content)], otherwise=_("另有%(n)d处。"))
        version = versions.freeze(adjustment.key, content, by=by)
        act.set(version_n=version.n)
        act.leave(Outcome.SUBMITTED)
        act.finish()
        act.assign(
            "unit_review",
            holders.post(Post.HEAD, adjustment.unit_id),
            REVIEW(),
            limit_days=REVIEW_DAYS,
            n=version.n,
            note=adjustment.reason,
        )
        act.record("adjustment.submitted", version=version.n, words=adjustment.reason)
        labels = dict.fromkeys(change.label for change in found)
        documents.ask(
            DocumentKind.SIGNING_SLIP,
            subject=adjustment.key,
            title=SIGNING_SLIP(n=version.n),
            unit=adjustment.unit,
            version=version,
            facts=facts_for.signing_slip_facts(
                adjustment, version, changed=ADJUSTED(what=_("、").join(labels), reason=adjustment.reason)
            ),
            by=by,
            circle=Circle.UNIT,
        )


def withdraw_adjustment(adjustment, *, by, reason: str = "") -> None:
    """撤回: back to the draft, until the office has received it."""
    with acting(adjustment, AdjustmentFlow.unit_review, AdjustmentFlow.reviewing, by=by) as act:
        plan_rules.check_can_withdraw(adjustment, by)
        act.leave(Outcome.WITHDRAWN)
        if adjustment.status == AdjustmentStatus.REVIEWING:
            routes.advance(act, routes.current(adjustment.process_id), Outcome.WITHDRAWN)
            office = [holders.post(Post.OFFICE_CLERK, routes.office_id())]
            act.notify(office, "adjustment.withdrawn", WITHDRAWN(title=adjustment.title))
        act.finish()
        act.record("adjustment.withdrawn", version=adjustment.version_n, words=reason)


def drop_adjustment(adjustment, *, by, reason: str = "") -> None:
    """撤销申请: it is given up and kept; the plan goes on as it is."""
    with acting(adjustment, AdjustmentFlow.drafting, AdjustmentFlow.revising, by=by) as act:
        rules.check_can_drop(adjustment, by)
        act.leave(Outcome.WITHDRAWN)
        act.finish()
        act.record("adjustment.dropped", version=adjustment.version_n or None, words=reason)


def agree_adjustment(adjustment, *, by, words: str = "") -> None:
    """同意报送: the head of the unit, or a delegate, passes it to whoever approved the plan."""
    with acting(adjustment, AdjustmentFlow.unit_review, by=by) as act:
        authority = plan_rules.check_can_agree(adjustment, by)
        act.record(
            "adjustment.agreed",
            version=adjustment.version_n,
            on_behalf_of=authority.on_behalf_of,
            words=words,
        )
        report(act, on_behalf_of=authority.on_behalf_of)


def send_back_adjustment(adjustment, *, by, reason: str) -> None:
    """退回修改: the head of the unit returns it to its drafter; always with a reason."""
    with acting(adjustment, AdjustmentFlow.unit_review, by=by) as act:
        authority = plan_rules.check_can_agree(adjustment, by)
        if not reason.strip():
            raise Refused(_("退回必须填写理由。"), field="reason")
        act.record(
            "adjustment.sent_back",
            version=adjustment.version_n,
            on_behalf_of=authority.on_behalf_of,
            words=reason,
        )
        return_to_drafter(act, reason, on_behalf_of=authority.on_behalf_of)


def report(act, *, on_behalf_of) -> None:
    """The head has agreed, in the page or by pen: the first stage of the plan's own route opens."""
    adjustment = act.subject
    act.leave(Outcome.AGREED)
    act.finish(on_behalf_of=on_behalf_of)
    routes.begin(
        act,
        adjustment.route_id,
        n=routes.rounds_so_far(adjustment.process_id) + 1,
        version=versions.get(adjustment.key, adjustment.version_n),
        note=adjustment.reason,
    )
    act.notify([liaison_of(adjustment)], "adjustment.agreed", AGREED(title=adjustment.title))


def return_to_drafter(act, reason: str, *, on_behalf_of) -> None:
    """The head has sent it back, in the page or by pen."""
    liaison, title = liaison_of(act.subject), act.subject.title
    act.leave(Outcome.RETURNED)
    act.finish(on_behalf_of=on_behalf_of)
    act.assign("draft", liaison, REVISE(), limit_days=REVISE_DAYS, note=reason)
    act.notify([liaison], "adjustment.sent_back", SENT_BACK(title=title, reason=reason), circle=Circle.UNIT)


def write_draft(act, draft: dict, *, line: str = "", **fields) -> None:
    """Inside an act on the application that was asked whether it may be written."""
    adjustment = act.subject
    act.set(draft=canonical.plain(draft), saved_by=act.by, saved_at=clock.now(), **fields)
    facts.note_daily(
        facts.fact(
            "adjustment.written",
            subject=adjustment.key,
            unit_id=adjustment.unit_id,
            line=line,
            item_code=item_code_at(adjustment.plan, line),
        )
    )


def _check_seen(adjustment, seen: str, now: dict, mine: dict) -> None:
    """Somebody else wrote the same place since: both are handed back, nothing is overwritten."""
    if seen == contents.mark(now) or now == canonical.plain(mine):
        return
    raise Stale(
        mine=canonical.plain(mine),
        theirs=now,
        revision=0,
        who=adjustment.saved_by.name if adjustment.saved_by else "",
        when=adjustment.saved_at,
        sentence=_(
            "您打开以后，这里又有人改过，没有保存。两份内容的差别列在下面；核对后再次保存，以您的为准。"
        ),
    )


def _check_nodes_stay(task: Task | None, names: list[str]) -> None:
    """A node that is done is a fact."""
    if task is None:
        return
    for node in task.milestones.order_by("order"):
        if node.done_on and node.name not in names:
            raise Refused(_("节点“%(name)s”已完成，不能取消或改名。") % {"name": node.name})


def as_data(task: Task, nodes: list[tuple[str, date | None]]) -> dict:
    """A task as the draft keeps it."""
    plain = {name: getattr(task, name) for name in TASK_FIELDS if name not in ("section", "person")}
    return {
        **plain,
        "starts": task.starts or "",
        "due": task.due or "",
        "section": task.section.name if task.section else "",
        "person": task.person.name if task.person else "",
        "section_id": task.section_id,
        "person_id": task.person_id,
        "milestones": [{"name": name, "due": due or ""} for name, due in nodes],
    }
