"""谁在写: which place of a draft each of its writers is in, as their browsers last said. A hint and no lock: it is kept for
seconds, in the cache, and nothing is lost without it (the revision of a row guards its text)."""

import logging
import re
from dataclasses import dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from records import clock

EVERY = 15  # seconds between two words of one browser (static/js/company.js)
GONE_AFTER = 2 * EVERY + 10
logger = logging.getLogger(__name__)
PLACE = re.compile(r"(head|section-[\w-]{1,20}|task-[\w-]{1,40})?", re.ASCII)


@dataclass(frozen=True)
class Writer:
    """Somebody else who is in the draft; `place` is the id of the part of the editor, empty when they are in none."""

    place: str
    name: str


def be_in(plan, person, place: str) -> list[Writer]:
    """The person is in this place now. Returns who else is in the draft, by name."""
    now, key = clock.now().timestamp(), f"writers:{plan.pk}"
    place = place if PLACE.fullmatch(place) else ""
    try:
        # Two at the same instant may miss each other once; the next word is seconds away.
        said_so_far = (cache.get(key) or {}).items()
        found = {pk: said for pk, said in said_so_far if 0 <= now - said[2] <= GONE_AFTER}
        cache.set(key, found | {person.pk: (place, person.name, now)}, GONE_AFTER)
    except RedisError as error:
        logger.warning("nobody knows who writes: %s", error)
        return []
    others = [Writer(said[0], said[1]) for pk, said in found.items() if pk != person.pk]
    return sorted(others, key=lambda each: (each.name, each.place))
