"""提醒用语: templates with named fields that an administrator writes. Only these fields exist; nothing in a template is run."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records.errors import Refused

PLACE = re.compile(r"\{([^{}]*)\}")
FIELDS = {
    "事项": gettext_noop("事项的编号和标题"),
    "待办": gettext_noop("要做的事"),
    "单位": gettext_noop("单位全称"),
    "到期日": gettext_noop("到期日期"),
    "工作日": gettext_noop("还有或已过几个工作日"),
    "姓名": gettext_noop("收到提醒的人"),
}


def check(template: str, *, field: str) -> None:
    """Refused when a template names a field that does not exist, or a bracket stands alone."""
    unknown = [name for name in PLACE.findall(template) if name not in FIELDS]
    if unknown:
        known = _("、").join(f"{{{name}}}" for name in FIELDS)
        sentence = _("没有名为“%(name)s”的栏目，可用的有：%(known)s。")
        raise Refused(sentence % {"name": unknown[0], "known": known}, field=field)
    if re.search(r"[{}]", PLACE.sub("", template)):
        raise Refused(_("大括号没有成对，请写成{事项}的样子。"), field=field)


def filled(template: str, values: dict[str, str]) -> str:
    """The template with its fields filled in."""
    return PLACE.sub(lambda found: str(values.get(found[1], "")), template)
