"""Forms of the account pages, and the choice of people in any form."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy

from records.stored import said

from .accounts import change_password
from .choosing import Offered, OfferedUnit, by_unit


class ChangePassword(PasswordChangeForm):
    """旧密码、新密码、再输一次; the rules are those of units/passwords.py."""

    def save(self, commit=True):
        """Change it through the operation, which keeps the old hash and notes the change."""
        change_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user


class PickedField(forms.BoundField):
    """What the picker (templates/components/people_picker.html) draws."""

    @property
    def units(self) -> list[OfferedUnit]:
        """Everybody offered, by unit, with who is chosen."""
        value = self.value() or []
        chosen = value if isinstance(value, list | tuple | set) else [value]
        return by_unit(self.field.offered, {str(each) for each in chosen})


class PeopleField(forms.Field):
    """选人: several of the people offered. Gives a list of people; who has to recuse themselves is refused by name."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "unknown": gettext_lazy("所选人员不在名单中，请重新选择。"),
        "ground": gettext_lazy("%(name)s应当回避（%(ground)s）。"),
    }

    def __init__(self, *, offered=(), **kwargs):
        super().__init__(**kwargs)
        self.offered: list[Offered] = list(offered)

    def get_bound_field(self, form, field_name):
        return PickedField(form, self, field_name)

    def to_python(self, value) -> list:
        return [self._person(each) for each in dict.fromkeys(value or [])]

    def _person(self, pk: str):
        found = next((each for each in self.offered if str(each.person.pk) == str(pk)), None)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if found.ground:
            told = {"name": found.person.name, "ground": said(found.ground)}
            raise forms.ValidationError(self.error_messages["ground"], code="ground", params=told)
        return found.person


class PersonField(PeopleField):
    """选一人: one of the people offered, as the one who leads in a picker."""

    widget = forms.RadioSelect

    def to_python(self, value):
        return self._person(value) if value else None
