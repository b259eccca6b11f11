"""需工委协调事项: raised by a unit (or from a visit), assigned within the committee with a limit, answered once."""

from django.utils.translation import gettext as _

from plans.actions.flow import PlanFlow
from plans.actions.operations import execution
from records import clock, turns, workdays
from records.errors import Refused
from records.numbers import next_number
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows import lights
from workflows.acts import acting, beside, liaison_of, starting

from ..models import Matter
from ..queries.matters import may_handle
from ..rules import matters as rules

SERIES = "协调"
SORT_OUT, HANDLE = "sort_out", "handle"
SORT_OUT_DAYS, ANSWER_DAYS, MOST_DAYS = 2, 10, 120
PLEASE_SORT_OUT = sentence("请分办或答复需工委协调事项")
PLEASE_HANDLE = sentence("请办理并答复需工委协调事项")
ASSIGNED = sentence("%(number)s %(title)s：工委已分办，将于%(due)s前答复")
ANSWERED = sentence("%(number)s %(title)s：工委已答复")
PASSED_ON = sentence("已提请工委协调（%(number)s）")


def raise_matter(
    unit, *, by, title: str, words: str, wish: str = "", item=None, plan=None, plan_line: str = ""
) -> Matter:
    """提请工委协调, about an item, a task of the unit's plan, or nothing of these. A second press makes no second one."""
    found = rules.check_can_raise(unit.pk, by)
    if item is not None:
        rules.check_can_raise_about(item, by)
    if plan is not None and plan.unit_id != unit.pk:
        raise Refused(_("该任务不是本单位的。"))
    matter = _unsaved(unit, by, title, words, wish=wish, item=item, plan=plan, plan_line=plan_line)
    with starting(matter, by=by, prepare=_once) as act:
        raised(act, matter, on_behalf_of=found.on_behalf_of)
    return matter


def pass_on(trouble, *, by, words: str = "") -> Matter:
    """转请工委协调: the leader passes a trouble on; the one who reported it reads what came of it."""
    task = trouble.task
    with acting(task.plan, PlanFlow.executing, by=by) as act:
        trouble.refresh_from_db()
        found = rules.check_can_pass_on(trouble, by)
        matter = _unsaved(
            task.plan.unit, by, task.title, trouble.words, wish=words, plan=task.plan, plan_line=task.line
        )
        matter.trouble = trouble
        _number(matter)
        execution.settle_trouble(act, trouble, PASSED_ON(number=matter.number))
        with beside(matter, by=by) as begun:
            raised(begun, matter, on_behalf_of=found.on_behalf_of)
    return matter


def from_visit(line, *, by) -> Matter:
    """What a line of a visit asks of the committee; not saved yet, its visit is being acted on."""
    text = line.text.strip()
    matter = _unsaved(line.visit.unit, by, text.splitlines()[0].rstrip("。；，"), text, wish=line.advice)
    _number(matter)
    return matter


def raised(act, matter: Matter, *, on_behalf_of=None) -> None:
    """What every way of raising one has in common: the office has it to sort out."""
    act.record("matter.raised", on_behalf_of=on_behalf_of, words=matter.words, due=matter.due.isoformat())
    act.assign(
        SORT_OUT,
        holders.post(Post.OFFICE_CLERK, queries.office_id()),
        PLEASE_SORT_OUT(),
        limit_days=SORT_OUT_DAYS,
        note=matter.words,
    )


def assign(matter: Matter, *, by, holder: str, limit_days: int, words: str = "") -> None:
    """分办: a person or a post of the committee handles it within so many working days, counted from today."""
    with acting(matter, by=by) as act:
        rules.check_can_assign(matter, by)
        if not may_handle(matter, holder):
            raise Refused(_("请选择工委的岗位或人员，本单位人员除外。"), field="holder")
        if not 1 <= limit_days <= MOST_DAYS:
            raise Refused(_("时限为1至%(n)d个工作日。") % {"n": MOST_DAYS}, field="limit_days")
        limit = workdays.add(clock.today(), limit_days)
        due = limit.date
        yellow_on, red_on = lights.dates(clock.today(), due)
        act.finish(SORT_OUT, HANDLE)
        act.set(holder=holder, assigned_at=clock.now(), due=due, yellow_on=yellow_on, red_on=red_on)
        act.assign(HANDLE, holder, PLEASE_HANDLE(), due=limit, note=words or matter.words)
        act.record("matter.assigned", to=holders.label(holder), due=due.isoformat())
        if words.strip():
            act.record("matter.instructed", words=words.strip())
        act.notify(
            [matter.raised_by, liaison_of(matter)],
            "matter.assigned",
            ASSIGNED(number=matter.number, title=matter.title, due=due.isoformat()),
        )


def note(matter: Matter, *, by, words: str) -> None:
    """记录办理进展, read within the committee."""
    if not words.strip():
        raise Refused(_("请写明办理进展。"), field="words")
    with acting(matter, by=by) as act:
        found = rules.check_can_handle(matter, by)
        act.record("matter.noted", on_behalf_of=found.on_behalf_of, words=words.strip())


def answer(matter: Matter, *, by, answer: str) -> None:
    """答复: the unit reads it, and the matter is closed; late or not is kept."""
    if not answer.strip():
        raise Refused(_("请填写答复。"), field="answer")
    with acting(matter, by=by) as act:
        found = rules.check_can_handle(matter, by)
        today = clock.today()
        act.finish(on_behalf_of=found.on_behalf_of)
        act.set(
            answer=answer.strip(),
            answered_by=by,
            answered_at=clock.now(),
            late_days=max(0, workdays.between(matter.due, today)),
        )
        act.record("matter.answered", on_behalf_of=found.on_behalf_of, words=answer.strip())
        told = [matter.raised_by, liaison_of(matter), *([matter.trouble.by] if matter.trouble else [])]
        act.notify(told, "matter.answered", ANSWERED(number=matter.number, title=matter.title))


def _unsaved(unit, by, title: str, words: str, *, wish: str, item=None, plan=None, plan_line="") -> Matter:
    if not title.strip():
        raise Refused(_("请写明需协调的事项。"), field="title")
    if not words.strip():
        raise Refused(_("请写明有关情况。"), field="words")
    today = clock.today()
    due = workdays.add(today, ANSWER_DAYS).date
    yellow_on, red_on = lights.dates(today, due)
    return Matter(
        unit=unit,
        title=title.strip()[:200],
        words=words.strip(),
        wish=wish.strip(),
        item=item,
        plan=plan,
        plan_line=plan_line,
        raised_by=by,
        raised_at=clock.now(),
        due=due,
        yellow_on=yellow_on,
        red_on=red_on,
    )


def _number(matter: Matter) -> None:
    year = clock.day_of(matter.raised_at).year
    matter.number = f"{SERIES}-{year}-{next_number(SERIES, year):04d}"


def _once(matter: Matter) -> None:
    """A second press of the button is told so instead of raising the same once more."""
    turns.take(f"matter:{matter.unit_id}")
    moment = clock.now() - execution.MOMENT
    same = Matter.objects.filter(
        unit=matter.unit, title=matter.title, words=matter.words, raised_at__gte=moment
    )
    if same.exists():
        raise Refused(_("该事项刚刚已经提请，不需要再次提请。"))
    _number(matter)
