"""次数限制: how often something may happen in a minute, counted over all processes of the installation (settings.CACHES)."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from . import clock

MINUTE = 60

logger = logging.getLogger(__name__)


def too_many(name: str, *, a_minute: int) -> bool:
    """Has `name` happened more often in this minute? Counts this time. While nobody can count, nobody is stopped."""
    key = f"limit:{name}:{int(clock.now().timestamp()) // MINUTE}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key) > a_minute
    except (RedisError, ValueError) as error:  # ValueError: emptied between the two
        logger.warning("not counted: %s: %s", name, error)
        return False
