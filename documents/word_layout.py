"""The built-in Word templates, laid out by GB/T 9704 as the printed papers are; people download one to make their own of it.

The fonts are named only: 仿宋_GB2312, 方正小标宋简体 and the like are those of the person's own Word or WPS.
"""

import functools
import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANG, KAI, HEI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
BODY, GRID_LINE, GRID_CHARACTER = Pt(16), 580, -846  # 22 lines of 28 characters: twips, and 1/4096 of a point
RED = RGBColor(0xE6, 0x00, 0x12)
INDENT = Pt(32)


@functools.cache
def built_in(kind: str) -> bytes:
    """The template of one kind of paper."""
    document = _page()
    LAYOUTS[kind](document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _order(document) -> None:
    _line(document, "编号：{{ number }}　{{ colour_label }}{{ mark }}", indent=False)
    _line(document, "督办通知单", font=TITLE, size=22, align=ALIGN.CENTER, indent=False)
    _line(document, "{{ unit }}：", indent=False)
    _line(document, "你单位下列{{ lines|length }}项工作需要抓紧办理，现予督办。")
    _table(
        document,
        ("序号", "事项", "待办", "时限", "督办原因"),
        "lines",
        ("{{ loop.index }}", "{{ row.title }}", "{{ row.what }}", "{{ row.due }}", "{{ row.condition }}"),
        (12, 54, 40, 26, 24),
    )
    _line(document, "要求：{{ demand }}")
    _line(document, "反馈时限：{{ answer_by }}；反馈方式：{{ way }}。")
    _line(document, "联系人：{{ contact }}{% if phone %}，电话：{{ phone }}{% endif %}。")
    _line(document, "签发人：{{ signer }}{% if on_behalf_of %}（受{{ on_behalf_of }}委托）{% endif %}")
    _signed(document)
    _line(document, "— — — — — — 回执联（填写后反馈）— — — — — —", align=ALIGN.CENTER, indent=False, size=12)
    _form(
        document,
        (
            ("编号", "{{ number }}"),
            ("承办单位", "{{ unit }}"),
            ("办理情况", "\n\n"),
            ("承办人、日期", ""),
            ("负责人签字", ""),
        ),
    )
    _origin(document)


def _minutes(document) -> None:
    # An extract is a letter to one unit: no red head, and no more of the sitting than concerns it.
    _line(document, "{%p if extract %}")
    _line(document, "{{ meeting }}", font=TITLE, size=22, align=ALIGN.CENTER, indent=False)
    _line(document, "{{ label }}{{ mark }}", font=TITLE, size=22, align=ALIGN.CENTER, indent=False)
    _line(document, "{{ unit }}：", indent=False, before=29)
    _line(document, "{{ held_on }}，{{ meeting }}召开。现将会议对你单位有关事项的决定摘录如下。")
    _line(document, "{%p else %}")
    _line(
        document, "{{ head }}", font=TITLE, size=30, align=ALIGN.CENTER, indent=False, colour=RED, before=80
    )
    _line(document, "{{ issue }}", align=ALIGN.CENTER, indent=False, before=29)
    _ends(document, "{{ unit }}", "{{ issued_on }}")
    _rule(document.paragraphs[-1])
    _line(document, "{{ title }}{{ mark }}", font=TITLE, size=22, align=ALIGN.CENTER, indent=False, before=58)
    for name, field in (("时间", "held_on"), ("地点", "place"), ("主持人", "presiding")):
        _named(document, name, f"{{{{ {field} }}}}")
    for name, field in (("出席", "present"), ("请假", "leave"), ("缺席", "absent"), ("列席", "observers")):
        _only(document, field, lambda n=name, f=field: _named(document, n, f"{{{{ {f}|join('、') }}}}"))
    _line(document, "{%p endif %}")
    _line(document, "{%p for item in items %}")
    _line(
        document,
        "{% if not extract %}{{ item.place }}．{% endif %}{{ item.title }}{% if item.unit and not extract %}（{{ item.unit }}）{% endif %}",
        font=HEI,
    )
    _only(document, "item.considered", lambda: _led(document, "会议认为，", "{{ item.considered }}", HEI))
    _led(document, "会议决定：", "{{ item.decided }}", HEI)
    _only(document, "item.numbers", lambda: _line(document, "{{ item.numbers }}。"))
    _only(document, "item.recused", lambda: _line(document, "回避：{{ item.recused|join('、') }}。"))
    _line(document, "{%p if item.listed %}")
    _table(
        document,
        ("序号", "单位", "事项", "版本", "决定"),
        "item.listed",
        (
            "{{ loop.index }}",
            "{{ row.unit }}",
            "{{ row.title }}",
            "{{ row.version }}",
            "{{ row.conclusion }}",
        ),
        (12, 44, 54, 18, 28),
    )
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p if tasks %}")
    _line(document, "议定事项", font=HEI)
    _table(
        document,
        ("序号", "事项", "承办单位", "办结时限"),
        "tasks",
        ("{{ loop.index }}", "{{ row.title }}", "{{ row.unit }}", "{{ row.due }}"),
        (12, 66, 44, 34),
    )
    _line(document, "{%p endif %}")
    _only(document, "extract", lambda: _signed(document))  # minutes bear no seal
    _origin(document)


