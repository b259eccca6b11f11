"""走访调研: who writes, who sends the 反馈单, and what may become of a line."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.models import Person
from units.queries import standing

from ..enums import LineKind
from ..models import ResearchVisit, VisitLine
from . import issuing
from .matters import IN_CHARGE


def check_in_office(by: Person) -> None:
    """The office's clerk or head begins a visit, sends its 反馈单, publishes, notes what changed."""
    if not any(standing(by).holds_in_office(post) for post in IN_CHARGE):
        raise Refused(_("只有工委办公室经办人或办公室负责人可以办理走访调研。"))


def check_can_take_part(visit: ResearchVisit, person: Person) -> None:
    """Who takes part is not of the visited unit, and no administrator."""
    if not person.is_active or standing(person).is_technical:
        raise Refused(_("%(name)s不能参加调研。") % {"name": person.name}, field="people")
    if is_of_its_unit(visit, person):
        raise Refused(_("%(name)s是被调研单位人员，应当回避。") % {"name": person.name}, field="people")


def check_can_handle(visit: ResearchVisit, by: Person) -> None:
    """The office handles a visit; not somebody of the visited unit."""
    check_in_office(by)
    if is_of_its_unit(visit, by):
        raise Refused(_("您是被调研单位人员，请由其他同志办理。"))


def check_can_write(visit: ResearchVisit, by: Person) -> None:
    """记录: the office, and everybody named as having taken part, until the 反馈单 went out."""
    took_part = visit.people.filter(pk=by.pk).exists() and not standing(by).is_technical
    if not took_part:
        check_in_office(by)
    if is_of_its_unit(visit, by):
        raise Refused(_("您是被调研单位人员，应当回避。"))
    if visit.told_at:
        raise Refused(_("调研反馈单已经发出，记录不能再修改；后来的变化请另行登记。"))


def check_can_change(line: VisitLine, by: Person) -> None:
    """修改一条: until something has become of it."""
    check_can_write(line.visit, by)
    if has_become(line):
        raise Refused(_("该条已经办理，不能再修改或删除。"))


def check_can_tell(visit: ResearchVisit, by: Person) -> None:
    """发出调研反馈单: once, with at least one line, none of them empty."""
    check_can_handle(visit, by)
    if visit.told_at:
        raise Refused(_("调研反馈单已经发出。"))
    texts = list(visit.lines.values_list("text", flat=True))
    if not texts:
        raise Refused(_("还没有记录任何内容，请先添加。"))
    if not all(text.strip() for text in texts):
        raise Refused(_("有的记录没有填写内容，请补充或删除。"))


def check_can_hand_out(visit: ResearchVisit, by: Person) -> None:
    """交办 what a visit found: whoever may give out problems at all; those who only took part may not."""
    check_can_handle(visit, by)
    issuing.check_can_issue(by)


def check_can_give(line: VisitLine, by: Person) -> None:
    """交办: a problem once, a common problem to one unit after the other."""
    check_can_hand_out(line.visit, by)
    _is(line, LineKind.PROBLEM, LineKind.COMMON)
    if line.kind == LineKind.PROBLEM and line.given.exists():
        raise Refused(_("该问题已经交办。"))


def check_can_publish(line: VisitLine, by: Person) -> None:
    """发布好做法: all units may read it."""
    check_can_handle(line.visit, by)
    _is(line, LineKind.PRACTICE)
    if line.published_at:
        raise Refused(_("该做法已经发布。"))


def check_can_withdraw(line: VisitLine, by: Person) -> None:
    """撤下好做法."""
    check_can_handle(line.visit, by)
    if not line.published_at:
        raise Refused(_("该做法没有发布。"))


def check_can_raise(line: VisitLine, by: Person) -> None:
    """转为需工委协调事项, once."""
    check_can_handle(line.visit, by)
    _is(line, LineKind.COMMITTEE)
    if line.matter_id:
        raise Refused(_("该条已转为需工委协调事项。"))


def reads_remarks(visit: ResearchVisit, person: Person) -> bool:
    """内部备注 stays within the committee: whoever took part from another unit does not read it."""
    held = standing(person)
    return (held.is_office or held.is_committee) and not is_of_its_unit(visit, person)


def has_become(line: VisitLine) -> bool:
    """Was it handed out, published or taken up by the committee?"""
    return bool(line.matter_id or line.published_at or line.given.exists())


def is_of_its_unit(visit: ResearchVisit, person: Person) -> bool:
    """Conflicts follow the person."""
    return standing(person).is_of({visit.unit_id})


def _is(line: VisitLine, *kinds: str) -> None:
    if line.kind not in kinds:
        raise Refused(
            _("该条不是“%(kinds)s”。") % {"kinds": _("、").join(str(LineKind(k).label) for k in kinds)}
        )
    if not line.text.strip():
        raise Refused(_("请先填写该条的内容。"))
