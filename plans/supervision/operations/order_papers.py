"""The paper of a 督办通知单: a 样稿 for the 签发人 from 送签 on, issued with the signature; gone when it is not signed."""

from documents import service
from documents.enums import DocumentKind
from documents.models import Document
from documents.papers import supervision_order as paper
from records.stored import in_chinese
from units import queries

from ..enums import Colour
from ..models import Order

KIND = DocumentKind.SUPERVISION_ORDER
SERIES = "督"


def draft(order: Order) -> None:
    """样稿 of the matters that are left, in place of the one there was."""
    service.draft_anew(KIND, **_given(order, by=order.submitted_by))


def drop(order: Order) -> None:
    """Not signed, or nothing is left to sign."""
    service.drop_sample(order.key, KIND)


def issue(order: Order, found) -> Document:
    """The paper with its number, of the matters that are left, with who signed (`found`) and on whose behalf."""
    return service.ask_as_drafted(KIND, **_given(order, by=found.by, signed=found))


@in_chinese()
def _given(order: Order, *, by, signed=None) -> dict:
    label = str(Colour(order.colour).label)
    lines = tuple(
        paper.Line(title=line.title, what=line.what, due=line.due, condition=line.condition)
        for line in order.lines.filter(lapsed_at=None)
    )
    signer = signed.by.name if signed else ""
    behalf = signed.on_behalf_of.name if signed and signed.on_behalf_of else ""
    return {
        "subject": order.key,
        "title": f"{order.unit.name}{paper.LABEL}（{label}）",
        "unit": order.unit,
        "by": by,
        "series": SERIES,
        "facts": lambda **more: paper.Facts(
            issuer=queries.office().name,
            unit=order.unit.name,
            colour=str(order.colour),
            colour_label=label,
            lines=lines,
            demand=order.demand,
            answer_by=order.answer_by,
            way=order.way,
            contact=order.contact,
            phone=order.phone,
            signer=signer,
            on_behalf_of=behalf,
            **more,
        ),
    }
