"""Form of 任命: who of the unit, to which post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums import OFFICE_POSTS, Post, UnitKind
from units.models import Person, Unit
from units.standing import TECHNICAL_POSTS


class PostForm(forms.Form):
    """任命 somebody of a unit to one of the posts there are in such a unit."""

    person = forms.ModelChoiceField(label=_("人员"), queryset=None, empty_label=_("（请选择人员）"))
    post = forms.ChoiceField(label=_("岗位"))

    def __init__(self, unit: Unit, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(unit=unit, is_active=True)
        office = unit.kind == UnitKind.OFFICE
        self.fields["post"].choices = [
            ("", _("请选择岗位")),
            *(
                (post.value, post.label)
                for post in Post
                if post not in TECHNICAL_POSTS
                and (office or post not in OFFICE_POSTS | {Post.INTAKE, Post.INSPECTOR})
            ),
        ]
