"""事实: dated facts that an assessment may count later. Written once."""

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


def note_many(facts: list[Fact]) -> None:
    """Keep facts, in one statement."""
    if facts:
        Fact.objects.bulk_create(facts)
