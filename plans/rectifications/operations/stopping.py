"""终止: an item is given up before it is rectified (the matter has fallen away), asked by the office and approved by its head."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.routes import Word

from ..flow import RectificationFlow
from ..models import Stop
from ..rules import stopping as rules
from . import handing_out
from . import limits as acts
from .routes import STOPPING

STAGE = "approve_stop"
STOPPED = sentence("%(number)s %(title)s：已终止，不再整改")
OVER = sentence("事项已终止")
KEPT = sentence("%(number)s %(title)s：不同意终止，继续整改")


def ask_stop(item, *, by, reason: str) -> Stop:
    """申请终止: why the item is not to be rectified any more."""
    _require(reason, _("请填写终止理由。"))
    with acting(item, RectificationFlow.working, by=by) as act:
        rules.check_can_ask(item, by)
        stop = Stop.objects.create(item=item, reason=reason.strip(), asked_by=by, asked_at=clock.now())
        act.leave(Outcome.STOP_ASKED)
        act.finish(acts.RECTIFY)
        act.set(chain=[STAGE])
        engine.begin(act, engine.published(STOPPING).pk, n=item.stops.count(), note=stop.reason)
        act.record("item.stop_asked", words=stop.reason)
    return stop


def approve_stop(item, *, by, words: str = "") -> None:
    """同意终止: nothing of it waits for anybody any more; it counts neither as closed nor as open."""
    with acting(item, RectificationFlow.stopping, by=by) as act:
        stop = rules.check_can_answer(item, by)
        _answer(stop, by, granted=True, words=words)
        act.leave(Outcome.STOPPED)
        engine.advance(act, engine.current(item.process_id), Outcome.STOPPED, word=Word(words.strip()))
        act.finish()
        handing_out.settle_requests(act, OVER())
        act.set(yellow_on=None, red_on=None)
        act.record("item.stopped", words=words.strip(), reason=stop.reason)
        units = {item.unit_id, *item.measures.values_list("unit_id", flat=True)}
        told = STOPPED(number=item.number, title=item.title)
        liaisons = [holders.post(Post.LIAISON, unit_id) for unit_id in sorted(units)]
        act.notify([*liaisons, holders.post(Post.HEAD, item.unit_id), stop.asked_by], "item.stopped", told)


def refuse_stop(item, *, by, reason: str) -> None:
    """不同意终止: the unit rectifies on, with the days given back."""
    _require(reason, _("不同意终止须写明理由。"))
    with acting(item, RectificationFlow.stopping, by=by) as act:
        stop = rules.check_can_answer(item, by)
        _answer(stop, by, granted=False, words=reason)
        act.leave(Outcome.REJECTED)
        engine.advance(act, engine.current(item.process_id), Outcome.REJECTED, word=Word(reason.strip()))
        old_limit, asked_on = item.limit, clock.day_of(stop.asked_at)
        acts.give_days_back(act, asked_on)
        handing_out.carry(act, old_limit, since=asked_on)
        handing_out.ready(act)
        act.record("item.stop_refused", words=reason.strip(), limit=item.limit.isoformat())
        told = KEPT(number=item.number, title=item.title)
        act.notify([liaison_of(item), stop.asked_by], "item.stop_refused", told)


def _answer(stop: Stop, by, *, granted: bool, words: str) -> None:
    stop.granted, stop.answer_words = granted, words.strip()
    stop.answered_by, stop.answered_at = by, clock.now()
    stop.save()


def _require(words: str, sentence_: str) -> None:
    if not words.strip():
        raise Refused(sentence_, field="reason")
