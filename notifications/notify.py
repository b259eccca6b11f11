"""待阅: notices to people, part of the transaction that causes them. No e-mail goes out from here (telling.py)."""

from records import clock
from records.enums import Circle

from .models import Notice


def notify_many(
    people, *, event: str, text: str, url: str = "", subject: str = "", circle=Circle.FEEDBACK, by=None
) -> list[Notice]:
    """One notice to each of `people`, in one statement; none for nobody."""
    told = notices(people, event=event, text=text, url=url, subject=subject, circle=circle, by=by)
    return Notice.objects.bulk_create(told) if told else []


def notices(people, *, event: str, text: str, url: str, subject: str, circle, by) -> list[Notice]:
    """The same, not saved yet."""
    moment = clock.now()
    return [
        Notice(
            recipient=person,
            event=event,
            text=text,
            url=url,
            subject=subject,
            circle=circle,
            by=by,
            at=moment,
        )
        for person in people
    ]


def mark_read(person, notice_ids=None) -> int:
    """已阅: the notices of `person` named (all, when None) are read; how many were not before."""
    unread = Notice.objects.filter(recipient=person, read_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=notice_ids)
    return unread.update(read_at=clock.now())
