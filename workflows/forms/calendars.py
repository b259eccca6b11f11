"""导入工作日历: a year, the notice, and its days as lines or as a file."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from records.calendars import read_days
from records.errors import Refused

LONGEST = 20_000  # characters


class CalendarForm(forms.Form):
    """The days come typed in or as a CSV file of the same lines; every bad line is named."""

    year = forms.IntegerField(label=_("年度"))
    basis = forms.CharField(
        label=_("文号"), max_length=200, help_text=_("国务院办公厅通知的文号，例如：国办发明电〔2026〕9号。")
    )
    lines = forms.CharField(
        label=_("放假和调休日期"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "一行一天：日期,休或班,名称。只写放假的工作日和调休上班的周末，例如：2027-01-01,休,元旦。"
        ),
    )
    file = forms.FileField(
        label=_("或者上传CSV文件"), required=False, help_text=_("格式相同，UTF-8或GB18030编码。")
    )

    def clean(self):
        data = super().clean()
        text = self._text(data)
        if text is None or "year" not in data:
            return data
        try:
            data["days"] = read_days(text.splitlines(), data["year"])
        except Refused as refused:
            for sentence in str(refused).splitlines():
                self.add_error("lines", sentence)
        return data

    def _text(self, data: dict) -> str | None:
        upload = data.get("file")
        if not upload:
            if not data.get("lines", "").strip():
                self.add_error("lines", _("请填写日期，或者上传文件。"))
                return None
            return data["lines"]
        if upload.size > LONGEST * 4:
            self.add_error("file", _("文件过大，一年的日期只有几十行。"))
            return None
        content = upload.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.add_error("file", _("文件不是文本，请另存为CSV后上传。"))
        return None

    def days(self) -> dict[date, tuple[bool, str]]:
        """{day: (working, name)}."""
        return self.cleaned_data["days"]
