"""Whose overview it is: the office and the committee see every unit of an action, a unit itself."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from plans.actions.models import Action
from plans.actions.queries import visible_actions
from units.models import Person, Unit
from units.queries import standing


@dataclass(frozen=True)
class Scope:
    """One person before one action; `unit_ids` are the person's own, `above` says that every unit is theirs to see."""

    actions: list[Action]
    action: Action | None
    above: bool
    unit_ids: frozenset[int]

    def units(self, words: str = "") -> QuerySet[Unit]:
        """The units of the action that the person sees, in the order of their names, those that `words` name."""
        units = Unit.objects.filter(actions=self.action).order_by("pinyin", "id")
        if not self.above:
            units = units.filter(pk__in=self.unit_ids)
        if words:
            units = units.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
        return units


def scope_of(person: Person, action_id: int | None) -> Scope:
    """What a person sees of an action: the one named, or the newest."""
    held = standing(person)
    actions = list(visible_actions(person).order_by("-year", "-id"))
    action = next((each for each in actions if each.pk == action_id), actions[0] if actions else None)
    return Scope(actions, action, held.is_office or held.is_committee, held.unit_ids)
