"""日期: Chinese ways of writing a time limit, turned into dates; what is not a date says so."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

EXCEL_DAY_ONE = date(1899, 12, 30)
DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
ROMAN_QUARTERS = {"1": 3, "2": 6, "3": 9, "4": 12}

YEAR = r"(?:(?P<year>(?:20)?\d{2})\s*(?:年度?|[-./]))"
EXACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*(?:年|[-./])\s*(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})\s*[日号]?"
)
COMPACT = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})")
# After the words are in digits: one point in time.
POINT = re.compile(
    rf"{YEAR}?\s*(?:"
    r"(?P<month>\d{1,2})\s*(?:月份?|[-./])\s*(?:(?P<day>\d{1,2})\s*[日号]?|(?P<part>上旬|中旬|下旬|初|中|底|末))?"
    r"|第?(?P<quarter>[1-4])季度(?:末|底)?"
    r"|(?P<half>上半年|下半年)"
    r"|(?P<end>年底|年末|年终|底|末)"
    r"|(?P<whole>全年|年内|当年|本年度?内?))"
)
YEAR_AND_MONTH = re.compile(r"(?P<year>20\d{2})[-./](?P<month>\d{1,2})")
YEAR_ONLY = re.compile(r"(?P<year>20\d{2})\s*(?:年度?)?(?:内|全年)?")
ENDLESS = re.compile(r"长期|持续|常态|经常|随时|适时|常年")
AT_ONCE = re.compile(r"立即|即时|立行立改|马上|即日")
REPEATED = re.compile(r"每(?:年|半年|季度?|月|周|旬|次)|按(?:年|季|月|周)|逐月|季度")
AROUND = re.compile(r"(?:之?前|以前|前完成|完成|止|起|左右|开始|启动|截止|截至|至今)+$")
RANGE = re.compile(r"\s*(?:至|到|[—–~～－]+|--|-)\s*")


@dataclass(frozen=True)
class When:
    """What a text about time means: dates where there are any, and a note where it had to be understood."""

    starts: date | None = None
    due: date | None = None
    note: str = ""
    exact: bool = False  # written as one full date


def exact_date(value) -> date | None:
    """A date from a cell that holds one: a date, or text such as 2026-03-31, 2026年3月31日, 2026.3.31, 20260331."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # An Excel day number in a cell that lost its format; anything else is just a number.
        return EXCEL_DAY_ONE + timedelta(days=int(value)) if 36526 <= value < 73051 else None
    text = _plain(str(value or ""))
    text = re.sub(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.0+)?$", "", text)
    found = EXACT.fullmatch(text) or COMPACT.fullmatch(text)
    return _date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def when(value, *, year: int | None = None) -> When:
    """期限 as people write it; `year` is the plan's, for texts that leave it out."""
    day = exact_date(value)
    if day:
        return When(due=day, exact=True)
    original = str(value or "").strip()
    text = _plain(original)
    if not text:
        return When()
    if ENDLESS.search(text) and not re.search(r"\d+月|\d-\d", text):
        return When(note=_("“%(text)s”没有完成日期，请填写完成时限或按长期任务处理。") % {"text": original})
    if AT_ONCE.search(text):
        return When(note=_("“%(text)s”没有完成日期，请填写完成时限。") % {"text": original})
    text = re.sub(r"^(?:于|在|自|从|截至|截止到?|力争|确保)", "", text)
    if REPEATED.search(text) and not re.search(r"[1-4]季度", text):
        if year is None:
            return When(note=_("“%(text)s”没有完成日期，请填写完成时限。") % {"text": original})
        return When(
            date(year, 1, 1),
            date(year, 12, 31),
            _("“%(text)s”按全年处理，请补充各次的节点。") % {"text": original},
        )
    found = _range(text, year) or _point(text, year)
    if found is None:
        return When(note=_("“%(text)s”不是可以识别的日期，请填写完成时限。") % {"text": original})
    starts, due = found
    return When(
        starts, due, _("“%(text)s”按%(date)s理解。") % {"text": original, "date": spoken(starts, due)}
    )


