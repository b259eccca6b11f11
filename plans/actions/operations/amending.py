"""原则通过以后: the unit modifies as the meeting asked, the chair confirms (审定). Never merged with 同意."""

from django.utils.translation import gettext as _

from records import clock, versions
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes
from workflows.acts import acting, liaison_of
from workflows.enums import OpinionKind, Outcome
from workflows.models import Opinion

from .. import content as contents
from .. import rules
from ..flow import PlanFlow
from . import approval, facts_for
from .readiness import check_is_ready

CONFIRM = sentence("请审定修改稿")
AMEND_AGAIN = sentence("修改稿退回，请继续修改")
RETURNED = sentence("%(title)s：修改稿退回，%(reason)s")
CONFIRM_DAYS = 3
AMEND_DAYS = 5


def submit_amendments(plan, *, by, words: str = "") -> None:
    """报送修改稿: every modification asked for is answered; the chair confirms the new version."""
    with acting(plan, PlanFlow.amending, by=by) as act:
        rules.check_can_submit_amendments(plan, by)
        content = contents.content_of(plan)
        check_is_ready(plan, content)
        version = versions.freeze(plan.key, content, by=by)
        act.set(version_n=version.n)
        act.leave(Outcome.SUBMITTED)
        act.finish()
        chair = routes.chair_of(plan.route_id)
        act.assign(
            "confirm",
            holders.person(chair.person_id),
            CONFIRM(),
            limit_days=CONFIRM_DAYS,
            n=version.n,
            note=facts_for.changes_line(plan),
        )
        act.record("plan.amended", version=version.n, words=words)


def confirm(plan, *, by, words: str = "") -> None:
    """审定: the chair confirms that the modifications are made; the plan is approved in this version."""
    with acting(plan, PlanFlow.confirming, by=by) as act:
        rules.check_can_confirm(plan, by)
        Opinion.objects.filter(
            round__process_id=plan.process_id, kind=OpinionKind.MODIFICATION, settled_at=None
        ).update(settled_at=clock.now())
        act.leave(Outcome.CONFIRMED)
        act.finish()
        act.record("plan.confirmed", version=plan.version_n, words=words)
        approval.approve(act, plan)


def return_amendments(plan, *, by, reason: str) -> None:
    """修改稿退回: the chair finds the modifications not made; always with a reason."""
    with acting(plan, PlanFlow.confirming, by=by) as act:
        rules.check_can_confirm(plan, by)
        if not reason.strip():
            raise Refused(_("退回必须填写理由。"))
        act.leave(Outcome.RETURNED)
        act.finish()
        assignment = act.assign("draft", liaison_of(plan), AMEND_AGAIN(), limit_days=AMEND_DAYS, note=reason)
        act.set(revise_by=assignment.due)
        act.record("plan.amendments_returned", version=plan.version_n, words=reason)
        act.notify(
            [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)],
            "plan.amendments_returned",
            RETURNED(title=plan.title, reason=reason),
        )
