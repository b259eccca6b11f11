"""并案, the other side: the item that goes on says on its own trail what came into it."""

from records.models import Entry
from records.stored import sentence
from units.models import Person
from workflows.acts import acting, liaison_of

from ..models import Item

TOOK_IN = sentence("%(number)s %(title)s：%(other)s并入本事项")
CODE = "item.took_in"


def take_in(payload: dict) -> None:
    """The effect of 并案 on the item that goes on. Done once, however often the worker asks."""
    item = Item.objects.get(pk=payload["item"])
    into, by = Item.objects.get(pk=payload["into"]), Person.objects.get(pk=payload["by"])
    with acting(into, by=by) as act:
        known = Entry.objects.filter(subject=into.key, code=CODE).values_list("params", flat=True)
        if any(params.get("item") == item.pk for params in known):
            return
        act.record(CODE, item=item.pk, number=item.number, words=item.title)
        told = TOOK_IN(number=into.number, title=into.title, other=item.number)
        act.notify([liaison_of(into)], CODE, told)
