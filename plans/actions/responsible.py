"""责任: one cell that names a section, a person, or both, taken apart."""

import re
from collections.abc import Collection

BETWEEN = re.compile(
    r"[\s、，,；;：:/\\（）()]+|(?<=科)(?=[\u4e00-\u9fff]{2,3}$)|(?<=室)(?=[\u4e00-\u9fff]{2,3}$)"
)
SECTION = re.compile(
    r".*(?:科|室|处|部|办|股|中心|队|站|所|局|党委|党支部|支部|机关|办公室|工会|团委|妇委会|校|馆|院)$"
)
NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}")


def split(text: str, *, sections: Collection[str] = (), people: Collection[str] = ()) -> tuple[str, str]:
    """(section, person) of a text such as 组织科 赵某; the known names decide, else their endings do."""
    text = text.strip()
    if text in sections:
        return text, ""
    if text in people:
        return "", text
    pieces = [piece for piece in BETWEEN.split(text) if piece]
    section = [
        piece for piece in pieces if piece in sections or (piece not in people and SECTION.fullmatch(piece))
    ]
    person = [
        piece for piece in pieces if piece in people or (piece not in section and NAME.fullmatch(piece))
    ]
    if not section and not person:
        return text, ""
    return "、".join(section), "、".join(person)


def names_in(text: str) -> list[str]:
    """The names in a cell that should hold one."""
    return [piece for piece in re.split(r"[\s、，,；;/]+", text.strip()) if piece]
