"""验收: the unit applies, a group of other units checks task by task, the paper is signed and the plan closed."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from records import clock, versions
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import lights, routes
from workflows.acts import acting, liaison_of
from workflows.enums import FindingResult, Outcome, VisitMethod
from workflows.models import AcceptanceGroup, Finding, GroupMember, Round
from workflows.queries import recusal

from .. import rules
from ..flow import PlanFlow
from ..models import Task
from . import facts_for
from .approval import assign_task

CHECK_AND_CONCLUDE = sentence("请核查并作出验收结论")
TAKE_PART = sentence("请参加验收核查")
SIGN = sentence("请打印、用印并登记签字盖章件")
COMPOSED = sentence("%(title)s：验收组已组成，定于%(date)s验收")
CONCLUDED = sentence("%(title)s：验收结论为%(result)s")
CLOSED = sentence("%(title)s：已办结")
OPINION = sentence("验收意见书")
CONCLUSIONS = (Outcome.ACCEPTED, Outcome.TO_IMPROVE, Outcome.NOT_ACCEPTED)


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


def compose_group(plan, *, by, leader, members, visit_on: date, methods: list[str]) -> AcceptanceGroup:
    """组成验收组: a leader and members from other units; 回避 is checked for each."""
    people = list({person.pk: person for person in (leader, *members)}.values())
    if len(people) < 2:
        raise Refused(_("验收组至少2人：组长1人、成员1人以上。"))
    if not methods or not set(methods) <= set(VisitMethod.values):
        raise Refused(_("请选择验收方式。"))
    with acting(plan, PlanFlow.accepting, by=by) as act:
        rules.check_can_compose_group(plan, by)
        grounds = recusal.grounds(plan)
        for person in people:
            rules.check_can_accept_for(plan, person, grounds=grounds)
        if visit_on < clock.today():
            raise Refused(_("验收日期不能早于今天。"))
        round_ = routes.advance(act, routes.current(plan.process_id), Outcome.PASSED_ON)
        group = AcceptanceGroup.objects.create(
            round=round_,
            visit_on=visit_on,
            methods=[VisitMethod(method).value for method in methods],
            composed_by=by,
        )
        GroupMember.objects.bulk_create(
            GroupMember(group=group, person=person, unit_id=person.unit_id, leads=person.pk == leader.pk)
            for person in people
        )
        for person in people:
            what = CHECK_AND_CONCLUDE() if person.pk == leader.pk else TAKE_PART()
            act.assign(
                routes.STAGE, holders.person(person.pk), what, due=max(round_.due, visit_on), n=round_.n
            )
        act.record(
            "plan.group_composed",
            version=plan.approved_version,
            leader=leader.name,
            members=[p.name for p in people[1:]],
            visit_on=visit_on.isoformat(),
        )
        act.notify(
            [liaison_of(plan), *people],
            "plan.group_composed",
            COMPOSED(title=plan.title, date=visit_on.isoformat()),
        )
    return group


def record_finding(plan, line: str, *, by, result: str, fact: str) -> Finding:
    """逐条核查: one task against its standard, with one line of fact; may be rewritten until the conclusion."""
    if result not in FindingResult.values:
        raise Refused(_("请选择：符合、基本符合、不符合或未查。"))
    if result in {FindingResult.MOSTLY, FindingResult.UNMET} and not fact.strip():
        raise Refused(_("基本符合、不符合须写明核查情况。"))
    with acting(plan, PlanFlow.accepting, by=by) as act:
        group = group_of(plan)
        rules.check_can_check(plan, by, group)
        task = plan.tasks.select_related("item").filter(line=line).first()
        if task is None:
            raise Refused(_("该任务不在方案中。"))
        finding, _created = Finding.objects.update_or_create(
            group=group,
            line=line,
            defaults={"result": result, "fact": fact.strip(), "by": by, "at": clock.now()},
        )
        act.record(
            "plan.checked",
            version=plan.approved_version,
            line=line,
            item_code=task.item_code,
            task=str(task),
            result=result,
            words=fact.strip(),
        )
    return finding


def conclude(plan, *, by, conclusion: str, problems: str = "", improve_by: date | None = None) -> None:
    """验收结论: 通过验收, 限期完善 with a limit, or 不予通过; the 验收意见书 is printed by a worker."""
    if conclusion not in CONCLUSIONS:
        raise Refused(_("请选择验收结论：通过验收、限期完善或不予通过。"))
    passed = conclusion == Outcome.ACCEPTED
    if not passed and not problems.strip():
        raise Refused(_("限期完善、不予通过须写明存在问题。"))
    if conclusion == Outcome.TO_IMPROVE and (improve_by is None or improve_by <= clock.today()):
        raise Refused(_("请填写完善时限，须晚于今天。"))
    with acting(plan, PlanFlow.accepting, by=by) as act:
        group = group_of(plan)
        rules.check_can_conclude(plan, by, group)
        unmet = [f.line for f in group.findings.all() if f.result == FindingResult.UNMET]
        if passed and unmet:
            raise Refused(_("有%(n)d项任务不符合完成标准，不能通过验收。") % {"n": len(unmet)})
        group.conclusion, group.problems, group.concluded_at = conclusion, problems.strip(), clock.now()
        group.improve_by = improve_by if conclusion == Outcome.TO_IMPROVE else None
        group.save(update_fields=["conclusion", "problems", "concluded_at", "improve_by"])
        act.leave(conclusion)
        requested = Round.objects.filter(
            process_id=plan.process_id, n=group.round.n, stage__code="arrange"
        ).latest("id")
        routes.advance(act, group.round, conclusion)
        act.record(
            "plan.accepted",
            version=plan.approved_version,
            conclusion=conclusion,
            words=problems.strip(),
            improve_by=group.improve_by.isoformat() if group.improve_by else "",
        )
        act.fact(f"plan.{conclusion}")
        version = versions.get(plan.key, plan.approved_version)
        documents.ask(
            DocumentKind.ACCEPTANCE_OPINION,
            subject=plan.key,
            title=OPINION(),
            unit=plan.unit,
            version=version,
            facts=facts_for.acceptance_opinion_facts(plan, version, group, clock.day_of(requested.opened_at)),
            by=by,
            circle=Circle.FEEDBACK,
            series="验收意见书",
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


def register_signed(plan, *, by, scan, signed_on: date) -> None:
    """登记签字盖章件: the scan of the signed 验收意见书 joins the paper; the plan is 已办结."""
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


def group_of(plan) -> AcceptanceGroup:
    """The acceptance group of the open round."""
    group = (
        AcceptanceGroup.objects.select_related("round", "composed_by__unit")
        .prefetch_related("members__person", "members__unit", "findings")
        .filter(round__process_id=plan.process_id, round__closed_at=None)
        .first()
    )
    if group is None:
        raise Refused(_("验收组尚未组成。"))
    return group


def paper_of(plan) -> Document | None:
    """The newest 验收意见书 of a plan."""
    return (
        Document.objects.filter(subject=plan.key, kind=DocumentKind.ACCEPTANCE_OPINION)
        .order_by("-id")
        .first()
    )
