"""作废: a plan counts no longer. It stays readable with everything that was said; what waited for anybody is taken back, its
papers are void, and the unit may write a new one."""

from django.utils.translation import gettext as _

from documents import service as documents
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import assigning, routes
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome

from .. import voiding as rules
from ..models import Voiding
from . import templates

VOIDING = "voiding"  # the kind of assignment, beside the plan's own turn
PLEASE_DECIDE = sentence("请审批方案作废")
ASKED = sentence("%(title)s：申请作废，%(reason)s")
VOIDED = sentence("%(title)s：已作废，%(reason)s")
KEPT = sentence("%(title)s：不同意作废，%(reason)s")
PAPER_VOID = sentence("方案已作废：%(reason)s")
DAYS = 3


def ask_voiding(plan, *, by, reason: str) -> Voiding:
    """申请作废: meanwhile everything goes on."""
    with acting(plan, by=by) as act:
        rules.check_can_ask(plan, by)
        reason = _required(reason, _("请写明作废理由。"))
        asked = Voiding.objects.create(plan=plan, reason=reason, asked_by=by, asked_at=clock.now())
        act.assign(VOIDING, rules.decider(plan), PLEASE_DECIDE(), limit_days=DAYS, note=reason)
        act.record("plan.voiding_asked", words=reason)
        told = ASKED(title=plan.title, reason=reason)
        act.notify([liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)], "plan.voiding_asked", told)
    return asked


def void(plan, *, by, words: str = "") -> None:
    """同意作废: nobody has anything to do about it any more."""
    with acting(plan, by=by) as act:
        asked = rules.check_can_void(plan, by)
        _decide(asked, by, granted=True, words=words)
        stood_at = plan.status
        act.finish(VOIDING, outcome=Outcome.VOIDED)
        waiting = assigning.open_of(plan).values_list("kind", "holder")
        doers = {holder for _kind, holder in waiting}
        act.lapse(*{kind for kind, _holder in waiting})
        act.leave(Outcome.VOIDED)
        if round_ := routes.current(plan.process_id):
            routes.advance(act, round_, Outcome.VOIDED)
        papers = documents.void_all(plan.key, by=by, reason=PAPER_VOID(reason=asked.reason)[:500])
        templates.start_again(plan.action, plan.unit_id, by)
        act.record(
            "plan.voided",
            version=plan.version_n,
            words=words.strip(),
            reason=asked.reason,
            at=stood_at,
            papers=papers,
        )
        people = {liaison_of(plan), holders.post(Post.HEAD, plan.unit_id), *doers}
        told = VOIDED(title=plan.title, reason=asked.reason)
        act.notify([*sorted(people), asked.asked_by], "plan.voided", told, circle=Circle.FEEDBACK)


def refuse_voiding(plan, *, by, reason: str) -> None:
    """不同意作废: it goes on as it stands."""
    with acting(plan, by=by) as act:
        asked = rules.check_can_decide(plan, by)
        reason = _required(reason, _("请写明不同意的理由。"))
        _decide(asked, by, granted=False, words=reason)
        act.finish(VOIDING, outcome=Outcome.DECLINED)
        act.record("plan.voiding_refused", words=reason)
        told = KEPT(title=plan.title, reason=reason)
        act.notify([liaison_of(plan), asked.asked_by], "plan.voiding_refused", told)


def _decide(asked: Voiding, by, *, granted: bool, words: str) -> None:
    asked.granted, asked.words, asked.decided_by, asked.decided_at = (
        granted,
        words.strip()[:500],
        by,
        clock.now(),
    )
    asked.save(update_fields=["granted", "words", "decided_by", "decided_at"])


def _required(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Refused(otherwise, field="reason")
    return words.strip()[:500]
