"""Small filters with which the components turn values into words; no database, no rules."""

import unicodedata
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template import loader
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from notifications.enums import Channel, DeliveryState
from records import stored

register = template.Library()

LIGHT_WORDS = {
    "grey": gettext_noop("未启动"),
    "green": gettext_noop("正常"),
    "yellow": gettext_noop("临近到期"),
    "red": gettext_noop("已逾期"),
    "blue": gettext_noop("已办结"),
    "yellow-late": gettext_noop("曾逾期"),
    "yellow-behind": gettext_noop("进度滞后"),
}
UNITS_OF_SIZE = (("GB", 1024**3), ("MB", 1024**2), ("kB", 1024))


@register.filter
def whole(value):
    """A whole number from an attribute (components receive "3" as text), None when there is none."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


@register.filter
def ended(text):
    """What somebody typed, as a sentence: with a full stop unless it ends in a mark of its own."""
    text = str(text or "").rstrip()
    closed = not text or unicodedata.category(text[-1]).startswith("P")
    return text if closed else text + _("。")


@register.filter
def magnitude(value):
    """The number without its sign: 已逾期 2 from -2."""
    number = whole(value)
    return None if number is None else abs(number)


@register.filter
def at_most(value, limit):
    """Counts stop at a limit: 999+ says enough."""
    number = whole(value)
    return value if number is None or number <= limit else f"{limit}+"


@register.filter
def day(value):
    """2024-01-31, from a date, a moment or text."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value.isoformat() if isinstance(value, date) else (value or "")


@register.filter
def moment(value):
    """2024-01-31 10:42 in local time, from a moment; a date or text stays as it is."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    return day(value)


@register.filter
def machine_time(value):
    """The same moment for the datetime attribute of <time>."""
    return value.isoformat() if isinstance(value, date) else (value or "")


@register.filter
def size_words(value):
    """2.4 MB, from a number of bytes; words stay as they are."""
    number = whole(value)
    if number is None:
        return value or ""
    for unit, size in UNITS_OF_SIZE:
        if number >= size:
            return f"{number / size:.1f} {unit}".replace(".0 ", " ")
    return f"{number} B"


@register.filter
def light_word(value):
    """未启动 / 正常 / 临近到期 / 已逾期 / 已办结; of a shade of yellow, why: 曾逾期 / 进度滞后."""
    return _(LIGHT_WORDS[value]) if value in LIGHT_WORDS else ""


@register.filter
def light_colour(value):
    """The colour of a light or of a shade of it: yellow of yellow-late."""
    return str(value).partition("-")[0]


@register.simple_tag
def lights_drawn() -> dict:
    """The component c-light, drawn once for each light, shade and language: for lists of hundreds."""
    return _lights_drawn(translation.get_language())


@register.filter
def light_drawn(value):
    """The component c-light, as one of those that are drawn once: for maps of hundreds of cells."""
    return _lights_drawn(translation.get_language()).get(value, "")


@lru_cache(2)
def _lights_drawn(_language: str) -> dict:
    drawn = loader.get_template("parts/light.html")
    return {value: drawn.render({"value": value}) for value in LIGHT_WORDS}


@register.simple_tag
def script_words() -> str:
    """The sentences that scripts say: the same on every page of a language."""
    return _script_words(translation.get_language())


@lru_cache(2)
def _script_words(_language: str) -> str:
    return loader.render_to_string("parts/words.html")


@register.filter
def said(value):
    """A text of the records in the reader's language; what people wrote themselves stays as it is."""
    return stored.said(value)


@register.filter
def channel_word(value):
    """站内, 电子邮件 …; an unknown word stays as it is."""
    return Channel(value).label if value in Channel.values else value


@register.filter
def delivery_word(value):
    """待发送, 已发送 …; an unknown word stays as it is."""
    return DeliveryState(value).label if value in DeliveryState.values else value


@register.filter
def share(value, total):
    """How many of 100 parts: the width of a bar. Nothing out of nothing is nothing."""
    part, whole_part = whole(value) or 0, whole(total) or 0
    return round(100 * part / whole_part, 2) if whole_part > 0 else 0


@register.filter
def kind_of_widget(field):
    """text | area | choice | one | many | tick | file | date: how a form field is laid out."""
    kinds = {
        "Textarea": "area",
        "Select": "choice",
        "SelectMultiple": "choice",
        "RadioSelect": "one",
        "CheckboxSelectMultiple": "many",
        "CheckboxInput": "tick",
        "FileInput": "file",
        "ClearableFileInput": "file",
        "DateInput": "date",
    }
    for parent in type(field.field.widget).__mro__:
        if parent.__name__ in kinds:
            return kinds[parent.__name__]
    return "text"


@register.filter
def together(value, other):
    """The sum of two counts; a missing one counts as none."""
    return (whole(value) or 0) + (whole(other) or 0)


@register.filter
def unlocalized(value):
    """A number as drawings need it: with a point in every language."""
    return str(value)
