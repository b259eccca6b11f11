"""Which address of 新增问题, 批量交办, 相似问题 and 群众反映 answers whom: rows of tests/address_table.py."""

FIRST = {"items": "problem", "complaints": "complaint", "replies": "reply"}


def table(*, unit, oversees, intake, clerks, liaisons, everybody) -> dict:
    """name → (GET, POST without data). The item came of a complaint, so 受理人员 see it."""
    item, enters = unit | oversees | intake, clerks | liaisons
    return {
        "items": (200, 405),
        "item": ({200: item}, {200: item}),
        "item_new": ({200: enters, 409: everybody - enters}, {422: enters, 302: everybody - enters}),
        "item_new_unit": ({200: enters | intake, 409: everybody - enters - intake}, 405),
        "problems_paste": ({200: clerks, 409: everybody - clerks}, {422: clerks, 302: everybody - clerks}),
        "problems_import": ({200: clerks, 409: everybody - clerks}, {422: clerks, 302: everybody - clerks}),
        "problems_template": ({200: clerks, 409: everybody - clerks}, 405),
        "problems_confirm": (405, 302),
        "intake": ({200: clerks}, 405),
        "intake_status": ({200: clerks}, 405),
        "intake_resume": (405, {302: clerks}),
        "item_recurrence_link": (405, {302: oversees}),
        "item_similar_dismiss": (405, {302: oversees}),
        "complaints": ({200: intake, 409: everybody - intake}, 405),
        "complaint_new": ({200: intake, 409: everybody - intake}, {422: intake, 302: everybody - intake}),
        "complaint": ({200: intake}, 405),
        "complaint_show": (405, {200: intake}),
        "complaint_issue": ({409: intake}, {302: intake}),
        "complaint_refer": (405, {302: intake}),
        "reply": ({200: unit | intake}, {422: unit | intake}),
        "reply_told": (405, {302: unit | intake}),
    }
