"""退回: a closing is given back to the unit. Why, to which measures (those are opened again and only those), until when."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes as engine
from workflows.acts import MISSED, acting, liaison_of
from workflows.enums import Outcome
from workflows.routes import Word

from .. import chain, limits
from .. import content as contents
from ..enums import Authority, RenewedAs
from ..flow import RectificationFlow
from ..models import Closing, Item, Measure
from ..rules import closing as rules
from . import handing_out
from . import limits as acts
from .progress import reopen

RETURNED = sentence("%(number)s %(title)s：退回整改，时限%(date)s；%(words)s")
WITHDRAWN = sentence("%(number)s %(title)s：已撤回销号申请")
RETURN = "item.returned"


def open_closing(item: Item) -> Closing:
    """The application that is being judged."""
    return item.closings.select_related("version", "asked_by").get(ended_at=None)


def end(closing: Closing, outcome: str) -> None:
    """The application has ended, with this outcome; it is kept."""
    closing.ended_at, closing.outcome = clock.now(), outcome
    closing.save(update_fields=["ended_at", "outcome"])


def return_item(item, *, by, reason: str, lines=(), new_limit: date | None = None, stage: str = "") -> None:
    """退回: the unit rectifies on; the measures named by `lines` are opened again (none: the application itself is wanting).

    The unit gets back the days that others held the file, or `new_limit`, the later one. `stage` is the one the person
    was looking at: when somebody else has passed it on meanwhile, nothing happens.
    """
    with acting(item, RectificationFlow.closing, by=by) as act:
        if stage and item.stage != stage:
            raise Refused(str(MISSED))
        found = rules.check_can_return(item, by)
        if not reason.strip():
            raise Refused(_("退回必须填写理由。"), field="reason")
        check_new_limit(item, new_limit, field="new_limit")
        round_ = engine.current(item.process_id)
        own = round_.stage.code in chain.IN_HOUSE  # neither counted nor told outside
        give_back(
            act,
            round_,
            Outcome.RETURNED,
            code="item.sent_back" if own else "item.returned",
            word=Word(reason.strip(), found.on_behalf_of),
            measures=named(item, lines),
            new_limit=new_limit,
            counts=not own,
        )


def named(item: Item, lines) -> list[Measure]:
    """The measures behind these lines."""
    wanted = set(lines)
    found = [each for each in item.measures.all() if each.line in wanted]
    if len(found) != len(wanted):
        raise Refused(_("有的措施已不在，页面可能已经过时，请刷新。"))
    return found


def check_new_limit(item: Item, new_limit: date | None, *, field: str) -> None:
    """A new limit lies ahead; one that the source set is changed with the source's consent only."""
    if new_limit is None:
        return
    if new_limit <= clock.today():
        raise Refused(_("新的时限须晚于今天。"), field=field)
    if item.source.extends == Authority.SOURCE:
        raise Refused(
            _("该来源的整改时限由来源单位确定，不能在退回时改变；退回后由单位申请延期或提交逾期说明。"),
            field=field,
        )


def give_back(
    act,
    round_,
    outcome: str,
    *,
    code: str,
    word: Word,
    measures=(),
    new_limit: date | None = None,
    counts: bool = True,
    **more,
) -> None:
    """The closing ends here and the unit rectifies on. Inside the act of whoever says no (or takes it back)."""
    item, closing, today = act.subject, open_closing(act.subject), clock.today()
    fixed = item.source.extends == Authority.SOURCE
    left = acts.left_house(round_) or today
    back = limits.given_back(acts.counted_today(item), stopped_on=left, today=today, fixed=fixed)
    limit = limits.in_force(back.date, None if fixed else new_limit)
    renewed = bool(new_limit) and limit == new_limit
    end(closing, outcome)
    act.leave(outcome)
    engine.advance(act, round_, outcome, word=word)
    if renewed:  # from here it is measured by another limit: what it was late with stays
        late = limits.days_late(item.limit, item.applied_on)
        if late > item.late_days:
            act.set(late_days=late, late_cause=closing.late_cause)
    called = {"renewed_due": limit, "renewed_as": RenewedAs.TO_IMPROVE} if renewed else {"back": back}
    acts.set_limit(act, limit, **called)
    act.set(applied_on=None, return_count=item.return_count + counts)
    for measure in measures:
        measure.item = item
        due = max(measure.due, limit, new_limit or limit)
        reopen(act, measure, due=due, note=word.text if counts else "", counts=counts)
    labels = contents.line_labels(item)
    act.record(
        code,
        on_behalf_of=word.on_behalf_of,
        version=closing.version.n,
        words=word.text,
        stage=round_.stage.label,
        n=closing.n,
        lines=[labels[each.line] for each in measures],
        limit=limit.isoformat(),
        **more,
    )
    handing_out.ready(act, note=word.text)
    if counts and code != RETURN:  # the line of the trail is that of a signature by pen
        act.fact(RETURN)
    own = not counts
    told = RETURNED(number=item.number, title=item.title, date=limit.isoformat(), words=word.text)
    if outcome == Outcome.WITHDRAWN:
        act.notify(
            [holders.post(Post.HEAD, item.unit_id)],
            code,
            WITHDRAWN(number=item.number, title=item.title),
            circle=Circle.UNIT,
        )
    elif own:
        act.notify([liaison_of(item)], code, told, circle=Circle.UNIT)
    else:
        act.notify([liaison_of(item), holders.post(Post.HEAD, item.unit_id)], code, told)
