"""Forms of 拆分: to which units, and what and who goes where."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.forms import UnmarkedForm
from units.enums import Post
from units.models import Unit

from ..queries.unit_split import InHand

MOST = 3
STAYS = ""
NEEDED = (Post.HEAD, Post.LIAISON)


class TakersForm(forms.Form):
    """承接单位, one to three."""

    def __init__(self, takers, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, MOST + 1):
            self.fields[f"into{n}"] = forms.ModelChoiceField(
                label=_("承接单位%(n)d") % {"n": n},
                queryset=takers,
                empty_label=_("（请选择单位）"),
                required=n == 1,
            )

    def units(self) -> list[Unit]:
        """Those chosen, each once."""
        chosen = [self.cleaned_data.get(f"into{n}") for n in range(1, MOST + 1)]
        return list({unit.pk: unit for unit in chosen if unit}.values())


class SplitForm(UnmarkedForm):
    """A field for each thing and each person, and for the posts that a unit lacks afterwards."""

    basis = forms.CharField(
        label=gettext_lazy("文号"), max_length=100, help_text=gettext_lazy("例如：示委编〔2026〕9号。")
    )

    def __init__(self, has: InHand, units: list[Unit], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.people = {str(member.person.pk): member.person for member in has.members}
        self.rows: dict[str, str] = {}
        self.posts: dict[tuple[str, int], str] = {}
        places = [(STAYS, _("留在本单位")), *((pk, unit.short_name) for pk, unit in self.units.items())]
        labels = {load.key: load.title for load in has.loads}
        for key, label in (labels | {member.key: member.person.name for member in has.members}).items():
            self.rows[key] = name = f"row-{key.replace(':', '-')}"
            self.fields[name] = forms.ChoiceField(label=label, choices=places, required=False)
        people = [("", _("不另行任命")), *((pk, person.name) for pk, person in self.people.items())]
        for unit in units:
            for post in NEEDED:
                self.posts[post.value, unit.pk] = name = f"post-{post.value}-{unit.pk}"
                self.fields[name] = forms.ChoiceField(
                    label=f"{unit.short_name}{post.label}", choices=people, required=False
                )

    def goes(self) -> dict[str, Unit]:
        """{key: the unit it goes to}, without what stays."""
        chosen = {key: self.cleaned_data.get(name, STAYS) for key, name in self.rows.items()}
        return {key: self.units[pk] for key, pk in chosen.items() if pk}

    def appoints(self) -> dict:
        """{(post, unit): who takes it there}."""
        chosen = {place: self.cleaned_data.get(name, "") for place, name in self.posts.items()}
        return {place: self.people[pk] for place, pk in chosen.items() if pk}
