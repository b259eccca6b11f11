"""谁能自检、任免岗位."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.queries import standing
from units.standing import TECHNICAL_POSTS


def check_can_look_for_dead_ends(by):
    """单位自检: the 工委业务管理员 and the head of the office for all units, a unit's head for the unit."""
    held = standing(by)
    if not (sees_all_units(by) or held.holds(Post.HEAD)):
        raise Refused(_("只有工委业务管理员、办公室负责人和单位负责人可以自检。"))


def sees_all_units(by) -> bool:
    """Whose check is that of the whole district."""
    held = standing(by)
    return held.holds_in_office(Post.BUSINESS_ADMIN) or held.holds_in_office(Post.OFFICE_HEAD)


def check_can_appoint(by):
    """任免岗位: the 工委业务管理员 alone, in any unit."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以任免岗位。"))


def check_may_hold(person, post: str, unit, *, others: set[str]):
    """Who may hold a post: somebody of the unit; who writes and who signs are never one person (`others`: what they hold there)."""
    if post not in Post.values or post in TECHNICAL_POSTS:
        raise Refused(_("系统管理员、安全管理员、审计员的岗位不在这里任免。"), field="post")
    if not person.is_active or standing(person).is_technical:
        raise Refused(
            _("%(name)s已停用或是系统管理岗位，不能任该岗位。") % {"name": person.name}, field="person"
        )
    if person.unit_id != unit.pk and not standing(person).belongs_to(unit.pk):
        raise Refused(_("%(name)s不是该单位人员。") % {"name": person.name}, field="person")
    if post in others:
        raise Refused(_("%(name)s已任该岗位。") % {"name": person.name}, field="person")
    if {post, *others} >= {Post.LIAISON, Post.HEAD}:
        raise Refused(
            _("%(name)s不能同时任联络员和单位负责人，起草和审核不能由同一人办理。") % {"name": person.name},
            field="person",
        )


def check_can_renew(by):
    """换届: the 工委业务管理员 alone."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以办理换届。"))


def check_may_sit(person):
    """委员: somebody in service who is none of the three administrators."""
    if not person.is_active or standing(person).is_technical:
        raise Refused(
            _("%(name)s已停用或是系统管理岗位，不能任委员。") % {"name": person.name}, field="members"
        )


def check_can_change_units(by):
    """机构变动: the 工委业务管理员 alone."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以办理机构变动。"))
