"""作废: a plan counts no longer. It stays readable with everything that was said; what waited for anybody is taken back, its
papers are void, and the unit may write a new one. 终止: it is carried out no further; what was done and its papers stand."""

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
from ..enums import Ending
from ..flow import PlanFlow
from ..models import Voiding
from . import templates

VOIDING = "voiding"  # the kind of assignment, beside the plan's own turn
PLEASE_DECIDE = sentence("请审批方案作废")
ASKED = sentence("%(title)s：申请作废，%(reason)s")
VOIDED = sentence("%(title)s：已作废，%(reason)s")
KEPT = sentence("%(title)s：不同意作废，%(reason)s")
PLEASE_STOP = sentence("请审批方案终止")
STOP_ASKED = sentence("%(title)s：申请终止，%(reason)s")
STOPPED = sentence("%(title)s：已终止，不再实施，%(reason)s")
GOES_ON = sentence("%(title)s：不同意终止，%(reason)s")
PAPER_VOID = sentence("方案已作废：%(reason)s")
DAYS = 3


def ask_voiding(plan, *, by, reason: str) -> Voiding:
    """申请作废: meanwhile everything goes on."""
    with acting(plan, by=by) as act:
        rules.check_can_ask(plan, by)
        reason = _required(reason, _("请写明作废理由。"))
        return _ask(act, Ending.VOID, reason, PLEASE_DECIDE(), ASKED, code="plan.voiding_asked")


def ask_stop(plan, *, by, reason: str) -> Voiding:
    """申请终止: meanwhile it is carried out."""
    with acting(plan, by=by) as act:
        rules.check_can_ask_stop(plan, by)
        reason = _required(reason, _("请写明终止理由。"))
        return _ask(act, Ending.STOP, reason, PLEASE_STOP(), STOP_ASKED, code="plan.stop_asked")


def _ask(act, kind: Ending, reason: str, what: str, told, *, code: str) -> Voiding:
    plan = act.subject
    asked = Voiding.objects.create(plan=plan, kind=kind, reason=reason, asked_by=act.by, asked_at=clock.now())
    act.assign(VOIDING, rules.decider(plan), what, limit_days=DAYS, note=reason)
    act.record(code, words=reason)
    people = [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)]
    act.notify(people, code, told(title=plan.title, reason=reason))
    return asked


def void(plan, *, by, words: str = "") -> None:
    """同意作废: nobody has anything to do about it any more."""
    with acting(plan, by=by) as act:
        asked = rules.check_can_void(plan, by)
        _decide(asked, by, granted=True, words=words)
        stood_at = plan.status
        doers = _take_back(act, Outcome.VOIDED)
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


def stop(plan, *, by, words: str = "") -> None:
    """同意终止: what was done, said and issued stays as it is; nobody has anything to do about it any more."""
    with acting(plan, PlanFlow.executing, by=by) as act:
        asked = rules.check_can_stop(plan, by)
        _decide(asked, by, granted=True, words=words)
        doers = _take_back(act, Outcome.STOPPED)
        act.leave(Outcome.STOPPED)
        plan.tasks.filter(done_on=None).update(yellow_on=None, red_on=None)
        act.record("plan.stopped", version=plan.approved_version, words=words.strip(), reason=asked.reason)
        people = {liaison_of(plan), holders.post(Post.HEAD, plan.unit_id), *doers}
        told = STOPPED(title=plan.title, reason=asked.reason)
        act.notify([*sorted(people), asked.asked_by], "plan.stopped", told, circle=Circle.FEEDBACK)


def _take_back(act, outcome: str) -> set[str]:
    """What waits for anybody is not to be done any more; who had it."""
    act.finish(VOIDING, outcome=outcome)
    waiting = assigning.open_of(act.subject).values_list("kind", "holder")
    doers = {holder for _kind, holder in waiting}
    act.lapse(*{kind for kind, _holder in waiting})
    return doers


def refuse_voiding(plan, *, by, reason: str) -> None:
    """不同意作废: it goes on as it stands."""
    with acting(plan, by=by) as act:
        asked = rules.check_can_refuse_void(plan, by)
        _refuse(act, asked, reason, KEPT, code="plan.voiding_refused")


def refuse_stop(plan, *, by, reason: str) -> None:
    """不同意终止: it is carried out as before."""
    with acting(plan, by=by) as act:
        asked = rules.check_can_refuse_stop(plan, by)
        _refuse(act, asked, reason, GOES_ON, code="plan.stop_refused")


def _refuse(act, asked: Voiding, reason: str, told, *, code: str) -> None:
    plan = act.subject
    reason = _required(reason, _("请写明不同意的理由。"))
    _decide(asked, act.by, granted=False, words=reason)
    act.finish(VOIDING, outcome=Outcome.DECLINED)
    act.record(code, words=reason)
    act.notify([liaison_of(plan), asked.asked_by], code, told(title=plan.title, reason=reason))


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
