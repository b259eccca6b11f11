"""交办、签收."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..enums import GIVES_OUT, Authority, SourceKind, Status
from ..models import IntakeJob, Item
from . import authority, stands_at


def check_can_issue(by: Person):
    """交办: the office's clerk; whoever receives complaints gives out what they contain."""
    held = standing(by)
    if not held.holds_in_office(Post.OFFICE_CLERK, Post.INTAKE):
        raise Refused(_("只有工委办公室经办人可以交办。"))


def check_can_enter(by: Person):
    """新增问题: whoever can hand out at all; which source to which unit is asked once they are known."""
    held = standing(by)
    if not (held.holds_in_office(*GIVES_OUT) or held.holds(Post.LIAISON)):
        raise Refused(_("只有工委办公室经办人、督查组人员和单位联络员可以新增问题。"))


def check_can_hand_out(source, unit, by: Person):
    """谁交办: the office's clerk and a 督查组; what a unit's own party organisation hands out, also the unit's 联络员."""
    check_no_complaint(source)
    held = standing(by)
    if held.holds_in_office(*GIVES_OUT):
        return
    if source.hands_out != Authority.UNIT:
        raise Refused(_("该来源的问题由工委办公室交办。"), field="source")
    authority(by, Post.LIAISON, unit.pk, _("联络员只能为本单位新增问题。"))


def check_no_complaint(source):
    """群众反映 come in two parts, so they are never entered, pasted or imported."""
    if source.kind == SourceKind.PUBLIC:
        raise Refused(_("群众反映请先登记受理，再从登记页交办。"), field="source")


def check_can_import(by: Person):
    """粘贴、Excel导入: the office's clerk, a 督查组."""
    if not standing(by).holds_in_office(*GIVES_OUT):
        raise Refused(_("只有工委办公室经办人和督查组人员可以批量交办。"))


def check_can_resume(job: IntakeJob, by: Person):
    """继续办理: the office's clerk any job, a 督查组 its own."""
    check_can_import(by)
    if not standing(by).holds_in_office(Post.OFFICE_CLERK) and job.asked_by_id != by.pk:
        raise Refused(_("督查组人员只能继续办理本人的批量交办。"))


def check_can_receive(item: Item, by: Person):
    """签收: the 联络员 of the leading unit."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有责任单位联络员可以签收。"))
    stands_at(item, Status.ISSUED)
    return found
