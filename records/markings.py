"""密级标志: the system is not for classified matter; what looks like a marking is stopped or asked about.

Stopped: 绝密、机密、秘密 with ★; such a word alone in the first lines of page one; such a word in brackets in the
file name. Asked about once: the same words elsewhere (商业秘密, 保守党的秘密) and stars that rate something.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from records.texts import words_of

NONE, WARN, BLOCK = "none", "warn", "block"
FIRST_LINES = 12

GAP = r"[ \u00a0\u2000-\u200b]*"  # characters may be spaced out, within one line and one cell
WORD = f"(?:绝{GAP}密|机{GAP}密|秘{GAP}密)"
STAR = "[★☆⭐✩✪✫✬✭✮✯✰⋆]"
TERM = f"(?:长{GAP}期|启{GAP}用|解{GAP}密|[0-9一二三四五六七八九十]+{GAP}(?:年|个?月|天|日))"
# 商业秘密★★★ rates something; a marking is a word by itself.
ORDINARY = r"(?<!商业)(?<!国家)(?<!工作)(?<!党的)(?<!个人)(?<!技术)(?<!企业)"
MARKED = re.compile(f"{ORDINARY}{WORD}{GAP}(?:{STAR}|\\*{GAP}{TERM})|{STAR}{GAP}{WORD}(?:{GAP}{TERM})?")
BRACKETS = "[\\[【(〔《「『{<]", "[\\]】)〕》」』}>]"
ALONE = re.compile(
    f"(?:密{GAP}级{GAP}[:：]?)?{GAP}(?:{BRACKETS[0]}{GAP})?{WORD}(?:{GAP}级|{GAP}件)?{GAP}(?:{BRACKETS[1]})?"
    f"{GAP}[:：·]?{GAP}(?:{TERM})?{GAP}"
)
IN_BRACKETS = re.compile(f"{BRACKETS[0]}{GAP}{WORD}(?:级|件)?{GAP}[^\\w]?{GAP}(?:{TERM})?{GAP}{BRACKETS[1]}")
MENTIONED = re.compile(WORD)
STARS = re.compile(f"{STAR}+")
BEFORE = re.compile(r"[\u4e00-\u9fff]{0,5}$")
TRADITIONAL = str.maketrans("絕機祕", "绝机秘")


@dataclass(frozen=True)
class Finding:
    """`level`: none | warn (ask once) | block. `unread`: no text could be read (a scan): ask for the tick."""

    level: str = NONE
    words: list[str] = field(default_factory=list)
    sentence: str = ""
    unread: bool = False

    @property
    def blocked(self) -> bool:
        return self.level == BLOCK


def in_text(text: str, *, rest: str = "") -> Finding:
    """密级标志 in text: `text` begins page one (or is what somebody typed), `rest` follows later."""
    opening, rest = _plain(text), _plain(rest)
    stopped = [*_found(MARKED, opening), *_found(MARKED, rest), *_alone(opening)]
    if stopped:
        return _blocked(stopped)
    return _asked(
        [
            words
            for part in (opening, rest)
            for pattern in (MENTIONED, STARS)
            for words in _around(pattern, part)
        ]
    )


def in_name(name: str) -> Finding:
    """密级标志 in a file name: 【机密】, (秘密), 机密★, or nothing but the word."""
    whole = _plain(name)
    stem = whole.rsplit(".", 1)[0]
    stopped = [*_found(IN_BRACKETS, whole), *_found(MARKED, whole)]
    if not stopped and ALONE.fullmatch(stem.strip()):
        stopped = [stem.strip()]
    if stopped:
        return _blocked(stopped)
    return _asked(_around(MENTIONED, stem))


def in_file(stream, *, name: str, media_type: str) -> Finding:
    """密级标志 in a file's name and words; the stream is left at its beginning."""
    words = words_of(stream, media_type)
    by_name, by_text = in_name(name), in_text(words.opening, rest=words.rest)
    stopped = [*(by_name.words if by_name.blocked else []), *(by_text.words if by_text.blocked else [])]
    found = _blocked(stopped) if stopped else _asked([*by_name.words, *by_text.words])
    return Finding(found.level, found.words, found.sentence, unread=not words.found)


def _plain(text: str) -> str:
    """Full-width and old forms made equal; ideographic spaces become ordinary ones; line ends stay."""
    return (
        unicodedata.normalize("NFKC", text or "")
        .translate(TRADITIONAL)
        .replace("\r", "\n")
        .replace("\ufeff", "")
    )


def _found(pattern: re.Pattern, text: str) -> list[str]:
    return [match.group().strip() for match in pattern.finditer(text)]


def _around(pattern: re.Pattern, text: str) -> list[str]:
    """What was found with the characters before it, so that 商业秘密 is shown whole."""
    return [
        BEFORE.search(text[max(found.start() - 5, 0) : found.start()]).group() + found.group().strip()
        for found in pattern.finditer(text)
    ]


def _alone(opening: str) -> list[str]:
    """Lines of nothing but a marking among the first lines; a word set one character a line counts as one."""
    lines = [line.strip() for line in re.split(r"[\n\t\f\v]", opening) if line.strip()][:FIRST_LINES]
    pairs = [
        first + second
        for first, second in zip(lines, lines[1:], strict=False)
        if len(first) == len(second) == 1
    ]
    return [line for line in [*lines, *pairs] if ALONE.fullmatch(line)]


def _blocked(words: list[str]) -> Finding:
    words = list(dict.fromkeys(words))
    sentence = _(
        "发现疑似密级标志“%(words)s”。本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密，内容没有保存。"
    )
    return Finding(BLOCK, words, sentence % {"words": "”“".join(words[:5])})


def _asked(words: list[str]) -> Finding:
    words = list(dict.fromkeys(words))
    if not words:
        return Finding()
    sentence = _("内容中出现“%(words)s”，请核对并确认不含涉密内容后再提交。")
    return Finding(WARN, words, sentence % {"words": "”“".join(words[:5])})
