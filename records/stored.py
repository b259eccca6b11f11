"""留存文字: what the system writes into its records is Chinese, whoever acts and in whichever language they read.

CLOSED = sentence("%(title)s：已办结")                       beside the operation that says it
act.notify(people, "plan.signed", CLOSED(title=plan.title))  stored in Chinese
{{ notice.text|said }}                                       on a page, in the reader's language
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import gettext

PLACE = re.compile(r"%\((\w+)\)([sd])")
CHINESE = "zh-hans"
LISTED = "labels"  # a value of this name is a list of labels

_sentences: list["Sentence"] = []


class Sentence:
    """One sentence of the records; its msgid is in the catalogue."""

    def __init__(self, msgid: str):
        self.msgid = msgid
        pieces = PLACE.split(msgid)
        fixed, names, kinds = pieces[0::3], pieces[1::3], pieces[2::3]
        self.numbers = {name for name, kind in zip(names, kinds, strict=True) if kind == "d"}
        self.weight = sum(len(piece) for piece in fixed)
        shape = re.escape(fixed[0])
        for name, kind, piece in zip(names, kinds, fixed[1:], strict=True):
            shape += (rf"(?P<{name}>-?\d+)" if kind == "d" else rf"(?P<{name}>.*?)") + re.escape(piece)
        self.shape = re.compile(shape, re.DOTALL)

    def __call__(self, **values) -> str:
        """The words as they are stored; labels among the values become Chinese too."""
        with in_chinese():
            return self.msgid % values if values else self.msgid

    def read(self, text: str) -> str | None:
        """`text` in the reader's language when it is this sentence."""
        found = self.shape.fullmatch(text)
        if found is None:
            return None
        told = {name: self._value(name, value) for name, value in found.groupdict().items()}
        return gettext(self.msgid) % told if told else gettext(self.msgid)

    def _value(self, name: str, value: str):
        if name in self.numbers:
            return int(value)
        if name == LISTED:
            return gettext("、").join(said(each) for each in value.split("、"))
        return gettext(value) if value else value


def sentence(msgid: str) -> Sentence:
    """Make a sentence of the records known; done once, where the module is loaded."""
    made = Sentence(msgid)
    _sentences.append(made)
    _sentences.sort(key=lambda each: -each.weight)  # what says most is tried first
    return made


def said(text: str) -> str:
    """A text of the records in the reader's language. What people wrote themselves stays as it is."""
    if not text or translation.get_language() in {CHINESE, None}:
        return text
    known = gettext(text)
    if known != text:
        return known
    return next((told for each in _sentences if (told := each.read(text)) is not None), text)


@contextmanager
def in_chinese() -> Iterator[None]:
    """What is gathered in here is for paper or for the records. Also a decorator."""
    with translation.override(CHINESE):
        yield
