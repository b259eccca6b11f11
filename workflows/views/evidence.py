"""佐证材料 on the page of whatever it serves: what is there, one more uploaded or from the library, one taken away.

A page includes templates/workflows/evidence.html with `evidence_part=`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from records.errors import Refused

from ..forms.evidence import EvidenceForm, EvidenceLinkForm
from ..models import Evidence
from ..operations import evidence as library
from ..queries.evidence import not_yet_serving


@dataclass(frozen=True)
class Line:
    """One line of a subject and the unit in whose library its evidence lies."""

    unit: object
    subject: str
    line: str


def part(line: Line, *, may_add: bool, add_url: str, remove_url: Callable[[Evidence], str], **typed) -> dict:
    """What the section shows; `typed` are forms that were refused (evidence_form, link_form)."""
    left = not_yet_serving(line.unit.pk, line.subject, line.line)
    return {
        "rows": [
            {"evidence": each, "remove_url": remove_url(each)}
            for each in library.of_line(line.subject, line.line)
        ],
        "may_add": may_add,
        "add_url": add_url,
        "most": settings.EVIDENCE_FILES_PER_LINE,
        "evidence_form": typed.get("evidence_form") or EvidenceForm(),
        "link_form": typed.get("link_form") or EvidenceLinkForm(left),
        "has_library": may_add and left.exists(),
    }


def add(request: HttpRequest, line: Line, *, check: Callable, link: Callable[[Evidence], None]) -> dict:
    """Add what was posted through `link`, the operation of the subject; the refused form by its name, {} when done."""
    if request.POST.get("from") == "library":
        name = "link_form"
        form = EvidenceLinkForm(not_yet_serving(line.unit.pk, line.subject, line.line), request.POST)
    else:
        name, form = "evidence_form", EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return {name: form}
    try:
        check()
        link(form.cleaned_data["evidence"] if name == "link_form" else kept(form, line.unit, by=request.user))
    except Refused as refused:
        form.add_error(None, str(refused))
        return {name: form}
    return {}


def kept(form, unit, *, by) -> Evidence:
    """The file of a form in the unit's library."""
    stored, name = form.kept()
    data = form.cleaned_data
    return library.add_evidence(
        unit, by=by, file=stored, name=name, dated=data["dated"], about=data.get("about", "")
    )
