"""考评结果通报 as each person may see them: the office and the committee all, a unit those that were issued and speak of it."""

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from documents.enums import DocumentState
from documents.models import Document
from records import clock
from units.enums import UnitKind
from units.models import Person, Unit
from units.queries import standing, valid_on

from ..enums import NoticeState
from ..models import AssessmentNotice, AssessmentResult

_PAPERS = Document.objects.filter(
    subject=Concat(Value(f"{AssessmentNotice.KIND}:"), Cast(OuterRef("pk"), CharField()))
).order_by("-id")


def visible_notices(person: Person) -> QuerySet[AssessmentNotice]:
    """The technical administrators see none; of a unit one sees what was issued, once its own unit stands in it."""
    notices = AssessmentNotice.objects.select_related("unit", "saved_by")
    held = standing(person)
    if held.is_technical:
        return notices.none()
    if held.is_office or held.is_committee:
        return notices
    own = AssessmentResult.objects.filter(notice=OuterRef("pk"), unit_id__in=held.unit_ids)
    return notices.filter(Exists(own), Exists(_PAPERS.filter(issued_at__isnull=False)))


def page_of(person: Person) -> QuerySet[AssessmentNotice]:
    """The list, newest first, each with its newest paper's `number`, `paper_state` and `issued_on`."""
    newest = {"paper_state": "state", "number": "number", "issued_at": "issued_at"}
    told = {name: Subquery(_PAPERS.values(field)[:1]) for name, field in newest.items()}
    return visible_notices(person).annotate(**told).order_by("-id")


def paper_of(notice: AssessmentNotice) -> Document | None:
    """Its newest paper: a 样稿, the one that counts, or a void one."""
    return Document.objects.filter(subject=notice.key).order_by("-id").first()


def state_of(paper_state: str | None, *, issued: bool) -> str:
    """Where a notice stands whose newest paper is in this state (None: there is none)."""
    if paper_state is None:
        return NoticeState.WRITING
    if paper_state == DocumentState.VOID:
        return NoticeState.VOID
    return NoticeState.ISSUED if issued else NoticeState.SAMPLE


def units_to_judge(notice: AssessmentNotice | None = None) -> list[Unit]:
    """Every unit of today in the order of the directory, with those that stand in the notice already."""
    today = Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT)
    if notice is not None:
        today = today | Unit.objects.filter(pk__in=notice.results.order_by().values("unit"))
    return list(today.order_by("pinyin", "id"))
