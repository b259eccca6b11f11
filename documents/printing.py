"""One call from frozen facts to PDF bytes; used by the worker of the pdf queue."""

from documents import engine
from documents.papers import PAPERS


def printed(*, kind: str, facts: dict, draft: bool) -> bytes:
    """The PDF of the paper `kind` from its `facts` as JSON; the same facts are embedded as the record."""
    paper = PAPERS[kind]
    known = paper.Facts.from_json(facts)
    return engine.render(
        paper.html(known, draft=draft),
        title=paper.title(known),
        record={"kind": kind, "label": paper.LABEL, "facts": known.to_json()},
    )
