"""暂停、恢复的规则: who may let a matter rest on its route, and when."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from . import rules
from .enums import StageKind
from .models import AgendaItem, Pause, Round

PAUSES = (Post.OFFICE_CLERK, Post.BUSINESS_ADMIN)


def _check_office(subject, by: Person) -> None:
    held = standing(by)
    if not any(held.holds_in_office(post) for post in PAUSES):
        raise Refused(_("只有工委办公室经办人和业务管理员可以暂停、恢复办理。"))
    if rules.is_of_its_units(subject, by):
        raise Refused(_("不能暂停、恢复本单位的事项，请由其他单位的同志办理。"))


def check_can_pause(subject, by: Person) -> Round:
    """暂停: the office, while the matter stands at a stage of its route that is no acceptance and on no agenda."""
    _check_office(subject, by)
    if is_paused(subject):
        raise Refused(_("该事项已经暂停。"))
    round_ = (
        Round.objects.select_related("stage").filter(process_id=subject.process_id, closed_at=None).first()
    )
    if round_ is None or round_.stage.kind == StageKind.ACCEPT:
        raise Refused(_("只有审批环节中的事项可以暂停。"))
    if AgendaItem.objects.filter(round=round_, announced_at=None).exists():
        raise Refused(_("该事项已列入会议议题，请先移出议题或暂缓审议。"))
    return round_


def check_can_resume(subject, by: Person) -> None:
    """恢复: the office."""
    _check_office(subject, by)
    if not is_paused(subject):
        raise Refused(_("该事项没有暂停。"))


def resting_among(keys: set[str]) -> set[str]:
    """Which of these subjects rest."""
    return set(Pause.objects.filter(subject__in=keys, resumed_at=None).values_list("subject", flat=True))


def waits_at_rest(holder: str) -> int:
    """How many things this holder will have to do again when what rests goes on."""
    kept = Pause.objects.filter(resumed_at=None).values_list("kept", flat=True)
    return sum(each["holder"] == holder for rows in kept for each in rows)


def is_paused(subject) -> bool:
    """Does the matter rest?"""
    return bool((subject.process.data or {}).get("paused"))
