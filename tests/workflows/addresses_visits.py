"""Which address of 验收安排 and 现场验收 answers whom: rows of tests/address_table.py.

A form of one page that is posted without any data is drawn anew (200).
"""

from tests.plans import visits as walked
from tests.plans.rectifications.factories import item_at, make_rectifying

FIRST = {"acceptance": "batch", "visits": "visit"}


def table(*, unit, office, committee, leader, everybody) -> dict:
    """name → (GET, POST without data). The visit has begun; the unit does not read what was found before the conclusion."""
    clerks = {"clerk", "own_clerk"}
    oversees = office | committee
    sees = unit | oversees | leader
    types_in = {"clerk"} | leader
    return {
        "acceptance_batches": ({200: oversees, 302: everybody - oversees}, 405),
        "acceptance_batch_new": (
            {200: clerks, 409: everybody - clerks},
            {200: clerks, 302: everybody - clerks},
        ),
        "acceptance_batch": ({200: oversees}, {302: oversees - clerks}),
        "acceptance_team_new": ({200: clerks, 409: oversees - clerks}, {200: clerks, 302: oversees - clerks}),
        "acceptance_team": ({200: clerks, 409: oversees - clerks}, {200: clerks, 302: oversees - clerks}),
        "recusals": (
            {200: everybody - {"auditor"}, 409: {"auditor"}},
            {200: everybody - {"auditor"}, 302: {"auditor"}},
        ),
        "visits": (200, 405),
        "visit_worker": (200, 405),
        "visit": ({200: sees}, 405),
        "visit_begin": (405, {302: sees}),
        "visit_cancel": (405, {302: sees}),
        "visit_sheet": (405, {302: sees}),
        "visit_typed": ({200: types_in, 409: sees - types_in}, {422: types_in, 302: sees - types_in}),
        "visit_conclude": ({200: leader, 409: sees - leader}, {422: leader, 302: sees - leader}),
        "visit_phone": ({200: leader, 409: sees - leader}, 405),
        "visit_answer": (405, {422: sees}),
        "visit_photo": ({200: sees - unit, 409: unit}, 405),
    }


def given(moves) -> dict[str, int]:
    """name → id, as the addresses take them: a visit to the unit for an item that waits there, with one photo."""
    rectifying = make_rectifying(moves.d)
    item = item_at("arrange", rectifying)
    world = walked.Visiting(moves, rectifying, item.pk, moves.world.leader, moves.world.member)
    walked.begun(walked.arranged(world))
    finding = walked.answer(world, item.key, "", photo=moves.world.scan)
    return {
        "batch": world.team.batch_id,
        "team": world.team.pk,
        "visit": world.visit_pk,
        "finding": finding.pk,
    }
