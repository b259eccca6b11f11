"""回避: who may not judge a subject, and on what ground. One rule for votes and for acceptance groups."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from records import clock
from records.stored import sentence
from units.models import Delegation, Person, Posting
from units.queries import valid_on

from .. import subjects

PARTY = sentence("承办人")
OF_THE_UNIT = sentence("本单位人员")
ACTING_FOR_IT = sentence("正受该单位人员委托")
LATELY_OF_THE_UNIT = sentence("近一年曾在该单位任职")
OF_A_FORMER_UNIT = sentence("原承办单位人员")
LATELY = timedelta(days=365)


def grounds(subject) -> dict[int, str]:
    """{person: ground} of everybody who has to recuse themselves; the weightiest ground of each."""
    kind, today = subjects.kind_of(subject.key), clock.today()
    units = kind.units_of(subject)
    postings = Posting.objects.filter(unit_id__in=units)
    lately = postings.filter(since__lte=today, until__gte=today - LATELY)
    found = {pk: LATELY_OF_THE_UNIT() for pk in lately.values_list("person_id", flat=True)}
    there = postings.filter(valid_on(today))
    acting = Delegation.objects.filter(valid_on(today), revoked_at=None, principal__in=there.values("person"))
    found |= {pk: ACTING_FOR_IT() for pk in acting.values_list("delegate_id", flat=True)}
    if former := kind.former_units(subject) - set(units):
        held = Posting.objects.filter(unit_id__in=former).filter(valid_on(today))
        theirs = Person.objects.filter(Q(unit_id__in=former) | Exists(held.filter(person=OuterRef("pk"))))
        found |= {pk: OF_A_FORMER_UNIT() for pk in theirs.values_list("pk", flat=True)}
    people = Person.objects.filter(Q(unit_id__in=units) | Exists(there.filter(person=OuterRef("pk"))))
    found |= {pk: OF_THE_UNIT() for pk in people.values_list("pk", flat=True)}
    parties = kind.parties(subject) - {None}
    return found | {pk: PARTY() for pk in parties}
