"""Forms of the ledger: the exported file that comes back, the word that goes with 催办."""

from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import UnmarkedForm, UploadField, UploadForm, WordsField


class LedgerFileForm(UploadForm):
    """导入台账."""

    file = UploadField(
        label=_("导出的台账（Excel）"),
        allowed=uploads.SHEET,
        help_text=_("从台账导出、改过的原文件，xlsx，每次最多5000行；可以删去不改的行。"),
    )
    field_order = ["file", "checked"]


class UrgeForm(UnmarkedForm):
    """催办所选: a word to those responsible, read on the trail by all units of the item."""

    words = WordsField(label=_("附言"), required=False, rows=2, max_length=200)
