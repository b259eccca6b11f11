"""Papers of a subject, and one paper for one person."""

from django.db.models import Q, QuerySet

from records.enums import Circle
from units.models import Person

from .models import Document
from .visibility import readable


def documents_of(subject: str, circles, *, also: QuerySet | None = None) -> QuerySet[Document]:
    """The papers of a subject that somebody in these circles may read, newest first; `also`: keys whose papers speak of it too."""
    whose = Q(subject=subject) if also is None else Q(subject=subject) | Q(subject__in=also)
    papers = Document.objects.filter(whose, circle__in=circles)
    if Circle.INTERNAL not in circles:  # a 样稿 is nobody's but the office's
        papers = papers.exclude(issued_at=None)
    return papers.select_related("file", "version").order_by("-id")


def sample_for(subject: str, kinds, person: Person) -> Document | None:
    """The 样稿 that `person` had made before a step of theirs, newest first."""
    own = Document.objects.filter(subject=subject, kind__in=kinds, asked_by=person)
    return own.filter(issued_at=None, replaces=None).select_related("file").order_by("-id").first()


def visible_document(person: Person, pk: int) -> Document | None:
    """One paper when `person` may read it, else None."""
    document = (
        Document.objects.select_related("file", "version", "signed_scan", "void_copy", "unit")
        .filter(pk=pk)
        .first()
    )
    return document if document and readable(person, document) else None


def document_by_code(code: str) -> Document | None:
    """The paper behind a 校验短码, as typed from paper."""
    known = code.replace("-", "").replace(" ", "").upper()
    return known_papers().filter(code=known).first()


def known_papers() -> QuerySet[Document]:
    """What the public may ask about: of a paper that is 疑似涉密 nothing is known."""
    return Document.objects.exclude(file__withheld_at__isnull=False).select_related("file", "version", "unit")
