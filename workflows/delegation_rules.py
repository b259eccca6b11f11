"""委托的规则: who may let somebody else act for them, whom, for how long, and who sees whose is in force.

Authority is given by its principal alone, in one step: whoever acts for somebody cannot let a third person do so. Ballots,
acceptances and presiding go with nobody (units.standing); who is a party to a matter does not act in it for another
(the rules of each act).
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Errand, Post
from units.models import Delegation, Person
from units.queries import standing

LONGEST = timedelta(days=366)


def check_can_delegate_any(by: Person) -> None:
    """Whoever holds a post that can be acted in for them."""
    held = standing(by)
    if not held.held or held.is_technical:
        raise Refused(_("您没有任岗，或是系统管理岗位，没有可以委托的事项。"))


def check_may_act_for(to: Person, by: Person) -> None:
    """受托人: somebody else of the same unit, in service; who writes never signs for who signs."""
    if to.pk == by.pk:
        raise Refused(_("不能委托本人。"), field="to")
    theirs, own = standing(to), standing(by)
    if not to.is_active or theirs.is_technical:
        raise Refused(_("%(name)s已停用或是系统管理岗位，不能受托。") % {"name": to.name}, field="to")
    if not theirs.is_of(each.unit_id for each in own.held):
        raise Refused(_("%(name)s不是您任岗单位的人员，不能受托。") % {"name": to.name}, field="to")
    signs = {each.unit_id for each in own.held if each.post == Post.HEAD}
    if any(theirs.holds(Post.LIAISON, unit_id) for unit_id in signs):
        raise Refused(
            _("%(name)s是本单位联络员，起草和审核不能由同一人办理，请委托其他同志。") % {"name": to.name},
            field="to",
        )


def check_days(since: date, until: date) -> None:
    """From today at the earliest, with an end, a year at most."""
    if since < clock.today():
        raise Refused(_("委托不能从过去的日期开始。"), field="since")
    if until < since:
        raise Refused(_("止日不能早于起日。"), field="until")
    if until - since > LONGEST:
        raise Refused(_("委托最长一年，到期可以再次委托。"), field="until")


def check_errands(errands) -> None:
    """At least one, of those there are."""
    if not errands or not set(errands) <= set(Errand.values):
        raise Refused(_("请选择委托哪些事项。"), field="errands")


def check_can_end(delegation: Delegation, by: Person) -> None:
    """终止委托: its principal, as long as it has not run out."""
    if delegation.principal_id != by.pk:
        raise Refused(_("委托由委托人本人终止；委托人不能办理的，请由工委业务管理员办理工作交接。"))
    if delegation.revoked_at is not None or (delegation.until and delegation.until < clock.today()):
        raise Refused(_("该委托已经终止或到期。"))


def sees_all(person: Person) -> bool:
    """办公室负责人 and 工委业务管理员 see every delegation that is in force."""
    held = standing(person)
    return held.holds_in_office(Post.OFFICE_HEAD) or held.holds_in_office(Post.BUSINESS_ADMIN)
