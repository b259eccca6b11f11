"""What the unit types into a 调整申请: the reason and the texts; one task."""

from django import forms
from django.utils.translation import gettext_lazy

from records.forms import TextForm, WordsField

from ..enums import SectionKey
from .plans import SECTION_LENGTH, HeadForm, TaskForm

REASON_LENGTH = 2000


class AdjustmentForm(TextForm, HeadForm):
    """调整理由, the unit's own meeting, the leading group and the five sections."""

    title = None
    kind = None
    budget = None
    reason = WordsField(
        label=gettext_lazy("调整理由"),
        max_length=REASON_LENGTH,
        rows=4,
        help_text=gettext_lazy("为什么调整、依据是什么。审批人和会议材料上都能看到。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting_name"].label = gettext_lazy("通过本次调整的党组（党委）会")
        for key, label in SectionKey.choices:
            self.fields[f"section-{key}"] = WordsField(
                label=label, max_length=SECTION_LENGTH, rows=6, required=False, strip=False
            )
        self.order_fields(["reason", *(name for name in self.fields if name not in ("reason", "checked"))])

    def values(self) -> dict:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "reason": data["reason"],
            "sections": {
                key: data[f"section-{key}"].replace("\r\n", "\n")
                for key in SectionKey.values
                if f"section-{key}" in self.data
            },
            "group": data["group"],
            "meeting_name": data["meeting_name"],
            "meeting_on": data["meeting_on"],
            "document_number": data["document_number"],
        }


class AdjustedTaskForm(TextForm, TaskForm):
    """One task as it is to be."""

    def __init__(self, plan, *args, **kwargs):
        super().__init__(plan, *args, **kwargs)
        for name in ("business_matter", "party_role", "standard", "expected_evidence"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})

    def values(self) -> dict:
        """What the operation takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}
