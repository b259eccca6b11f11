"""办件箱: 待办 待阅 已办 已阅 抄送我的 我经办的 as one row of places with their counts, on each of these pages."""

from django import template

from units.queries import standing
from workflows.queries import inbox

register = template.Library()


@register.inclusion_tag("parts/boxes.html", takes_context=True)
def boxes(context, here: str) -> dict:
    """The row of boxes with the one that is open now; one statement for all the counts."""
    person = context["request"].user
    held = standing(person)
    return {
        "here": here,
        "counts": inbox.boxes(person),
        "in_office": held.is_office or held.is_committee,
        "technical": held.is_technical,
    }
