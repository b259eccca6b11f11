"""Which address of 调整申请 answers whom: rows of tests/address_table.py."""

from plans.actions.operations import adjusting

FIRST = {"adjustments": "adjustment"}
STEPS = ("submit", "withdraw", "agree", "send_back", "receive", "pass_on", "return", "paper", "paper_correct")


def given(plan, liaison) -> dict:
    """A request the 联络员 has begun: the unit alone sees it."""
    adjustment = adjusting.start_adjustment(plan, by=liaison)
    return {"adjustment": adjustment.pk, "at": adjustment.draft["tasks"][0]["line"]}


def table(*, unit, plan) -> dict:
    """name → (GET, POST without data). The plan is being accepted by now: nothing can be written or handed in any more."""
    return {
        "adjustment_start": (405, {302: plan}),
        "adjustment": ({200: unit}, 405),
        "adjustment_edit": ({409: unit}, {302: unit}),
        "adjustment_task_new": ({409: unit}, {302: unit}),
        "adjustment_task": ({409: unit}, {302: unit}),
        "adjustment_take_out": (405, {302: unit}),
        "adjustment_put_back": (405, {302: unit}),
        **{f"adjustment_{step}": ({409: unit}, {302: unit}) for step in STEPS},
        "adjustment_drop": ({200: {"liaison"}, 409: unit - {"liaison"}}, {302: unit}),
    }
