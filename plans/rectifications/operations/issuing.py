"""交办与签收: a problem becomes an item of one unit, with a number and a limit; the unit signs for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from records import clock, outbox
from records.errors import Refused
from records.numbers import next_numbers
from records.stored import sentence
from units.models import Unit
from workflows import lights
from workflows.acts import acting, liaison_of, starting
from workflows.enums import Outcome

from ..enums import Kind, Scope
from ..flow import RectificationFlow
from ..models import Item, Source
from ..queries import sameness
from ..rules import issuing as rules
from . import handing_out, limits

SERIES = "整改"
RECEIVE_DAYS, TITLE = 2, 60
STOPS = "。；，：,;"  # a title does not end with one
PLEASE_RECEIVE = sentence("请签收")
ISSUED = sentence("%(number)s %(title)s：已交办，请于2个工作日内签收")
RECEIVED = sentence("%(number)s %(title)s：已签收")
RECEIVE = "receive"
COMPARE = "item.compare"  # the outbox's kind: look for similar problems


@dataclass
class Problem:
    """What is given out: who found it, its words, whose it is, until when. `due` counts natural days and does not move."""

    source: Source
    unit: Unit
    problem: str
    due: date
    title: str = ""
    source_document: str = ""
    source_date: date | None = None
    category: str = ""
    scope: str = Scope.SINGLE
    kind: str = Kind.TIMED
    major: bool = False
    goal: str = ""
    standard: str = ""
    plan: object | None = None
    plan_line: str = ""
    more: dict = field(default_factory=dict)  # leader, section, person when they are known


def issue(problem: Problem, *, by, linked: Callable[[Item], None] | None = None) -> Item:
    """交办: the item gets its number, the unit's 联络员 has it to sign for.

    `linked(item)` ties it, in the same transaction, to what it came from (a line of a visit).
    """
    rules.check_can_issue(by)
    check_problem(problem)
    item = unsaved(problem, by=by)
    with starting(item, RectificationFlow.begin, by=by, prepare=give_number) as act:
        issued(act)
        if linked is not None:
            linked(item)
    return item


def enter(problem: Problem, *, by) -> Item:
    """新增问题: the same, but the very same words are given to the same unit once only; a second press is told so."""
    rules.check_can_hand_out(problem.source, problem.unit, by)
    check_problem(problem)
    item = unsaved(problem, by=by)
    with starting(item, RectificationFlow.begin, by=by, prepare=give_number_once) as act:
        issued(act)
    return item


def give_number(item: Item) -> None:
    """编号: 整改-2026-0012, without gaps; inside the transaction that gives the item out."""
    give_numbers([item])


def give_number_once(item: Item) -> None:
    """The same; Refused when another item says the same of the same unit. Taking the number makes others wait."""
    give_number(item)
    same = sameness.given_out([(item.unit_id, item.text_digest)])
    for number in same.values():
        raise Refused(_("完全相同的问题已交办：%(number)s。") % {"number": number}, field="problem")


def wait_for_numbers() -> None:
    """Wait until whoever is giving numbers has committed: what was given out before is seen by what comes next."""
    next_numbers(SERIES, clock.today().year, 0)


def give_numbers(items: list[Item]) -> None:
    """编号 of a batch, in its order."""
    if items:
        year = items[0].issued_on.year
        for item, n in zip(items, next_numbers(SERIES, year, len(items)), strict=True):
            item.number = f"{SERIES}-{year}-{n:04d}"


def check_problem(problem: Problem) -> None:
    """What an item cannot do without, each on its field."""
    if not problem.problem.strip():
        raise Refused(_("请填写问题描述。"), field="problem")
    if problem.due <= clock.today():
        raise Refused(_("整改时限须晚于今天。"), field="due")
    if problem.source_date and problem.source_date > clock.today():
        raise Refused(_("反馈日期不能晚于今天。"), field="source_date")


def unsaved(problem: Problem, *, by) -> Item:
    """The row of an item that is about to be given out, without its number."""
    today = clock.today()
    words = problem.problem.strip()
    yellow_on, red_on = lights.dates(today, problem.due)
    return Item(
        title=problem.title.strip() or words.splitlines()[0][:TITLE].rstrip(STOPS),
        unit=problem.unit,
        source=problem.source,
        source_document=problem.source_document.strip(),
        source_date=problem.source_date,
        problem=words,
        text_digest=sameness.digest(words),
        category=problem.category.strip(),
        scope=problem.scope,
        kind=problem.kind,
        major=problem.major,
        goal=problem.goal.strip(),
        standard=problem.standard.strip(),
        plan=problem.plan,
        plan_line=problem.plan_line,
        issued_by=by,
        issued_on=today,
        due=problem.due,
        limit=problem.due,
        yellow_on=yellow_on,
        red_on=red_on,
        **problem.more,
    )


def issued(act) -> None:
    """What one 交办 writes: its line, the unit's assignment, the unit's notice; and a worker looks for similar problems."""
    item = act.subject
    issued_in_batch(act)
    act.notify([liaison_of(item)], "item.issued", ISSUED(number=item.number, title=item.title))
    outbox.put(f"compare:{item.key}", COMPARE, {"item": item.pk})


def issued_in_batch(act) -> None:
    """The same without what is said and done once for a whole batch."""
    item = act.subject
    act.record("item.issued", number=item.number, unit=item.unit.name, due=item.due.isoformat())
    act.assign(RECEIVE, liaison_of(item), PLEASE_RECEIVE(), limit_days=RECEIVE_DAYS)


def receive(item: Item, *, by) -> None:
    """签收: the unit takes the item on; from here it rectifies until the limit."""
    with acting(item, RectificationFlow.issued, by=by) as act:
        found = rules.check_can_receive(item, by)
        act.leave(Outcome.RECEIVED)
        act.finish(RECEIVE, on_behalf_of=found.on_behalf_of)
        act.set(received_on=clock.today())
        limits.assign_rectify(act)
        for measure in item.measures.filter(unit_id=item.unit_id, received_on=None):  # settled in 会商
            measure.received_on = clock.today()
            measure.save(update_fields=["received_on"])
            handing_out.hand_out(act, measure)
        act.record("item.received", on_behalf_of=found.on_behalf_of)
        act.notify([item.issued_by], "item.received", RECEIVED(number=item.number, title=item.title))
