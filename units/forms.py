"""Forms of the account pages, and the choice of people in any form."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext as _

from .accounts import change_password


class ChangePassword(PasswordChangeForm):
    """旧密码、新密码、再输一次; the rules are those of units/passwords.py."""

    def save(self, commit=True):
        """Change it through the operation, which keeps the old hash and notes the change."""
        change_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user


class PersonChoice(forms.ModelChoiceField):
    """One person, named with the unit."""

    def label_from_instance(self, person):
        return _("%(what)s（%(more)s）") % {"what": person.name, "more": person.unit.short_name}


class PeopleChoice(forms.ModelMultipleChoiceField):
    """Several people, each named with the unit."""

    label_from_instance = PersonChoice.label_from_instance
