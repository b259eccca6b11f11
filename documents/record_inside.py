"""The record that travels with a paper (facts.json), read from a file of our own store: a file that was put in the place
of another, with its digest or with a signature of the same key, is still another paper."""

import io
import json

import pikepdf

from .code_inside import RECORD


def facts_inside(pdf: bytes) -> dict | None:
    """The facts as the file states them; None when it states none that can be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            record = opened.attachments[RECORD].get_file().read_bytes()
        return json.loads(record)["facts"]
    except (pikepdf.PdfError, pikepdf.PasswordError, KeyError, TypeError, ValueError):
        return None


def states(inside, kept) -> bool:
    """Does the file state all that is kept? It may state more: what papers of its kind have said since it was drafted."""
    if isinstance(kept, dict):
        return isinstance(inside, dict) and all(
            name in inside and states(inside[name], value) for name, value in kept.items()
        )
    if isinstance(kept, list):
        return (
            isinstance(inside, list)
            and len(inside) == len(kept)
            and all(states(mine, theirs) for mine, theirs in zip(inside, kept, strict=True))
        )
    return inside == kept
