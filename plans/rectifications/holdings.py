"""手头工作 around items: who is responsible for an item or a measure, who leads, and matters that wait for a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock
from units import holders
from workflows.holdings import Held, Holding, Moving, Posts, is_of, pass_on, register, waiting_for
from workflows.own_holdings import TAKEN_OVER, tell

from .enums import ENDED
from .models import Item, Matter, Measure
from .operations.handing_out import title_of, url_of
from .operations.matters import HANDLE
from .queries.matters import may_handle
from .queries.measures import WORK
from .subject import url
from .subjects_without_flow import MATTER


def _items_of(person) -> list[Held]:
    rows = Item.objects.filter(Q(person=person) | Q(leader=person)).exclude(status__in=ENDED)
    return [
        Held(
            key=f"item:{item.pk}",
            what=_roles(item, person),
            title=str(item),
            subjects=(item.key,),
            unit_id=item.unit_id,
            url=url(item),
            due=item.limit,
            row=item,
        )
        for item in rows.select_related("unit").order_by("pk")
    ]


def _roles(row, person) -> str:
    """责任领导, 责任人 or both of an item or a measure."""
    if row.leader_id != person.pk:
        return _("责任人")
    return _("责任领导、责任人") if row.person_id == person.pk else _("责任领导")


def _of_its_unit(held: Held, to, gets: Posts) -> str:
    return "" if is_of(to, held.unit_id, gets) else _("%(name)s不是该单位人员") % {"name": to.name}


def _taken_over(row, moving: Moving) -> dict:
    """The fields of an item or a measure that named the giver."""
    return {name: moving.to for name in ("leader", "person") if getattr(row, f"{name}_id") == moving.giver.pk}


def _move_item(moving: Moving) -> None:
    act = moving.acts[moving.held.row.key]
    act.set(**_taken_over(act.subject, moving))
    tell(moving, act, "handover.work_given")


def _measures_of(person) -> list[Held]:
    rows = (
        Measure.objects.filter(Q(person=person) | Q(leader=person), confirmed_on=None, excused_on=None)
        .exclude(item__status__in=ENDED)
        .select_related("item__unit", "unit")
    )
    return [
        Held(
            key=f"measure:{measure.pk}",
            what=_roles(measure, person),
            title=title_of(measure.item, measure),
            subjects=(measure.item.key,),
            unit_id=measure.unit_id,
            url=url_of(measure),
            due=measure.due,
            row=measure,
        )
        for measure in rows.order_by("item_id", "order", "id")
    ]


def _move_measure(moving: Moving) -> None:
    measure = Measure.objects.select_related("item").get(pk=moving.held.row.pk)
    act = moving.acts[measure.item.key]
    taken = _taken_over(measure, moving)
    for name, to in taken.items():
        setattr(measure, name, to)
    measure.revision, measure.saved_by, measure.saved_at = measure.revision + 1, act.by, clock.now()
    measure.save(update_fields=[*taken, "revision", "saved_by", "saved_at"])
    for waiting in waiting_for(act, moving.giver, WORK, line=measure.line):
        pass_on(act, waiting, moving.to, TAKEN_OVER(name=moving.giver.name))
    tell(moving, act, "handover.work_given", line=measure.line, fact_of=measure.unit_id)


def _matters_of(person) -> list[Held]:
    rows = Matter.objects.filter(holder=holders.person(person.pk), answered_at=None).select_related("unit")
    return [
        Held(
            key=f"matter:{matter.pk}",
            what=_("需工委协调事项承办人"),
            title=str(matter),
            subjects=(matter.key,),
            url=MATTER.url(matter),
            due=matter.due,
            row=matter,
        )
        for matter in rows.order_by("pk")
    ]


def _matter_barred(held: Held, to, gets: Posts) -> str:
    if may_handle(held.row, holders.person(to.pk)):
        return ""
    return _("%(name)s不是工委的承办人员，或属于提请单位，应当回避") % {"name": to.name}


def _move_matter(moving: Moving) -> None:
    act = moving.acts[moving.held.row.key]
    act.set(holder=holders.person(moving.to.pk))
    for waiting in waiting_for(act, moving.giver, HANDLE):
        pass_on(act, waiting, moving.to, TAKEN_OVER(name=moving.giver.name))
    tell(moving, act, "handover.turn_given")


def tell_the_engine() -> None:
    """Called once, when the app is ready."""
    register("item", Holding(gettext_lazy("整改事项"), _items_of, _of_its_unit, _move_item, inside=True))
    register(
        "measure",
        Holding(
            gettext_lazy("整改措施"),
            _measures_of,
            _of_its_unit,
            _move_measure,
            assigned=frozenset({WORK}),
            inside=True,
        ),
    )
    register(
        "matter",
        Holding(
            gettext_lazy("需工委协调"),
            _matters_of,
            _matter_barred,
            _move_matter,
            assigned=frozenset({HANDLE}),
        ),
    )
