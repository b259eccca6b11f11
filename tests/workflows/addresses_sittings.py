"""Which address of 会签人, 催办, 抄送 answers whom: rows of tests/address_table.py."""

from workflows.operations import copies

FIRST = {"copies": "copy"}


def table(*, plan) -> dict:
    """name → (GET, POST without data). `plan`: who sees it; it is being checked, so that nobody is asked for a word."""
    office = {"clerk", "business_admin", "secretary"}
    sends = office | {"chair", "liaison"}
    nothing = ({409: plan}, {302: plan})
    return {
        "asked_add": nothing,
        "asked_remove": nothing,
        "asked_hand_on": nothing,
        "asked_paper": nothing,
        "asked_slip": (405, {302: plan}),
        "asked_correct": nothing,
        "pause": nothing,
        "resume": nothing,
        "urge": ({200: office, 409: plan - office}, {302: plan}),
        "guest": (404, 404),  # switched off while no domain is listed
        "guest_invite": (404, 404),
        "guest_revoke": (405, 404),
        "copies": (200, 405),
        "copy_read": (405, {302: {"chair"}}),
        "copy_send": ({200: sends, 409: plan - sends}, {422: sends, 302: plan - sends}),
    }


def given(plan, d) -> dict:
    """A copy for the chair; the number of somebody who is asked no longer."""
    copies.send_copy(plan, by=d.clerk, people=[d.chair])
    return {"copy": d.chair.copies.get().pk, "asked": 1, "token": "made-up", "link": 1}
