"""Forms of 机构变动: 更名, 合并, 撤销; each with the number of the paper it rests on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import UnmarkedForm
from units.enums import UnitKind
from units.models import Unit
from units.queries import valid_on


class _ChangeForm(UnmarkedForm):
    basis = forms.CharField(label=_("文号"), max_length=100, help_text=_("例如：示委编〔2026〕9号。"))

    def __init__(self, unit: Unit, *args, **kwargs):
        super().__init__(*args, auto_id=f"{self.KIND}_%s", **kwargs)


class RenameForm(_ChangeForm):
    """更名."""

    KIND = "rename"
    name = forms.CharField(label=_("新名称"), max_length=100)
    short_name = forms.CharField(label=_("新简称"), max_length=40)
    field_order = ["name", "short_name", "basis"]


class MergeForm(_ChangeForm):
    """合并 into another unit."""

    KIND = "merge"
    into = forms.ModelChoiceField(label=_("承接单位"), queryset=None, empty_label=_("（请选择单位）"))
    field_order = ["into", "basis"]

    def __init__(self, unit: Unit, *args, **kwargs):
        super().__init__(unit, *args, **kwargs)
        self.fields["into"].queryset = (
            Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT, successor=None)
            .exclude(pk=unit.pk)
            .order_by("pinyin", "id")
        )


class CloseForm(_ChangeForm):
    """撤销."""

    KIND = "close"