def _notice(document) -> None:
    _line(
        document, "{{ head }}", font=TITLE, size=30, align=ALIGN.CENTER, indent=False, colour=RED, before=80
    )
    _line(document, "{{ number }}{{ mark }}", align=ALIGN.CENTER, indent=False, before=29)
    _rule(document.paragraphs[-1])
    _line(document, "{{ title }}", font=TITLE, size=22, align=ALIGN.CENTER, indent=False, before=58)
    _line(document, "{{ unit }}：", indent=False, before=29)
    _line(document, "{{ opening }}")
    _line(document, "{%p for part in parts %}")
    _line(document, "{{ part.numeral }}、{{ part.heading }}", font=HEI)
    _line(document, "{%p for words in part.paragraphs %}")
    _led(document, "{{ words.lead }}", "{{ words.rest }}", KAI)
    _line(document, "{%p endfor %}")
    _line(document, "{%p endfor %}")
    _only(document, "closing", lambda: _line(document, "{{ closing }}"))
    _only(document, "results", lambda: _line(document, "附件：考评结果", before=29))
    _signed(document)
    _only(
        document,
        "contact",
        lambda: _line(document, "（联系人：{{ contact }}{% if phone %}，电话：{{ phone }}{% endif %}）"),
    )
    _line(document, "{%p if results %}")
    _line(document, "附件", font=HEI, indent=False, new_page=True)
    _line(document, "考评结果", font=TITLE, size=22, align=ALIGN.CENTER, indent=False)
    _table(
        document,
        ("序号", "单位", "得分", "等次", "备注"),
        "results",
        ("{{ loop.index }}", "{{ row.unit }}", "{{ row.score }}", "{{ row.grade }}", "{{ row.remark }}"),
        (12, 66, 22, 22, 34),
    )
    _line(document, "{%p endif %}")
    _only(
        document,
        "results",
        lambda: _line(
            document,
            "共{{ results|length }}个单位{% if snapshot %}，数据取自{{ snapshot }}{% endif %}。",
            indent=False,
            size=12,
        ),
    )
    # 版记: thick rules around it, a thin one between its lines.
    _only(document, "copies", lambda: _imprint(document, "抄送：{{ copies|join('，') }}。", above=8, below=0))
    _ends(document, "{{ printed_by }}", "{{ issued_on }}印发", size=14)
    _rule(document.paragraphs[-1], colour="000000", above=6, below=8)
    _origin(document)


LAYOUTS = {"supervision_order": _order, "meeting_minutes": _minutes, "assessment_notice": _notice}


def _page():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "linesAndChars"), ("linePitch", GRID_LINE), ("charSpace", GRID_CHARACTER)):
        grid.set(qn(f"w:{name}"), str(value))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    style = document.styles["Normal"]
    style.font.size = BODY
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
    return document


def _line(
    document, text, *, font=FANG, size=16, align=None, indent=True, colour=None, before=0, new_page=False
):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent and align is None and not text.startswith("{%p"):
        paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.page_break_before = new_page
    _run(paragraph, text, font, size, colour)
    return paragraph


def _run(paragraph, text: str, font: str, size: float, colour=None) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _led(document, lead: str, words: str, font: str) -> None:
    """A paragraph whose beginning is set in another font."""
    paragraph = _line(document, lead, font=font)
    _run(paragraph, words, FANG, 16)


def _ends(document, left: str, right: str, *, size: float = 16) -> None:
    """One line with something at both ends of it."""
    paragraph = _line(document, f"{left}\t{right}", indent=False, size=size)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), TAB.RIGHT)


def _imprint(document, text: str, *, above: int, below: int) -> None:
    _line(document, text, indent=False, size=14)
    _rule(document.paragraphs[-1], colour="000000", above=above, below=below)


def _named(document, name: str, value: str) -> None:
    paragraph = _line(document, f"{name}：", font=HEI, indent=False)
    _run(paragraph, value, FANG, 16)


def _only(document, condition: str, write) -> None:
    """What stands there only when there is something to say."""
    _line(document, f"{{%p if {condition} %}}")
    write()
    _line(document, "{%p endif %}")


def _table(document, heads, rows: str, cells, widths) -> None:
    """A table with a row for each of `rows`: the two rows with for and endfor vanish when it is filled."""
    table = document.add_table(rows=4, cols=len(heads), style="Table Grid")
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for at, (head, cell, wide) in enumerate(zip(heads, cells, widths, strict=True)):
        for row in table.rows:
            row.cells[at].width = Mm(wide)
        _run(table.cell(0, at).paragraphs[0], head, HEI, 12)
        _run(table.cell(2, at).paragraphs[0], cell, FANG, 12)
    _run(table.cell(1, 0).paragraphs[0], f"{{%tr for row in {rows} %}}", FANG, 12)
    _run(table.cell(3, 0).paragraphs[0], "{%tr endfor %}", FANG, 12)


def _form(document, fields) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in fields:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(44), Mm(112)
        _run(cells[0].paragraphs[0], name, HEI, 12)
        _run(cells[1].paragraphs[0], value, FANG, 12)


def _signed(document) -> None:
    """Signature and date, four characters in: the place of the seal, where nothing is drawn."""
    for text, before in (("{{ issuer }}", 58), ("{{ issued_on }}", 0)):
        paragraph = _line(document, text, align=ALIGN.RIGHT, indent=False, before=before)
        paragraph.paragraph_format.right_indent = Pt(64)


def _origin(document) -> None:
    _line(document, "校验短码：{{ code }}　{{ generated }}", size=9, indent=False, before=12)


def _rule(paragraph, colour: str = "E60012", *, above: int = 0, below: int = 12) -> None:
    """Rules above and below a line, in eighths of a point; 0 draws none."""
    borders = OxmlElement("w:pBdr")
    for edge, size in (("top", above), ("bottom", below)):
        if size:
            rule = OxmlElement(f"w:{edge}")
            space = "11" if colour != "000000" else "4"
            for name, value in (("val", "single"), ("sz", str(size)), ("space", space), ("color", colour)):
                rule.set(qn(f"w:{name}"), value)
            borders.append(rule)
    paragraph._p.get_or_add_pPr().append(borders)
