"""环节的条件: which subjects a stage concerns. Pure data over the traits that the subject's app names.

{"approval": ["committee"]}                    one of these values
{"tasks": {"least": 10, "most": 40}}           a number within bounds, both inclusive, either may be missing
{"category": ["载体创新"]}                      of a trait that has several: any of these
"""

from collections.abc import Mapping
from itertools import combinations

EVERY_SET = 6  # words up to which each set of them is told apart


def fits(condition: Mapping, traits: Mapping) -> bool:
    """Does a stage with this condition concern a subject of these traits? An empty one concerns everybody."""
    return all(_fits(wanted, traits.get(name)) for name, wanted in condition.items())


def _fits(wanted, value) -> bool:
    if isinstance(wanted, Mapping):
        least, most = wanted.get("least"), wanted.get("most")
        return value is not None and (least is None or value >= least) and (most is None or value <= most)
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return any(each in wanted for each in values)


def bounds(conditions, name: str) -> list[int]:
    """Numbers that tell apart what the conditions on a number tell apart: one inside every stretch between bounds."""
    edges = {0}
    for condition in conditions:
        wanted = condition.get(name)
        if isinstance(wanted, Mapping):
            if wanted.get("least") is not None:
                edges |= {wanted["least"] - 1, wanted["least"]}
            if wanted.get("most") is not None:
                edges |= {wanted["most"], wanted["most"] + 1}
    return sorted(each for each in edges if each >= 0)


def sets_of_words(conditions, name: str) -> list[tuple[str, ...]]:
    """Sets that tell apart what the conditions on a trait of several words tell apart: none of the words, each of them,
    and of few words every set, of many all of them together."""
    words = sorted({word for condition in conditions for word in condition.get(name, ())})
    if len(words) <= EVERY_SET:
        return [each for n in range(len(words) + 1) for each in combinations(words, n)]
    return [(), *((word,) for word in words), tuple(words)]
