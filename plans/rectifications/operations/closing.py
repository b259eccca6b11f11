"""销号: the unit applies, the stages of its chain look at it one after the other, the last one closes it.

Which stages an item takes is decided when it applies (chain.py) and frozen on it. What a return does is in returning.py,
the visit in acceptance.py, 公示 in publicity.py.
"""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, versions
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import OWN_HOUSE, Outcome
from workflows.models import Round
from workflows.routes import SILENT, Word

from .. import chain, limits, lookback
from .. import content as contents
from ..enums import Kind, LateCause, Liability, SourceKind, Truth
from ..flow import RectificationFlow
from ..models import Closing, Item
from ..rules import closing as rules
from . import handing_out, look_back, papers
from . import limits as acts
from .returning import end, give_back, open_closing
from .routes import CLOSING

APPLIED = sentence("%(number)s %(title)s：已申请销号，请确认")
OVER = sentence("事项已销号")
CLOSED = sentence("%(number)s %(title)s：已销号")
CAME_BACK = sentence("上轮退回：%(why)s")
DRAWN = sentence("验收抽查：按%(percent)d％抽取，种子%(seed)s，抽中")
NOT_DRAWN = sentence("验收抽查：按%(percent)d％抽取，种子%(seed)s，未抽中")
LONG_TERM = sentence("%(number)s %(title)s：转入长期坚持，每年检查")
# The trail code of a yes at each stage.
PASSED = {
    chain.CONFIRM: "item.unit_confirmed",
    chain.AUDIT: "item.audited",
    chain.FIRST_REVIEW: "item.reviewed",
    chain.RECHECK: "item.rechecked",
    chain.DECIDE: "item.decided",
}


def apply_for_closing(
    item,
    *,
    by,
    self_conclusion: str,
    mechanism: str,
    truthful: bool,
    accountability: str | None = None,
    late_cause: str = "",
    truth: str = "",
    liability: str = "",
) -> Closing:
    """申请销号: every measure is settled and has evidence; the statement of truth is ticked; the unit's clock stands from today.

    A 立行立改 is drawn for 抽查 with the source's percentage; the seed is the digest of the version frozen here, so that it
    is known to nobody before; the draw is told on the trail and on the 审批表. The chain of stages is frozen on the item.
    `accountability`: 追责问责 as the unit knows it now; None leaves what the ledger says. `truth` and `liability`: 核实结论
    and 责任认定, which 群众反映 asks for.
    """
    if not truthful:
        raise Refused(_("请勾选真实性承诺。"), field="truthful")
    for name, words, asked in (
        ("self_conclusion", self_conclusion, _("请填写自评结论。")),
        ("mechanism", mechanism, _("请填写长效机制；不需要建立的，写明理由。")),
    ):
        if not words.strip():
            raise Refused(asked, field=name)
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_apply(item, by)
        if item.source.kind == SourceKind.PUBLIC:
            _check_verified(truth, liability)
            act.set(truth=truth, liability=liability)
        if accountability is not None:
            act.set(accountability=accountability.strip())
        today = clock.today()
        late = limits.days_late(item.limit, today)
        if late and late_cause not in LateCause.values:
            raise Refused(_("已逾期%(n)d个工作日，请选择逾期原因。") % {"n": late}, field="late_cause")
        closing = Closing(
            item=item,
            n=item.closings.count() + 1,
            truthful=truthful,
            self_conclusion=self_conclusion.strip(),
            mechanism=mechanism.strip(),
            asked_by=by,
            asked_at=clock.now(),
            days_left=limits.days_left(item.limit, today),
            late_cause=late_cause if late else "",
        )
        closing.version = versions.freeze(item.key, contents.content_of(item, closing=closing), by=by)
        drawn, closing.draw = _drawn(item, closing)
        closing.save()
        switches = chain.switches_of(item.source)
        taken = chain.closing_chain(item.kind, major=item.weighty, switches=switches, drawn=drawn)
        act.leave(Outcome.SUBMITTED)
        act.finish(acts.RECTIFY, on_behalf_of=found.on_behalf_of)
        act.set(applied_on=today, chain=list(taken), route=engine.published(CLOSING))
        engine.begin(act, item.route_id, n=closing.n, version=closing.version)
        act.record(
            "item.applied",
            on_behalf_of=found.on_behalf_of,
            version=closing.version.n,
            words=closing.self_conclusion,
            n=closing.n,
            late=late,
            cause=closing.late_cause,
            chain=list(taken),
            draw=closing.draw,
            truth=item.truth,
            liability=item.liability,
        )
        act.notify(
            [holders.post(Post.HEAD, item.unit_id)],
            "item.applied",
            APPLIED(number=item.number, title=item.title),
        )
        papers.ask_signing_slip(act, closing)
    return closing


