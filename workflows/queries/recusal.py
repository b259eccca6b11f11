"""回避: who may not judge a subject, and on what ground. One rule for votes and for acceptance groups."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from records import clock
from records.stored import sentence
from units.models import Person, Posting
from units.queries import valid_on

from .. import subjects

PARTY = sentence("承办人")
OF_THE_UNIT = sentence("本单位人员")
LATELY_OF_THE_UNIT = sentence("近一年曾在该单位任职")
LATELY = timedelta(days=365)


def grounds(subject) -> dict[int, str]:
    """{person: ground} of everybody who has to recuse themselves; the weightiest ground of each."""
    today = clock.today()
    postings = Posting.objects.filter(unit_id=subject.unit_id)
    lately = postings.filter(since__lte=today, until__gte=today - LATELY)
    found = {pk: LATELY_OF_THE_UNIT() for pk in lately.values_list("person_id", flat=True)}
    holds = Exists(postings.filter(valid_on(today), person=OuterRef("pk")))
    people = Person.objects.filter(Q(unit_id=subject.unit_id) | holds)
    found |= {pk: OF_THE_UNIT() for pk in people.values_list("pk", flat=True)}
    parties = subjects.kind_of(subject.key).parties(subject) - {None}
    return found | {pk: PARTY() for pk in parties}
