"""Fields that forms share: a day, a few lines of words, and a file checked for size, kind and markings of secrecy before anything is kept."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import files, markings, uploads
from .errors import BadUpload


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes and gives a day in one form only."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that somebody can mean. Limits and lights are counted from it, so the ends of the calendar are no days."""

    widget = DayInput
    FIRST, LAST = 2000, 2100

    def to_python(self, value):
        day = super().to_python(value)
        if day is not None and not self.FIRST <= day.year <= self.LAST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
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


class UploadField(forms.FileField):
    """A file that people hand in. `allowed` are kinds of records.uploads; a refusal is a sentence on this field."""

    def __init__(self, *, allowed=uploads.EVIDENCE, **kwargs):
        super().__init__(**kwargs)
        self.allowed = allowed
        self.widget.attrs |= {
            "accept": ",".join(f".{kind}" for kind in sorted(allowed)),
            "data-max-bytes": str(uploads.LIMIT),
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

    checked = forms.BooleanField(label=_("已核对，不含涉密内容"), required=False)

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
