"""督办通知单: the clerk completes the draft and sends it for signature; with the signature it gets its number and leaves; the unit answers."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows.acts import acting, liaison_of

from ..enums import Colour
from ..models import Order
from ..queries import settings
from ..rules import orders as rules
from . import order_papers
from .drafting import PLEASE_WRITE, RECEIPT, SIGN, WRITE, lapse_lines, title_of

SIGN_DAYS = 1
PLEASE_SIGN = sentence("请签发督办通知单")
PLEASE_ANSWER = sentence("请办理督办事项并填写回执")
ISSUED = sentence("收到%(number)s督办通知单（%(colour)s，%(n)d项），请于%(due)s前填写回执")
RETURNED = sentence("%(unit)s督办通知单（%(colour)s）没有签发：%(why)s")
ANSWERED = sentence("%(unit)s已填写%(number)s督办通知单回执")
FIELDS = ("demand", "answer_by", "way", "contact", "phone")


def save_order(order: Order, *, by, **fields) -> None:
    """修改督办通知单: what is demanded, until when, how it is answered, whom to ask."""
    with acting(order, by=by) as act:
        rules.check_can_write(order, by)
        changed = {name: value for name, value in fields.items() if name in FIELDS}
        changed = {name: value for name, value in changed.items() if getattr(order, name) != value}
        if changed:
            act.set(**changed)
            act.record("order.changed", changed=sorted(changed))


def submit_order(order: Order, *, by) -> bool:
    """送签: the 签发人 has it to sign, with the 样稿 of the paper. False when all of its matters have moved meanwhile, so that it has lapsed."""
    with acting(order, by=by) as act:
        rules.check_can_write(order, by)
        _complete(order)
        n = lapse_lines(act, settings.current(), clock.today())
        if n == 0:
            return False
        act.finish(WRITE)
        act.set(submitted_by=by, submitted_at=clock.now())
        order_papers.draft(order)
        act.record("order.submitted")
        act.assign(SIGN, _signer(), PLEASE_SIGN(), title=title_of(order, n), limit_days=SIGN_DAYS)
    return True


def drop_order(order: Order, *, by, words: str) -> None:
    """不予发出: with a reason; its matters are not drafted in this colour again."""
    _reason(words)
    with acting(order, by=by) as act:
        rules.check_can_write(order, by)
        act.finish(WRITE)
        act.set(dropped_at=clock.now())
        act.record("order.dropped", words=words.strip())


def return_order(order: Order, *, by, words: str) -> None:
    """退回: the 签发人 does not sign; the clerk has it again."""
    _reason(words)
    with acting(order, by=by) as act:
        found = rules.check_can_sign(order, by)
        n = order.lines.filter(lapsed_at=None).count()
        clerks = holders.post(Post.OFFICE_CLERK, queries.office_id())
        act.finish(SIGN, on_behalf_of=found.on_behalf_of)
        act.set(submitted_by=None, submitted_at=None)
        order_papers.drop(order)
        act.record("order.returned", on_behalf_of=found.on_behalf_of, words=words.strip())
        act.assign(WRITE, clerks, PLEASE_WRITE(), title=title_of(order, n), limit_days=SIGN_DAYS, note=words)
        told = RETURNED(unit=order.unit.short_name, colour=Colour(order.colour).label, why=words.strip())
        act.notify([clerks], "order.returned", told)


def sign_order(order: Order, *, by, words: str = "") -> bool:
    """签发: it gets its number and leaves; the head of the unit hears of it here and never before. False: it has lapsed."""
    with acting(order, by=by) as act:
        found = rules.check_can_sign(order, by)
        if lapse_lines(act, settings.current(), clock.today()) == 0:
            return False
        if order.answer_by < clock.today():
            raise Refused(_("反馈时限已过，请退回经办人重新填写。"))
        lines = list(order.lines.filter(lapsed_at=None).select_related("assignment"))
        document = order_papers.issue(order, found)
        act.finish(SIGN, on_behalf_of=found.on_behalf_of)
        act.set(
            signed_by=by,
            on_behalf_of=found.on_behalf_of,
            signed_at=clock.now(),
            number=document.number,
            paper=document,
        )
        act.record(
            "order.issued", on_behalf_of=found.on_behalf_of, number=document.number, n=len(lines), words=words
        )
        liaison = liaison_of(order)
        act.assign(
            RECEIPT,
            liaison,
            PLEASE_ANSWER(),
            title=f"{document.number} {title_of(order, len(lines))}",
            due=_counted(order),
            note=order.demand,
        )
        told = [holders.post(Post.HEAD, order.unit_id), liaison, *_responsible(lines)]
        said = {"number": document.number, "colour": Colour(order.colour).label, "n": len(lines)}
        act.notify(told, "order.issued", ISSUED(**said, due=order.answer_by.isoformat()))
    return True


def answer_order(order: Order, *, by, answer: str) -> None:
    """回执: what the unit has done, read by the office and whoever signed."""
    if not answer.strip():
        raise Refused(_("请填写办理情况。"), field="answer")
    with acting(order, by=by) as act:
        found = rules.check_can_answer(order, by)
        act.finish(RECEIPT, on_behalf_of=found.on_behalf_of)
        act.set(answer=answer.strip(), answered_by=by, answered_at=clock.now())
        act.record("order.answered", on_behalf_of=found.on_behalf_of, words=answer.strip())
        told = [holders.post(Post.OFFICE_CLERK, queries.office_id()), order.signed_by]
        act.notify(told, "order.answered", ANSWERED(unit=order.unit.short_name, number=order.number))


def _counted(order: Order) -> date | workdays.Due:
    """The day of the receipt: as it was counted at the drafting, which may be provisional, or as the clerk wrote it."""
    counted = workdays.add(clock.day_of(order.drafted_at), settings.current().answer_days)
    return counted if counted.date == order.answer_by else order.answer_by


def _complete(order: Order) -> None:
    if not order.demand.strip():
        raise Refused(_("请填写要求。"), field="demand")
    if order.answer_by is None or order.answer_by < clock.today():
        raise Refused(_("反馈时限不能早于今天。"), field="answer_by")
    if not order.contact.strip():
        raise Refused(_("请填写联系人。"), field="contact")


def _reason(words: str) -> None:
    if not words.strip():
        raise Refused(_("请写明理由。"), field="words")


def _signer() -> str:
    return holders.post(settings.current().signer, queries.office_id())


def _responsible(lines) -> list[str]:
    """Who holds the matters, when it is a person: 责任人. Posts of the unit are told as posts."""
    held = {line.assignment.holder for line in lines}
    return sorted(key for key in held if holders.person_id_of(key) is not None)
