"""验收: the unit applies, a group of other units checks task by task, the paper is signed and the plan closed."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind, DocumentState
from documents.models import Document
from records import clock, versions
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import lights, routes
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.models import AcceptanceGroup, Finding, Round
from workflows.operations import acceptance

from .. import rules
from ..enums import Status
from ..flow import PlanFlow
from ..models import Plan, Task
from . import facts_for
from .approval import assign_task

SIGN = sentence("请打印、用印并登记签字盖章件")
REGROUPED = sentence("%(title)s：验收组已调整，%(date)s验收")
COMPOSED = sentence("%(title)s：验收组已组成，定于%(date)s验收")
CONCLUDED = sentence("%(title)s：验收结论为%(result)s")
CLOSED = sentence("%(title)s：已办结")
OPINION = sentence("验收意见书")


def request_acceptance(plan, *, by, words: str = "") -> None:
    """申请验收: every task is finished; the office arranges a group."""
    with acting(plan, PlanFlow.executing, by=by) as act:
        rules.check_can_request_acceptance(plan, by)
        rules.check_early_acceptance_is_explained(plan, words)
        act.leave(Outcome.SUBMITTED)
        act.finish("request_acceptance")
        version = versions.get(plan.key, plan.approved_version)
        n = (
            Round.objects.filter(process_id=plan.process_id, stage__route_id=plan.acceptance_route_id).count()
            + 1
        )
        routes.begin(act, plan.acceptance_route_id, n=n, version=version)
        act.record("plan.acceptance_requested", version=plan.approved_version, words=words)


def compose_group(
    plan, *, by, leader, members, visit_on: date, methods: list[str], visit=None
) -> AcceptanceGroup:
    """组成验收组: a leader and members from other units; 回避 is checked for each. On a visit everybody is told of the visit."""
    with acting(plan, PlanFlow.accepting, by=by) as act:
        rules.check_can_compose_group(plan, by, visit=visit)
        group = acceptance.compose(
            act, leader=leader, members=members, visit_on=visit_on, methods=methods, visit=visit
        )
        act.record("plan.group_composed", version=plan.approved_version, **acceptance.told(group))
        if visit is None:
            act.notify(
                [liaison_of(plan), leader, *members],
                "plan.group_composed",
                COMPOSED(title=plan.title, date=visit_on.isoformat()),
            )
    return group


def change_group(
    plan, *, by, leader, members, visit_on: date, methods: list[str], visit=None
) -> AcceptanceGroup:
    """调整验收组: whoever left or has to recuse themselves is replaced, until the conclusion. On a visit with the whole group of it."""
    with acting(plan, PlanFlow.accepting, by=by) as act:
        rules.check_can_change_group(plan, by)
        group = acceptance.group_to_change(plan, visit)
        acceptance.regroup(act, group, leader=leader, members=members, visit_on=visit_on, methods=methods)
        act.record("plan.group_changed", version=plan.approved_version, **acceptance.told(group))
        if visit is None:
            told = REGROUPED(title=plan.title, date=visit_on.isoformat())
            act.notify([liaison_of(plan), leader, *members], "plan.group_changed", told)
    return group


def record_finding(
    plan, line: str, *, by, result: str, fact: str, sent: acceptance.Sent | None = None
) -> Finding | None:
    """逐条核查: one task against its standard, with one line of fact; may be rewritten until the conclusion. None: it was known."""
    with acting(plan, PlanFlow.accepting, by=by) as act:
        group = acceptance.group_of(plan)
        on_behalf_of = rules.check_can_check(plan, by, group, on_paper=bool(sent and sent.on_paper))
        task = plan.tasks.select_related("item").filter(line=line).first()
        if task is None:
            raise Refused(_("该任务不在方案中。"))
        finding = acceptance.record_finding(act, group, line, result=result, fact=fact, sent=sent)
        if finding is None:
            return None
        act.record(
            "plan.checked",
            on_behalf_of=on_behalf_of,
            version=plan.approved_version,
            line=line,
            item_code=task.item_code,
            task=str(task),
            result=result,
            words=finding.fact,
        )
    return finding


def draft_opinion(
    plan, *, by, conclusion: str, problems: str = "", improve_by: date | None = None, dissent: str = ""
) -> Document:
    """样稿 of the 验收意见书 as it would be concluded now; nothing is concluded yet."""
    with acting(plan, PlanFlow.accepting, by=by) as act:
        group = acceptance.group_of(plan)
        rules.check_can_conclude(plan, by, group)
        acceptance.check_by_itself(group)
        acceptance.would_conclude(
            group,
            conclusion=conclusion,
            problems=problems,
            improve_by=improve_by,
            dissent=dissent,
            conclusions=acceptance.CONCLUSIONS,
        )
        act.record("paper.drafted", title=OPINION())
        return documents.draft_anew(
            DocumentKind.ACCEPTANCE_OPINION, **_opinion(plan, group, _requested_on(plan, group), by=by)
        )


def conclude(
    plan, *, by, conclusion: str, problems: str = "", improve_by: date | None = None, dissent: str = ""
) -> None:
    """验收结论: 通过验收, 限期完善 with a limit, or 不予通过; the 验收意见书 is printed by a worker, that of a visit when it ends."""
    passed = conclusion == Outcome.ACCEPTED
    with acting(plan, PlanFlow.accepting, by=by) as act:
        group = acceptance.group_of(plan)
        rules.check_can_conclude(plan, by, group)
        unmet = acceptance.conclude(
            act, group, conclusion=conclusion, problems=problems, improve_by=improve_by, dissent=dissent
        )
        act.leave(conclusion)
        applied_on = _requested_on(plan, group)
        routes.advance(act, group.round, conclusion)
        act.record(
            "plan.accepted",
            version=plan.approved_version,
            conclusion=conclusion,
            words=problems.strip(),
            improve_by=group.improve_by.isoformat() if group.improve_by else "",
        )
        act.fact(f"plan.{conclusion}")
        if group.visit_id is None:
            documents.ask_as_drafted(
                DocumentKind.ACCEPTANCE_OPINION, **_opinion(plan, group, applied_on, by=by)
            )
        if passed:
            act.assign(
                "sign",
                holders.post(Post.RECORDS_CLERK, routes.office_id()),
                SIGN(),
                limit_days=5,
            )
        else:
            _reopen(act, plan, group, unmet)
        act.notify(
            [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)],
            f"plan.{conclusion}",
            CONCLUDED(title=plan.title, result=Outcome(conclusion).label),
        )
    if passed and not settings.SIGNED_SCAN_REQUIRED:
        _close_at_once(plan, by=by)


def _requested_on(plan, group: AcceptanceGroup) -> date:
    arranged = Round.objects.filter(process_id=plan.process_id, n=group.round.n, stage__code="arrange")
    return clock.day_of(arranged.latest("id").opened_at)


def _opinion(plan, group: AcceptanceGroup, applied_on: date, *, by) -> dict:
    version = versions.get(plan.key, plan.approved_version)
    return {
        "subject": plan.key,
        "title": OPINION(),
        "unit": plan.unit,
        "version": version,
        "facts": facts_for.acceptance_opinion_facts(plan, version, group, applied_on),
        "by": by,
        "circle": Circle.FEEDBACK,
        "series": "验收意见书",
    }


def register_signed(plan, *, by, scan, signed_on: date) -> None:
    """登记签字盖章件: the scan of the signed 验收意见书 joins the paper; the plan is 已办结, and with it whatever else that paper accepts."""
    if scan is None:
        raise Refused(_("请上传签字盖章件的扫描件。"))
    if signed_on > clock.today():
        raise Refused(_("签字日期不能晚于今天。"))
    with acting(plan, PlanFlow.signing, by=by) as act:
        rules.check_can_register_signed(plan, by)
        paper = paper_of(plan)
        if paper is None:
            raise Refused(_("验收意见书还没有生成，请稍候。"))
        documents.register_signed(paper, scan=scan, signed_on=signed_on, by=by)
        _close(act, plan, number=paper.number, scan=scan.digest)
    for other in _accepted_with(plan, paper):
        with acting(other, PlanFlow.signing, by=by) as act:
            rules.check_can_register_signed(other, by)
            _close(act, other, number=paper.number, scan=scan.digest)


def _accepted_with(plan, paper: Document) -> list[Plan]:
    """The other plans that wait for the signature of the same paper: that of a visit."""
    if paper.subject == plan.key:
        return []
    processes = AcceptanceGroup.objects.filter(visit_id=visit_of(plan)).values("round__process_id")
    return list(Plan.objects.filter(process_id__in=processes, status=Status.SIGNING).exclude(pk=plan.pk))


def _close_at_once(plan, *, by) -> None:
    """By setting, without waiting for the signed scan (settings.SIGNED_SCAN_REQUIRED)."""
    with acting(plan, PlanFlow.signing, by=by) as act:
        _close(act, plan, number="", scan="")


def _close(act, plan, *, number: str, scan: str) -> None:
    act.leave(Outcome.SIGNED)
    act.finish()
    act.record("plan.signed", version=plan.approved_version, number=number, scan=scan)
    act.fact("plan.closed")
    act.notify(
        [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)],
        "plan.signed",
        CLOSED(title=plan.title),
    )


def _reopen(act, plan, group, unmet: list[str]) -> None:
    """The tasks that were found wanting run again, until the limit of 限期完善 when there is one."""
    tasks = [task for task in plan.tasks.select_related("person") if task.line in unmet] or list(
        plan.tasks.select_related("person")
    )
    for task in tasks:
        task.done_on = None
        if group.improve_by and (task.due is None or group.improve_by > task.due):
            task.yellow_on, task.red_on = lights.dates(clock.today(), group.improve_by)
        assign_task(act, task, due=max(filter(None, (task.due, group.improve_by)), default=None))
    Task.objects.bulk_update(tasks, ["done_on", "yellow_on", "red_on"])


def paper_of(plan) -> Document | None:
    """The newest 验收意见书 of a plan that counts: its own, or that of the visit on which it was accepted."""
    papers = Document.objects.exclude(issued_at=None).exclude(state=DocumentState.VOID).order_by("-id")
    visit = visit_of(plan)
    if visit:
        return papers.filter(subject=f"visit:{visit}", kind=DocumentKind.VISIT_OPINION).first()
    return papers.filter(subject=plan.key, kind=DocumentKind.ACCEPTANCE_OPINION).first()


def visit_of(plan) -> int | None:
    """The visit on which a plan was accepted last, when it was one."""
    groups = AcceptanceGroup.objects.filter(round__process_id=plan.process_id).order_by("-id")
    return groups.values_list("visit_id", flat=True).first()
