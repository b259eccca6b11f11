"""译文: the English catalogue. The msgid is the Chinese; Babel reads and writes, so no gettext programs are needed.

Templates are read through Django's own `templatize`, as makemessages does, so that a msgid found here is the
msgid asked for at run time. The English of 退回修改 is looked up in docs/glossary.md, not invented anew.
"""

import gettext as standard
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

BASE = Path(settings.BASE)
PO = BASE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
PLACES = ("records", "units", "notifications", "documents", "workflows", "plans", "project", "templates")
# Paper and sample data are Chinese only; migrations keep what was true on their day.
LEFT_OUT = re.compile(r"(^|/)(migrations|tests)/|^templates/documents/|^project/demo/")
KEYWORDS = DEFAULT_KEYWORDS | {
    "sentence": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r"“[^”]*”")  # a word quoted from a Chinese document stays as it is
FIRST_DAY = datetime(2026, 11, 1, tzinfo=UTC)  # the header says nothing that would change with every run


def source_files() -> Iterator[Path]:
    """Every file in which a sentence may stand."""
    for place in PLACES:
        for path in sorted((BASE / place).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not LEFT_OUT.search(str(path.relative_to(BASE))):
                yield path


def wanted() -> Catalog:
    """The sentences that the code asks for now, without translations."""
    catalogue = _empty()
    for path in source_files():
        where = str(path.relative_to(BASE))
        for msgid, comments, context in sentences(
            path.read_text(encoding="utf-8"), python=path.suffix == ".py"
        ):
            catalogue.add(msgid, locations=[(where, None)], auto_comments=comments, context=context)
    return catalogue


def sentences(text: str, *, python: bool) -> Iterator[tuple]:
    """(msgid, comments, context) of one file; a plural msgid is a pair."""
    if not python:
        # In brackets Python does not care how the lines are indented.
        text = f"(\n{templatize(text)}\n)"
    stream = io.BytesIO(text.encode())
    for _line, msgid, comments, context in extract("python", stream, KEYWORDS, ["Translators"]):
        if msgid and (msgid if isinstance(msgid, str) else msgid[0]):
            yield msgid, comments, context


def kept() -> Catalog:
    """The catalogue as committed."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def update() -> Catalog:
    """Bring the .po to what the code asks for: new sentences come in empty, unused ones leave. Then compile."""
    catalogue, old = wanted(), kept()
    for message in real(catalogue):
        if known := old.get(message.id, message.context):
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
            message.user_comments = known.user_comments
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(_written(catalogue))
    MO.write_bytes(_compiled(catalogue))
    return catalogue


def faults() -> list[str]:
    """Why the catalogue must not be shipped; nothing when it is complete."""
    asked, catalogue = wanted(), kept()
    said = []
    for message in real(asked):
        if catalogue.get(message.id, message.context) is None:
            said.append(f"not in the catalogue ({message.locations[0][0]}): {first(message)}")
    for message in real(catalogue):
        if asked.get(message.id, message.context) is None:
            said.append(f"no longer asked for: {first(message)}")
        said += [f"{fault}: {first(message)}" for fault in _faults_of(message)]
    if not MO.exists() or _told(MO.read_bytes()) != _told(_compiled(catalogue)):
        said.append("django.mo is not what django.po says")
    return said


def real(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def first(message: Message) -> str:
    """The sentence itself (of a plural, the singular)."""
    return message.id[0] if message.pluralizable else message.id


def _faults_of(message: Message) -> Iterator[str]:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    if len(strings) != (2 if message.pluralizable else 1) or not all(strings):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    source = first(message)
    for string in strings:
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(source)):
            yield "other placeholders"
        if CHINESE.search(QUOTED.sub("", string)):
            yield "Chinese in the English"
        if string.endswith("\n") != source.endswith("\n"):
            yield "ends otherwise"


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        domain="django",
        project="xianling",
        version="1",
        header_comment="# English for 先领. The msgid is the Chinese; `manage.py translations` keeps this file.",
        msgid_bugs_address="xianling@localhost",
        last_translator="xianling",
        language_team="en",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        fuzzy=False,
    )


def _written(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, include_lineno=False, sort_output=True, ignore_obsolete=True)
    return stream.getvalue()


def _compiled(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _told(compiled: bytes) -> dict:
    """What a .mo translates, without its header, which names the version of the compiler."""
    told = dict(standard.GNUTranslations(io.BytesIO(compiled))._catalog)
    told.pop("", None)
    return told
