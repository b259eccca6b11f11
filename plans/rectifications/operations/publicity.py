"""公示: the closing stands open for some working days; nobody objects and it goes on, or somebody does and it is looked at again."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.routes import Word

from .. import chain
from ..flow import RectificationFlow
from ..models import Objection
from ..rules import closing as rules
from . import papers
from .closing import go_on
from .returning import open_closing

OBJECTED = sentence("%(number)s %(title)s：公示期间收到异议，重新审核")


def print_notice(item, *, by) -> None:
    """打印公示: the sheet that hangs on the wall, once for each 公示; a void one is printed anew."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_print_notice(item, by)
        closing = open_closing(item)
        if papers.publicity_notice_of(item, closing) is not None:
            raise Refused(_("本次公示的公示单已经生成，请在文书中打开。"))
        papers.ask_publicity_notice(act, closing)
        act.record("item.notice_printed", on_behalf_of=found.on_behalf_of, version=closing.version.n)


def end_publicity(item, *, by, words: str = "") -> None:
    """公示无异议: after its last day the closing goes on."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_end_publicity(item, by)
        closing = open_closing(item)
        act.record(
            "item.publicity_ended",
            on_behalf_of=found.on_behalf_of,
            version=closing.version.n,
            words=words.strip(),
            since=closing.publicity_from.isoformat(),
            until=closing.publicity_to.isoformat(),
        )
        go_on(act, engine.current(item.process_id), Word(words.strip(), found.on_behalf_of))


def record_objection(item, *, by, received_on: date, words: str) -> Objection:
    """公示有异议: received by the last day of 公示; 复核 (or the first look outside the unit) is done once more."""
    if not words.strip():
        raise Refused(_("请填写异议内容。"), field="words")
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_record_objection(item, by)
        closing = open_closing(item)
        _check_received(closing, received_on)
        objection = Objection.objects.create(
            closing=closing,
            received_on=received_on,
            words=words.strip(),
            recorded_by=by,
            recorded_at=clock.now(),
        )
        round_ = engine.current(item.process_id)
        again = chain.back_to_after_objection(item.chain)
        word = Word(objection.words, found.on_behalf_of)
        engine.back_to(act, round_, again, Outcome.RETURNED, note=objection.words, word=word)
        act.record(
            "item.objected",
            on_behalf_of=found.on_behalf_of,
            version=closing.version.n,
            words=objection.words,
            received_on=received_on.isoformat(),
        )
        told = OBJECTED(number=item.number, title=item.title)
        act.notify([liaison_of(item)], "item.objected", told)
    return objection


def _check_received(closing, received_on: date) -> None:
    if received_on > clock.today():
        raise Refused(_("收到日期不能晚于今天。"), field="received_on")
    if received_on < closing.publicity_from:
        raise Refused(
            _("公示自%(date)s起，收到日期不能早于公示开始。") % {"date": closing.publicity_from.isoformat()},
            field="received_on",
        )
    if received_on > closing.publicity_to:
        raise Refused(
            _("公示已于%(date)s结束，期满后收到的意见不作为公示异议，请另作为问题线索登记或在回头看时核查。")
            % {"date": closing.publicity_to.isoformat()},
            field="received_on",
        )
