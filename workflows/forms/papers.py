"""用印登记: the scan of the signed and sealed paper. 归档: for how long it is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Retention
from records import uploads
from records.forms import DayField, UploadField, UploadForm


class SealForm(UploadForm):
    """The scan and the day on it."""

    scan = UploadField(label=_("签字盖章件扫描件"), allowed=uploads.SCAN)
    signed_on = DayField(label=_("签字盖章日期"))
    field_order = ["scan", "signed_on", "checked"]


class RetentionForm(forms.Form):
    """保管期限."""

    retention = forms.ChoiceField(label=_("保管期限"), choices=Retention.choices, widget=forms.RadioSelect)
