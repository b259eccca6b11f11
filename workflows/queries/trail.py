"""办理轨迹: the entries a reader may know (workflows.queries.circles), in words."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from records import withholding
from records.stored import said

from .. import subjects, wording

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class TrailLine:
    """Who did what, when, on which version, with which words; `details` are short sentences of the entry itself."""

    code: str
    who: str
    post: str
    on_behalf: str
    what: str
    when: datetime
    version: int | None
    words: str
    circle: str
    details: list[str] = field(default_factory=list)


def lines_of(entries) -> list[TrailLine]:
    """The trail in words, in the order given. Of a file that is 疑似涉密 it says no more than that."""
    entries = list(entries)
    named = {entry.pk: _files_of(entry) for entry in entries}
    files = set().union(*named.values())
    hidden = withholding.among(files) if files else set()
    return [_line(entry, hides=bool(named[entry.pk] & hidden)) for entry in entries]


def _files_of(entry) -> set[str]:
    """The files an entry names beside words of theirs."""
    params = entry.params
    if not ("file" in params or "scan_name" in params):
        return set()
    return {each for each in params.values() if isinstance(each, str) and DIGEST.fullmatch(each)}


def _line(entry, *, hides: bool = False) -> TrailLine:
    worded = wording.of(entry.code)
    who = entry.by.name if entry.by else str(_("系统"))
    on_behalf = ""
    if (worded.paper or entry.params.get("on_paper")) and entry.on_behalf_of:
        who = _("%(signed)s（线下签批，%(clerk)s代录）") % {"signed": entry.on_behalf_of.name, "clerk": who}
    elif entry.on_behalf_of:
        who = _("%(name)s（受%(principal)s委托）") % {"name": who, "principal": entry.on_behalf_of.name}
    return TrailLine(
        code=entry.code,
        who=who,
        post=f"{entry.unit.short_name} {entry.by.title}".strip() if entry.by and entry.unit else "",
        on_behalf=on_behalf,
        what=str(worded.label),
        when=entry.at,
        version=entry.version,
        words=str(entry.params.get(worded.words, "") or ""),
        circle=subjects.circle_word(entry.subject, entry.circle),
        details=[said(withholding.HIDDEN())]
        if hides
        else [each for each in worded.details(entry.params) if each],
    )
