"""What the apps above show on a task's page (its problems, say): each registers its panel in its apps.py."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """One section of the page: a template, and `context(task, person)`: what it shows as `panel`; None shows nothing."""

    template: str
    context: Callable[[object, object], object]


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Show this panel on every task's page, after those registered before."""
    _panels.append(panel)


def of_task(task, person) -> list[tuple[str, object]]:
    """(template, context) of each panel that has something to show this person of this task."""
    found = [(panel.template, panel.context(task, person)) for panel in _panels]
    return [(template, context) for template, context in found if context is not None]
