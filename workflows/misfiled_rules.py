"""误传处置: anyone reports; two persons of the office carry out a written instruction, and nobody does it alone."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.queries import standing

from .enums import MisfiledState

HANDLERS = (Post.OFFICE_HEAD, Post.OFFICE_CLERK, Post.RECORDS_CLERK)


def check_can_report_file(by):
    """报告疑似涉密: whoever may see the file, which the page has asked before."""
    if standing(by).is_technical:
        raise Refused(_("系统管理岗位不接触业务文件。"))


def check_can_handle_misfiled(by):
    """误传处置: 办公室负责人, 经办人 and 文书 of the office, in person."""
    held = standing(by)
    if not any(held.holds_in_office(post) for post in HANDLERS):
        raise Refused(_("误传处置由工委办公室负责人、经办人和文书办理。"))


def check_can_order(incident, by, *, uploaders: set[int]):
    """登记书面通知: the first of the two; never whoever put the file there."""
    check_can_handle_misfiled(by)
    if incident.state != MisfiledState.HIDDEN:
        raise Refused(
            _("该报告当前为“%(state)s”，不能登记书面通知。") % {"state": incident.get_state_display()}
        )
    _check_not_a_party(by, uploaders)


def check_can_carry_out(incident, by, *, uploaders: set[int]):
    """核对执行, or 退回: the second of the two."""
    check_can_handle_misfiled(by)
    if incident.state != MisfiledState.ORDERED:
        raise Refused(
            _("该报告当前为“%(state)s”，没有待执行的书面通知。") % {"state": incident.get_state_display()}
        )
    if incident.first_by_id == by.pk:
        raise Refused(_("须由另一人核对执行，登记书面通知的人不能自己执行。"))
    _check_not_a_party(by, uploaders)


def _check_not_a_party(by, uploaders: set[int]):
    if by.pk in uploaders:
        raise Refused(_("该文件由您上传或使用，应由他人处置。"))
