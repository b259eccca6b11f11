"""The count after the faults: nothing acknowledged lost, nothing doubled, every trail whole, every paper and letter there."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from documents.enums import DocumentState
from documents.models import Document
from notifications.enums import Channel, DeliveryState
from notifications.models import Delivery, Notice
from plans.actions.models import Report
from plans.rectifications.models import Matter
from plans.rectifications.operations.matters import SORT_OUT
from plans.supervision.models import Reminded
from records import clock, files, outbox, trail
from records.models import Entry, Series
from units.queries import people_of
from workflows import subjects
from workflows.models import Assignment

MESSAGE_ID = re.compile(r"^Message-ID:\s+(\S+)", re.MULTILINE)
ONCE = ("matter.raised", "matter.answered")  # in the life of a matter
FINISHED = (DocumentState.READY, DocumentState.SIGNED, DocumentState.VOID)


def count(done: dict, seed: int, before: dict) -> dict:
    """What is to be nothing, and what is told beside it; `before` names the last notice and delivery there was."""
    ours = f"演练{seed}"
    titles = Counter(Matter.objects.filter(title__startswith=ours).values_list("title", flat=True))
    answers = Counter(Matter.objects.filter(answer__startswith=ours).values_list("answer", flat=True))
    reports = Counter(Report.objects.filter(words__startswith=ours).values_list("words", flat=True))
    issued = set(Document.objects.exclude(issued_at=None).values_list("pk", flat=True))
    void = set(Document.objects.filter(state=DocumentState.VOID).values_list("pk", flat=True))
    letters = _letters()
    mails = Delivery.objects.filter(channel=Channel.EMAIL, pk__gt=before["delivery"])
    sent = set(mails.filter(state=DeliveryState.SENT).values_list("message_id", flat=True))
    return {
        "breaches": {
            "operations lost": sum(
                len(set(said) - set(found))
                for said, found in (
                    (done["raised"], titles),
                    (done["answered"], answers),
                    (done["reported"], reports),
                    (done["issued"], issued),
                    (done["voided"], void),
                )
            ),
            "operations doubled": _more_than_once(titles, answers, reports) + _acts_twice(),
            "notices lost": _answers_not_told(ours) + _papers_not_told(done) + _reminders_not_told(),
            "matters raised that wait for nobody": _raised_for_nobody(ours),
            "in-app notices doubled": _doubled(
                Notice.objects.filter(pk__gt=before["notice"]), "recipient", "subject", "event", "text"
            ),
            "numbers doubled": _doubled(Document.objects.exclude(number=""), "number"),
            "numbers missing from a series": _gaps(),
            "papers not there": _papers_missing(),
            "e-mails not sent": mails.exclude(state__in=[DeliveryState.SENT, DeliveryState.HELD]).count()
            + len(sent - set(letters)),
            "dead letters": outbox.dead(),
            "problems of the trails": sum(len(trail.verify(subject)) for subject in trail.subjects()),
        },
        "told": {
            "matters raised": len(done["raised"]),
            "matters answered": len(done["answered"]),
            "progress reported": len(done["reported"]),
            "papers issued": len(done["issued"]),
            "papers voided": len(done["voided"]),
            "e-mails sent": len(letters),
            "e-mails sent again under the same Message-ID": sum(letters.values()) - len(letters),
            "half-written files left": len(list(Path(settings.FILES_DIR).glob(".incoming-*"))),
            "trails verified": len(trail.subjects()),
        },
    }


def _letters() -> Counter:
    """Message-ID → how often it left, from what the mail server was given."""
    written = [
        path.read_text(errors="replace") for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
    ]
    return Counter(found for text in written for found in MESSAGE_ID.findall(text))


def _more_than_once(*counted: Counter) -> int:
    return sum(n - 1 for each in counted for n in each.values() if n > 1)


def _acts_twice() -> int:
    return _doubled(Entry.objects.filter(code__in=ONCE), "subject", "code")


def _doubled(rows, *same: str) -> int:
    """How many rows too many there are of those that should be one."""
    return sum(
        n - 1
        for n in rows.order_by()
        .values(*same)
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .values_list("n", flat=True)
    )


def _answers_not_told(ours: str) -> int:
    """Answered matters whose raiser has no notice of it."""
    answered = Matter.objects.filter(answer__startswith=ours).values_list("pk", "raised_by")
    told = set(
        Notice.objects.filter(event="matter.answered", subject__startswith="matter:").values_list(
            "subject", "recipient"
        )
    )
    return sum((f"matter:{pk}", person) not in told for pk, person in answered)


def _raised_for_nobody(ours: str) -> int:
    """Matters raised that the office never had to sort out."""
    raised = {
        f"matter:{pk}" for pk in Matter.objects.filter(title__startswith=ours).values_list("pk", flat=True)
    }
    waited = Assignment.objects.filter(kind=SORT_OUT, subject__startswith="matter:")
    return len(raised - set(waited.values_list("subject", flat=True)))


def _papers_not_told(done: dict) -> int:
    """Papers issued or voided of which somebody who hears of them has no notice."""
    lost = 0
    for event, said in (("paper.issued", done["issued"]), ("paper.voided", done["voided"])):
        for document in Document.objects.filter(pk__in=said):
            subject = subjects.subject_of(document.subject)
            hears = people_of(subjects.kind_of(document.subject).hears(subject))
            told = Notice.objects.filter(
                event=event, subject=document.subject, text__contains=document.number
            )
            by = told.values_list("by", flat=True).first()
            lost += len(
                {person.pk for person in hears} - {by} - set(told.values_list("recipient", flat=True))
            )
    return lost


def _reminders_not_told() -> int:
    """People who were told by the mark of a matter, and have no notice of it; of the sweeps of this run, which are of days to
    come."""
    lost = 0
    marks = Reminded.objects.filter(on__gt=clock.today(), told__gt=0).select_related("rule")
    for mark in marks:
        about = f"remind:{mark.assignment_id}:{mark.rule.code}:{mark.n}:"
        told = Delivery.objects.filter(channel=Channel.IN_APP, key__startswith=about)
        lost += max(0, mark.told - told.count())
    return lost


def _gaps() -> int:
    """Numbers given by a series that no paper bears; only series of papers are looked at."""
    missing = 0
    for series in Series.objects.filter(name__in=Document.objects.exclude(series="").values("series")):
        papers = Document.objects.filter(series=series.name, number__contains=f"〔{series.year}〕").count()
        missing += abs(series.last - papers)
    return missing


def _papers_missing() -> int:
    """Papers asked for that are not printed by now, or whose bytes are not what their digest says."""
    missing = Document.objects.exclude(state__in=[*FINISHED, DocumentState.DRAFT]).count()
    for document in Document.objects.exclude(file=None).only("file_id"):
        missing += not files.verify(document.file_id)
    drafts = Document.objects.filter(state=DocumentState.DRAFT, file=None).count()
    void = Document.objects.filter(state=DocumentState.VOID, void_copy=None).count()
    return missing + drafts + void
