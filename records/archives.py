"""压缩结构检查: office files are zip files; what a hostile one may hold is found before anything opens it."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from records.errors import BadUpload

TOTAL = 200 * 1024 * 1024  # unpacked, everything together
RATIO = 100  # unpacked to packed
ENTRIES = 2000
LARGE = 10 * 1024 * 1024  # from this size on, one entry alone is held to the ratio
CHUNK = 1024 * 1024
CELLS = 3_000_000  # the rectangle a sheet spans: one word in its last corner would otherwise fill the memory
# Readers reserve memory for what these say, so each must be a number that somebody could have filled in.
COUNT = re.compile(rb"""[\s:](?:count|uniqueCount)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
VEILED = re.compile(rb"""\sr\s*=\s*["'][^"'<>]*&""")  # a place spelled so that only some readers see it

# The harmless test virus every scanner knows; in two pieces, so that no scanner takes this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"

XML = (".xml", ".rels", ".vml")
DECLARED = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE
)  # no office program writes one, entities hide there
PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/", re.IGNORECASE)
MACROS_BY_TYPE = re.compile(rb"macroEnabled|vbaProject")


@dataclass
class Budget:
    """What may still be unpacked, shared by a file and the files inside it."""

    packed: int
    unpacked: int = 0

    def spend(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > TOTAL or self.unpacked > RATIO * max(self.packed, 1024):
            raise BadUpload(_("文件解压后过大（疑似压缩炸弹），没有接收。"))


def check(stream, *, packed: int) -> list[str]:
    """The names inside a zip-based file of `packed` bytes; BadUpload when it is damaged or hostile."""
    return _check(stream, Budget(packed), depth=0)


def _check(stream, budget: Budget, *, depth: int) -> list[str]:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            _check_entries(entries, budget)
            for entry in entries:
                _check_content(archive, entry, budget, depth=depth)
            return names
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
    ) as error:
        raise BadUpload(_("文件已损坏，无法打开。请在WPS或Word、Excel中重新保存后上传。")) from error


def _check_entries(entries: list[zipfile.ZipInfo], budget: Budget) -> None:
    if len(entries) > ENTRIES:
        raise BadUpload(_("文件内部条目过多（超过%(n)d个），没有接收。") % {"n": ENTRIES})
    if budget.unpacked + sum(entry.file_size for entry in entries) > TOTAL:
        raise BadUpload(_("文件解压后过大（疑似压缩炸弹），没有接收。"))
    seen = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
            raise BadUpload(_("文件内部含有指向外部的路径，没有接收。"))
        if name in seen:
            raise BadUpload(_("文件内部有重名条目，没有接收。"))
        seen.add(name)
        if entry.flag_bits & 0x1:
            raise BadUpload(_("文件设有打开密码，请取消密码后上传。"))
        if MACROS.search(name):
            raise BadUpload(_("文件含有宏，请另存为不含宏的docx或xlsx后上传。"))
        if entry.file_size > LARGE and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise BadUpload(_("文件解压后过大（疑似压缩炸弹），没有接收。"))


def _check_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, *, depth: int) -> None:
    """Unpack one entry piece by piece: its true size, what it is, what it says."""
    head, kept, tail = b"", BytesIO(), b""
    nested, is_xml = False, entry.filename.lower().endswith(XML)
    with archive.open(entry) as source:
        while chunk := source.read(CHUNK):
            budget.spend(len(chunk))
            if not head:
                head = chunk[:4096]
                nested = head.startswith(b"PK\x03\x04")
                _check_head(head)
                if entry.filename == "[Content_Types].xml" and MACROS_BY_TYPE.search(chunk):
                    raise BadUpload(_("文件含有宏，请另存为不含宏的docx或xlsx后上传。"))
            seen = tail + chunk
            if EICAR in seen:
                raise BadUpload(_("文件含有病毒特征，没有接收。"))
            # Anywhere: a long comment may stand before it, and UTF-16 puts a zero beside each letter.
            if is_xml and DECLARED.search(seen.replace(b"\x00", b"")):
                raise BadUpload(_("文件内部结构异常，没有接收。"))
            tail = chunk[-len(EICAR) :]
            if nested:
                kept.write(chunk)
    if nested:
        # A chart keeps its figures in a workbook of its own; one level down is ordinary, two are not.
        if depth >= 1:
            raise BadUpload(_("文件内部多层嵌套压缩文件，没有接收。"))
        kept.seek(0)
        _check(kept, budget, depth=depth + 1)


def _check_head(head: bytes) -> None:
    if head.startswith(PACKED):
        raise BadUpload(_("文件内部嵌有其他压缩文件，没有接收。"))
    if head.startswith(b"MZ"):
        raise BadUpload(_("文件内部嵌有可执行程序，没有接收。"))


def check_sheets(stream) -> None:
    """Refuse a workbook whose sheets span more cells than anybody filled in, or that lies about its counts."""
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            row = column = 1
            tail = b""
            with archive.open(entry) as source:
                while chunk := source.read(CHUNK):
                    seen = tail + chunk
                    if VEILED.search(seen) or any(not _is_count(found) for found in COUNT.finditer(seen)):
                        raise BadUpload(_("文件内部结构异常，没有接收。"))
                    places = PLACE.findall(seen)
                    row = max([row, *map(int, {number for _letters, number in places})])
                    column = max([column, *map(_column, {letters for letters, _number in places})])
                    tail = seen[seen.rfind(b"<") :][-CHUNK:]  # a tag cut in two is looked at whole
            if row * column > CELLS:
                raise BadUpload(
                    _("表格范围过大（第%(row)d行、第%(column)d列），请删除多余的空白行列后上传。")
                    % {"row": row, "column": column}
                )


def _is_count(found: re.Match) -> bool:
    return bool(re.fullmatch(rb"\d{1,7}", found[1] or found[2] or b""))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(number, 1)
