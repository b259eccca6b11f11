"""Forms of 工作交接: who is looked for, and who takes what."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.forms import TextForm

from ..queries.handover import Group

SAME, STAYS = "same", ""


class HandOverForm(TextForm):
    """A main receiver for all of it, or another for single things; a field for each thing that can move."""

    to = forms.ChoiceField(
        label=gettext_lazy("主要接收人"),
        error_messages={"required": gettext_lazy("请选择主要接收人；个别事项可以逐项改选。")},
        help_text=gettext_lazy("个别事项交给别人的，下一步逐项改选。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("交接原因"), max_length=200, help_text=gettext_lazy("例如：调离、退休、轮岗。")
    )

    def __init__(self, groups: list[Group], takers, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.takers = {str(person.pk): person for person in takers}
        people = [(pk, f"{person.name} {person.title}".strip()) for pk, person in self.takers.items()]
        self.fields["to"].choices = [("", _("请选择")), *people]
        self.moving, self.ending = {}, {}
        choices = [(SAME, _("主要接收人")), *people, (STAYS, _("不移交"))]
        for group in groups:
            for row in group.rows:
                name = f"row-{row.key.replace(':', '-')}"
                if row.stuck:
                    continue
                if row.ends:
                    self.ending[row.key] = name
                    self.fields[name] = forms.BooleanField(label=_("终止"), required=False, initial=True)
                else:
                    self.moving[row.key] = name
                    label = f"{row.what} {row.title}"
                    self.fields[name] = forms.ChoiceField(
                        label=label, choices=choices, required=False, initial=SAME
                    )

    def receivers(self) -> dict:
        """{key: who takes it}, without what stays."""
        found = {}
        for key, name in self.moving.items():
            chosen = self.cleaned_data.get(name, STAYS)
            pk = self.cleaned_data["to"] if chosen == SAME else chosen
            if pk:
                found[key] = self.takers[pk]
        return found

    def ends(self) -> frozenset[str]:
        """The keys of what ends with the hand-over."""
        return frozenset(key for key, name in self.ending.items() if self.cleaned_data.get(name))
