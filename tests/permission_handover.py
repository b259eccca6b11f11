"""Rows of the permission table: 工作交接、任免岗位、换届、机构变动."""

from datetime import timedelta

from records import clock
from tests import factories as people
from tests.plans.cast import ROLES, TECHNICAL
from units.models import Delegation, Person, Posting
from workflows.operations import delegations, handover, posts, renewal, unit_changes, unit_split
from workflows.queries import handover as queries
from workflows.queries.unit_split import in_hand


def _task_of_the_responsible(c, by):
    """The last task goes from whoever has it to the 联络员."""
    giver = Person.objects.get(pk=c.world.responsible.pk)
    groups = queries.held_by(giver, by)
    keys = [row.key for group in groups for row in group.rows if row.kind == "task"]
    to = Person.objects.get(pk=c.d.liaison.pk)
    return handover.hand_over(
        giver, by=by, receivers=dict.fromkeys(keys, to), reason="轮岗", seen=queries.mark_of(groups)
    )


def _appoint(c, by):
    return posts.appoint(Person.objects.get(pk=c.d.liaison.pk), "deputy", c.d.unit, by=by)


def _end(c, by):
    return posts.end_post(Posting.objects.get(person=c.world.deputy), by=by)


def _renew(c, by):
    people = [c.d.chair, *c.d.members]
    tomorrow = clock.today() + timedelta(days=1)
    return renewal.renew_committee(
        c.d.committee, by=by, since=tomorrow, term="第三届", chair=c.d.chair, members=people
    )


def _rename(c, by):
    return unit_changes.rename_unit(
        c.d.unit, by=by, name="样例新局", short_name="新局", basis="示〔2026〕9号"
    )


def _merge(c, by):
    return unit_changes.merge_unit(c.d.other_unit, c.d.unit, by=by, basis="示〔2026〕9号")


def _close(c, by):
    Person.objects.filter(unit=c.d.other_unit).update(is_active=False)
    return unit_changes.close_unit(c.d.other_unit, by=by, basis="示〔2026〕9号")


def _split(c, by):
    goes = {f"person:{people.make_person(unit=c.d.unit).pk}": c.d.other_unit}
    seen = in_hand(c.d.unit).mark
    return unit_split.split_unit(c.d.unit, by=by, basis="示〔2026〕9号", goes=goes, appoints={}, seen=seen)


def _delegate(c, by):
    """Everybody in a post, to somebody of their own unit."""
    day = clock.today() + timedelta(days=1)
    to = people.make_person("member", by.unit)
    return delegations.delegate(by=by, to=to, errands=["extension"], since=day, until=day, reason="出差")


def _end_delegation(c, by):
    return delegations.end_delegation(Delegation.objects.get(principal=c.d.head), by=by)


BETWEEN = {"work to hand over": ("executing", lambda moves: None)}
TABLE = {
    "work to hand over": [
        (handover.hand_over, _task_of_the_responsible, {"business_admin", "head"}),
        (posts.appoint, _appoint, {"business_admin"}),
        (renewal.renew_committee, _renew, {"business_admin"}),
        (unit_changes.rename_unit, _rename, {"business_admin"}),
        (unit_changes.merge_unit, _merge, {"business_admin"}),
        (unit_split.split_unit, _split, {"business_admin"}),
        (unit_changes.close_unit, _close, {"business_admin"}),
        (posts.end_post, _end, {"business_admin"}),
        (
            delegations.delegate,
            _delegate,
            set(ROLES) - set(TECHNICAL) - {"former_liaison", "chair", "member"},
        ),
        (delegations.end_delegation, _end_delegation, {"head"}),
    ]
}
