"""The blocks of a .docx in reading order: paragraphs and tables, however the file wraps them."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn

from records import uploads
from records.errors import BadUpload

LIMIT = 20 * 1024 * 1024
PARAGRAPHS = 20_000
HEADLINE = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
WRAPPERS = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:smartTag", "w:customXml", "w:moveTo")}
HEAVY = ("黑体", "小标宋", "SimHei", "XiaoBiaoSong")


@dataclass(frozen=True)
class Paragraph:
    """One line of text. `level` is its heading level, 0 for body text; `heavy`: set in bold or a heading's font."""

    place: int
    text: str
    level: int = 0
    heavy: bool = False
    centred: bool = False
    title: bool = False
    boxed: bool = False  # from a text box


@dataclass(frozen=True)
class Cell:
    """A place in a table's grid; the places of one merged cell share its `key`."""

    text: str
    key: int


@dataclass(frozen=True)
class Table:
    place: int
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def text(self) -> str:
        """The table as lines, a merged cell written once per row."""
        return "\n".join("\t".join(cell.text for cell in _once(row)) for row in self.rows).strip()


def open_document(stream, name: str = "方案.docx"):
    """The document behind a checked stream; BadUpload with a sentence for anything that is not a .docx."""
    stream.seek(0)
    head = stream.read(8)
    if head.startswith(uploads.OLE) and uploads.extension(name) not in uploads.OLD:
        name = "方案.doc"
    uploads.check(stream, name, allowed=uploads.WORD, limit=LIMIT)
    try:
        document = Document(stream)
        body = document.element.body
    except Exception as error:  # whatever the library meets in a broken file, the person reads one sentence
        raise BadUpload(
            _("文件已损坏或不是Word文档，无法打开。请在WPS或Word中重新保存为docx后上传。")
        ) from error
    if body is None:
        raise BadUpload(_("文件中没有正文。"))
    if sum(1 for _each in body.iter(qn("w:p"))) > PARAGRAPHS:
        raise BadUpload(_("文档过长（超过%(n)d段），请只上传方案正文和任务清单。") % {"n": PARAGRAPHS})
    return document


def blocks(document) -> list[Paragraph | Table]:
    """Paragraphs and tables in order, text boxes after the paragraph that holds them."""
    styles = _Styles(document)
    found: list[Paragraph | Table] = []
    counts = {"paragraph": 0, "table": 0}
    for element in _elements(document.element.body):
        if element.tag == qn("w:tbl"):
            counts["table"] += 1
            found.append(_table(element, counts["table"]))
            continue
        counts["paragraph"] += 1
        found.append(_paragraph(element, counts["paragraph"], styles))
        for box in element.iter(qn("w:txbxContent")):
            if not _inside(box, "mc:Fallback"):
                found += [
                    _paragraph(each, counts["paragraph"], styles, boxed=True) for each in box.iter(qn("w:p"))
                ]
    return found


class _Styles:
    """Style id → heading level, and whether it is the title's, following what a style is based on."""

    def __init__(self, document):
        try:
            elements = {
                each.get(qn("w:styleId")): each for each in document.styles.element.iter(qn("w:style"))
            }
        except (AttributeError, KeyError):
            elements = {}
        self.elements = elements

    def level(self, style: str | None) -> int:
        for element in self._chain(style):
            name = element.find(qn("w:name"))
            found = HEADLINE.match(name.get(qn("w:val")) or "") if name is not None else None
            if found:
                return int(found[1])
            outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if outline is not None:
                return _outline(outline)
        return 0

    def is_title(self, style: str | None) -> bool:
        names = [element.find(qn("w:name")) for element in self._chain(style)]
        return any(
            name is not None and (name.get(qn("w:val")) or "").lower() in {"title", "标题"} for name in names
        )

    def _chain(self, style: str | None):
        for _step in range(8):
            element = self.elements.get(style)
            if element is None:
                return
            yield element
            base = element.find(qn("w:basedOn"))
            style = base.get(qn("w:val")) if base is not None else None


def _elements(parent):
    for child in parent:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in WRAPPERS:
            yield from _elements(child)


def _paragraph(element, place: int, styles: _Styles, *, boxed: bool = False) -> Paragraph:
    properties = element.find(qn("w:pPr"))
    style = outline = jc = None
    if properties is not None:
        style, outline, jc = (properties.find(qn(name)) for name in ("w:pStyle", "w:outlineLvl", "w:jc"))
    style_id = style.get(qn("w:val")) if style is not None else None
    return Paragraph(
        place=place,
        text=text_of(element),
        level=_outline(outline) if outline is not None else styles.level(style_id),
        heavy=_is_heavy(element),
        centred=jc is not None and jc.get(qn("w:val")) == "center",
        title=styles.is_title(style_id),
        boxed=boxed,
    )


def _outline(element) -> int:
    value = element.get(qn("w:val")) or ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def text_of(paragraph) -> str:
    """The words of a paragraph as they stand after all revisions; those of text boxes are not among them."""
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if next(node.iterancestors(qn("w:p"))) is not paragraph:
            continue
        if _inside(node, "w:del") or _inside(node, "w:moveFrom") or node.getparent().tag == qn("w:tabs"):
            continue
        marks = {qn("w:t"): node.text or "", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
        parts.append(marks.get(node.tag, "\n"))
    return "".join(parts).replace("\u00a0", " ").strip()


def _inside(node, name: str) -> bool:
    tag = (
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
        if name == "mc:Fallback"
        else qn(name)
    )
    return next(node.iterancestors(tag), None) is not None


def _is_heavy(paragraph) -> bool:
    runs = [
        run for run in paragraph.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
    ]
    return bool(runs) and all(_is_heavy_run(run) for run in runs)


def _is_heavy_run(run) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    bold, fonts = properties.find(qn("w:b")), properties.find(qn("w:rFonts"))
    if bold is not None and bold.get(qn("w:val")) not in {"0", "false", "off"}:
        return True
    return fonts is not None and (fonts.get(qn("w:eastAsia")) or "").startswith(HEAVY)


def _table(element, place: int) -> Table:
    rows: list[list[Cell]] = []
    key = 0
    for row in _rows(element):
        cells: list[Cell] = []
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells += [Cell("", -1)] * _number(before)
        for cell in _cells(row):
            key += 1
            properties = cell.find(qn("w:tcPr"))
            span = merge = None
            if properties is not None:
                span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
            text = "\n".join(text for text in (text_of(p) for p in cell.iter(qn("w:p"))) if text)
            here = Cell(text, key)
            if (
                merge is not None
                and merge.get(qn("w:val"), "continue") != "restart"
                and rows
                and len(cells) < len(rows[-1])
            ):
                here = rows[-1][len(cells)]
            cells += [here] * max(_number(span), 1)
        if cells:
            rows.append(cells[:63])
    return Table(place, rows)


def _rows(table):
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _cells(row):
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _cells(child)


def _number(element) -> int:
    value = element.get(qn("w:val")) if element is not None else ""
    return min(int(value), 63) if value and value.isdigit() else 0


def _once(row: list[Cell]) -> list[Cell]:
    return [cell for place, cell in enumerate(row) if place == 0 or row[place - 1].key != cell.key]
