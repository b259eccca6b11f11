"""What the apps above show on the page of a task: each registers, in its apps.py, what it has to say about one."""

from collections.abc import Callable
from dataclasses import dataclass

from units.models import Person

from .models import Task


@dataclass(frozen=True)
class Panel:
    """One card of the page: its template, and what the template finds as `panel`."""

    template: str
    content: object


Maker = Callable[[Task, Person], Panel | None]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """`maker(task, person)` gives the panel for this reader, or None when there is nothing to show."""
    _makers.append(maker)


def panels_of(task: Task, person: Person) -> list[Panel]:
    """The panels of one task's page, in the order in which they were registered."""
    return [panel for maker in _makers if (panel := maker(task, person))]
