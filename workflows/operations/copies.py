"""抄送、已阅: a matter sent to somebody to be read, and their mark that they read it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import notify
from notifications.models import Notice
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units.models import Person

from .. import copy_rules, subjects
from ..acts import acting
from ..models import Copy

COPIED = sentence("%(who)s抄送：%(title)s")
SENT = {Circle.INTERNAL: "copy.sent", Circle.UNIT: "copy.sent_in_unit"}
READ = {Circle.INTERNAL: "copy.read", Circle.UNIT: "copy.read_in_unit"}
MOST = 100


def send_copy(subject, *, by, people: list[Person], words: str = "") -> int:
    """抄送: each gets a 待阅; who has an unread one already is left out. Returns how many were sent."""
    words = words.strip()[:300]
    with acting(subjects.unread(subject.key), by=by) as act:
        circle = copy_rules.check_can_send_copy(act.subject, by)
        if not people:
            raise Refused(_("请选择抄送对象。"), field="people")
        if len(people) > MOST:
            raise Refused(_("一次最多抄送%(n)d人。") % {"n": MOST}, field="people")
        copy_rules.check_may_get_copies(act.subject, people, circle)
        unread = Copy.objects.filter(subject=act.subject.key, read_at=None, recipient__in=people)
        has = set(unread.values_list("recipient_id", flat=True))
        new = [person for person in people if person.pk not in has and person.pk != by.pk]
        if not new:
            raise Refused(_("所选人员已有本事项的待阅抄送。"), field="people")
        kind = subjects.kind_of(act.subject.key)
        Copy.objects.bulk_create(
            Copy(
                subject=act.subject.key,
                unit_id=act.subject.unit_id,
                title=str(act.subject)[:200],
                url=kind.url(act.subject),
                words=words,
                recipient=person,
                sent_by=by,
                at=clock.now(),
            )
            for person in new
        )
        act.record(SENT[circle], names=[person.name for person in new], words=words)
        told = COPIED(who=by.name, title=str(act.subject))
        act.notify(new, "copy.sent", told, circle=circle, url=reverse("copies"))
    return len(new)


def mark_copy_read(copy: Copy, *, by) -> None:
    """已阅: the trail names the reader, and the sender sees it."""
    with acting(subjects.unread(copy.subject), by=by, while_paused=True) as act:
        copy = Copy.objects.get(pk=copy.pk)
        copy_rules.check_can_read_copy(copy, by)
        copy.read_at = clock.now()
        copy.save(update_fields=["read_at"])
        told = Notice.objects.filter(recipient=by, subject=copy.subject, event="copy.sent", read_at=None)
        notify.mark_read(by, list(told.values_list("pk", flat=True)))
        act.record(READ[copy_rules.circle_of(act.subject, by)])
