"""报送: the unit passes its plan on, agrees to it in person or on paper, and may take it back."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from records import versions
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from units.models import Person
from units.queries import standing
from workflows import routes
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.operations.on_paper import check_slip

from .. import content as contents
from .. import rules
from ..enums import Status
from ..flow import PlanFlow
from . import facts_for
from .readiness import check_is_ready

REVIEW = sentence("请审核并同意报送")
SIGNING_SLIP = sentence("送审签（第%(n)d版）")
SUBMIT_AGAIN = sentence("已撤回，请修改后重新提交")
REVISE = sentence("单位负责人退回，请修改")
WITHDRAWN = sentence("%(title)s：已撤回")
AGREED = sentence("%(title)s：单位负责人已同意报送")
PAPER_DECISIONS = ("agree", "send_back")


def submit(plan, *, by, words: str = "") -> None:
    """提交本单位审核: freezes a version, prints the 送审签 for it, and asks the head of the unit."""
    with acting(plan, PlanFlow.drafting, PlanFlow.revising, by=by) as act:
        rules.check_can_submit(plan, by)
        content = contents.content_of(plan)
        check_is_ready(plan, content)
        version = versions.freeze(plan.key, content, by=by)
        act.set(version_n=version.n)
        act.leave(Outcome.SUBMITTED)
        act.finish()
        act.assign(
            "unit_review",
            holders.post(Post.HEAD, plan.unit_id),
            REVIEW(),
            limit_days=2,
            n=version.n,
            note=facts_for.round_note(plan) if version.n > 1 else "",
        )
        act.record("plan.submitted", version=version.n, words=words)
        documents.ask(
            DocumentKind.SIGNING_SLIP,
            subject=plan.key,
            title=SIGNING_SLIP(n=version.n),
            unit=plan.unit,
            version=version,
            facts=facts_for.signing_slip_facts(plan, version),
            by=by,
            circle=Circle.UNIT,
        )


def withdraw(plan, *, by, reason: str = "") -> None:
    """撤回: back to the draft, until the office has received the plan."""
    with acting(plan, PlanFlow.unit_review, PlanFlow.reviewing, by=by) as act:
        rules.check_can_withdraw(plan, by)
        act.leave(Outcome.WITHDRAWN)
        if plan.status == Status.REVIEWING:
            routes.advance(act, routes.current(plan.process_id), Outcome.WITHDRAWN)
            act.notify(
                [holders.post(Post.OFFICE_CLERK, routes.office_id())],
                "plan.withdrawn",
                WITHDRAWN(title=plan.title),
                url=reverse("action", args=[plan.action_id]),  # the plan itself is the unit's again
            )
        act.finish()
        act.assign(
            "draft",
            liaison_of(plan),
            SUBMIT_AGAIN(),
            due=plan.revise_by or plan.action.plans_due,
        )
        act.record("plan.withdrawn", version=plan.version_n, words=reason)


def agree(plan, *, by, words: str = "") -> None:
    """同意报送: the head of the unit, or a delegate, passes the plan to the committee office."""
    with acting(plan, PlanFlow.unit_review, by=by) as act:
        authority = rules.check_can_agree(plan, by)
        act.record("plan.agreed", version=plan.version_n, on_behalf_of=authority.on_behalf_of, words=words)
        _report(act, plan, on_behalf_of=authority.on_behalf_of)


def send_back(plan, *, by, reason: str) -> None:
    """退回修改: the head of the unit returns the plan to its drafter; always with a reason."""
    with acting(plan, PlanFlow.unit_review, by=by) as act:
        authority = rules.check_can_send_back(plan, by)
        _require_reason(reason)
        act.record(
            "plan.sent_back", version=plan.version_n, on_behalf_of=authority.on_behalf_of, words=reason
        )
        _return_to_drafter(act, plan, reason)


def record_paper_decision(
    plan,
    *,
    by,
    decision: str,
    signed_by: Person,
    signed_on: date,
    words: str,
    code: str,
    scan,
    scan_name: str,
) -> None:
    """线下签批、代录: the clerk records what the head signed by pen; trail and papers print both names.

    `code` is the version code printed on the slip: a slip of another version is refused. `scan` is the
    StoredFile of the signed slip.
    """
    with acting(plan, PlanFlow.unit_review, by=by) as act:
        rules.check_can_record_paper(plan, by)
        check_pen(
            plan,
            decision=decision,
            signed_by=signed_by,
            signed_on=signed_on,
            words=words,
            code=code,
            scan=scan,
        )
        act.record(
            "plan.paper_decided" if decision == "agree" else "plan.paper_sent_back",
            version=plan.version_n,
            on_behalf_of=signed_by,
            decision=decision,
            signed_on=signed_on.isoformat(),
            words=words,
            scan=scan.digest,
            scan_name=scan_name,
        )
        if decision == "agree":
            _report(act, plan, on_behalf_of=signed_by)
        else:
            _return_to_drafter(act, plan, words)


def check_pen(
    subject, *, decision: str, signed_by: Person, signed_on: date, words: str, code: str, scan
) -> None:
    """What the head signed by pen about a plan, or its 调整申请: a decision, by the head, on the slip of this version."""
    if decision not in PAPER_DECISIONS:
        raise Refused(_("请选择签批意见：同意报送或退回修改。"))
    if not standing(signed_by).holds(Post.HEAD, subject.unit_id):
        raise Refused(_("%(name)s不是本单位负责人。") % {"name": signed_by.name}, field="signed_by")
    check_slip(versions.get(subject.key, subject.version_n), code=code, signed_on=signed_on, scan=scan)
    if decision == "send_back":
        _require_reason(words)


def correct_paper_decision(plan, *, by, words: str) -> None:
    """更正代录: the leader says what the clerk recorded wrongly. The record stays; the correction stands beside it.

    Everybody who acted on the record is told; what follows from it (a withdrawal, a return) is theirs to do.
    """
    with acting(plan, by=by) as act:
        entry = rules.check_can_correct_paper(plan, by)
        if not words.strip():
            raise Refused(_("请写明应当怎样记录。"))
        act.record("plan.paper_corrected", version=entry.version, corrects=entry.n, words=words.strip())
        told = [liaison_of(plan)]
        if routes.rounds_so_far(plan.process_id):
            told.append(holders.post(Post.OFFICE_CLERK, routes.office_id()))
        act.notify(told, "plan.paper_corrected", f"{plan.title}：{words.strip()}")


def _report(act, plan, *, on_behalf_of) -> None:
    """The plan goes to the office: the first stage of its route opens."""
    version = versions.get(plan.key, plan.version_n)
    act.leave(Outcome.AGREED)
    act.finish(on_behalf_of=on_behalf_of)
    routes.begin(
        act,
        plan.route_id,
        n=routes.rounds_so_far(plan.process_id) + 1,
        version=version,
        note=facts_for.round_note(plan),
    )
    act.fact("plan.reported_in")
    act.notify([liaison_of(plan)], "plan.agreed", AGREED(title=plan.title), circle=Circle.UNIT)


def _return_to_drafter(act, plan, reason: str) -> None:
    act.leave(Outcome.RETURNED)
    act.finish()
    act.assign("draft", liaison_of(plan), REVISE(), limit_days=3, note=reason)
    act.notify([liaison_of(plan)], "plan.sent_back", f"{plan.title}：{reason}", circle=Circle.UNIT)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("退回必须填写理由。"), field="words")
