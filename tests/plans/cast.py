"""Everybody who could try something: one person per role, of the plan's own unit, of another, of the office, of none."""

from datetime import timedelta

from records import clock
from tests import factories as people
from tests.plans.world import World
from units.enums import Post
from units.models import Person

UNIT = ("liaison", "head", "deputy", "section_lead", "responsible", "staff", "delegate", "former_liaison")
FOREIGN = ("foreign_liaison", "foreign_head", "leader", "group_member")
OFFICE = (
    "clerk",
    "office_head",
    "business_admin",
    "records_clerk",
    "secretary",
    "intake",
    "inspector",
    "own_clerk",
)
COMMITTEE = ("chair", "member")
TECHNICAL = ("system_admin", "security_admin", "auditor")
ROLES = (*UNIT, *FOREIGN, *OFFICE, *COMMITTEE, *TECHNICAL)


def cast(world: World) -> dict[str, Person]:
    """role → person. `responsible` has the plan's last task; `delegate` acts for the head; `own_clerk` is a clerk of
    the office who also holds a post in the unit; `leader` and `group_member` are the acceptance group, of other units."""
    d = world.district
    unit, office = d.unit, d.office
    found = {
        "liaison": d.liaison,
        "head": d.head,
        "deputy": world.deputy,
        "section_lead": people.make_person(Post.SECTION_LEAD, unit, section=d.section),
        "responsible": world.responsible,
        "staff": people.make_person(Post.MEMBER, unit),
        "delegate": people.make_person(Post.MEMBER, unit),
        "former_liaison": people.make_person(None, unit),
        "foreign_liaison": d.other_liaison,
        "foreign_head": people.make_person(Post.HEAD, d.other_unit),
        "leader": world.leader,
        "group_member": world.member,
        "clerk": d.clerk,
        "office_head": people.make_person(Post.OFFICE_HEAD, office),
        "business_admin": d.business_admin,
        "records_clerk": d.records_clerk,
        "secretary": d.secretary,
        "intake": people.make_person(Post.INTAKE, office),
        "inspector": people.make_person(Post.INSPECTOR, office),
        "own_clerk": people.make_person(Post.OFFICE_CLERK, office),
        "chair": d.chair,
        "member": d.members[0],
        "system_admin": people.make_person(Post.SYSTEM_ADMIN, office),
        "security_admin": people.make_person(Post.SECURITY_ADMIN, office),
        "auditor": people.make_person(Post.AUDITOR, office),
    }
    people.delegate(d.head, found["delegate"])
    people.give_post(found["own_clerk"], Post.MEMBER, unit)
    people.give_post(found["former_liaison"], Post.LIAISON, unit, until=clock.today() - timedelta(days=1))
    assert set(found) == set(ROLES)
    return found
