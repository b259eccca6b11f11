"""Forms of acceptance: the signed paper. Group, findings and conclusion are those of every subject (workflows/forms/acceptance.py)."""

from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import DayField, UploadField, UploadForm


class SignedForm(UploadForm):
    """登记签字盖章件."""

    file = UploadField(label=_("签字盖章件扫描件"), allowed=uploads.SCAN)
    signed_on = DayField(label=_("签字盖章日期"))
    field_order = ["file", "signed_on", "checked"]
