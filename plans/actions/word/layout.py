"""GB/T 9704 in Word's terms: fonts by name, 28.95 pt lines, margins, page numbers, tables that fit."""

import re

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

XIAOBIAOSONG, FANGSONG, HEITI, KAITI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SONG = "宋体"
LINE = Pt(28.95)
BODY = 16
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Text without the characters that no XML file may hold."""
    return UNWRITABLE.sub("", text or "")


def prepare(document) -> None:
    """Page, styles and settings before anything is written."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    set_margins(section, top=37, bottom=35, left=28, right=26)
    document.settings.odd_and_even_pages_header_footer = True
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.size = Pt(BODY)
        style.font.bold = False
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_font(
            style.element.get_or_add_rPr(), {"Title": XIAOBIAOSONG, "Heading 1": HEITI}.get(name, FANGSONG)
        )
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.keep_with_next = name != "Normal"
        for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            border.getparent().remove(border)


def set_margins(section, *, top: int, bottom: int, left: int, right: int) -> None:
    """Margins in millimetres."""
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(min(bottom - 7, 25))


def put(
    document, text: str, *, font=FANGSONG, size=BODY, align=None, indent=False, style=None, page_break=False
):
    """One paragraph on the 28.95 pt grid."""
    paragraph = document.add_paragraph(style=style)
    _set_form(paragraph, align=align, indent=indent)
    paragraph.paragraph_format.page_break_before = page_break
    _run(paragraph, text, font=font, size=size)
    return paragraph


def put_cell(cell, text: str, *, size: float, font=FANGSONG, align=None) -> None:
    """The lines of a cell, one paragraph each."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.0
        if align is not None:
            paragraph.alignment = align
        _run(paragraph, line, font=font, size=size)


def table_of(document, heads: list[str], widths: list[int], *, size: float):
    """A table with a head that repeats on every page, fixed widths in millimetres, rows that stay whole."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, head, width in zip(table.rows[0].cells, heads, widths, strict=True):
        cell.width = Mm(width)
        put_cell(cell, head, size=size, font=HEITI, align=WD_ALIGN_PARAGRAPH.CENTER)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    return table


def put_page_number(section) -> None:
    """— 1 — in 4号 宋体: odd pages right, even pages left, one character in."""
    section.footer.is_linked_to_previous = section.even_page_footer.is_linked_to_previous = False
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent = paragraph.paragraph_format
        indent.left_indent = indent.right_indent = Pt(14)
        _run(paragraph, "— ", font=SONG, size=14)
        for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = _run(paragraph, "", font=SONG, size=14)
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = code
            run._r.append(element)
        _run(paragraph, " —", font=SONG, size=14)


def _run(paragraph, text: str, *, font: str, size: float):
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    _set_font(run._r.get_or_add_rPr(), font)
    return run


def _set_font(properties, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _set_form(paragraph, *, align, indent: bool) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = LINE
    form.space_before = form.space_after = Pt(0)
    if align is not None:
        paragraph.alignment = align
    if indent:
        form.first_line_indent = Pt(2 * BODY)
        # Two characters, whatever size the reader sets them in.
        paragraph._p.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