def _check_verified(truth: str, liability: str) -> None:
    if truth not in Truth.values:
        raise Refused(_("群众反映请选择核实结论。"), field="truth")
    if liability not in Liability.values:
        raise Refused(_("群众反映请选择责任认定。"), field="liability")


def _drawn(item: Item, closing: Closing) -> tuple[bool, str]:
    """抽查: whether the application is drawn, and the draw in words where its chain asks for one."""
    if not chain.asks_for_draw(item.kind, major=item.weighty, switches=chain.switches_of(item.source)):
        return False, ""
    seed, percent = lookback.seed_of(closing.version.digest), item.source.drawn_percent
    drawn = lookback.is_drawn(percent, seed=seed, number=item.number)
    return drawn, (DRAWN if drawn else NOT_DRAWN)(percent=percent, seed=seed)


def withdraw(item, *, by, reason: str = "") -> None:
    """撤回: until the head of the unit has confirmed; nothing is lost of the days."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_withdraw(item, by)
        give_back(
            act,
            engine.current(item.process_id),
            Outcome.WITHDRAWN,
            code="item.withdrawn",
            word=Word(reason.strip(), found.on_behalf_of),
            counts=False,
        )


def pass_on(item, *, by, words: str = "") -> None:
    """同意 at a stage where one person reads and says yes: the next stage of the chain, or 销号 after the last."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_pass(item, by)
        say_yes(act, Word(words.strip(), found.on_behalf_of))


def pass_on_several(items, *, by, words: str) -> list[tuple[Item, str]]:
    """逐项同意: one opinion for several like items, each its own act. Returns those that were refused, with the sentence."""
    refused = []
    for item in items:
        try:
            pass_on(item, by=by, words=words)
        except Refused as error:
            refused.append((item, str(error)))
    return refused


def say_yes(act, word: Word, *, code: str = "", **more) -> None:
    """A yes at the open stage, in the page or by pen. Inside its act."""
    item = act.subject
    round_ = engine.current(item.process_id)
    act.record(
        code or PASSED[round_.stage.code],
        on_behalf_of=word.on_behalf_of,
        version=round_.version.n,
        words=word.text,
        **more,
    )
    go_on(act, round_, word)


def go_on(act, round_: Round, word: Word = SILENT) -> None:
    """The next stage of the chain, or 销号 when this was the last. Inside the act that said yes."""
    item = act.subject
    if engine.following_stage(item, round_) is None:
        engine.advance(act, round_, Outcome.CLOSED, word=word)
        close(act, open_closing(item))
        return
    note = word.text
    if round_.stage.place in OWN_HOUSE and (why := _came_back_for(round_)):
        note = "　".join(filter(None, [CAME_BACK(why=why), word.text]))
    opened = engine.advance(act, round_, Outcome.PASSED_ON, note=note, word=word)
    if opened.stage.code == chain.PUBLICITY:
        publicity = {"publicity_from": clock.today(), "publicity_to": opened.due}
        Closing.objects.filter(pk=open_closing(item).pk).update(**publicity)
    elif opened.stage.code == chain.DECIDE:
        papers.ask_decision_slip(act, open_closing(item))


