"""承接 of items and measures: an item goes with its own measures when its unit is split, a measure for other units' items alone."""

from django.utils.translation import gettext_lazy

from records import clock
from workflows.carrying import Carrying, Load, anybody, register, section_in

from .enums import ENDED
from .models import Item, Measure
from .operations.handing_out import title_of, url_of
from .subject import url


def _items_of(unit_id: int) -> list[Load]:
    rows = Item.objects.filter(unit=unit_id).exclude(status__in=ENDED).select_related("leader", "person")
    return [
        Load(
            key=f"item:{item.pk}",
            what=item.label,
            title=str(item),
            subject=item.key,
            url=url(item),
            due=item.limit,
            people=_named(item, *(each for each in item.measures.all() if each.unit_id == unit_id)),
            row=item,
        )
        for item in rows.prefetch_related("measures__leader", "measures__person").order_by("pk")
    ]


def _named(*rows: Item | Measure) -> tuple:
    """责任领导 and 责任人 of what is not settled."""
    open_ones = [row for row in rows if not getattr(row, "settled", False)]
    people = [person for row in open_ones for person in (row.leader, row.person) if person]
    return tuple({person.pk: person for person in people}.values())


def _move_item(act, load: Load, former, to) -> None:
    act.set(unit=to, section=section_in(act.subject.section, to))
    for measure in act.subject.measures.filter(unit=former).select_related("section"):
        _give(measure, act.by, to)


def _measures_of(unit_id: int) -> list[Load]:
    rows = (
        Measure.objects.filter(unit=unit_id, confirmed_on=None, excused_on=None)
        .exclude(item__unit=unit_id)
        .exclude(item__status__in=ENDED)
        .select_related("item__unit", "leader", "person", "section")
    )
    return [
        Load(
            key=f"measure:{measure.pk}",
            what=measure.item.unit.short_name,
            title=title_of(measure.item, measure),
            subject=measure.item.key,
            line=measure.line,
            url=url_of(measure),
            due=measure.due,
            people=_named(measure),
            row=measure,
        )
        for measure in rows.order_by("item_id", "order", "id")
    ]


def _move_measure(act, load: Load, former, to) -> None:
    _give(load.row, act.by, to)


def _give(measure: Measure, by, to) -> None:
    measure.unit, measure.section = to, section_in(measure.section, to)
    measure.revision, measure.saved_by, measure.saved_at = measure.revision + 1, by, clock.now()
    measure.save(update_fields=["unit", "section", "revision", "saved_by", "saved_at"])


def tell_the_engine() -> None:
    """Called once, when the app is ready."""
    register("item", Carrying(gettext_lazy("整改事项"), _items_of, anybody, _move_item))
    register("measure", Carrying(gettext_lazy("配合的整改措施"), _measures_of, anybody, _move_measure))
