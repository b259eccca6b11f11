"""回避: who may not judge a subject, and on what ground. One rule for votes and for acceptance groups."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from records import clock
from records.stored import sentence
from units.mergers import one_with
from units.models import Delegation, Person, Posting
from units.queries import valid_on

from .. import subjects
from ..models import DeclaredRecusal

PARTY = sentence("承办人")
OF_THE_UNIT = sentence("本单位人员")
ACTING_FOR_IT = sentence("正受该单位人员委托")
LATELY_OF_THE_UNIT = sentence("近一年曾在该单位任职")
FORMERLY_ITS = sentence("原承办单位人员")
DECLARED = sentence("本人申报回避")
LATELY = timedelta(days=365)


def grounds(subject) -> dict[int, str]:
    """{person: ground} of everybody who has to recuse themselves; the weightiest ground of each. People of a unit it was
    taken from (原承办) are among them."""
    return _of([subject], set())


def to_accept(*accepted, at: frozenset[int] = frozenset()) -> dict[int, str]:
    """The same for whoever would accept these (on a visit to the units `at`): also who declared it themselves (本人申报)."""
    units = set(at).union(*(subjects.kind_of(subject.key).units_of(subject) for subject in accepted))
    return declared(units) | _of(accepted, set(at))


def _of(judged, units: set[int]) -> dict[int, str]:
    formerly, parties = set(), set()
    for subject in judged:
        kind = subjects.kind_of(subject.key)
        units |= kind.units_of(subject)
        formerly |= kind.formerly(subject)
        parties |= kind.parties(subject)
    found = {pk: FORMERLY_ITS() for pk in of_units(formerly - units)} | of_units(units)
    return found | {pk: PARTY() for pk in parties - {None}}


def of_units(units: set[int]) -> dict[int, str]:
    """{person: ground} of the people of these units, of today and lately, and of those who act for them. Units that were
    merged are one."""
    if not units:
        return {}
    units = one_with(*units)
    today = clock.today()
    postings = Posting.objects.filter(unit_id__in=units)
    lately = postings.filter(since__lte=today, until__gte=today - LATELY)
    found = {pk: LATELY_OF_THE_UNIT() for pk in lately.values_list("person_id", flat=True)}
    there = postings.filter(valid_on(today))
    acting = Delegation.objects.filter(valid_on(today), revoked_at=None, principal__in=there.values("person"))
    found |= {pk: ACTING_FOR_IT() for pk in acting.values_list("delegate_id", flat=True)}
    people = Person.objects.filter(Q(unit_id__in=units) | Exists(there.filter(person=OuterRef("pk"))))
    return found | {pk: OF_THE_UNIT() for pk in people.values_list("pk", flat=True)}


def declared(units: set[int]) -> dict[int, str]:
    """{person: ground} of those who declared that they do not accept the work of one of these units."""
    rows = DeclaredRecusal.objects.filter(unit_id__in=units)
    return {pk: DECLARED() for pk in rows.values_list("person_id", flat=True)}
