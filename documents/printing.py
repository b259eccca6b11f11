"""One call from frozen facts to PDF bytes; used by the worker of the pdf queue."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf

from documents import engine
from documents.papers import PAPERS

DRAFT, VOID = "样稿", "作废"
DRAWN = '<div class="draft">样稿</div>'


def nobody_told(done: int, of: int) -> None:
    """When nobody waits for how far it has come."""


def printed(
    *,
    kind: str,
    facts: dict,
    draft: bool,
    mark: str = DRAFT,
    fonts: Mapping[str, Path] | None = None,
    told: Callable[[int, int], None] = nobody_told,
) -> bytes:
    """The PDF of the paper `kind` from its `facts` as JSON, the same facts embedded as the record; a paper that does not
    count (`draft`) has its `mark` across every page. `fonts` as in `engine.render`. A long paper is printed in pieces;
    `told(done, of)` hears how many of them are done."""
    paper = PAPERS[kind]
    known = paper.Facts.from_json(facts)
    record = {"kind": kind, "label": paper.LABEL, "facts": known.to_json()}
    pieces = (
        paper.pieces(known, draft=draft)
        if hasattr(paper, "pieces")
        else [lambda: paper.html(known, draft=draft)]
    )
    done = []
    for at, piece in enumerate(pieces):
        html = piece().replace(DRAWN, DRAWN.replace(DRAFT, mark), 1)
        # The record is embedded once, in the piece that the others are put to.
        done.append(engine.render(html, title=paper.title(known), record=None if at else record, fonts=fonts))
        told(at + 1, len(pieces))
    return done[0] if len(done) == 1 else _joined(done)


def _joined(pieces: list[bytes]) -> bytes:
    """The pages of all pieces as one PDF: the first, with what it embeds, and the pages of the others after its own."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pieces[0])) as whole:
        for piece in pieces[1:]:
            with pikepdf.open(io.BytesIO(piece)) as more:
                whole.pages.extend(more.pages)
        whole.save(out)
    return out.getvalue()
