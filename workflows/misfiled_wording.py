"""What the trail says of 误传处置: on its own chain, without any word of the file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.enums import Circle

from .enums import MisfiledDecision
from .wording import Wording


def _reported(params: dict) -> list[str]:
    return [_("停止途中事项%(n)d件") % {"n": len(params.get("stopped", []))}]


def _ordered(params: dict) -> list[str]:
    named = params.get("decision", "")
    decision = str(MisfiledDecision(named).label) if named in MisfiledDecision.values else ""
    return [
        decision,
        f"{params.get('issuer', '')} {params.get('number', '')} {params.get('issued_on', '')}".strip(),
    ]


def _cleared(params: dict) -> list[str]:
    return [_("另有%(n)d条办理记录、版本中的名称和校验码已清除") % {"n": len(params.get("records", []))}]


WORDINGS = {
    "misfiled.reported": Wording(gettext_lazy("报告疑似涉密"), Circle.SYSTEM, details=_reported),
    "misfiled.ordered": Wording(gettext_lazy("登记书面通知"), Circle.SYSTEM, details=_ordered),
    "misfiled.declined": Wording(gettext_lazy("核对不符，退回"), Circle.SYSTEM),
    "misfiled.cleared": Wording(gettext_lazy("两人清除"), Circle.SYSTEM, details=_cleared),
    "misfiled.cleared_again": Wording(gettext_lazy("恢复备份后再次清除"), Circle.SYSTEM, details=_cleared),
    "misfiled.released": Wording(gettext_lazy("两人恢复"), Circle.SYSTEM),
}
