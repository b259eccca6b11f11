"""委托: somebody lets another person act for them over some days, on some kinds of errands, and ends it before its time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, turns
from records.errors import Refused
from records.stored import in_chinese, sentence
from units.enums import Errand
from units.models import Delegation, Person

from .. import deeds
from .. import delegation_rules as rules

GIVEN = sentence("%(principal)s委托您自%(since)s至%(until)s代为办理：%(errands)s")
TAKEN_BACK = sentence("%(principal)s已终止对您的委托，自即时起由其本人办理")


def delegate(
    *, by: Person, to: Person, errands: list[str], since: date, until: date, reason: str
) -> Delegation:
    """委托 from the beginning of `since` to the end of `until`; the delegate is told."""
    rules.check_can_delegate_any(by)
    rules.check_may_act_for(to, by)
    rules.check_errands(errands)
    rules.check_days(since, until)
    if not reason.strip():
        raise Refused(_("请填写委托事由，例如：出差、休假、学习。"), field="reason")
    named = [each for each in Errand.values if each in errands]
    with transaction.atomic():
        turns.take(f"delegations:{by.pk}")
        _check_not_given_yet(by, to, set(named), since, until)
        made = Delegation.objects.create(
            principal=by,
            delegate=to,
            since=since,
            until=until,
            errands=[] if len(named) == len(Errand) else named,
            reason=reason.strip(),
        )
        told = told_of(made)
        record(made, "delegation.given", by, words=made.reason, **told)
        notify.notify_many(
            [to], event="delegation.given", text=GIVEN(**told)[:300], url="/delegations/", by=by
        )
    return made


def end_delegation(delegation: Delegation, *, by: Person) -> None:
    """终止: from this moment on nobody acts for the principal any more; what was done stays."""
    with transaction.atomic():
        turns.take(f"delegations:{delegation.principal_id}")
        delegation = Delegation.objects.select_related("principal", "delegate").get(pk=delegation.pk)
        rules.check_can_end(delegation, by)
        delegation.revoked_at = clock.now()
        delegation.save(update_fields=["revoked_at"])
        record(delegation, "delegation.ended", by, **told_of(delegation))
        told = TAKEN_BACK(principal=by.name)
        notify.notify_many(
            [delegation.delegate], event="delegation.ended", text=told, url="/delegations/", by=by
        )


def _check_not_given_yet(by: Person, to: Person, errands: set[str], since: date, until: date) -> None:
    """Twice to one person for the same days would only be a second row to end."""
    given = Delegation.objects.filter(
        principal=by, delegate=to, revoked_at=None, since__lte=until, until__gte=since
    )
    for each in given:
        if not errands.isdisjoint(each.errands or Errand.values):
            raise Refused(
                _("已经委托%(name)s自%(since)s至%(until)s代办这类事项，请先终止或改选日期。")
                % {"name": to.name, "since": each.since, "until": each.until},
                field="since",
            )


def told_of(delegation: Delegation) -> dict:
    """What the trail says of it."""
    with in_chinese():
        return {
            "principal": delegation.principal.name,
            "delegate": delegation.delegate.name,
            "since": delegation.since.isoformat(),
            "until": delegation.until.isoformat() if delegation.until else "",
            "errands": "、".join(delegation.errand_labels),
        }


def record(delegation: Delegation, code: str, by: Person, **params) -> None:
    """A line on the trail of its principal's delegations."""
    key = f"delegations:{delegation.principal_id}"
    deeds.record(key, code, by=by, about=[delegation.principal.unit_id], **params)
