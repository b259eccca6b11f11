"""One call from frozen facts to PDF bytes; used by the worker of the pdf queue."""

from collections.abc import Mapping
from pathlib import Path

from documents import engine
from documents.papers import PAPERS

DRAFT, VOID = "样稿", "作废"
DRAWN = '<div class="draft">样稿</div>'


def printed(
    *, kind: str, facts: dict, draft: bool, mark: str = DRAFT, fonts: Mapping[str, Path] | None = None
) -> bytes:
    """The PDF of the paper `kind` from its `facts` as JSON, the same facts embedded as the record; a paper that does not
    count (`draft`) has its `mark` across every page. `fonts` as in `engine.render`."""
    paper = PAPERS[kind]
    known = paper.Facts.from_json(facts)
    html = paper.html(known, draft=draft)
    return engine.render(
        html.replace(DRAWN, DRAWN.replace(DRAFT, mark), 1),
        title=paper.title(known),
        record={"kind": kind, "label": paper.LABEL, "facts": known.to_json()},
        fonts=fonts,
    )
