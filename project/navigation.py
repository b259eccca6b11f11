"""The main navigation: every place, and whose it is. A place whose address does not exist yet is left out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.rules import sees_sent
from units.enums import Post
from units.standing import Standing
from workflows.misfiled_rules import HANDLERS


def at_work(held: Standing) -> bool:
    """Everybody but the three administrators, who see no business data."""
    return not held.is_technical


def above_units(held: Standing) -> bool:
    return held.is_office or held.is_committee


def units_only(held: Standing) -> bool:
    return not held.is_technical and not above_units(held)


def where_plans_begin(held: Standing) -> bool:
    """Who keeps the task lists, and who starts a plan from them."""
    return held.holds_in_office(Post.BUSINESS_ADMIN) or held.holds(Post.LIAISON)


def keeps_rules(held: Standing) -> bool:
    """Who keeps the rules: 谁交办、谁销号, and the routes."""
    return held.holds_in_office(Post.BUSINESS_ADMIN)


def hands_over(held: Standing) -> bool:
    """The business administrator for everybody, a unit's head for the unit's people."""
    return held.holds_in_office(Post.BUSINESS_ADMIN) or held.holds(Post.HEAD)


def looks_for_dead_ends(held: Standing) -> bool:
    """Those who can do something about a post without a person."""
    return hands_over(held) or held.holds_in_office(Post.OFFICE_HEAD)


def keeps_machine(held: Standing) -> bool:
    """The system administrator; the business administrator comes there from 提醒规则, whose row of places is long enough."""
    return held.holds_in_office(Post.SYSTEM_ADMIN)


def in_meetings(held: Standing) -> bool:
    """Members of a committee and the meeting secretary: 会议内容 goes no further."""
    return held.is_committee or held.holds_in_office(Post.SECRETARY)


def receives_complaints(held: Standing) -> bool:
    """受理人员 alone: nobody else knows who complained."""
    return held.holds_in_office(Post.INTAKE)


def keeps_papers(held: Standing) -> bool:
    """文书 of the office: numbers, 用印, filing."""
    return held.holds_in_office(Post.RECORDS_CLERK)


def handles_misfiled(held: Standing) -> bool:
    """Who carries out what is written about a file that is 疑似涉密."""
    return any(held.holds_in_office(post) for post in HANDLERS)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
    url_name: str
    shown: Callable[[Standing], bool] = at_work


PLACES = (
    Place(_("待办"), "inbox"),
    Place(_("看板"), "board"),
    Place(_("作战图"), "battle_map"),
    Place(_("报送情况一览"), "overview", above_units),
    Place(pgettext_lazy("navigation", "实施方案"), "plans"),
    Place(pgettext_lazy("navigation", "任务"), "tasks"),
    Place(_("整改台账"), "items"),
    Place(_("验收安排"), "acceptance_batches", above_units),
    Place(_("现场验收"), "visits", units_only),
    Place(_("走访调研"), "research"),
    Place(_("需工委协调"), "matters"),
    Place(_("督办通知单"), "orders"),
    Place(_("考评结果通报"), "assessment_notices"),
    Place(_("等待时间"), "waiting"),
    Place(_("群众反映"), "complaints", receives_complaints),
    Place(_("会议"), "meetings", in_meetings),
    Place(_("议定事项"), "resolutions"),
    Place(_("征求意见"), "consultations"),
    Place(_("佐证库"), "evidence"),
    Place(_("行动与模板"), "actions", where_plans_begin),
    Place(_("来源规则"), "sources", keeps_rules),
    Place(_("提醒规则"), "reminder_rules", keeps_rules),
    Place(_("审批路线"), "routes", keeps_rules),
    Place(_("委托"), "delegations"),
    Place(_("工作日历"), "calendar", keeps_rules),
    Place(_("工作交接"), "handovers", hands_over),
    Place(_("单位自检"), "self_check", looks_for_dead_ends),
    Place(_("Word模板"), "word_templates", keeps_rules),
    Place(_("文书字体"), "paper_fonts", keeps_rules),
    Place(_("归档"), "filings", keeps_papers),
    Place(_("误传处置"), "misfiled_list", handles_misfiled),
    Place(_("已办"), "inbox_done"),
    Place(_("我经办的"), "my_plans", above_units),
    Place(_("我报送的"), "my_plans", units_only),
    Place(_("发送记录"), "sent", sees_sent),
    Place(_("外部渠道"), "channels", keeps_machine),
    Place(_("运行情况"), "operations", keeps_machine),
)


def places(held: Standing, path: str) -> list[dict]:
    """The navigation of one person on one page: [{label, url, current, count}]."""
    shown = []
    for place in PLACES:
        if place.shown(held) and (url := address(place.url_name)):
            shown.append({"label": place.label, "url": url, "current": False, "count": None})
    here = [
        each for each in shown if path == each["url"] or (each["url"] != "/" and path.startswith(each["url"]))
    ]
    if here:
        max(here, key=lambda each: len(each["url"]))["current"] = True
    return shown


def address(url_name: str) -> str:
    """The address of a place; empty when there is no such page."""
    return _address(url_name, settings.ROOT_URLCONF)


@cache
def _address(url_name: str, _urls: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
