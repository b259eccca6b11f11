"""What the entries of an item's trail say beside the person's own words: short sentences from their parameters (wording.py)."""

from django.utils.translation import gettext as _

from .enums import HandBackGround, LateCause


def _label(choices, value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def measure(params: dict) -> list[str]:
    """Which measure it was."""
    return [_("措施%(n)s") % {"n": params["n"]}] if params.get("n") else []


def planned(params: dict) -> list[str]:
    told = _("%(unit)s，%(date)s前完成") % {"unit": params.get("unit", ""), "date": params.get("due", "")}
    return [*measure(params), told]


def named(params: dict) -> list[str]:
    told = _("责任领导%(leader)s，责任人%(person)s")
    return [
        *measure(params),
        told % {"leader": params.get("leader", ""), "person": params.get("person", "")},
    ]


def reported(params: dict) -> list[str]:
    told = _("截至%(on)s完成%(percent)s%%") % {
        "on": params.get("on", ""),
        "percent": params.get("percent", 0),
    }
    return [*measure(params), told]


def confirmed(params: dict) -> list[str]:
    days, cause = params.get("late") or 0, _label(LateCause, params.get("cause", ""))
    late = _("逾期%(n)d个工作日，原因：%(cause)s") % {"n": days, "cause": cause} if days else ""
    return [*measure(params), late]


def why_back(params: dict) -> list[str]:
    basis, same = params.get("basis"), params.get("same_as")
    return [
        _label(HandBackGround, params.get("ground", "")),
        _("权责依据：%(basis)s") % {"basis": basis} if basis else "",
        _("与%(number)s重复") % {"number": same} if same else "",
        _("第二次退办，报分管领导终审") if params.get("final") else "",
    ]


def moved(params: dict) -> list[str]:
    return [
        _("由%(former)s改派%(unit)s") % {"former": params.get("former", ""), "unit": params.get("unit", "")}
    ]


def parts(params: dict) -> list[str]:
    partners = _("、").join(params.get("parts", []))
    return [_("牵头：%(unit)s；配合：%(partners)s") % {"unit": params.get("unit", ""), "partners": partners}]


def merged_into(params: dict) -> list[str]:
    return [_("并入%(number)s") % {"number": params.get("into", "")}]


def took_in(params: dict) -> list[str]:
    return [params.get("number", "")]


def late(params: dict) -> list[str]:
    cause = _label(LateCause, params.get("cause", ""))
    told = _("原因：%(cause)s；拟于%(date)s前完成")
    return [told % {"cause": cause, "date": params.get("promised", "")}]


def consented(params: dict) -> str:
    """The number under which the source consented to a limit; "" where none was needed."""
    return _("来源单位同意文号：%(number)s") % {"number": params["consent"]} if params.get("consent") else ""


def renewed(params: dict) -> list[str]:
    new = params.get("renewed")
    return [_("时限重新明确为%(date)s") % {"date": new} if new else _("时限不变"), consented(params)]
