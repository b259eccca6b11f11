"""事实: dated facts that an assessment may count later: what happened, of which unit that day, for which item. Never who."""

from . import clock
from .models import Fact


def fact(code: str, *, subject: str, unit_id: int, line: str = "", item_code: str = "") -> Fact:
    """A fact of today, not yet saved."""
    return Fact(
        code=code,
        subject=subject,
        line=line,
        item_code=item_code,
        unit_id=unit_id,
        day=clock.today(),
        at=clock.now(),
    )


def note_daily(fact: Fact) -> None:
    """Keep a fact unless the same one stands for its day: of what is saved every few seconds the days count, never the saves."""
    same = Fact.objects.filter(subject=fact.subject, code=fact.code, line=fact.line, day=fact.day)
    if not same.exists():
        fact.save(force_insert=True)


def note_many(facts: list[Fact]) -> None:
    """Keep facts, in one statement."""
    if facts:
        Fact.objects.bulk_create(facts)
