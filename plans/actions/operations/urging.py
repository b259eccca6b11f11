"""催报: a word by hand to the 联络员 of units that have not reported; at most once a day each."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import telling
from notifications.models import Notice
from records import clock, turns
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units.queries import standing
from workflows import deeds

from ..queries.plans import liaisons_of

URGED = "action.urged"
SUBMIT = sentence("请于%(date)s前报送《%(action)s》实施方案（办公室催报）")


def urge_units(action, units, *, by) -> int:
    """催报所选: how many units were told; one already told today is left alone."""
    if not standing(by).is_office:
        raise Refused(_("只有工委办公室可以催报。"))
    subject = f"action:{action.pk}"
    with transaction.atomic():
        turns.take(f"urge:{action.pk}")
        today = clock.moment_of(clock.today(), 0)
        told = set(
            Notice.objects.filter(event=URGED, subject=subject, at__gte=today).values_list(
                "recipient__unit_id", flat=True
            )
        )
        people = [person for pk, person in liaisons_of(units).items() if pk not in told]
        telling.tell_many(
            people=people,
            event=URGED,
            text=SUBMIT(date=action.plans_due.isoformat(), action=action.name),
            url=reverse("plans"),
            subject=subject,
            circle=Circle.FEEDBACK,
            by=by,
        )
        if people:
            urged = [person.unit_id for person in people]
            deeds.record(subject, URGED, by=by, about=urged, units=urged)
    return len(people)
