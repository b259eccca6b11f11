from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """The floor: clock, trail, outbox, files, versions, numbers, working days. Imports no app of ours."""

    name = "records"

    def ready(self):
        """Django's own sentences speak of fields and values (这个字段是必填项); people read what to do instead."""
        for field, sentences in (
            (forms.Field, {"required": _("请填写。")}),
            (forms.BooleanField, {"required": _("请勾选。")}),
            (forms.ChoiceField, {"required": _("请选择。"), "invalid_choice": _("请从列出的选项中选择。")}),
            (forms.ModelChoiceField, {"invalid_choice": _("请从列出的选项中选择。")}),
            (forms.DateField, {"invalid": _("请填写日期，例如2026-03-31。")}),
            (forms.IntegerField, {"invalid": _("请填写整数。")}),
            (forms.FileField, {"required": _("请选择文件。")}),
        ):
            field.default_error_messages = {**field.default_error_messages, **sentences}
