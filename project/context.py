"""What every page shows around its own content."""

from django.conf import settings
from django.http import HttpRequest

from notifications import counter
from notifications.queries import unread_count
from units.enums import Post, SeatRole
from units.queries import standing

from . import navigation

BIG_TYPE = "big_type"


def shell(request: HttpRequest) -> dict:
    """nav, person, unread, counter_word, demo, clock_note, big_type (docs/interface.md). Fragments for htmx get none of it."""
    around = {"demo": settings.DEMO, "big_type": request.COOKIES.get(BIG_TYPE) == "1", "clock_note": ""}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return around
    held = standing(user)
    posts = [f"{each.unit_name} {Post(each.post).label}" for each in held.held]
    posts += [str(SeatRole(each.role).label) for each in held.sits]
    own = next((each.unit_name for each in held.held if each.unit_id == user.unit_id), None)
    return around | {
        "nav": navigation.places(held, request.path),
        "person": {"pk": user.pk, "name": user.name, "unit": own or user.unit.name, "posts": posts},
        "unread": unread_count(user.pk),
        "counter_word": counter.word_for(user.pk),
    }
