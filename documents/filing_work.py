"""What a worker does for filing: every kept file in its place, the 卷内目录, the record, the manifest with all digests."""

import hashlib
import io
import json
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
from django.conf import settings
from django.utils import translation

from records import clock, files, outbox

from . import effects, engine, package_check, signature
from .enums import FilingState, Retention
from .models import Filing
from .papers import filing_contents

CONTENTS, CHECKER, HOW = "卷内目录.pdf", "核对.py", "核对说明.txt"
WORDS = """本归档包可以离开系统核对：在装有Python 3的计算机上执行

    python3 核对.py 归档包.zip

逐个文件比对清单.json中的SHA-256，并核对版本、文书数据和办理记录的摘要链。最后一行是归档包自身的SHA-256，
请与归档时记下的比对（或加 --expect 校验码）。核对只说明内容没有改动，不说明印章和签名的效力。
请使用自己保存的核对.py，不要只用包内的这一份。
"""
CHUNK = 1024 * 1024


def pack(payload: dict):
    """Make the package of one filing; everything it holds was decided when it was asked for."""
    filing = Filing.objects.select_related("unit").filter(pk=payload["filing"]).first()
    if filing is None or filing.file_id or filing.state != FilingState.PACKING:
        return None
    if missing := engine.available():
        raise effects.PdfUnavailable(missing)
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".filing-") as place:
        path = Path(place) / "package.zip"
        _write(path, filing)
        with path.open("rb") as stream:
            stored = files.put(stream, media_type="application/zip")
    return lambda: _packed(filing, stored)


def _packed(filing: Filing, stored) -> None:
    waiting = Filing.objects.filter(pk=filing.pk, file=None, state=FilingState.PACKING)
    if not waiting.update(file=stored, state=FilingState.PACKED, error=""):  # stopped meanwhile
        files.forget(stored.digest)


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 整理未完成, with the reason; a person may pack again."""
    Filing.objects.filter(pk=payload["filing"], file=None).update(state=FilingState.FAILED, error=error)


class Package:
    """A zip file and the list of what went into it; the same content gives the same bytes."""

    def __init__(self, archive: zipfile.ZipFile, moment):
        self.archive, self.listed = archive, []
        self.when = moment.timetuple()[:6]

    def add(self, path: str, stream, **told) -> None:
        """One file; `told` is what the manifest says of it beside its size and digest."""
        sha, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(path, self.when)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        with self.archive.open(entry, "w", force_zip64=True) as out:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                sha.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.listed.append({"path": path, "size": size, "sha256": sha.hexdigest(), **told})


def _write(path: Path, filing: Filing) -> None:
    moment = filing.packed_at.astimezone(clock.SHANGHAI)
    record = filing.content["record"]
    with zipfile.ZipFile(path, "w") as archive:
        package = Package(archive, moment)
        lines = []
        for each in filing.content["files"]:
            outbox.go_on()
            with files.open_file(each["digest"]) as stream:
                package.add(each["path"], stream, title=each["title"], number=each["number"])
            if package.listed[-1]["sha256"] != each["digest"]:
                raise ValueError(f"{each['title']}: content does not match its digest")
            lines.append(_line(each))
        contents = _contents(filing, record, tuple(lines), moment.date())
        package.add(CONTENTS, io.BytesIO(contents))
        package.add(package_check.RECORD, io.BytesIO(_json(record)))
        with Path(package_check.__file__).open("rb") as stream:
            package.add(CHECKER, stream)
        package.add(HOW, io.BytesIO(WORDS.encode()))
        manifest = {
            "schema": package_check.SCHEMA,
            "number": filing.number,
            "title": filing.title,
            "unit": filing.unit.name,
            "retention": str(Retention(filing.retention).label),
            "packed_at": moment.isoformat(timespec="seconds"),
            "files": package.listed,
        }
        entry = zipfile.ZipInfo(package_check.MANIFEST, package.when)
        archive.writestr(entry, _json(manifest))


def _contents(filing: Filing, record: dict, lines, on: date) -> bytes:
    with translation.override("zh-hans"):
        retention = str(Retention(filing.retention).label)
    facts = filing_contents.Facts(
        issuer=filing.content["issuer"],
        number=filing.number,
        subject=filing.title,
        unit=filing.unit.name,
        retention=retention,
        issued_on=on,
        lines=lines,
    )
    title = f"{filing.title}{filing_contents.LABEL}"
    pdf = engine.render(filing_contents.html(facts), title=title, record=record)
    return signature.sign(pdf, title=title)[0] if signature.configured() else pdf


def _line(each: dict) -> filing_contents.Line:
    dated = each["dated"]
    return filing_contents.Line(
        number=each["number"],
        responsible=each["responsible"],
        title=each["title"],
        dated=date.fromisoformat(dated) if dated else None,
        pages=_pages(each),
        note=each["note"],
    )


def _pages(each: dict) -> int | None:
    """How many pages a PDF has; of anything else, and of one that only a password opens, nobody knows."""
    if not each["path"].endswith(".pdf"):
        return None
    try:
        with files.open_file(each["digest"]) as stream, pikepdf.open(stream) as pdf:
            return len(pdf.pages)
    except pikepdf.PikepdfError:
        return None


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
