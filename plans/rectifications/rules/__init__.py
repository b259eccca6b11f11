"""Who may do what to a rectification item, and when: one file a story, what they share here.

Each check returns quietly or raises Refused with the reason. Page, API and operation ask the same rule. Several checks return the Authority under which the person acts
(in person, or on behalf of a principal), which the trail prints.
"""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Errand, Post
from units.models import Person
from units.queries import standing

from .. import queries
from ..enums import HELD
from ..models import Item


def authority(by: Person, post: Post, unit_id: int, otherwise: str, errand: Errand = Errand.OTHER):
    """Under whom the person acts in that post of that unit, on such an errand; Refused with `otherwise` when under nobody."""
    found = standing(by).authority(post, unit_id, errand)
    if found is None:
        raise Refused(otherwise)
    return found


def in_office(by: Person, post: Post, otherwise: str) -> None:
    """The person holds the post in the committee's office, in person."""
    if not standing(by).holds_in_office(post):
        raise Refused(otherwise)


def is_of_its_units(item: Item, person: Person) -> bool:
    """Conflicts follow the person: whoever belongs to the leading or a co-operating unit is of the item, and so is whoever
    belongs to one it was taken from (改派、机构变动)."""
    units = queries.units_of(item) | set(item.came_from)
    if item.hand_back_count:
        units |= queries.former_units(item)
    return standing(person).is_of(units)


def stands_at(item: Item, *statuses: str) -> None:
    """The item stands at one of these statuses."""
    if item.status not in statuses:
        raise Refused(_("该事项当前为“%(state)s”，不在该环节。") % {"state": item.label})


def is_held(item: Item) -> bool:
    """Others have the file: the unit's own clock stands (待审核)."""
    return item.status in HELD
