"""Every Chinese word of a page goes through gettext, or it would stay Chinese on an English page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

BASE = Path(settings.BASE)
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff65]")  # words and their punctuation
TRANSLATED = re.compile(r"_\(\s*(?:\"[^\"]*\"|'[^']*')\s*\)")
TRANS = re.compile(r"^(?:trans|translate)\s+(?:\"[^\"]*\"|'[^']*')")
BLOCKS = ("blocktrans", "blocktranslate", "comment")
# Not pages of the product: paper is Chinese only; the gallery shows components with sample data.
LEFT_OUT = ("documents/", "ui.html")
# The name of a language is written in that language; 请 at the start of what people wrote is looked for, not said.
MEANT = ("简体中文", '== "请"')


def unwrapped(text: str) -> list[str]:
    """The pieces of a template with Chinese outside of trans, blocktrans, _() and template comments."""
    found, until = [], ""
    for token in Lexer(text).tokenize():
        words = token.contents.strip()
        first = words.split()[0] if words else ""
        if until:
            until = "" if token.token_type == TokenType.BLOCK and first == until else until
        elif token.token_type == TokenType.BLOCK and first in BLOCKS:
            until = f"end{first}"
        elif token.token_type != TokenType.COMMENT:
            rest = TRANSLATED.sub("", TRANS.sub("", words))
            for word in MEANT:
                rest = rest.replace(word, "")
            if CHINESE.search(rest):
                found.append(words[:80])
    return found


def pages() -> list[str]:
    names = sorted(str(path.relative_to(BASE / "templates")) for path in (BASE / "templates").rglob("*.html"))
    return [name for name in names if not name.startswith(LEFT_OUT)]


@pytest.mark.parametrize("name", pages())
def test_page_wraps_its_words(name):
    assert unwrapped((BASE / "templates" / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p title=\"{% trans '报送' %}\">报送</p>", ['">报送</p>']),
        ("{# 注 #}<p>{% blocktrans %}第{{ n }}版{% endblocktrans %}</p>", []),
        ('{{ name|default:"无" }}', ['name|default:"无"']),
        ('{{ name|default:_("无") }}', []),
        ('<c-fact label="报送" />', ['<c-fact label="报送" />']),
        ('{% trans "报送" as label %}', []),
    ],
)
def test_unwrapped_words_are_found(text, words):
    assert unwrapped(text) == words
