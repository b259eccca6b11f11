"""Which address of 签收, 措施, 进展, 牵头与配合, 退办 and 逾期说明 answers whom: rows of tests/address_table.py."""

from plans.rectifications.enums import ConcernKind
from plans.rectifications.models import Concern, Item, Measure
from records import clock

# One thing to do with the item: it waits to be signed for, so that none of them may be done; a calm refusal.
STEPS = (
    "item_people measure_new item_coordination item_uphold item_reassign item_consult item_merge "
    "item_dismiss item_dismiss_confirm item_dismiss_back item_lateness item_lateness_answer measure_edit "
    "measure_receive measure_people measure_object measure_urge measure_excuse"
).split()


def table(*, item, liaison, clerk) -> dict:
    """name → (GET, POST without data). `item`: who sees the unit's item; `liaison`: who signs for it or
    hands it back; `clerk`: who answers what the office is asked to coordinate, wherever the item stands."""
    return {
        **{name: ({409: item}, {302: item}) for name in STEPS},
        "item_concern": ({200: clerk, 409: item - clerk}, {422: clerk, 302: item - clerk}),
        "my_items": (200, 405),
        "item_receive": ({200: liaison, 409: item - liaison}, {302: item}),
        "item_hand_back": ({200: liaison, 409: item - liaison}, {422: liaison, 302: item - liaison}),
        "measure": ({200: item}, 405),
        "measure_remove": (405, {302: item}),
        "measure_move": (405, {302: item}),
        "measure_report": (405, {422: item}),
        "measure_confirm": (405, {422: item}),
        "measure_evidence_add": (405, {422: item}),
        "measure_evidence_remove": (405, {302: item}),
    }


def given(item_id: int, asked_by) -> dict[str, int]:
    """A measure of the unit's item, and what the office was asked to coordinate about it."""
    item = Item.objects.get(pk=item_id)
    measure = Measure.objects.create(item=item, line="m1", text="样例措施", unit=item.unit, due=item.limit)
    concern = Concern.objects.create(
        item=item,
        kind=ConcernKind.COORDINATION,
        unit=item.unit,
        reason="样例",
        asked_by=asked_by,
        asked_at=clock.now(),
    )
    return {"measure": measure.pk, "concern": concern.pk}
