"""批注: one at a line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import TextForm, WordsField


class CommentForm(TextForm):
    """What is said, and where."""

    line = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = WordsField(label=_("批注"), max_length=500, rows=2)

    def values(self) -> dict:
        """As the operation wants them."""
        return {"line": self.cleaned_data["line"], "text": self.cleaned_data["text"]}
