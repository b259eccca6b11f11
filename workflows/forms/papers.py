"""用印登记: the scan of the signed and sealed paper."""

from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import DayField, UploadField, UploadForm


class SealForm(UploadForm):
    """The scan and the day on it."""

    scan = UploadField(label=_("签字盖章件扫描件"), allowed=uploads.SCAN)
    signed_on = DayField(label=_("签字盖章日期"))
    field_order = ["scan", "signed_on", "checked"]
