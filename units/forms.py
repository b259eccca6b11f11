"""Forms of the account pages."""

from django.contrib.auth.forms import PasswordChangeForm

from .accounts import change_password


class ChangePassword(PasswordChangeForm):
    """旧密码、新密码、再输一次; the rules are those of units/passwords.py."""

    def save(self, commit=True):
        """Change it through the operation, which keeps the old hash and notes the change."""
        change_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user
