"""Forms of evidence: a new file, or one of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, UnmarkedForm, UploadField, UploadForm


class EvidenceForm(UploadForm, UnmarkedForm):
    """上传佐证: the file, the day of the evidence (not of the upload), a line about it."""

    file = UploadField(label=_("文件"))
    dated = DayField(label=_("佐证日期"), help_text=_("材料本身的日期，不是上传日期。"))
    about = forms.CharField(label=_("说明"), required=False, max_length=200)
    field_order = ["file", "dated", "about", "checked"]


class EvidenceLinkForm(forms.Form):
    """从佐证库选用."""

    evidence = forms.ModelChoiceField(
        label=_("佐证库中的材料"), queryset=None, empty_label=_("（请选择材料）")
    )

    def __init__(self, library, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = library
