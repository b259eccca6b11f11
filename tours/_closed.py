"""Closed items for the tour of papers, made inside its stack by the real operations: each with its 确认单 and 审批表."""

from tests import factories
from tests.plans.factories import District
from tests.plans.rectifications.factories import Rectifying, item_at
from units import queries
from units.enums import Post, SeatRole
from units.models import Committee, Seat, Unit


def make(n: int) -> None:
    """`n` items of one unit of the demo, from the problem to 销号, judged by the demo's own people."""
    world = _world()
    for at in range(n):
        problem = f"窗口一次性告知不到位，第{at + 1}类事项群众多次往返（样例）"
        item = item_at("closed", world, problem=problem)
        print(item.pk)


def _world() -> Rectifying:
    office, unit, other = queries.office(), Unit.objects.get(code="DX"), Unit.objects.get(code="MZ")
    committee = Committee.objects.get()
    seats = Seat.objects.filter(committee=committee).select_related("person")

    def holder(post, where):
        return queries.people_with(post, where.pk).first() or factories.make_person(post, where)

    district = District(
        office=office,
        clerk=holder(Post.OFFICE_CLERK, office),
        secretary=holder(Post.SECRETARY, office),
        records_clerk=holder(Post.RECORDS_CLERK, office),
        business_admin=holder(Post.BUSINESS_ADMIN, office),
        committee=committee,
        chair=seats.get(role=SeatRole.CHAIR).person,
        members=[seat.person for seat in seats.exclude(role=SeatRole.CHAIR)],
        unit=unit,
        section=unit.sections.first(),
        liaison=holder(Post.LIAISON, unit),
        head=holder(Post.HEAD, unit),
        other_unit=other,
        other_liaison=holder(Post.LIAISON, other),
        action=None,
    )
    return Rectifying(
        district=district,
        office_head=holder(Post.OFFICE_HEAD, office),
        in_charge=holder(Post.DEPUTY, office),
        person=holder(Post.MEMBER, unit),
        deputy=holder(Post.DEPUTY, unit),
        other_head=holder(Post.HEAD, other),
        other_person=holder(Post.MEMBER, other),
    )
