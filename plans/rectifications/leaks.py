"""泄露检查: does a text that a unit will read name the person who complained? Pure.

Found are the name, a telephone number however it is written, an address with its number (a road alone is no address),
and a longer part of the original text word for word, which whoever reads it would recognise. The answer never repeats
what was found.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

DIGITS = str.maketrans("〇○零一二三四五六七八九幺", "0001234567891")
NUMBER = 7  # digits in a row that could be dialled
ADDRESS = 5  # characters of an address in a row, a digit among them
PLACE = 6  # characters of an address without any number that is more than the name of a district
VERBATIM = 20  # characters of the original text in a row
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-—–_.·、,()（）]+(?=\d)")


@dataclass(frozen=True)
class Reporter:
    """反映人信息: who complained, and in which words; `recording` says where the recording lies."""

    name: str = ""
    phone: str = ""
    address: str = ""
    original: str = ""
    recording: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def found_in(text: str, reporter: Reporter) -> str:
    """The sentence on what a text gives away of the person; "" when it gives nothing away."""
    plain = _plain(text)
    name = _plain(reporter.name)
    if len(name) > 1 and name in plain:
        return _("含有反映人姓名，承办单位将看到，请删去。")
    if _number_in(text, reporter.phone):
        return _("含有反映人电话，承办单位将看到，请删去。")
    if _address_in(plain, _plain(reporter.address)):
        return _("含有反映人住址，承办单位将看到，请删去或只写到路名。")
    original = _plain(reporter.original)
    if _parts(plain, VERBATIM) & _parts(original, VERBATIM):
        return _("照抄了反映原文（连续%(n)d个字以上），承办单位将看到，请改写成摘要。") % {"n": VERBATIM}
    return ""


def _plain(text: str) -> str:
    """Letters, digits and characters only: what is spaced out or set in brackets is the same."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def _number_in(text: str, phones: str) -> bool:
    """Is a number of the person in the text, spaced out or written in characters as it may be?"""
    written = _dialled(text)
    return any(
        number[n : n + NUMBER] in each
        for number in _dialled(phones)
        for n in range(len(number) - NUMBER + 1)
        for each in written
    )


def _dialled(text: str) -> list[str]:
    digits = unicodedata.normalize("NFKC", text).translate(DIGITS)
    return [each for each in re.findall(r"\d+", BETWEEN_DIGITS.sub("", digits)) if len(each) >= NUMBER]


def _address_in(text: str, address: str) -> bool:
    if not any(c.isdigit() for c in address):
        return len(address) >= PLACE and address in text
    parts = _parts(address, min(ADDRESS, len(address)))
    return any(part in text for part in parts if any(c.isdigit() for c in part))


def _parts(text: str, length: int) -> set[str]:
    """Everything of `length` characters in a row."""
    return {text[n : n + length] for n in range(len(text) - length + 1)}
