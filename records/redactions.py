"""记录中的清除: a frozen record out of which something was cleared still verifies, by what it is known to say now.

The record keeps the digest it was chained under. The list of all that was cleared from records is bound, with each clearing,
into the trail of the incident by one digest, so that nothing can be added to it later without being seen.
"""

from . import canonical
from .models import Entry, Redaction

CLEARED = ("misfiled.cleared", "misfiled.cleared_again")


def agrees(what: str, kept: str, found: str) -> bool:
    """Is what was found what was kept, or what a clearing has left of it?"""
    return kept == found or Redaction.objects.filter(what=what, kept=kept, now=found).exists()


def list_digest(rows) -> str:
    """One digest over (what, kept, now) of some redactions."""
    return canonical.digest(sorted(list(row) for row in rows))


def problems() -> list[str]:
    """What of the list is not bound by a trail, one sentence each."""
    listed = {row[0]: row for row in Redaction.objects.values_list("what", "kept", "now")}
    bound: set[str] = set()
    wrong = []
    for entry in Entry.objects.filter(code__in=CLEARED, subject__startswith="misfiled:").order_by("at", "id"):
        named = entry.params.get("records", [])
        bound |= set(named)
        told = entry.params.get("records_digest")
        if _last_to_name(entry, named) and told != list_digest(
            listed[each] for each in named if each in listed
        ):
            wrong.append(f"{entry.subject}: the records cleared are not those of its trail")
    return [*wrong, *(f"{what}: cleared by nobody" for what in sorted(listed.keys() - bound))]


def _last_to_name(entry: Entry, named: list[str]) -> bool:
    """A record that was cleared of two files is held against the later clearing alone."""
    later = Entry.objects.filter(code__in=CLEARED, subject__startswith="misfiled:", id__gt=entry.pk)
    return not any(set(named) & set(each.params.get("records", [])) for each in later)
