"""泄露检查: does a text that a unit will read name the person who complained? Pure.

Found are the name, what somebody of that name is called (李先生, 老李), a telephone number however it is written, an
address with its number, in digits or in characters (a road alone is no address), and a longer part of the original text
word for word, which whoever reads it would recognise. The answer never repeats what was found.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

DIGITS = str.maketrans("〇○零一二三四五六七八九幺", "0001234567891")
NUMBER = 7  # digits in a row that could be dialled
ADDRESS = 5  # characters of an address in a row, a digit among them
PLACE = 6  # characters of an address without any number that is more than the name of a district
HOUSE = 4  # characters of an address in a row that name a house
VERBATIM = 20  # characters of the original text in a row
NUMERAL = str.maketrans("〇零一二三四五六七八九", "00123456789")
TENS = {"十": 10, "百": 100}
OF_A_HOUSE = r"(?:号|栋|幢|单元|室|弄|院|楼)"
HOUSE_NUMBER = re.compile(rf"[0-9]+{OF_A_HOUSE}")
HOUSE_IN_CHARACTERS = re.compile(rf"[〇零一二三四五六七八九十百]+(?={OF_A_HOUSE})")

BETWEEN_NAMES = re.compile(r"[、，,;；/]")
TWO_CHARACTERS = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 端木 轩辕 长孙 宇文 独孤 南宫 西门 呼延 澹台".split()
)  # surnames of two
# 某 that belongs to the word behind it, after a surname that is a preposition too (由于某种, 向某单位).
PREPOSITIONS = "于向和从由"
ANY = r"某(?![个些项种次类天日月年单部地局科处])"
# What holds 老 or 小 with a surname behind it and calls nobody by it (养老金, 小金库, 小康).
BEFORE_OLD, BEFORE_SMALL = "养敬古陈", "大中最缩较微矮"
ORDINARY = re.compile(
    "小金库|小金额|小康社会|小康水平|全面小康|小区|小时|小高层|小于(?=规定|等于|[0-9])|小商[品户贩店铺]|小包[装裹]|小水[电利库]|"
    "小方[案面]|小项目|小麦种植|老党员|老师|老房|老年|老区|老城|老方[法式案]|老项目|老干部|老单位"
)
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
    names = [_plain(each) for each in BETWEEN_NAMES.split(reporter.name)]
    if any(len(name) > 1 and name in plain for name in names):
        return _("含有反映人姓名，承办单位将看到，请删去。")
    if any(_called_by(name, plain) for name in names):
        return _(
            "含有对反映人的称呼（姓氏与先生、女士、同志、某、老、小等连用），承办单位将看到，请改为“群众”。"
        )
    if _number_in(text, reporter.phone):
        return _("含有反映人电话，承办单位将看到，请删去。")
    if _address_in(_with_digits(text), _with_digits(reporter.address)):
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


def _called_by(name: str, text: str) -> bool:
    """Does the text call somebody by the surname: 李先生, 李某, 老李?"""
    surname = _surname(name)
    if not surname:
        return False
    any_ = ANY if surname in PREPOSITIONS else "某"
    return bool(
        re.search(rf"{surname}(?:先生(?!成)|女士|小姐|同志|{any_})", text)
        or re.search(rf"(?:(?<![{BEFORE_OLD}])老|(?<![{BEFORE_SMALL}])小){surname}", ORDINARY.sub("", text))
    )


def _surname(name: str) -> str:
    """李 of 李某某 and of 老李; "" of a name that is not Chinese."""
    if len(name) == 2 and name[0] in "老小":
        name = name[1:]
    surname = name[:2] if name[:2] in TWO_CHARACTERS else name[:1]
    return surname if re.fullmatch("[\u4e00-\u9fff]+", surname) else ""


def _address_in(text: str, address: str) -> bool:
    if any(part in text for part in _houses(address)):
        return True
    if not any(c.isdigit() for c in address):
        return len(address) >= PLACE and address in text
    parts = _parts(address, min(ADDRESS, len(address)))
    return any(part in text for part in parts if any(c.isdigit() for c in part))


def _houses(address: str) -> set[str]:
    """Every HOUSE characters in a row (or as many as a house takes) that hold the whole number of one."""
    found = set()
    for house in HOUSE_NUMBER.finditer(address):
        length = max(HOUSE, house.end() - house.start())
        first, last = max(0, house.end() - length), min(house.start(), len(address) - length)
        found |= {address[n : n + length] for n in range(first, last + 1)}
    return found


def _with_digits(text: str) -> str:
    """As `_plain`, and the number of a house in digits: 八号院 is 8号院."""
    plain = _plain(text.replace("○", "〇"))
    return HOUSE_IN_CHARACTERS.sub(lambda found: _digits_of(found[0]), plain)


def _digits_of(numeral: str) -> str:
    """三〇一 → 301, 二十三 → 23."""
    if not TENS.keys() & set(numeral):
        return numeral.translate(NUMERAL)
    total = digit = 0
    for character in numeral:
        if character in TENS:
            total, digit = total + (digit or 1) * TENS[character], 0
        else:
            digit = int(character.translate(NUMERAL))
    return str(total + digit)


def _parts(text: str, length: int) -> set[str]:
    """Everything of `length` characters in a row."""
    return {text[n : n + length] for n in range(len(text) - length + 1)}
