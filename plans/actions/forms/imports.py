"""Forms of the imports: the file, and what of it to take."""

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import uploads
from records.forms import UploadField, UploadForm

from ..enums import SectionKey

MODES = [
    ("join", gettext_lazy("并入现有任务：编号相同的更新，其余追加")),
    ("replace", gettext_lazy("替换现有任务：编号相同的更新，清单中没有的删除")),
]


class SheetForm(UploadForm):
    """从Excel导入任务."""

    file = UploadField(
        label=gettext_lazy("任务清单（Excel）"),
        allowed=uploads.SHEET,
        help_text=gettext_lazy("用下载的模板填写，xlsx，每次最多500项。"),
    )
    field_order = ["file", "checked"]


class TasksChoice(forms.Form):
    """How the rows come in."""

    mode = forms.ChoiceField(label=gettext_lazy("导入方式"), choices=MODES, widget=forms.RadioSelect)


class WordForm(UploadForm):
    """从Word导入."""

    file = UploadField(
        label=gettext_lazy("方案文稿（Word）"),
        allowed=uploads.WORD,
        help_text=gettext_lazy("docx。标题“一、……”识别为章节，含任务、责任、时限的表格识别为任务清单。"),
    )
    field_order = ["file", "checked"]


class WordChoice(forms.Form):
    """What to take of a document that was read; everything recognised is ticked."""

    title = forms.BooleanField(label=gettext_lazy("方案标题"), required=False)
    meeting = forms.BooleanField(label=gettext_lazy("党组（党委）会和文号"), required=False)
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("正文章节"), required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.BooleanField(label=gettext_lazy("领导小组"), required=False)
    tasks = forms.ChoiceField(
        label=gettext_lazy("任务清单"), required=False, choices=[*MODES, ("none", gettext_lazy("不导入任务"))],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, read, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.read = read
        found = [key.value for key in SectionKey if read.sections.get(key.value, "").strip()]
        self.fields["sections"].choices = [(key, SectionKey(key).label) for key in found]
        self.initial = {
            "title": bool(read.title),
            "meeting": any(read.own_meeting.values()),
            "sections": found,
            "group": bool(read.group),
            "tasks": "join" if read.tasks else "none",
        }

    def clean(self):
        data = super().clean()
        if not self.read.tasks or not data.get("tasks"):
            data["tasks"] = "none"
        if not any(
            (
                data.get("title"),
                data.get("meeting"),
                data.get("sections"),
                data.get("group"),
                data["tasks"] != "none",
            )
        ):
            raise forms.ValidationError(_("请勾选要导入的内容。"))
        return data

    def head(self) -> dict:
        """The head fields that were chosen."""
        take, meeting = self.cleaned_data, self.read.own_meeting
        head = {"title": self.read.title[:200]} if take.get("title") and self.read.title else {}
        if take.get("meeting"):
            day = parse_date(meeting["date"]) if meeting["date"] else None
            head |= {
                "meeting_name": meeting["name"][:100],
                "meeting_on": day,
                "document_number": meeting["number"][:60],
            }
        return head
