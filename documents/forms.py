"""Forms of papers: the PDF that somebody wants to have checked, a Word template, a font."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records import uploads
from records.errors import BadUpload
from records.forms import UploadField, UploadForm

COMPARED_MB = 20


class CompareForm(forms.Form):
    """核验文件: nothing of it is kept."""

    file = forms.FileField(
        label=_("要核验的PDF文件"),
        help_text=_("选择文件，或把文件拖到这里。只比对，不保存。PDF，不超过20MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf", "data-max-bytes": str(COMPARED_MB * 1024 * 1024)}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            uploads.check(
                upload.file, upload.name or "", allowed=frozenset({"pdf"}), limit=COMPARED_MB * 1024 * 1024
            )
        except BadUpload as refused:
            raise ValidationError(str(refused)) from refused
        return upload


class WordTemplateForm(UploadForm):
    """更换Word模板."""

    template = UploadField(label=_("新的模板"), allowed=uploads.WORD)
    field_order = ["template", "checked"]


class FontField(UploadField):
    """A font holds no words that could be marked."""

    def to_python(self, data):
        given = super().to_python(data)
        if given is not None:
            given.finding = None
        return given


class OwnFontForm(UploadForm):
    """上传字体: licensed by whoever uploads it."""

    font = FontField(label=_("字体文件"), allowed=uploads.FONT)
    licensed = forms.BooleanField(label=_("本单位有权使用这款字体，许可范围包括嵌入PDF文书"))
    confirmed = forms.BooleanField(label=_("名称不同，确是这种字体"), required=False)
    checked = None
