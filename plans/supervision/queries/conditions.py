"""督办条件: which matters of which units are due for a 督办通知单, by colour. Set queries over the days that matter."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from records import clock, workdays
from records.models import Fact
from records.stored import sentence
from units.enums import UnitKind
from workflows.models import Assignment

from .. import scopes
from ..enums import LEVELS, Colour
from ..models import OrderLine, SupervisionSettings

DUE_IN = sentence("距到期%(n)d个工作日")
QUIET = sentence("临近到期（%(due)s），%(n)d个工作日没有进展")
LATE = sentence("已逾期%(n)d个工作日")


def meeting(colour: str, settings: SupervisionSettings, today: date) -> QuerySet[Assignment]:
    """Open matters of units that meet the condition of a colour today."""
    waiting = scopes.urged(Assignment.objects.filter(done_at=None, due__isnull=False))
    waiting = waiting.exclude(unit__kind=UnitKind.OFFICE)
    if colour == Colour.RED:
        last = workdays.back(today, max(settings.red_days, 1) - 1) - workdays.ONE
        return waiting.filter(due__lte=last)
    if colour == Colour.BLUE:
        # Yellow by its own time as well: what has two days in all is not slow on the first.
        soon = workdays.add(today, settings.blue_days).date
        return waiting.filter(due__gte=today, due__lte=soon, yellow_on__lte=today)
    begun = clock.moment_of(_quiet_since(settings, today), 0)
    quiet = waiting.filter(yellow_on__lte=today, due__gte=today, since__lt=begun)
    return quiet.filter(~progressed(settings, today))


def progressed(settings: SupervisionSettings, today: date) -> Exists:
    """Of a matter, or of a line about one: something was done about it within the days of 橙色."""
    since = _quiet_since(settings, today)
    return Exists(
        Fact.objects.filter(
            subject=OuterRef("subject"), line=OuterRef("line"), code__in=scopes.progress(), day__gt=since
        )
    )


def _quiet_since(settings: SupervisionSettings, today: date) -> date:
    return workdays.back(today, max(settings.quiet_days, 1))


def unlisted(colour: str, settings: SupervisionSettings, today: date) -> QuerySet[Assignment]:
    """Those that are on no 督办通知单 of this colour or a more serious one yet. The same matter with the same limit is the
    same, also when it waits anew for somebody else (handed out, another responsible person)."""
    same = {name: OuterRef(name) for name in ("subject", "line", "due")}
    listed = OrderLine.objects.filter(
        **same, order__unit=OuterRef("unit"), level__gte=LEVELS[colour], lapsed_at=None
    )
    return meeting(colour, settings, today).filter(~Exists(listed))


def condition_of(colour: str, matter: Assignment, settings: SupervisionSettings, today: date) -> str:
    """The condition in words, as the 督办通知单 keeps it."""
    if colour == Colour.RED:
        return LATE(n=workdays.between(matter.due, today))
    if colour == Colour.BLUE:
        return DUE_IN(n=workdays.between(today, matter.due))
    return QUIET(due=matter.due.isoformat(), n=settings.quiet_days)
