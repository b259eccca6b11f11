"""Rows of a problem list as they are confirmed."""

from datetime import timedelta
from itertools import count

from plans.rectifications.enums import SourceKind
from plans.rectifications.models import IntakeJob, Source
from plans.rectifications.operations import intake
from project.effects import EFFECTS
from records import clock, outbox
from tests.plans.rectifications.factories import Rectifying

_numbers = count(1)


def row(world: Rectifying, n: int, **fields) -> dict:
    """One checked row, every problem in its own words."""
    number = next(_numbers)
    return {
        "row": n,
        "unit": world.district.unit.pk,
        "source": Source.objects.get(kind=SourceKind.SUPERVISION).pk,
        "problem": f"第{number}个窗口的一次性告知单缺少材料目录（样例）",
        "due": (clock.today() + timedelta(days=60)).isoformat(),
        "source_document": "",
        "source_date": "",
        "category": "",
        "scope": "single",
        "kind": "timed",
        "major": False,
        "goal": "",
        "standard": "抽查10件无一遗漏",
        "plan": None,
        "plan_line": "",
        "leader": None,
        "section": None,
        "person": None,
        "remark": "",
    } | fields


def confirmed(world: Rectifying, n: int = 0, *, rows: list[dict] | None = None, key: str = "") -> IntakeJob:
    """A job of `n` rows that waits for the worker."""
    rows = rows if rows is not None else [row(world, each + 2) for each in range(n)]
    return intake.confirm(
        rows, by=world.district.clerk, name="问题清单.xlsx", key=key or f"k{next(_numbers)}"
    )


def work() -> int:
    """What the worker does until nothing is left."""
    done = 0
    while n := outbox.drain("default", EFFECTS):
        done += n
    return done
