"""Passwords: at least 10 characters of 3 of 4 classes, never one used before, a new one every 90 days."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from records import clock

LENGTH, CLASSES, REMEMBERED = 10, 3, 10


def expired(person) -> bool:
    """Must the person choose a new password: never chosen one, or longer ago than settings.PASSWORD_DAYS?"""
    chosen = person.password_set_at
    return chosen is None or clock.now() - chosen > timedelta(days=settings.PASSWORD_DAYS)


class LongAndMixed:
    """At least 10 characters, from three of: capital letters, small letters, digits, signs."""

    def validate(self, password, user=None):
        classes = (str.isupper, str.islower, str.isdigit, lambda each: not each.isalnum())
        if len(password) < LENGTH or sum(any(map(kind, password)) for kind in classes) < CLASSES:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self):
        return _("密码至少10个字符，含大写字母、小写字母、数字、符号中的三类。")


class NotUsedBefore:
    """Neither the present password nor one of the last ten."""

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        former = user.former_passwords.order_by("-at").values_list("password", flat=True)[:REMEMBERED]
        if any(check_password(password, used) for used in [user.password, *former]):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self):
        return _("不能使用以前用过的密码。")
