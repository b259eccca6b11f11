"""What the unit types into its plan: the head with the leading group, one section, one task, a few words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock, uploads
from records.forms import DayField, TextAndFileForm, UploadField, WordsField
from units.models import Person, Section
from units.queries import valid_on

from ..enums import MILESTONES_PER_TASK, GroupRole, PlanKind
from ..rows import LENGTHS, MILESTONE_LENGTH

SECTION_LENGTH = 50_000
GROUP_LIMIT = 60


class HeadForm(forms.Form):
    """基本情况: title, kind, the unit's own meeting, 文号; beside it the rows of the leading group."""

    title = forms.CharField(label=gettext_lazy("方案标题"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("方案类型"), choices=PlanKind.choices)
    meeting_name = forms.CharField(
        label=gettext_lazy("通过本方案的党组（党委）会"), max_length=100, required=False
    )
    meeting_on = DayField(label=gettext_lazy("会议日期"), required=False)
    document_number = forms.CharField(label=gettext_lazy("文号"), max_length=60, required=False)
    budget = forms.IntegerField(
        label=gettext_lazy("经费预算（万元）"), min_value=0, max_value=99_999, required=False
    )

    def clean(self):
        data = super().clean()
        data["group"] = self._group()
        return data

    def _group(self) -> list[dict]:
        """Rows with a name; a row without one counts as removed."""
        entries = []
        for place in range(GROUP_LIMIT):
            name = self.data.get(f"group-{place}-name", "").strip()
            post = self.data.get(f"group-{place}-post", "").strip()
            role = self.data.get(f"group-{place}-role", GroupRole.MEMBER)
            if not name:
                if post:
                    self.add_error(None, ValidationError(_("请填写第%(n)d行成员的姓名。") % {"n": place + 1}))
                continue
            if len(name) > 60 or len(post) > 100:
                self.add_error(None, ValidationError(_("第%(n)d行成员的姓名或职务过长。") % {"n": place + 1}))
                continue
            entries.append(
                {"line": self.data.get(f"group-{place}-line", ""), "role": role, "name": name, "post": post}
            )
        return entries


class SectionForm(forms.Form):
    """One section of the text."""

    text = forms.CharField(
        label=gettext_lazy("正文"), required=False, max_length=SECTION_LENGTH, strip=False, empty_value=""
    )

    def clean(self):
        """A request without the field says nothing about the text; it must not empty it."""
        if self.add_prefix("text") not in self.data:
            raise forms.ValidationError(_("没有收到文字，内容没有改动，请刷新页面后重试。"))
        return super().clean()


class TaskForm(forms.Form):
    """One task with its nodes. Only people and sections of the plan's own unit can be chosen."""

    code = forms.CharField(label=gettext_lazy("编号"), required=False, max_length=LENGTHS["code"])
    category = forms.CharField(label=gettext_lazy("类别"), required=False, max_length=LENGTHS["category"])
    title = forms.CharField(label=gettext_lazy("任务"), max_length=LENGTHS["title"])
    carrier = forms.CharField(label=gettext_lazy("载体"), required=False, max_length=LENGTHS["carrier"])
    business_matter = forms.CharField(
        label=gettext_lazy("业务事项"), required=False, max_length=LENGTHS["business_matter"]
    )
    party_role = forms.CharField(
        label=gettext_lazy("党组织作用"), required=False, max_length=LENGTHS["party_role"]
    )
    section = forms.ModelChoiceField(
        label=gettext_lazy("责任科室"),
        required=False,
        queryset=None,
        empty_label=gettext_lazy("（请选择科室）"),
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("责任人"),
        required=False,
        queryset=None,
        empty_label=gettext_lazy("（请选择人员）"),
    )
    starts = DayField(label=gettext_lazy("开始时间"), required=False)
    due = DayField(label=gettext_lazy("完成时限"), required=False)
    standard = forms.CharField(label=gettext_lazy("完成标准"), required=False, max_length=LENGTHS["standard"])
    expected_evidence = forms.CharField(
        label=gettext_lazy("预期佐证"), required=False, max_length=LENGTHS["expected_evidence"]
    )

    def __init__(self, plan, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_of(plan)
        self.fields["person"].queryset = people_of(plan)
        foreign = gettext_lazy("只能选择本单位的科室和人员。")
        for name in ("section", "person"):
            self.fields[name].error_messages["invalid_choice"] = foreign
        for place in range(MILESTONES_PER_TASK):
            self.fields[f"node-{place}-name"] = forms.CharField(
                label=gettext_lazy("节点"), required=False, max_length=MILESTONE_LENGTH
            )
            self.fields[f"node-{place}-due"] = DayField(label=gettext_lazy("节点时间"), required=False)

    def clean(self):
        data = super().clean()
        starts, due = data.get("starts"), data.get("due")
        if starts and due and due < starts:
            self.add_error("due", _("完成时限早于开始时间。"))
        nodes = []
        for place in range(MILESTONES_PER_TASK):
            name, on = data.pop(f"node-{place}-name", ""), data.pop(f"node-{place}-due", None)
            if on and not name:
                self.add_error(f"node-{place}-name", _("请填写节点名称。"))
            elif on and due and on > due:
                self.add_error(f"node-{place}-due", _("节点时间晚于任务完成时限。"))
            elif name:
                nodes.append((name, on))
        data["milestones"] = nodes
        return data


class PaperForm(TextAndFileForm):
    """线下签批、代录: what the head wrote on the slip, by pen."""

    code = forms.CharField(
        label=gettext_lazy("版本校验码"),
        max_length=40,
        help_text=gettext_lazy("印在送审签上，共12位（如A1B2-C3D4-E5F6）；大小写和横线不影响。"),
    )
    signed_by = forms.ModelChoiceField(label=gettext_lazy("签批人"), queryset=None, empty_label=None)
    signed_on = DayField(label=gettext_lazy("签批日期"))
    decision = forms.ChoiceField(
        label=gettext_lazy("签批意见"),
        choices=[("agree", gettext_lazy("同意报送")), ("send_back", gettext_lazy("退回修改"))],
        widget=forms.RadioSelect,
    )
    words = WordsField(
        label=gettext_lazy("意见原文"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("照签批件逐字录入；退回修改必填。"),
    )
    file = UploadField(
        label=gettext_lazy("签批件扫描件"),
        allowed=uploads.SCAN,
    )
    field_order = ["code", "signed_by", "signed_on", "decision", "words", "file", "checked"]

    def __init__(self, heads, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by"].queryset = heads
        self.fields["signed_by"].label_from_instance = lambda head: f"{head.name}　{head.title}"

    def clean(self):
        data = super().clean()
        if data.get("decision") == "send_back" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("退回修改必须录入意见原文。"))
        return data


def sections_of(plan):
    """The sections of the plan's unit that exist today."""
    return Section.objects.filter(valid_on(clock.today()), unit_id=plan.unit_id)


def people_of(plan):
    """The people of the plan's unit who work there today."""
    return Person.objects.filter(unit_id=plan.unit_id, is_active=True)
