"""提醒谁: the responsible person and the 联络员 of the unit; a unit's leaders never, who are reached by an issued 督办单 alone."""

from units import holders, mergers, queries
from units.enums import Post
from workflows.models import Assignment

NOT_REMINDED = {Post.HEAD, Post.DEPUTY}


def recipients(rule, assignments: list[Assignment]) -> dict[int, list]:
    """{assignment: people} by what the rule says: the holder (for a leader's post the 联络员 instead), the unit's 联络员
    beside its own people, the office's clerks. Four statements at most for any number."""
    people = queries.people_by_holder({each.holder for each in assignments})
    merged = mergers.mergers()
    keys = {each.pk: _keys(rule, each, people[each.holder], merged) for each in assignments}
    people |= queries.people_by_holder({key for wanted in keys.values() for key in wanted} - people.keys())
    return {
        pk: list({person.pk: person for key in sorted(wanted) for person in people[key]}.values())
        for pk, wanted in keys.items()
    }


def _keys(rule, assignment: Assignment, holding: list, merged) -> set[str]:
    place = holders.post_of(assignment.holder)
    liaison = holders.post(Post.LIAISON, place[1] if place else assignment.unit_id)
    keys = set()
    if rule.to_holder:
        keys.add(liaison if place and place[0] in NOT_REMINDED else assignment.holder)
    # Of a person who has left nobody is behind the key; the 联络员 hears of it in their place.
    its = mergers.together({assignment.unit_id}, merged)
    own = not holding or any(person.unit_id in its for person in holding)
    if rule.to_liaison and not place and own:
        keys.add(liaison)
    if rule.to_office:
        keys.add(holders.post(Post.OFFICE_CLERK, queries.office_id()))
    return keys
