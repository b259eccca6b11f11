"""卷内目录: what lies in one package, in its order. It carries the record of the whole package as its attachment."""

import datetime
from dataclasses import dataclass

from django.template import engines
from django.utils import translation

from documents.papers.titles import title_lines
from documents.papers.writing import GENERATED

LABEL = "卷内目录"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One file of the package: number of the paper, who answers for it, what it is called, its day and pages."""

    number: str
    responsible: str
    title: str
    dated: datetime.date | None
    pages: int | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts of one 卷内目录."""

    issuer: str
    number: str
    subject: str
    unit: str
    retention: str
    issued_on: datetime.date
    lines: tuple[Line, ...]


def html(facts: Facts) -> str:
    """The page as HTML, ready for the engine; always in Chinese."""
    template = engines["django"].get_template("documents/filing_contents.html")
    with translation.override("zh-hans"):
        return template.render(
            {
                "facts": facts,
                "draft": False,
                "heading": [*title_lines(facts.subject), LABEL],
                "generated": GENERATED,
                "pages": sum(line.pages or 0 for line in facts.lines),
            }
        )
