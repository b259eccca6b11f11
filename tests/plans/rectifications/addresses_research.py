"""Which address of 走访调研, 需工委协调事项 and 等待时间 answers whom: rows of tests/address_table.py."""

from plans.rectifications.enums import LineKind
from plans.rectifications.operations import research
from tests.plans.rectifications.factories import make_rectifying
from tests.plans.rectifications.visiting import begun, matter_at, written

FIRST = {
    "research": "research",
    "matters": "matter",
    "waiting": "waited_unit",
}


def table(*, unit, office, committee, foreign, leader, plan, everybody) -> dict:
    """name → (GET, POST without data). The visit was told to its unit, and the leader of the group took part in it."""
    clerks = {"clerk", "own_clerk"}  # a clerk who also belongs to the unit does not handle what is the unit's
    oversees = office | committee
    sees_visit = unit | oversees | leader
    sees_matter = unit | oversees
    raises = {"liaison"} | foreign
    goes_to_its_own = {"liaison", "staff"} | foreign | leader
    return {
        "research": (200, 405),
        "research_new": (
            {200: clerks, 409: everybody - clerks},
            {200: clerks, 302: everybody - clerks},
        ),
        "research_visit": ({200: sees_visit}, 405),
        "research_people": ({409: sees_visit}, {302: sees_visit}),
        "research_tell": (405, {302: sees_visit}),
        "research_change": (405, {422: sees_visit}),
        "research_edit": ({302: sees_visit}, 405),
        "research_head_save": (405, {422: sees_visit}),
        "research_checked": (405, {200: sees_visit}),
        "research_line_add": (405, {302: sees_visit}),
        "research_line_save": (405, {422: sees_visit}),
        "research_line_remove": (405, {302: sees_visit}),
        "research_give": (
            {200: {"clerk"}, 409: sees_visit - {"clerk"}},
            {200: {"clerk"}, 302: sees_visit - {"clerk"}},
        ),
        "research_publish": (405, {302: sees_visit}),
        "research_withdraw": (405, {302: sees_visit}),
        "research_matter": (405, {302: sees_visit}),
        "practices": (200, 405),
        "matters": (200, 405),
        "matter_new": (
            {200: raises, 409: everybody - raises},
            {200: raises, 302: everybody - raises},
        ),
        "matter": ({200: sees_matter}, 405),
        "matter_assign": (
            {200: {"clerk"}, 409: sees_matter - {"clerk"}},
            {200: {"clerk"}, 302: sees_matter - {"clerk"}},
        ),
        "matter_note": (
            {200: {"clerk"}, 409: sees_matter - {"clerk"}},
            {422: {"clerk"}, 302: sees_matter - {"clerk"}},
        ),
        "matter_answer": (
            {200: {"clerk"}, 409: sees_matter - {"clerk"}},
            {422: {"clerk"}, 302: sees_matter - {"clerk"}},
        ),
        "trouble_pass_on": (405, {302: plan}),
        "waiting": ({302: goes_to_its_own, 200: everybody - goes_to_its_own}, 405),
        "waiting_unit": ({200: unit | oversees}, 405),
    }


def given(district, *, taking_part) -> dict[str, int]:
    """A visit that was told, its line, an item and a matter of the unit."""
    world = make_rectifying(district)
    visit = begun(world, people=[taking_part])
    line = written(visit, LineKind.PROBLEM, by=district.clerk)
    research.tell(visit, by=district.clerk)
    return {
        "research": visit.pk,
        "line": line.pk,
        "matter": matter_at(world=world).pk,
        "waited_unit": district.unit.pk,
    }