def spoken(starts: date | None, due: date) -> str:
    """A date or a span as tables show it."""
    return _("%(starts)s至%(due)s") % {"starts": starts, "due": due} if starts else due.isoformat()


def year_in(text: str) -> int | None:
    """The year a text speaks of most, for dates that leave it out."""
    years = re.findall(r"(20\d{2})\s*年", _plain(text))
    return int(max(set(years), key=years.count)) if years else None


def end_of_next_month(today: date) -> date:
    """A day to come as people set one."""
    return _last_day(today.year + today.month // 12, today.month % 12 + 1)


def _range(text: str, year: int | None) -> tuple[date | None, date] | None:
    """2026年3月至6月, 3-5月, 2026.3.1-2026.6.30: the first day and the last."""
    for cut in RANGE.finditer(text):
        left, right = text[: cut.start()], text[cut.end() :]
        if not left or not right:
            continue
        if re.search(r"月", right) and re.fullmatch(rf"{YEAR}?\s*\d{{1,2}}", left):
            left += "月"
        if re.fullmatch(r"\d{1,2}[日号]?", right) and re.search(r"月\d{1,2}[日号]?$", left):
            right = re.match(r".*月", left).group() + right
        year_left = re.match(YEAR, left)
        last = _point(right, _whole_year(year_left["year"]) if year_left else year)
        first = _point(left, last[1].year if last else year, first=True)
        if first and last and first[1] <= last[1]:
            return first[1], last[1]
    return None


def _point(text: str, year: int | None, *, first: bool = False) -> tuple[date | None, date] | None:
    """One point in time: its last day, or its first when it begins a span; a whole year is a span."""
    text = AROUND.sub("", text.strip(" ()（）。，,;；"))
    month_only = YEAR_AND_MONTH.fullmatch(text)
    if month_only:
        text = f"{month_only['year']}年{month_only['month']}月"
    alone = YEAR_ONLY.fullmatch(text)
    if alone:
        whole = int(alone["year"])
        return date(whole, 1, 1), date(whole, 12, 31)
    found = POINT.fullmatch(text)
    if found is None:
        return None
    year = _whole_year(found["year"]) if found["year"] else year
    if year is None:
        return None
    if found["whole"]:
        return date(year, 1, 1), date(year, 12, 31)
    if found["half"]:
        months = (1, 6) if found["half"] == "上半年" else (7, 12)
    elif found["quarter"]:
        last = ROMAN_QUARTERS[found["quarter"]]
        months = (last - 2, last)
    elif found["end"]:
        months = (12, 12)
    else:
        day = _day_of_month(year, int(found["month"]), found["day"], found["part"], first=first)
        return (None, day) if day else None
    return None, date(year, months[0], 1) if first else _last_day(year, months[1])


def _day_of_month(year: int, month: int, day: str | None, part: str | None, *, first: bool) -> date | None:
    if not 1 <= month <= 12:
        return None
    if day:
        return _date(year, month, int(day))
    starts = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 21, "末": 21, None: 1}
    ends = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
    if first:
        return date(year, month, starts[part])
    return date(year, month, ends[part]) if part in ends else _last_day(year, month)


def _plain(text: str) -> str:
    """Digits for Chinese numerals in dates, half-width forms, no blanks that matter."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(
        r"[〇○零一二三四五六七八九]{4}(?=年)", lambda m: "".join(str(DIGITS[c]) for c in m.group()), text
    )
    text = re.sub(
        r"([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=月|日|号|季度)", _number, text
    )
    text = re.sub(r"([一二三四])(?=[、,至到-][一二三四]?[1-4]?季度)", _number, text)
    return re.sub(r"(?<=[年月])\s+|\s+(?=[年月日号])", "", text)


def _number(found: re.Match) -> str:
    text = found.group(1)
    if "十" not in text:
        return str(DIGITS[text])
    tens, _ten, ones = text.partition("十")
    return str((DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0))


def _whole_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
