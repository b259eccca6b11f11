"""密级标志 in what people type: a marking is refused at its field, a doubtful word is asked about once."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import markings
from records.errors import Refused
from records.forms import UnmarkedForm, UploadForm


class Doubtful(Refused):
    """A text that is refused at `field`; `ask` are the words that may be confirmed once (empty: never)."""

    def __init__(self, sentence: str, *, field: str, ask: tuple[str, ...] = ()):
        super().__init__(sentence)
        self.field, self.ask = field, ask


def check_texts(texts: dict[str, str], confirmed=frozenset()) -> None:
    """Look through texts by field name; words in `confirmed` were looked at before and are not asked about again."""
    for field, text in texts.items():
        finding = markings.in_text(text)
        if finding.blocked:
            raise Doubtful(finding.sentence, field=field)
        if finding.level == markings.WARN and not set(finding.words) <= set(confirmed):
            sentence = _("内容中出现“%(words)s”，请核对后勾选“已核对，不含涉密内容”。")
            words = tuple(finding.words)
            raise Doubtful(sentence % {"words": "”“".join(words[:5])}, field=field, ask=words)


class TextForm(UnmarkedForm):
    """The same; and what is doubtful asks for one tick, which templates show only then."""

    checked = forms.BooleanField(label=gettext_lazy("已核对，不含涉密内容"), required=False)

    def look_through(self, name: str, finding: markings.Finding) -> None:
        super().look_through(name, finding)
        if finding.level == markings.WARN and not self.cleaned_data.get("checked"):
            self.add_error(name, finding.sentence)
            if "checked" not in self.errors:
                self.add_error("checked", _("请核对后勾选。"))


class TextAndFileForm(UploadForm, TextForm):
    """Typed words and a file in one form, one tick for both."""
