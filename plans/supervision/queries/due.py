"""到期待提醒: what a rule has to say today, and what it would have said: set queries over the days that matter."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from records import clock, workdays
from workflows.models import Assignment

from .. import schedule, scopes
from ..models import Reminded

LOOKED_BACK = timedelta(days=30)
MOST = 1000  # matters a preview looks at; it says so when there are more
EXAMPLES = 10


def in_window(rule, today: date) -> QuerySet[Assignment]:
    """Open matters of which the rule may have something to say today, said already or not. Reads the days that are due."""
    window = schedule.window(rule, today)
    waiting = Assignment.objects.filter(done_at=None, due__lte=window.last)
    if window.first:
        waiting = waiting.filter(due__gte=window.first)
    return scopes.within(rule.scope, waiting)


def unsaid(rule, today: date) -> QuerySet[Assignment]:
    """Those of which it has not spoken yet, or is to speak again."""
    said = Reminded.objects.filter(
        Q(again_on=None) | Q(again_on__gt=today), rule=rule, assignment=OuterRef("pk")
    )
    return in_window(rule, today).filter(~Exists(said))


@dataclass
class Preview:
    """What a rule would have sent: how often on which day, some of the matters, and whether only the newest were looked at."""

    days: Counter = field(default_factory=Counter)
    examples: list[tuple[date, Assignment]] = field(default_factory=list)
    cut: bool = False

    @property
    def total(self) -> int:
        return self.days.total()

    @property
    def by_day(self) -> list[tuple[date, int]]:
        """Newest day first."""
        return sorted(self.days.items(), reverse=True)


def would_have_sent(rule, today: date) -> Preview:
    """The last 30 days under this rule, saved or not: one reminder a matter and occurrence, working days alone."""
    begin = today - LOOKED_BACK
    days = [day for n in range(LOOKED_BACK.days + 1) if workdays.is_working(day := begin + timedelta(days=n))]
    if not days:
        return Preview()
    oldest, newest = schedule.window(rule, days[0]), schedule.window(rule, days[-1])
    matters = Assignment.objects.filter(Q(done_at=None) | Q(done_at__gte=clock.moment_of(begin, 0)))
    matters = scopes.within(rule.scope, matters.filter(due__lte=newest.last))
    if oldest.first:
        matters = matters.filter(due__gte=oldest.first)
    found = list(matters.select_related("unit").order_by(F("due").desc(), "-pk")[: MOST + 1])
    preview = Preview(cut=len(found) > MOST)
    for matter in found[:MOST]:
        _look_back(rule, matter, days, preview)
    preview.examples.sort(key=lambda each: (each[0], each[1].pk), reverse=True)
    del preview.examples[EXAMPLES:]
    return preview


def _look_back(rule, matter: Assignment, days: list[date], preview: Preview) -> None:
    since = clock.day_of(matter.since)
    ended = clock.day_of(matter.done_at) if matter.done_at else None
    before = None
    for day in days:
        if day < since or (ended and day >= ended):
            continue
        n = schedule.occurrence(rule, due=matter.due, since=since, today=day)
        if n is not None and n != before:
            before = n
            preview.days[day] += 1
            preview.examples.append((day, matter))


def matter_of(key: str) -> tuple[int | None, str]:
    """The assignment and the rule that a delivery of this key speaks of; none, where it is no reminder of one."""
    words = key.split(":")
    return (int(words[1]), words[2]) if words[0] == "remind" and words[1].isdecimal() else (None, "")


def done_of(keys: set[str]) -> set[str]:
    """Of the deliveries of these keys, those whose matter is done by now. One statement."""
    spoken = {key: pk for key in keys if (pk := matter_of(key)[0])}
    done = Assignment.objects.filter(pk__in=spoken.values(), done_at__isnull=False)
    over = set(done.values_list("pk", flat=True))
    return {key for key, pk in spoken.items() if pk in over}
