"""The words inside a file, for looking at what came in: page one apart from the rest."""

import logging
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from itertools import islice

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from records import archives

logger = logging.getLogger(__name__)

PAGES = 200  # of a PDF
CELLS_ROWS = 20_000  # of one sheet
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


@dataclass(frozen=True)
class Words:
    """`opening`: the lines people see first (headers, page one); `rest`: everything else."""

    opening: str = ""
    rest: str = ""

    @property
    def found(self) -> bool:
        return bool(self.opening.strip() or self.rest.strip())


def words_of(stream, media_type: str) -> Words:
    """The text of a checked file; nothing when it has none (a picture, a scan) or cannot be read."""
    reader = READERS.get(media_type)
    if reader is None:
        return Words()
    stream.seek(0)
    try:
        return reader(stream)
    except ImportError:
        logger.error("The reader for %s is not installed: its words are not looked into", media_type)
        return Words()
    except Exception:  # a file that cannot be read is treated like a scan: the person confirms it instead
        return Words()
    except BaseException as error:
        # The Excel reader's own alarm is no ordinary exception; nothing else may be taken for it.
        if type(error).__name__ != "PanicException":
            raise
        return Words()
    finally:
        stream.seek(0)


def _docx(stream) -> Words:
    with zipfile.ZipFile(stream) as archive:
        names = archive.namelist()
        edges = [
            line
            for name in names
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name)
            for line in _paragraphs(archive.read(name))
        ]
        body = _paragraphs(archive.read("word/document.xml"))
        notes = [
            line
            for name in names
            if re.fullmatch(r"word/(footnotes|endnotes|comments)\.xml", name)
            for line in _paragraphs(archive.read(name))
        ]
    # Where page one of a Word file ends is known to Word only: its first lines are what matters.
    return Words(opening="\n".join([*edges, *body[:60]]), rest="\n".join([*body[60:], *notes]))


def _paragraphs(xml: bytes) -> list[str]:
    """One line per paragraph, cells and text boxes included, deleted text not."""
    root = etree.fromstring(xml, _parser())
    lines = []
    for space in (WORD, STRICT):
        for paragraph in root.iter(f"{space}p"):
            parts = []
            for node in paragraph.iter(f"{space}t", f"{space}tab", f"{space}br", f"{space}cr"):
                # A text box is inside a paragraph and holds paragraphs of its own: those make their own lines.
                if next(node.iterancestors(f"{space}p")) is paragraph:
                    parts.append((node.text or "") if node.tag == f"{space}t" else "\n")
            lines += [line for line in "".join(parts).split("\n") if line.strip()]
    return lines


def _xlsx(stream) -> Words:
    lines: list[str] = []
    archives.check_sheets(stream)
    stream.seek(0)
    try:
        with CalamineWorkbook.from_filelike(stream) as book:
            for name in book.sheet_names:
                lines.append(name)
                rows = book.get_sheet_by_name(name).iter_rows()
                lines += [
                    str(value) for row in islice(rows, CELLS_ROWS) for value in row if value not in ("", None)
                ]
    except CalamineError:
        return Words()
    with zipfile.ZipFile(stream) as archive:
        edges = [
            text
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
            for text in re.findall(
                r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<", archive.read(name).decode("utf-8", "ignore")
            )
        ]
    # &L &C &R and the like are the layout codes of a header.
    edges = [line for text in edges for line in re.split(r"&(?:[LCRPNDTFAG]|\"[^\"]*\"|\d+)", unescape(text))]
    return Words(opening="\n".join([*edges, *lines[:60]]), rest="\n".join(lines[60:]))


def _pdf(stream) -> Words:
    # Loaded when a PDF comes in: most requests never need it.
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(stream)
    if reader.is_encrypted and not reader.decrypt(""):
        return Words()
    pages = [page.extract_text() or "" for page in islice(reader.pages, PAGES)]
    return Words(opening=pages[0] if pages else "", rest="\n".join(pages[1:]))


def _ofd(stream) -> Words:
    with zipfile.ZipFile(stream) as archive:
        names = sorted(
            name for name in archive.namelist() if re.search(r"Content\.xml$", name, re.IGNORECASE)
        )
        pages = [
            "\n".join(
                node.text or ""
                for node in etree.fromstring(archive.read(name), _parser()).iter("{*}TextCode")
            )
            for name in names[:PAGES]
        ]
    return Words(opening="\n".join(pages[:1]), rest="\n".join(pages[1:]))


def _plain(stream) -> Words:
    content = stream.read(20 * 1024 * 1024)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return Words(opening=content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return Words()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)


READERS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _docx,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _xlsx,
    "application/pdf": _pdf,
    "application/ofd": _ofd,
    "text/csv": _plain,
    "text/plain": _plain,
}
