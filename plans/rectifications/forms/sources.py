"""来源规则: one row of rules."""

from django import forms

from ..models import Source
from ..operations.sources import FIELDS


class SourceForm(forms.ModelForm):
    """Who hands out, extends and closes; which stages; how much is drawn. Saved by the operation, which keeps the trail."""

    SWITCHES = ("first_review", "recheck", "acceptance", "decision", "publicity")

    def switches(self):
        """The stages that can be switched off, as fields."""
        return [self[name] for name in self.SWITCHES]

    class Meta:
        model = Source
        fields = FIELDS
        widgets = {name: forms.RadioSelect for name in ("hands_out", "extends", "closes", "look_back")}
