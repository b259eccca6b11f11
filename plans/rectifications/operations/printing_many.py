"""批量打印销号文书: the papers of many closed items as one job; an item without one is named and stops nothing."""

from django.utils.translation import gettext as _

from documents import batch
from documents.enums import DocumentKind, DocumentState, Shape
from documents.models import Document, PrintJob
from records.enums import Circle
from records.errors import Refused
from records.stored import in_chinese
from units.models import Person

from ..models import Item
from ..rules.ledger import check_can_print_papers

KINDS = (DocumentKind.CLOSING_CONFIRMATION, DocumentKind.CLOSING_APPROVAL)
COUNTED = frozenset(
    {DocumentState.RENDERING, DocumentState.READY, DocumentState.SIGNED, DocumentState.FAILED}
)


@in_chinese()
def print_papers(items: list[Item], kinds: list[str], shape: str, *, by: Person) -> PrintJob:
    """批量打印: the newest paper of each kind of each item, in the order of the items."""
    check_can_print_papers(items, by)
    chosen = [kind for kind in KINDS if kind in kinds]
    if not chosen:
        raise Refused(_("请选择要打印的文书。"), field="kinds")
    if shape not in Shape.values:
        raise Refused(_("请选择打印成什么。"), field="shape")
    newest = _newest(items, chosen)
    wanted = [_wanted(item, kind, newest.get((item.key, kind))) for item in items for kind in chosen]
    title = _("批量打印%(kinds)s（%(n)d项）") % {
        "kinds": "、".join(str(kind.label) for kind in chosen),
        "n": len(items),
    }
    return batch.ask(wanted, title=title, shape=shape, by=by)


def printable(items: list[Item]) -> int:
    """How many of these items have a paper of their closing."""
    return len({key for key, _kind in _newest(items, list(KINDS))})


def _newest(items: list[Item], kinds: list[str]) -> dict[tuple[str, str], Document]:
    papers = Document.objects.filter(
        subject__in=[item.key for item in items], kind__in=kinds, circle=Circle.FEEDBACK, state__in=COUNTED
    ).order_by("id")
    return {(paper.subject, paper.kind): paper for paper in papers}


def _wanted(item: Item, kind: DocumentKind, paper: Document | None) -> batch.Wanted:
    label = f"{item.number} {item.unit.short_name} {kind.label}{paper.number if paper else ''}"
    if paper is None:
        missing = _("%(state)s，没有%(paper)s") % {"state": item.label, "paper": kind.label}
        return batch.Wanted(label, None, missing)
    return batch.Wanted(label, paper)
