"""误传处置, the floor of it: a file is hidden with the words about it, shown again, or cleared from every store.

Hiding takes the words (name, description) out of the rows that refer to the file, so that no page, list, export or paper
has to know of it; what was taken is handed back, to be kept sealed. Clearing puts a tombstone wherever the file was: in the
rows, the trail, the versions and the papers' facts. It is the one thing that changes frozen records (docs/adr/0016).
"""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Model, TextField
from django.db.models.functions import Cast

from . import append_only, canonical, clock, files, redactions, tombstones, trail
from .models import Entry, Redaction, StoredFile, Tombstone
from .stored import sentence

HIDDEN = sentence("（疑似涉密，已停止查看）")
GONE = sentence("（已按处置要求清除）")
LEFT_BEHIND = 3600  # seconds after which half-written files are nobody's any more
HALVES = (".incoming-*", ".print-*/*", ".filing-*/*")


def holders() -> Iterator[tuple[type[Model], str, tuple[str, ...]]]:
    """Every model and field that refers to kept files, and the fields of words about it."""
    for each in StoredFile._meta.get_fields(include_hidden=True):
        if each.auto_created and each.is_relation and not each.concrete:
            model, name = each.related_model, each.field.name
            yield model, name, getattr(model, "words_of_files", {}).get(name, ())


def among(digests: Iterable[str]) -> set[str]:
    """Those of some digests that nobody opens."""
    return set(
        StoredFile.objects.filter(pk__in=set(digests)).exclude(withheld_at=None).values_list("pk", flat=True)
    )


def withhold(digest: str) -> list[dict]:
    """From the commit on nobody opens the file, and its words are hidden. What was taken away is given back, as plain data."""
    StoredFile.objects.filter(pk=digest, withheld_at=None).update(withheld_at=clock.now())
    taken = []
    for model, field, words in holders():
        for row in model._base_manager.filter(**{field: digest}) if words else ():
            kept = {name: getattr(row, name) for name in words if getattr(row, name)}
            taken.append({"model": model._meta.label, "pk": row.pk, "words": kept})
            model._base_manager.filter(pk=row.pk).update(**dict.fromkeys(kept, HIDDEN()))
    return taken


def show_again(digest: str, taken: list[dict]) -> None:
    """The file and the words about it are as before."""
    for each in taken:
        apps.get_model(each["model"])._base_manager.filter(pk=each["pk"]).update(**each["words"])
    StoredFile.objects.filter(pk=digest).update(withheld_at=None)


def clear(digest: str, *, names: set[str], stone: Tombstone) -> list[str]:
    """Destroy a content: its bytes, the words about it, what records say of it. The records that were changed are given back.

    `names` are the words that were taken away when it was hidden. Runs inside a transaction; the bytes go before it commits,
    so that what is said to be cleared is gone.
    """
    old = StoredFile.objects.get(pk=digest)
    stone.save(force_insert=not Tombstone.objects.filter(pk=stone.pk).exists())
    new = StoredFile.objects.create(
        digest=stone.digest, size=0, media_type=old.media_type, at=old.at,
        withheld_at=old.withheld_at or stone.at, cleared_at=clock.now(),
    )  # fmt: skip
    for model, field, words in holders():
        rows = model._base_manager.filter(**{field: digest})
        for name in words:
            rows.exclude(**{name: ""}).update(**{name: GONE()})
        rows.update(**{field: new})
    records = _clear_records(digest, stone.digest, names)
    old.delete()
    files.path_of(digest).unlink(missing_ok=True)
    _clear_halves()
    transaction.on_commit(tombstones.write_out)
    return records


def _clear_records(digest: str, stone: str, names: set[str]) -> list[str]:
    """Every frozen record that names the content, with the tombstone in its place. Each is looked for by the digest alone."""
    if connection.vendor == "postgresql":
        connection.check_constraints()  # what waits for the commit would keep the triggers where they are
    append_only.release(connection)
    changed = []
    for model in apps.get_models():
        for field, digest_field in getattr(model, "mentions_files", {}).items():
            for row in _naming(model, field, digest):
                after = _without(getattr(row, field), digest, stone, names)
                if (
                    not digest_field
                ):  # nothing is bound to it: a record of what was packed, destroyed with its package
                    after = _rid_of(after, names)
                model._base_manager.filter(pk=row.pk).update(**{field: after})
                if digest_field and getattr(row, digest_field):
                    what = f"{model._meta.model_name}:{row.pk}"
                    changed.append(_redacted(what, getattr(row, digest_field), canonical.digest(after)))
    for entry in _naming(Entry, "params", digest):
        entry.params = _without(entry.params, digest, stone, names)
        Entry.objects.filter(pk=entry.pk).update(params=entry.params)
        changed.append(_redacted(f"{entry.subject}#{entry.n}", entry.digest, trail.digest_of(entry)))
    append_only.protect(connection)
    return sorted(changed)


def _naming(model, field: str, digest: str):
    rows = model._base_manager.annotate(written=Cast(F(field), TextField())).filter(written__contains=digest)
    return list(rows)


def _without(value, digest: str, stone: str, names: set[str]):
    """`value` with the tombstone for the digest, and without the words of the file where it stands beside them."""
    if isinstance(value, dict):
        beside = digest in value.values()
        return {
            key: GONE() if beside and isinstance(each, str) and each in names else _without(each, digest, stone, names)
            for key, each in value.items()
        }  # fmt: skip
    if isinstance(value, list):
        return [_without(each, digest, stone, names) for each in value]
    return stone if value == digest else value


def _rid_of(value, names: set[str]):
    """`value` without these words, wherever they stand, also as part of a path."""
    if isinstance(value, dict):
        return {key: _rid_of(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_rid_of(each, names) for each in value]
    if isinstance(value, str):
        for name in sorted(names, key=len, reverse=True):
            value = value.replace(name, GONE()).replace(f"_{Path(name).stem}.", f"_{GONE()}.")
    return value


def _redacted(what: str, kept: str, now: str) -> str:
    Redaction.objects.update_or_create(what=what, defaults={"kept": kept, "now": now, "at": clock.now()})
    return what


def _clear_halves() -> None:
    """What a killed process left half-written may be of it."""
    folder, before = Path(settings.FILES_DIR), time.time() - LEFT_BEHIND
    for pattern in HALVES:
        for path in folder.glob(pattern):
            if path.is_file() and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def bound(records: list[str]) -> dict:
    """What the trail of an incident says of the records it has changed."""
    rows = Redaction.objects.filter(what__in=records).values_list("what", "kept", "now")
    return {"records": records, "records_digest": redactions.list_digest(rows)}
