"""What addresses of rectification can name: an item of the unit that came of a complaint, and what stands around it."""

from datetime import timedelta

from plans.rectifications.enums import Channel, SourceKind
from plans.rectifications.leaks import Reporter
from plans.rectifications.models import IntakeJob, Similar, Source
from plans.rectifications.operations import complaints, issuing
from plans.rectifications.operations.issuing import Problem
from plans.rectifications.sources import publish_default_sources
from records import clock
from tests.plans.factories import District
from units.models import Person


def rectifying_places(district: District, intake: Person) -> dict[str, int]:
    """name → id, as the addresses take them."""
    publish_default_sources()
    today = clock.today()

    def problem(source: str, words: str, unit) -> Problem:
        source = Source.objects.get(kind=source)
        return Problem(source=source, unit=unit, problem=words, due=today + timedelta(days=60))

    earlier = issuing.issue(
        problem(SourceKind.RESEARCH, "窗口告知不到位（样例）", district.other_unit), by=district.clerk
    )
    complaint = complaints.register(
        Reporter(original="样例原文"), channel=Channel.CALL, received_on=today, key="sample", by=intake
    )
    item = complaints.issue_complaint(
        complaint,
        problem(SourceKind.PUBLIC, "窗口一次性告知不到位（样例）", district.unit),
        reply_due=today + timedelta(days=14),
        by=intake,
    )
    Similar.objects.create(item=item, earlier=earlier, percent=80)
    job = IntakeJob.objects.create(
        key="sample", name="样例.xlsx", rows=[], total=0, asked_by=district.clerk, asked_at=clock.now()
    )
    complaint.refresh_from_db()
    return {
        "problem": item.pk,
        "earlier": earlier.pk,
        "job": job.pk,
        "complaint": complaint.pk,
        "reply": complaint.reply.pk,
    }
