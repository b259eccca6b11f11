"""谁能办理工作交接, of whose work, and who may see that it was done."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.queries import standing


def check_can_hand_over_any(by):
    """工作交接: the 工委业务管理员 for everybody, a unit's head for the people of that unit."""
    held = standing(by)
    if not (held.holds_in_office(Post.BUSINESS_ADMIN) or held.holds(Post.HEAD)):
        raise Refused(_("只有工委业务管理员和单位负责人可以办理工作交接。"))


def check_can_hand_over(person, by):
    """The same, of one person. Nobody names their own successor, and the three administrators are appointed elsewhere."""
    check_can_hand_over_any(by)
    if person.pk == by.pk:
        raise Refused(_("本人的工作交接由工委业务管理员或单位负责人办理，不能自行指定接收人。"))
    if standing(person).is_technical:
        raise Refused(_("系统管理员、安全管理员、审计员的岗位须另行任免，不在这里交接。"))
    held = standing(by)
    if not held.holds_in_office(Post.BUSINESS_ADMIN) and not held.holds(Post.HEAD, person.unit_id):
        raise Refused(_("只能办理本单位人员的工作交接。"))


def check_takes_over(to, giver):
    """Who may take anything at all: somebody else, in service, not one of the three administrators."""
    if to.pk == giver.pk:
        raise Refused(_("接收人不能是移交人本人。"))
    if not to.is_active or standing(to).is_technical:
        raise Refused(_("%(name)s已停用或是系统管理岗位，不能接收。") % {"name": to.name})
