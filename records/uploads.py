"""上传检查: what kind of file this really is, and whether it may come in.

Taken: pdf, docx, xlsx, jpg, png, ofd. Not taken, with a sentence that says what to do instead: the old binary
formats (doc, xls, ppt, wps, et), which may hide macros that cannot be looked into; files with macros; archives.
"""

import codecs
import unicodedata
import zipfile
from dataclasses import dataclass

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _

from records import archives
from records.errors import BadUpload

NAME_LENGTH = 150

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
    "ofd": "application/ofd",
    "csv": "text/csv",
    "ttf": "font/ttf",
    "otf": "font/otf",
}
EVIDENCE = frozenset({"pdf", "docx", "xlsx", "jpg", "png", "ofd"})
SCAN = frozenset({"pdf", "jpg", "png", "ofd"})
WORD = frozenset({"docx"})
SHEET = frozenset({"xlsx"})
TASK_LIST = frozenset({"xlsx", "csv"})
FONT = frozenset({"ttf", "otf"})

SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
OLD = {"doc": "docx", "wps": "docx", "dot": "docx", "xls": "xlsx", "et": "xlsx"}
WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam"})
FONTS = {b"\x00\x01\x00\x00": "ttf", b"true": "ttf", b"OTTO": "otf"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Upload:
    """A file that passed: its name without any path, its type by content, its size in bytes."""

    name: str
    media_type: str
    size: int


def limit_of_all() -> int:
    """上传上限 in bytes, as the installation sets it."""
    return settings.UPLOAD_LIMIT_MB * 1024 * 1024


def check(stream, name: str, *, allowed: frozenset[str] = EVIDENCE, limit: int | None = None) -> Upload:
    """上传检查 of a seekable binary stream, which is left at its beginning. BadUpload says why not."""
    name, limit = clean_name(name), limit or limit_of_all()
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        raise BadUpload(_("“%(name)s”是空文件（0字节），请检查后重新选择。") % {"name": name})
    if size > limit:
        raise BadUpload(
            _("“%(name)s”大小为%(size)s，超过上限%(limit)s，请压缩或拆分后上传。")
            % {"name": name, "size": megabytes(size), "limit": megabytes(limit)}
        )
    written = extension(name)
    if written in WITH_MACROS:
        raise BadUpload(_("文件含有宏，请另存为不含宏的docx或xlsx后上传。"))
    kind = _kind(stream, size, written, allowed)
    if kind not in allowed:
        raise BadUpload(
            _("“%(name)s”的内容是%(kind)s，不能上传。可以上传：%(allowed)s。")
            % {"name": name, "kind": kind or _("无法识别的格式"), "allowed": _("、").join(sorted(allowed))}
        )
    if written != kind:
        raise BadUpload(
            _("文件名“%(name)s”与内容不符：内容是%(kind)s。请改为正确的扩展名后上传。")
            % {"name": name, "kind": kind}
        )
    stream.seek(0)
    return Upload(name=name, media_type=MEDIA_TYPES[kind], size=size)


def clean_name(name: str) -> str:
    """The file's own name; BadUpload when it points elsewhere, hides something, or is too long."""
    name = unicodedata.normalize("NFC", name or "").strip()
    parts = name.replace("\\", "/").split("/")
    if ".." in parts:
        raise BadUpload(_("文件名含有路径，请改名后上传。"))
    name = parts[-1].strip()
    if not name or name.startswith("."):
        raise BadUpload(_("文件没有名称，请改名后上传。"))
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in name):
        raise BadUpload(_("文件名含有不可见字符，请改名后上传。"))
    if len(name) > NAME_LENGTH:
        raise BadUpload(_("文件名过长（超过%(n)d个字），请改名后上传。") % {"n": NAME_LENGTH})
    return name


def extension(name: str) -> str:
    """What the name says the file is, in our words."""
    written = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return SAME.get(written, written)


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"


def _kind(stream, size: int, written: str, allowed: frozenset[str]) -> str:
    """What the content is, by its first bytes and, inside a zip, by its parts."""
    head = stream.read(8192)
    _check_virus(stream)
    if head.startswith(b"PK\x03\x04"):
        stream.seek(0)
        kind = _office_kind(archives.check(stream, packed=size))
        if kind == "xlsx":
            archives.check_sheets(stream)
        return kind
    if head.startswith(b"PK\x05\x06"):
        return "zip"
    if head.startswith(OLE):
        _refuse_old(stream, written)
    kind = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
    for magic, found in kind.items():
        if head.startswith(magic):
            _check_pure(stream)
            return found
    if found := FONTS.get(head[:4]):
        return found
    if "csv" in allowed and written == "csv" and _is_text(head):
        return "csv"
    return _named_by_content(head)


def _office_kind(names: list[str]) -> str:
    inside = set(names)
    if "[Content_Types].xml" in inside and "word/document.xml" in inside:
        return "docx"
    if "[Content_Types].xml" in inside and "xl/workbook.xml" in inside:
        return "xlsx"
    if "OFD.xml" in inside:
        return "ofd"
    return "pptx" if "ppt/presentation.xml" in inside else "zip"


def _refuse_old(stream, written: str) -> None:
    stream.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in stream.read():
        raise BadUpload(_("文件设有打开密码，请取消密码后上传。"))
    raise BadUpload(
        _("文件是旧格式（%(old)s），请在WPS或Word、Excel中另存为%(new)s后上传。")
        % {
            "old": written if written in OLD else _("doc、xls一类，扩展名改过也仍是旧格式"),
            "new": OLD.get(written, "docx、xlsx"),
        }
    )


def _check_virus(stream) -> None:
    stream.seek(0)
    tail = b""
    while chunk := stream.read(archives.CHUNK):
        if archives.EICAR in tail + chunk:
            raise BadUpload(_("文件含有病毒特征，没有接收。"))
        tail = chunk[-len(archives.EICAR) :]


def _check_pure(stream) -> None:
    """A picture or PDF that is at the same time a zip file hides something."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as hidden:
            if hidden.namelist():
                raise BadUpload(_("文件中夹带了压缩文件，没有接收。"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return


def _is_text(head: bytes) -> bool:
    """Text as spreadsheets save it: UTF-8 or GB18030, no zero bytes."""
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # Incremental: the last bytes may be half a character.
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _named_by_content(head: bytes) -> str:
    try:
        return puremagic.from_string(head).lstrip(".")
    except (puremagic.PureError, ValueError):
        return ""
