"""The steps of the lifecycle that a subject's own app writes; votes and announcement are the engine's own operations.

Each does what the product's do: permission by post, trail, assignments, notices, a dated fact.
"""

from itertools import count

from records import clock
from records.errors import Refused
from units import holders
from units.enums import Post
from units.queries import standing
from workflows import routes
from workflows.acts import acting, liaison_of, starting
from workflows.enums import Motion, Outcome
from workflows.models import AgendaItem

from .flows import ItemFlow
from .models import Item

_places = count(1)


def check_holds(by, post: Post, item: Item):
    if standing(by).authority(post, item.unit_id) is None:
        raise Refused(f"only {post}")


def draft(unit, *, by, route) -> Item:
    item = Item(unit=unit, title="样例事项", route=route)
    check_holds(by, Post.LIAISON, item)
    with starting(item, ItemFlow.begin, by=by) as act:
        act.assign("draft", liaison_of(item), "起草", limit_days=5)
        act.record("plan.started", words="")
    return item


def submit(item: Item, *, by, meeting, voters) -> AgendaItem:
    """To the committee, in the meeting that is open: each of the five is asked for a vote."""
    with acting(item, ItemFlow.drafting, by=by) as act:
        check_holds(by, Post.HEAD, item)
        act.leave(Outcome.SUBMITTED)
        act.finish()
        round_ = routes.begin(act, item.route_id, n=1)
        round_.motion, round_.motion_at = Motion.APPROVE, clock.now()
        round_.save(update_fields=["motion", "motion_at"])
        agenda_item = AgendaItem.objects.create(meeting=meeting, round=round_, order=next(_places))
        for voter in voters:
            act.assign(routes.VOTE, holders.person(voter.pk), "请表决", due=meeting.held_on)
        act.record("plan.submitted", words="")
        act.notify(voters, "vote.moved", "请表决")
    return agenda_item


def settle(act, round_, outcome, **_details):
    """What the announcement leads to: execution, by the unit's clerk."""
    act.leave(outcome)
    routes.advance(act, round_, outcome)
    act.assign("execute", liaison_of(act.subject), "组织实施", limit_days=20)
    act.notify([liaison_of(act.subject)], "vote.announced", "审议通过")
    act.fact("plan.approved")


def execute(item: Item, *, by):
    with acting(item, ItemFlow.executing, by=by) as act:
        check_holds(by, Post.LIAISON, item)
        act.leave(Outcome.SUBMITTED)
        act.finish()
        act.assign("accept", holders.post(Post.HEAD, item.unit_id), "验收", limit_days=5)
        act.record("plan.acceptance_requested", words="")
        act.notify([holders.post(Post.HEAD, item.unit_id)], "plan.acceptance_requested", "请验收")


def accept(item: Item, *, by):
    with acting(item, ItemFlow.accepting, by=by) as act:
        check_holds(by, Post.HEAD, item)
        act.leave(Outcome.ACCEPTED)
        act.finish()
        act.record("plan.accepted", words="")
        act.notify([liaison_of(item)], "plan.accepted", "通过验收")
