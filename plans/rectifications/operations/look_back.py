"""回头看、年检: what was closed is looked at once more; what has come back (反弹) is opened again with its history."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.models import StoredFile
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.operations import evidence

from .. import lookback
from ..enums import Kind, LookBackResult, RenewedAs, Status
from ..flow import RectificationFlow
from ..models import Closing, LookBack
from ..rules import look_back as rules
from . import handing_out
from . import limits as acts
from .progress import reopen
from .returning import named

LOOK_BACK, ANNUAL = "look_back", "annual_check"
PLEASE_LOOK, PLEASE_CHECK = sentence("请开展回头看"), sentence("请开展年度检查")
EVERY_YEAR = sentence("长期坚持，每年检查")
CHECKED = sentence("长期坚持，每年检查，下次检查%(date)s前")
CHOSEN = sentence("回头看：%(why)s，%(date)s前开展")
NOT_DRAWN = sentence("回头看：按%(percent)d％抽取，种子%(seed)s，未抽中")
UNPLANNED = sentence("工委临时安排")
HELD = sentence("%(number)s %(title)s：回头看结果为%(result)s")
RELAPSED = sentence("%(number)s %(title)s：问题反弹，请重新整改，时限%(date)s")
YEAR = 12  # months


def arrange(act, closing: Closing, closed_on: date) -> str:
    """安排回头看 at closing: what lasts is checked each year, of the rest what the rule chooses. Returns it in words for the papers."""
    item = act.subject
    if item.kind == Kind.LONG_TERM:
        planned = _plan(act, EVERY_YEAR(), months=YEAR, since=closed_on, annual=True)
        return CHECKED(date=planned.due.isoformat())
    seed = lookback.seed_of(closing.version.digest, purpose=1)
    percent = item.source.drawn_percent
    why = lookback.why_chosen(
        item.source.look_back,
        percent,
        number=item.number,
        late_days=item.late_days,
        relapse_count=item.relapse_count,
        seed=seed,
    )
    if not why:
        return NOT_DRAWN(percent=percent, seed=seed)
    planned = _plan(act, why, months=settings.LOOK_BACK_MONTHS, since=closed_on)
    return CHOSEN(why=why, date=planned.due.isoformat())


def _plan(act, why: str, *, months: int, since: date, annual: bool = False) -> LookBack:
    """At most one waits; its day is that of the closing some months later."""
    item, due = act.subject, lookback.months_after(since, months)
    planned = LookBack.objects.create(item=item, due=due, why=why, annual=annual)
    if annual:
        act.set(next_check=due)
    kind, what = (ANNUAL, PLEASE_CHECK()) if annual else (LOOK_BACK, PLEASE_LOOK())
    clerks = holders.post(Post.OFFICE_CLERK, engine.office_id())
    act.assign(kind, clerks, what, due=due, starts=clock.today(), note=why)
    return planned


def record_look_back(
    item,
    *,
    by,
    result: str,
    words: str,
    relapsed: bool = False,
    done_on: date | None = None,
    new_limit: date | None = None,
    lines=(),
    paper: StoredFile | None = None,
    seen: int | None = None,
    consent_number: str = "",
    consent_on: date | None = None,
) -> LookBack:
    """登记回头看: how it stands now. 反弹 opens the item again until `new_limit`, with the measures named (none: all of them).

    A limit that the source sets needs its consent. Without one that waits the clerk may record one all the same (临时安排).
    长期坚持 is checked again next year. `seen` is how many there were when the page was drawn: a second press, or a
    colleague's, records none twice.
    """
    done_on = done_on or clock.today()
    _check(result, words, relapsed, new_limit)
    with acting(item, RectificationFlow.closed, RectificationFlow.long_term, by=by) as act:
        rules.check_can_look_back(item, by)
        if seen is not None and seen != item.look_backs.exclude(done_on=None).count():
            raise Refused(_("回头看刚刚已经登记，请刷新后查看；确需再次登记的，请重新打开本页。"))
        _check_day(item, done_on)
        if relapsed:
            acts.check_source_consents(item, consent_number, consent_on)
        annual = item.status == Status.LONG_TERM
        found = item.look_backs.filter(done_on=None).first() or LookBack(
            item=item, due=done_on, why=UNPLANNED(), annual=annual
        )
        found.done_on, found.result, found.relapsed, found.words = done_on, result, relapsed, words.strip()
        found.by, found.paper = by, paper
        found.save()
        act.finish(LOOK_BACK, ANNUAL, outcome=Outcome.RELAPSED if relapsed else "")
        act.record(
            "item.annual_checked" if annual else "item.looked_back",
            words=found.words,
            result=result,
            relapsed=relapsed,
            on=done_on.isoformat(),
            paper=paper.digest if paper else "",
        )
        if relapsed:
            _open_again(act, found, new_limit, lines, consent=consent_number.strip())
            return found
        if annual:
            _plan(act, EVERY_YEAR(), months=YEAR, since=done_on, annual=True)
        said = HELD(number=item.number, title=item.title, result=LookBackResult(result).label)
        act.notify([liaison_of(item)], "item.looked_back", said)
    return found


def _open_again(act, look_back: LookBack, new_limit: date, lines, *, consent: str) -> None:
    """反弹: the same item, its history kept, its counter one higher, with a new limit and its measures to do again."""
    item = act.subject
    measures = named(item, lines) or [each for each in item.measures.all() if each.confirmed_on]
    act.leave(Outcome.RELAPSED)
    act.set(
        reopened_on=look_back.done_on,
        relapse_count=item.relapse_count + 1,
        closed_on=None,
        closing_number="",
        applied_on=None,
        next_check=None,
    )
    acts.set_limit(act, new_limit, renewed_due=new_limit, renewed_as=RenewedAs.RELAPSED)
    shown = evidence.newest_use(item.key)
    for measure in measures:
        measure.item, measure.evidence_after, measure.percent = item, shown, 0
        reopen(act, measure, due=max(measure.due, new_limit), note=look_back.words, counts=False)
    handing_out.tally(act)
    handing_out.ready(act, note=look_back.words)
    act.record(
        "item.relapsed",
        words=look_back.words,
        n=item.relapse_count,
        limit=new_limit.isoformat(),
        consent=consent,
        lines=[each.line for each in measures],
    )
    told = RELAPSED(number=item.number, title=item.title, date=new_limit.isoformat())
    act.notify([liaison_of(item), holders.post(Post.HEAD, item.unit_id)], "item.relapsed", told)


def _check(result: str, words: str, relapsed: bool, new_limit: date | None) -> None:
    if result not in LookBackResult.values:
        raise Refused(_("请选择回头看结果：优秀、较好、一般或差。"), field="result")
    if not words.strip():
        raise Refused(_("请写明回头看情况。"), field="words")
    if relapsed and result in {LookBackResult.EXCELLENT, LookBackResult.GOOD}:
        raise Refused(_("问题反弹的，结果应为一般或差。"), field="result")
    if relapsed and (new_limit is None or new_limit <= clock.today()):
        raise Refused(_("问题反弹的，请填写新的整改时限，须晚于今天。"), field="new_limit")


def _check_day(item, done_on: date) -> None:
    if done_on > clock.today():
        raise Refused(_("回头看日期不能晚于今天。"), field="done_on")
    if item.closed_on and done_on < item.closed_on:
        raise Refused(_("回头看日期不能早于销号日期。"), field="done_on")