def _came_back_for(round_: Round) -> str:
    """Why the application before this one was given back by somebody outside the unit: whoever reads it again looks there first."""
    before = Round.objects.filter(
        process_id=round_.process_id,
        n=round_.n - 1,
        outcome=Outcome.RETURNED,
        stage__route_id=round_.stage.route_id,
    )
    outside = before.exclude(stage__place__in=OWN_HOUSE)
    return outside.order_by("-id").values_list("words", flat=True).first() or ""


def settle(
    act, round_: Round, outcome: str, *, words: str = "", on_behalf_of=None, on_paper: bool = False
) -> None:
    """A meeting, or a stage that asks, decided on an item. Registered with the engine; runs inside the act that decided.

    A yes goes on; 不予通过 and 退回 give it back to the unit. Neither names a measure, so 不予通过 opens all of them and
    退回 none: the unit reads in the reasons what to do.
    """
    word = Word(words, on_behalf_of, on_paper)
    if outcome == Outcome.APPROVED:
        go_on(act, round_, word)
        return
    own = round_.stage.place in OWN_HOUSE
    measures = list(act.subject.measures.all()) if outcome == Outcome.REJECTED else []
    code = "item.sent_back" if own else "item.returned"
    give_back(act, round_, Outcome.RETURNED, code=code, word=word, measures=measures, counts=not own)


def record_source_decision(item, *, by, number: str, on: date) -> None:
    """登记来源单位销号决定: its number and date; the item is closed by it."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_record_source(item, by)
        if not number.strip():
            raise Refused(_("请填写来源单位销号文号。"), field="number")
        if on > clock.today():
            raise Refused(_("销号日期不能晚于今天。"), field="on")
        closing = open_closing(item)
        if on < clock.day_of(closing.asked_at):
            raise Refused(_("销号日期不能早于申请销号日期。"), field="on")
        closing.source_number, closing.source_on = number.strip(), on
        closing.save(update_fields=["source_number", "source_on"])
        say_yes(
            act,
            Word(on_behalf_of=found.on_behalf_of),
            code="item.source_decided",
            number=closing.source_number,
            on=on.isoformat(),
        )


def close(act, closing: Closing) -> None:
    """销号, or 长期坚持 for what never ends: lateness stays with its cause, the papers are printed, 回头看 is arranged."""
    item = act.subject
    lasting = item.kind == Kind.LONG_TERM
    outcome = Outcome.LONG_TERM if lasting else Outcome.CLOSED
    closed_on = closing.source_on or clock.today()
    late = late_fields(item, closing)
    end(closing, outcome)
    act.leave(outcome)
    act.finish()
    handing_out.settle_requests(act, OVER())
    act.set(
        mechanism=closing.mechanism,
        self_conclusion=closing.self_conclusion,
        closed_on=None if lasting else closed_on,
        reopened_on=None,
        yellow_on=None,
        red_on=None,
        **late,
    )
    plan = look_back.arrange(act, closing, closed_on)
    number = papers.ask_closing_papers(act, closing, plan=plan)
    act.set(closing_number=closing.source_number or number)
    act.record(
        "item.made_long_term" if lasting else "item.closed",
        version=closing.version.n,
        on=closed_on.isoformat(),
        number=item.closing_number,
        late=item.late_days,
        look_back=plan,
    )
    if late:
        act.fact("item.late")
    told = (LONG_TERM if lasting else CLOSED)(number=item.number, title=item.title)
    units = {item.unit_id, *item.measures.values_list("unit_id", flat=True)}
    liaisons = [holders.post(Post.LIAISON, unit_id) for unit_id in sorted(units)]
    act.notify([liaison_of(item), *liaisons, holders.post(Post.HEAD, item.unit_id)], "item.closed", told)


def late_fields(item: Item, closing: Closing) -> dict:
    """曾逾期n个工作日 by the day of this application, with its cause; what it was once late with stays."""
    late = limits.days_late(item.limit, item.applied_on)
    if late <= item.late_days:
        return {}
    return {"late_days": late, "late_cause": closing.late_cause}
