"""调整申请的审核: on the way on which its plan was approved. A yes makes the plan's next version; any other end leaves the plan as it is."""

from django.utils.translation import gettext as _

from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.routes import Word

from .. import adjustment_rules as rules
from ..flow import AdjustmentFlow
from . import adopting

RECEIVED = sentence("%(title)s：工委办公室已签收")
RETURNED = sentence("%(title)s：退回修改，%(reason)s")
REJECTED = sentence("%(title)s：不予通过，方案照原样实施")
REVISE = sentence("调整申请退回，请修改后重报或撤销")
REVISE_DAYS = 5


def receive_adjustment(adjustment, *, by) -> None:
    """签收: from here the unit cannot withdraw it."""
    with acting(adjustment, AdjustmentFlow.reviewing, by=by) as act:
        rules.check_can_handle(adjustment, by)
        _check_stage(adjustment, "receive")
        act.record("adjustment.received", version=adjustment.version_n)
        act.notify([liaison_of(adjustment)], "adjustment.received", RECEIVED(title=adjustment.title))
        round_ = routes.current(adjustment.process_id)
        routes.go_on(act, round_, routes.stages_ahead(adjustment, round_), note=adjustment.reason)


def pass_adjustment_on(adjustment, *, by, words: str) -> None:
    """初审通过: with the office's proposal to whoever decides; where 初审 is the last stage it is agreed."""
    with acting(adjustment, AdjustmentFlow.reviewing, by=by) as act:
        rules.check_can_handle(adjustment, by)
        _check_stage(adjustment, "first_review")
        _require(words, _("请填写拟办意见。"), "words")
        act.record("adjustment.passed_on", version=adjustment.version_n, words=words)
        round_ = routes.current(adjustment.process_id)
        ahead = routes.stages_ahead(adjustment, round_)
        routes.go_on(act, round_, ahead, note=words, word=Word(words))


def return_adjustment(adjustment, *, by, reason: str) -> None:
    """退回修改 by the office: always with a reason. The plan stays as it is, the application stays with the unit."""
    with acting(adjustment, AdjustmentFlow.reviewing, by=by) as act:
        rules.check_can_handle(adjustment, by)
        _require(reason, _("退回必须填写理由。"), "reason")
        round_ = routes.current(adjustment.process_id)
        act.record("adjustment.returned", version=adjustment.version_n, words=reason)
        act.leave(Outcome.RETURNED)
        routes.advance(act, round_, Outcome.RETURNED, word=Word(reason))
        _ask_again(act, round_, reason)


def settle(act, round_, outcome: str, *, words: str = "", on_behalf_of=None, on_paper: bool = False) -> None:
    """A meeting or a stage that asks decided: on with the route, or the end of it. Registered with the engine as `settled`."""
    adjustment = act.subject
    if not routes.leave(act, round_, outcome, Word(words, on_behalf_of, on_paper)):
        return
    if outcome == Outcome.APPROVED:
        adopting.adopt(act)
        return
    act.fact(f"adjustment.{outcome}")
    if outcome == Outcome.RETURNED:
        _ask_again(act, round_, words)
    else:
        _notify(act, "adjustment.rejected", REJECTED(title=adjustment.title))


def _ask_again(act, round_, reason: str) -> None:
    adjustment = act.subject
    act.assign("draft", liaison_of(adjustment), REVISE(), limit_days=REVISE_DAYS, n=round_.n, note=reason)
    _notify(act, "adjustment.returned", RETURNED(title=adjustment.title, reason=reason))


def _notify(act, event: str, text: str) -> None:
    unit_id = act.subject.unit_id
    act.notify([liaison_of(act.subject), holders.post(Post.HEAD, unit_id)], event, text)


def _check_stage(adjustment, stage: str) -> None:
    if adjustment.stage != stage:
        raise Refused(_("调整申请当前为“%(state)s”，不在该环节。") % {"state": adjustment.label})


def _require(words: str, otherwise: str, field: str) -> None:
    if not words.strip():
        raise Refused(otherwise, field=field)
