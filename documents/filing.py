"""归档 (filing): one package of everything, put down here and made by a worker (documents/filing_work.py)."""

from django.utils.translation import gettext as _

from records import clock, files, numbers, outbox
from records.errors import Refused
from records.models import Entry

from .enums import FilingState, Retention
from .models import Filing

PACK = "document.pack"
QUEUE = "pdf"
SERIES = "整理"
OWN = "archive."  # what filing itself leaves on a trail


def newest(subject: str) -> Filing | None:
    """The last package of a subject."""
    return Filing.objects.filter(subject=subject).select_related("file").order_by("-id").first()


def pack(*, subject: str, title: str, unit, retention: str, content: dict, by) -> Filing:
    """整理: the package is put down with its number; one that was not filed makes way. The caller holds the subject."""
    if retention not in Retention.values:
        raise Refused(_("请选择保管期限。"), field="retention")
    last = newest(subject)
    after = max((each["n"] for each in content["record"]["trail"]), default=0)
    if last and last.state == FilingState.PACKING:
        raise Refused(_("归档材料正在整理，请稍候。"))
    if last and last.state == FilingState.FILED and not _went_on(subject, last.after) and not _withheld(last):
        raise Refused(_("该事项已经归档，归档后没有新的办理记录。"))
    if last and last.state != FilingState.FILED:
        digest = last.file_id
        last.delete()
        if digest:
            files.forget(digest)
    year = clock.today().year
    filing = Filing.objects.create(
        subject=subject,
        title=title[:200],
        unit=unit,
        number=f"{SERIES}〔{year}〕{numbers.next_number(SERIES, year)}号",
        retention=retention,
        content=content,
        after=after,
        packed_by=by,
        packed_at=clock.now(),
    )
    outbox.put(f"filing:{filing.pk}", PACK, {"filing": filing.pk}, queue=QUEUE)
    return filing


def file(filing: Filing, *, by) -> None:
    """归档: an archivist takes the package as it is. The caller holds the subject."""
    if filing.state != FilingState.PACKED:
        raise Refused(_("归档材料当前为“%(state)s”，不能归档。") % {"state": filing.get_state_display()})
    if _went_on(filing.subject, filing.after):
        raise Refused(_("整理之后又有新的办理记录，请重新整理后归档。"))
    if lacking := _lacking(filing):
        raise Refused(
            _("归档包中没有%(papers)s的文件，请重新整理后归档。") % {"papers": _("、").join(lacking)}
        )
    if not files.verify(filing.file_id):
        raise Refused(_("归档包与校验码不符，请重新整理。"))
    filing.state, filing.filed_by, filing.filed_at = FilingState.FILED, by, clock.now()
    filing.save(update_fields=["state", "filed_by", "filed_at"])


def _lacking(filing: Filing) -> list[str]:
    """Papers that count and were put down without their file; of what is 疑似涉密 none is wanted."""
    return [
        each["title"] + each["number"]
        for each in filing.content["record"]["papers"]
        if not (each["file"] or each["voided_at"] or each.get("withheld"))
    ]


def _withheld(filing: Filing) -> bool:
    """Does it hold what must not be kept (误传处置)? Then another one is packed without."""
    return bool(filing.file and filing.file.withheld_at)


def _went_on(subject: str, after: int) -> bool:
    """Has anything but filing happened since?"""
    return Entry.objects.filter(subject=subject, n__gt=after).exclude(code__startswith=OWN).exists()
