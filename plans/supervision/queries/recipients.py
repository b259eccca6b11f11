"""提醒谁: the responsible person and the 联络员 of the unit; a unit's leaders never, who are reached by an issued 督办单 alone."""

from units import holders, mergers, queries
from units.enums import LEADERS, Post
from units.models import Unit
from workflows.models import Assignment


def recipients(rule, assignments: list[Assignment]) -> dict[int, list]:
    """{assignment: people} by what the rule says: the holder (for a leader, by post or by name, the 联络员 instead, for one of
    the office its clerks), the unit's 联络员 beside its own people, the office's clerks. Four statements at most for any number."""
    people = queries.people_by_holder({each.holder for each in assignments})
    leading = {key for each in assignments for key in _leading(each.unit_id)}
    people |= queries.people_by_holder(leading - people.keys())
    merged = mergers.mergers()
    keys = {each.pk: _keys(rule, each, people, merged) for each in assignments}
    people |= queries.people_by_holder({key for wanted in keys.values() for key in wanted} - people.keys())
    return {
        pk: list({person.pk: person for key in sorted(wanted) for person in people[key]}.values())
        for pk, wanted in keys.items()
    }


def _leading(unit_id: int) -> list[str]:
    """Who leads a unit, and who is told in their place: asked for together."""
    return [holders.post(post, unit_id) for post in (*sorted(LEADERS), Post.LIAISON)]


def _keys(rule, assignment: Assignment, people: dict[str, list], merged) -> set[str]:
    place, holding = holders.post_of(assignment.holder), people[assignment.holder]
    liaison = holders.post(Post.LIAISON, place[1] if place else assignment.unit_id)
    keys = set()
    if rule.to_holder:
        leads = place[0] in LEADERS if place else _leads(assignment, holding, people)
        keys.add(_instead(place[1] if place else assignment.unit_id) if leads else assignment.holder)
    # Of a person who has left nobody is behind the key; the 联络员 hears of it in their place.
    its = mergers.together({assignment.unit_id}, merged)
    own = not holding or any(person.unit_id in its for person in holding)
    if rule.to_liaison and not place and own:
        keys.add(liaison)
    if rule.to_office:
        keys.add(holders.post(Post.OFFICE_CLERK, queries.office_id()))
    return keys


def _leads(assignment: Assignment, holding: list, people: dict[str, list]) -> bool:
    """Does the person it waits for lead the unit it is of?"""
    leaders = {person.pk for post in LEADERS for person in people[holders.post(post, assignment.unit_id)]}
    return any(person.pk in leaders for person in holding)


def _instead(unit_id: int) -> str:
    """Who is told in a leader's place: the 联络员; the committee's own office has none, so its clerks."""
    try:
        office = queries.office_id()
    except Unit.DoesNotExist:
        office = None
    return holders.post(Post.OFFICE_CLERK if unit_id == office else Post.LIAISON, unit_id)
