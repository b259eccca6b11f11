"""样例 values for the gallery of components (/ui/): nothing here is stored or real."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, WordsField
from units.choosing import Offered
from units.forms import PeopleField, PersonField
from units.models import Person, Unit
from workflows.enums import Party
from workflows.queries.waiting import Part, Waiting

MORNING = datetime(2026, 11, 19, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
DUE = date(2026, 11, 26)
WAITING = Waiting(
    parts=[
        Part(Party.UNIT, 12.5, 50, 0, [("示范区民政局（样例）", 12.5)]),
        Part(Party.REVIEWER, 5, 20, 50, [("工委办公室经办人", 3.5), ("办公室负责人", 1.5)]),
        Part(Party.COMMITTEE, 2.5, 10, 70),
        Part(Party.HOLIDAY, 5, 20, 80),
    ],
    days=25,
    party=Party.REVIEWER,
    names=["办公室负责人"],
    since=MORNING,
    provisional=True,
)


class SampleForm(forms.Form):
    """One field of each kind, as forms of the real pages have them."""

    title = forms.CharField(label=_("方案名称"), help_text=_("写单位全称和年度。"))
    text = WordsField(label=_("总体要求"), required=False)
    kind = forms.ChoiceField(
        label=_("方案类型"), choices=[("special", _("专项部署")), ("general", _("综合性"))]
    )
    due = DayField(label=_("完成时限"))
    report = forms.ChoiceField(
        label=_("进展"),
        widget=forms.RadioSelect,
        choices=[("progress", _("有进展")), ("nothing", _("无变化")), ("trouble", _("遇到困难、需协调"))],
    )
    methods = forms.MultipleChoiceField(
        label=_("核查方式"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("papers", _("查资料")), ("scene", _("看现场")), ("talk", _("访谈"))],
    )
    scan = forms.FileField(label=_("签批扫描件"), help_text=_("PDF 或图片，不超过 50 MB。"), required=False)
    clean_of_secrets = forms.BooleanField(label=_("已核对，不含涉密内容"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scan"].widget.attrs.update(
            {"accept": ".pdf,.jpg,.png", "data-max-bytes": 50 * 1024 * 1024}
        )


class SamplePickForm(forms.Form):
    """选人: two units, one of which recuses itself altogether."""

    members = PeopleField(
        label=_("组长和成员"), help_text=_("至少2人，其中1人为组长。先点开单位，或按姓名、单位、职务查找。")
    )
    leader = PersonField(label=_("组长"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].offered = self.fields["leader"].offered = sample_people()


def sample_people() -> list[Offered]:
    """People of three units, made up and not stored."""
    units = [
        Unit(pk=pk, name=f"示范区{name}（样例）", short_name=name)
        for pk, name in enumerate(("区民政局", "区水务局", "区委党校"), 1)
    ]
    titles = ("党组成员、分管负责人", "机关党委专职副书记", "办公室负责人")
    grounds = {1: "近一年曾在该单位任职", 6: "本单位人员", 7: "承办人", 8: "本单位人员"}
    return [
        Offered(
            Person(pk=n, name=f"样例人员{'甲乙丙丁戊己庚辛壬'[n]}", title=titles[n % 3], unit=units[n // 3]),
            grounds.get(n, ""),
        )
        for n in range(9)
    ]


def sample_context() -> dict:
    """Everything templates/ui.html shows."""
    return {
        "morning": MORNING,
        "due": DUE,
        "form": SampleForm(
            prefix="ok", initial={"title": _("示范区民政局（样例）2026年创建模范机关实施方案")}
        ),
        "wrong_form": SampleForm({"wrong-due": "2026-13-40"}, prefix="wrong"),
        "pick_form": SamplePickForm(prefix="pick", initial={"members": [0, 3], "leader": 3}),
        "wrong_pick_form": SamplePickForm({"wrong-pick-members": "7"}, prefix="wrong-pick"),
        "page_obj": Paginator(range(120), 25).page(2),
        "waiting": WAITING,
        "lights": ["grey", "green", "yellow", "red", "blue"],
        "circles": ["feedback", "internal", "meeting", "unit", "system"],
        "changes": [
            {
                "label": "任务3.2 责任人",
                "before": "机关党委",
                "after": "机关党委专职副书记 样例人员甲",
                "url": "#opinions",
            },
            {"label": "任务3.2 完成标准", "before": "", "after": "12月底前窗口一次性告知单覆盖全部31个事项"},
            {"label": "任务4.1 载体", "before": "开展主题活动", "after": ""},
        ],
        "rows": [
            {
                "light": "red",
                "code": "1.2",
                "title": "党组会每季度专题研究",
                "section": "办公室",
                "days": -2,
                "done": 1,
            },
            {
                "light": "yellow",
                "code": "2.1",
                "title": "支部结对共建服务网格",
                "section": "社会救助科",
                "days": 4,
                "done": 2,
            },
            {
                "light": "green",
                "code": "3.2",
                "title": "窗口一次性告知",
                "section": "政务服务科",
                "days": 23,
                "done": 3,
            },
            {
                "light": "blue",
                "code": "4.1",
                "title": "党员先锋岗",
                "section": "机关党委",
                "days": "",
                "done": 5,
            },
        ],
    }
