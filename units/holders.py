"""Holder keys: who a matter waits for, as one indexed word: `person:7`, or `post:head:3` (a post in a unit)."""

from .enums import Post
from .models import Person, Unit


def person(person_id: int) -> str:
    """The key of one person."""
    return f"person:{person_id}"


def post(post: str, unit_id: int) -> str:
    """The key of everybody who holds a post in a unit."""
    return f"post:{str(Post(post).value)}:{unit_id}"


def person_id_of(key: str) -> int | None:
    """The person a key names; None when it names a post."""
    kind, _colon, rest = key.partition(":")
    return int(rest) if kind == "person" else None


def post_of(key: str) -> tuple[str, int] | None:
    """The post and unit a key names; None when it names a person."""
    kind, *rest = key.split(":")
    return (rest[0], int(rest[1])) if kind == "post" else None


def labels(keys) -> dict[str, str]:
    """What people read for each key: a name, or the post with the unit. Two statements for any number."""
    keys = set(keys)
    people = {pk for key in keys if (pk := person_id_of(key))}
    posts = {key: place for key in keys if (place := post_of(key))}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    units = {unit_id for _post, unit_id in posts.values()}
    short = dict(Unit.objects.filter(pk__in=units).values_list("pk", "short_name")) if units else {}
    words = {key: post_label(held, short.get(unit_id, "")) for key, (held, unit_id) in posts.items()}
    return words | {key: names.get(person_id_of(key), "") for key in keys - posts.keys()}


def post_label(post: str, unit_name: str) -> str:
    """What people read for a post in a unit of that name."""
    return _joined(unit_name, str(Post(post).label))


def label(key: str) -> str:
    """What people read for one key."""
    return labels([key])[key]


def _joined(unit: str, post: str) -> str:
    """区级机关工委 and 工委办公室经办人: what both say is said once; words of another script stand apart."""
    if post.isascii():
        return f"{unit} {post}".strip()
    twice = next((n for n in range(min(len(unit), len(post)), 1, -1) if unit.endswith(post[:n])), 0)
    return unit + post[twice:]
