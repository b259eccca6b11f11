"""Which address of 销号, 延期, 终止, 回头看 and 来源规则 answers whom: rows of tests/address_table.py."""

from plans.rectifications.models import Source

FIRST = {"sources": "source"}
# Pages of one thing to do with an item. It waits to be signed for, so that none of them may be done: calm refusals.
STEPS = (
    "item_extension item_extension_withdraw item_extension_sign item_extension_decline item_extension_grant "
    "item_extension_refuse item_stop item_stop_approve item_stop_refuse item_apply item_withdraw item_pass item_return "
    "item_paper item_paper_correct item_publicity_end item_objection item_source_decision item_compose item_regroup item_look_back"
).split()


def table(*, everybody, item) -> dict:
    """name → (GET, POST without data). `item`: who sees the unit's item."""
    admin = {"business_admin"}
    return {
        **{name: ({409: item}, {302: item}) for name in STEPS},
        "item_publicity_notice": (405, {302: item}),
        "item_check": ({302: item}, 405),  # no group has been composed: back to the item
        "item_finding": (405, {302: item}),
        "item_conclude": (405, {302: item}),
        "items_several": (200, 200),
        "sources": ({200: admin, 409: everybody - admin}, 405),
        "source": ({200: admin, 409: everybody - admin}, {200: admin, 302: everybody - admin}),
    }


def given() -> dict[str, int]:
    """A source."""
    return {"source": Source.objects.first().pk}
