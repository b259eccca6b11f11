"""Everybody who could try something with an item: of the leading unit, of the one that co-operates, of a third, of the office."""

from datetime import timedelta

from records import clock
from tests import factories as people
from tests.plans.rectifications.factories import Rectifying
from units.enums import Post
from units.models import Person

LEAD = ("liaison", "head", "deputy", "person", "staff", "delegate", "former_liaison")
PARTNER = ("other_liaison", "other_head", "other_person")
FOREIGN = ("third_liaison", "third_head")
OFFICE = (
    "clerk", "office_head", "in_charge", "business_admin", "records_clerk", "secretary", "intake", "inspector", "own_clerk",
)  # fmt: skip
COMMITTEE = ("chair", "member")
TECHNICAL = ("system_admin", "security_admin", "auditor")
ROLES = (*LEAD, *PARTNER, *FOREIGN, *OFFICE, *COMMITTEE, *TECHNICAL)


def cast(world: Rectifying) -> dict[str, Person]:
    """role → person. `delegate` acts for the 联络员 of the leading unit; `own_clerk` is a clerk of the office who also
    holds a post in the leading unit; `deputy` and `person` are responsible there, `other_…` in the co-operating unit."""
    d = world.district
    third, office = people.make_unit(), d.office
    found = {
        "liaison": d.liaison,
        "head": d.head,
        "deputy": world.deputy,
        "person": world.person,
        "staff": people.make_person(Post.MEMBER, d.unit),
        "delegate": people.make_person(Post.MEMBER, d.unit),
        "former_liaison": people.make_person(None, d.unit),
        "other_liaison": d.other_liaison,
        "other_head": world.other_head,
        "other_person": world.other_person,
        "third_liaison": people.make_person(Post.LIAISON, third),
        "third_head": people.make_person(Post.HEAD, third),
        "clerk": d.clerk,
        "office_head": world.office_head,
        "in_charge": world.in_charge,
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
    people.delegate(d.liaison, found["delegate"])
    people.give_post(found["own_clerk"], Post.MEMBER, d.unit)
    people.give_post(found["former_liaison"], Post.LIAISON, d.unit, until=clock.today() - timedelta(days=1))
    assert set(found) == set(ROLES)
    return found
