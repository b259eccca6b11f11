"""Forms of the ledger: the exported file that comes back."""

from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import UploadField, UploadForm


class LedgerFileForm(UploadForm):
    """导入台账."""

    file = UploadField(
        label=_("导出的台账（Excel）"),
        allowed=uploads.SHEET,
        help_text=_("从台账导出、改过的原文件，xlsx，每次最多5000行；可以删去不改的行。"),
    )
    field_order = ["file", "checked"]
