"""What forms share: a day, typed words and files checked for markings of secrecy before anything is kept."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import clock, files, markings, uploads
from .errors import BadUpload, Refused


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes and gives a day in one form only."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that somebody can mean. Limits and lights are counted from it, so the ends of the calendar are no days."""

    widget = DayInput
    FIRST, AHEAD = 2000, 10  # years

    @classmethod
    def last(cls) -> int:
        """The last year that can be meant: further ahead somebody mistyped it."""
        return clock.today().year + cls.AHEAD

    def to_python(self, value):
        day = super().to_python(value)
        if day is not None and day.year < self.FIRST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if day is not None and day.year > self.last():
            raise ValidationError(_("这个日期在%(n)d年以后，请核对年份。") % {"n": self.AHEAD}, code="far")
        return day


class WordsField(forms.CharField):
    """What people write in `rows` lines or more."""

    def __init__(self, *, rows: int = 3, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class UnmarkedForm(forms.Form):
    """A form of typed words: a marking of secrecy is refused at its field."""

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            if isinstance(value, str):
                self.look_through(name, markings.in_text(value))
        return data

    def look_through(self, name: str, finding: markings.Finding) -> None:
        """What one field's text means for the form."""
        if finding.blocked:
            self.add_error(name, finding.sentence)


class TextForm(UnmarkedForm):
    """A form of typed words that also asks about what is doubtful: for one tick, which templates show only then."""

    checked = forms.BooleanField(label=gettext_lazy("已核对，不含涉密内容"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.field_order is None:  # the tick comes last
            self.order_fields([name for name in self.fields if name != "checked"])

    def look_through(self, name: str, finding: markings.Finding) -> None:
        super().look_through(name, finding)
        if finding.level == markings.WARN and not self.cleaned_data.get("checked"):
            self.add_error(name, finding.sentence)
            if "checked" not in self.errors:
                self.add_error("checked", _("请核对后勾选。"))


class WordsForm(TextForm):
    """One field of words, named as the operation's parameter."""

    def __init__(self, *args, name: str, label, required: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[name] = WordsField(label=label, required=required, max_length=2000, rows=4)
        self.order_fields([name, "checked"])
        self._name = name

    def words(self) -> dict[str, str]:
        """As the operation takes them."""
        return {self._name: self.cleaned_data[self._name]}


SIZE_AND_KINDS = gettext_lazy("{kinds}，不超过{n}MB。")


class UploadField(forms.FileField):
    """A file that people hand in. `allowed` are kinds of records.uploads; a refusal is a sentence on this field."""

    def __init__(self, *, allowed=uploads.EVIDENCE, **kwargs):
        kinds = " ".join(kind for kind in uploads.MEDIA_TYPES if kind in allowed)
        says = format_lazy(SIZE_AND_KINDS, kinds=kinds, n=settings.UPLOAD_LIMIT_MB)
        super().__init__(**{"help_text": says} | kwargs)
        self.allowed = allowed
        self.widget.attrs |= {
            "accept": ",".join(f".{kind}" for kind in sorted(allowed)),
            "data-max-bytes": str(uploads.limit_of_all()),
        }

    def to_python(self, data):
        if data in self.empty_values:
            return None
        try:
            checked = uploads.check(data.file, data.name or "", allowed=self.allowed)
        except BadUpload as refused:
            raise ValidationError(str(refused)) from refused
        finding = markings.in_file(data.file, name=checked.name, media_type=checked.media_type)
        if finding.blocked:
            raise ValidationError(finding.sentence)
        data.checked, data.finding = checked, finding
        data.file.seek(0)
        return data


class UploadForm(forms.Form):
    """A form with a `file`; asks once for the tick 已核对 when there is something to ask about."""

    checked = forms.BooleanField(label=gettext_lazy("已核对，不含涉密内容"), required=False)

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            finding = getattr(value, "finding", None)
            if finding is None or data.get("checked"):
                continue
            if finding.level == markings.WARN:
                self.add_error(name, finding.sentence)
                self.add_error("checked", _("请核对后勾选。"))
            elif finding.unread:
                self.add_error("checked", _("该文件没有可识别的文字，请核对不含涉密内容后勾选。"))
        return data

    def kept(self, name: str = "file"):
        """The file as kept by records.files, with its own name: (StoredFile, name); (None, "") when none was given."""
        upload = self.cleaned_data.get(name)
        if upload is None:
            return None, ""
        upload.file.seek(0)
        return files.put(upload.file, media_type=upload.checked.media_type), upload.checked.name


class TextAndFileForm(UploadForm, TextForm):
    """Typed words and a file in one form, one tick for both."""


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
