"""批量打印: which papers, and as what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import DocumentKind, Shape


class PrintManyForm(forms.Form):
    """批量打印销号文书."""

    kinds = forms.MultipleChoiceField(
        label=_("打印哪些文书"),
        choices=[
            (kind.value, kind.label)
            for kind in (DocumentKind.CLOSING_CONFIRMATION, DocumentKind.CLOSING_APPROVAL)
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要打印的文书。")},
    )
    shape = forms.ChoiceField(label=_("打印成什么"), choices=Shape.choices, widget=forms.RadioSelect)
