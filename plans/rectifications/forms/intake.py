"""新增问题、粘贴、Excel导入: what is typed or handed in before anything is given out."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import asked, clock, uploads
from records.forms import DayField, DayInput, TextForm, UploadField, UploadForm
from units.models import Person, Section, Unit

from ..enums import Kind, Scope, SourceKind
from ..intake import Defaults
from ..intake.columns import LENGTHS
from ..models import Source
from ..operations.issuing import Problem
from ..queries import intake as queries

NONE = gettext_lazy("（暂不指定）")


def _words(label, name: str, *, rows: int = 3, required: bool = False, help_text=""):
    return forms.CharField(
        label=label,
        max_length=LENGTHS[name],
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class GivenForm(TextForm):
    """What every problem that is given out says: of whom, what, until when, checked by what."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("责任单位"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("（请选择单位）"),
    )
    problem = _words(
        gettext_lazy("问题描述（原文）"), "problem", rows=5, required=True,
        help_text=gettext_lazy("照来源文件原文填写，不改写。第一行的前60个字作为标题。"),
    )  # fmt: skip
    category = forms.CharField(label=gettext_lazy("问题类别"), max_length=LENGTHS["category"], required=False)
    scope = forms.ChoiceField(
        label=gettext_lazy("个性/共性"), choices=Scope.choices, initial=Scope.SINGLE, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("整改类型"), choices=Kind.choices, initial=Kind.TIMED, widget=forms.RadioSelect
    )
    major = forms.BooleanField(label=gettext_lazy("重大或屡改屡犯"), required=False)
    goal = _words(gettext_lazy("整改目标"), "goal")
    standard = _words(
        gettext_lazy("完成标准"), "standard", help_text=gettext_lazy("写成可以核查的：数量、范围、抽查方法。")
    )
    due = DayField(
        label=gettext_lazy("整改时限"), widget=DayInput(), help_text=gettext_lazy("按自然日计算，不顺延。")
    )
    task = forms.ChoiceField(label=gettext_lazy("对应方案任务"), required=False)
    leader = forms.ModelChoiceField(
        label=gettext_lazy("责任领导"), queryset=Person.objects.none(), required=False, empty_label=NONE
    )
    section = forms.ModelChoiceField(
        label=gettext_lazy("责任科室"), queryset=Section.objects.none(), required=False, empty_label=NONE
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("责任人"), queryset=Person.objects.none(), required=False, empty_label=NONE
    )
    OF_THE_UNIT = ("task", "leader", "section", "person")

    def __init__(self, by: Person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units_to_give_to(by)
        self.fields["unit"].widget.attrs |= {
            "hx-get": reverse_lazy("item_new_unit"),
            "hx-target": "#of-the-unit",
            "hx-trigger": "change",
        }
        chosen = asked.number(str(self.data.get("unit") or self.initial.get("unit") or ""))
        self._of_the_unit(self.fields["unit"].queryset.filter(pk=chosen).first() if chosen else None)

    def _of_the_unit(self, unit: Unit | None) -> None:
        """Whom and what of the unit one may name; nothing before there is a unit."""
        self.tasks = {f"{task.plan_id}:{task.line}": task for task in queries.tasks_of(unit)}
        self.fields["task"].choices = [
            ("", _("（不对应任务）")),
            *((key, str(task)) for key, task in self.tasks.items()),
        ]
        self.fields["section"].queryset = queries.sections_of(unit)
        self.fields["leader"].queryset = self.fields["person"].queryset = queries.people_of(unit)

    @property
    def of_the_unit(self) -> list:
        """The fields that change with the unit."""
        return [self[name] for name in self.OF_THE_UNIT]

    def given(self) -> dict:
        """As Problem takes it, without the source."""
        data = dict(self.cleaned_data)
        task = self.tasks.get(data["task"])
        return {
            **{
                name: data[name]
                for name in (
                    "unit",
                    "problem",
                    "category",
                    "scope",
                    "kind",
                    "major",
                    "goal",
                    "standard",
                    "due",
                )
            },
            "plan": task.plan if task else None,
            "plan_line": task.line if task else "",
            "more": {name: data[name] for name in ("leader", "section", "person")},
        }


class SourceFields(forms.Form):
    """Where problems come from."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("问题来源"),
        queryset=Source.objects.none(),
        empty_label=gettext_lazy("（请选择来源）"),
    )
    source_document = forms.CharField(
        label=gettext_lazy("来源文件"), max_length=LENGTHS["source_document"], required=False,
        help_text=gettext_lazy("文件名称、文号，或谈话、现场检查的名称。"),
    )  # fmt: skip
    source_date = DayField(label=gettext_lazy("反馈日期"), required=False, widget=DayInput())

    def clean_source_date(self):
        day = self.cleaned_data["source_date"]
        if day and day > clock.today():
            raise forms.ValidationError(_("反馈日期不能晚于今天。"))
        return day


class ProblemForm(SourceFields, GivenForm):
    """新增问题."""

    field_order = [
        "source", "source_document", "source_date", "unit", "problem", "category", "scope", "kind", "major", "goal",
        "standard", "due", *GivenForm.OF_THE_UNIT, "checked",
    ]  # fmt: skip

    def __init__(self, by: Person, *args, **kwargs):
        super().__init__(by, *args, **kwargs)
        self.fields["source"].queryset = queries.sources_to_enter(by)

    def values(self) -> Problem:
        """As the operation takes it."""
        data = self.cleaned_data
        return Problem(
            source=data["source"],
            source_document=data["source_document"],
            source_date=data["source_date"],
            **self.given(),
        )


class ListForm(SourceFields):
    """What is true of every row of a list that says nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        source.queryset, source.required = Source.objects.exclude(kind=SourceKind.PUBLIC), False
        source.empty_label = _("（以清单中的“问题来源”列为准）")
        source.help_text = _("清单中没有写来源的行，按这里的来源、文件和日期。")

    def defaults(self) -> Defaults:
        data = self.cleaned_data
        return Defaults(data["source"], data["source_document"], data["source_date"])


class PasteForm(ListForm, TextForm):
    """粘贴."""

    text = forms.CharField(
        label=gettext_lazy("从Excel或WPS复制的行"),
        widget=forms.Textarea(attrs={"class": "section-text", "wrap": "off", "spellcheck": "false"}),
        strip=False,
        help_text=gettext_lazy("连同表头一行一起复制，一次最多500行；更多请用Excel导入。"),
    )
    field_order = ["text", "source", "source_document", "source_date", "checked"]


class SheetForm(ListForm, UploadForm):
    """Excel导入."""

    file = UploadField(
        label=gettext_lazy("问题清单（Excel）"),
        allowed=uploads.TASK_LIST,
        help_text=gettext_lazy("xlsx或csv，每次最多5000行。列名与模板不同也可以，预览时会说明识别了哪些列。"),
    )
    field_order = ["file", "source", "source_document", "source_date", "checked"]
