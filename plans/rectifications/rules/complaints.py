"""群众反映: named 受理人员 alone receive complaints and know who complained; the unit given it first owes a reply."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Post
from units.models import Person

from ..models import Complaint, Reply
from . import authority, in_office


def check_can_receive_complaints(by: Person):
    """登记受理: 受理人员, in person."""
    in_office(by, Post.INTAKE, _("只有受理人员可以办理群众反映。"))


def check_can_read_reporter(complaint: Complaint, by: Person):
    """查看反映人信息: 受理人员; each reading is noted."""
    check_can_receive_complaints(by)
    if complaint.referred_on:
        raise Refused(_("该件已移送纪检监察机关，本系统没有保留内容。"))


def check_can_issue_complaint(complaint: Complaint, by: Person):
    """交办: once, and never what is an accusation against a person."""
    check_can_read_reporter(complaint, by)
    if complaint.item_id:
        raise Refused(_("该件已经交办。"))


def check_can_refer(complaint: Complaint, by: Person):
    """移送纪检监察机关: before anything of it went to a unit."""
    check_can_receive_complaints(by)
    if complaint.referred_on:
        raise Refused(_("该件已经移送。"))
    if complaint.item_id:
        raise Refused(_("该件已经交办，不能再移送；涉及个人的检举控告请单独登记。"))


def check_received_on(received_on):
    """The day a complaint came in is not to come."""
    if received_on > clock.today():
        raise Refused(_("受理日期不能晚于今天。"), field="received_on")


def check_can_reply(reply: Reply, by: Person):
    """答复反映人: the 联络员 of the unit that was given it first, once, whoever has the item by now."""
    found = authority(by, Post.LIAISON, reply.unit_id, _("只有首办单位联络员可以答复。"))
    if reply.replied_on:
        raise Refused(_("已经答复。"))
    return found


def check_can_tell(reply: Reply, by: Person):
    """告知反映人: 受理人员, after the unit has replied."""
    check_can_receive_complaints(by)
    if not reply.replied_on:
        raise Refused(_("首办单位还没有答复。"))
    if reply.told_on:
        raise Refused(_("已经告知反映人。"))
