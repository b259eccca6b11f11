import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from documents import engine
from records import markings, uploads

DOCX, XLSX = uploads.MEDIA_TYPES["docx"], uploads.MEDIA_TYPES["xlsx"]


def docx(*lines, header="", table=None) -> io.BytesIO:
    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def xlsx(*rows) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    "text",
    [
        "机密★1年",
        "关于某事的通知\n正文\n秘密★6个月",
        "绝 密 ★ 长期",
        "机密　★　1年",
        "机密＊1年",
        "★秘密",
        "絕密★",
        "x" * 3000 + "\n绝密★",
        "本件为机密★3年",
    ],
)
def test_word_with_star_is_blocked_anywhere(text):
    found = markings.in_text(text)
    assert found.level == "block"
    assert "非涉密系统" in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "机密\n关于某事的通知",
        "000012\n　秘　密　\n特急",
        "密级：绝密\n某局文件",
        "【秘密】\n某局",
        "（机密）",
        "机\n密\n某局文件",
        "机密级",
        "秘密 1年\n某局",
        "某局文件\t机密\n通知",
    ],
)
def test_word_alone_in_the_first_lines_is_blocked(text):
    assert markings.in_text(text).level == "block"


def test_word_alone_further_down_is_only_asked_about():
    assert markings.in_text("行\n" * 40 + "秘密\n").level == "warn"
    assert markings.in_text("第一页", rest="机密").level == "warn"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("三、入党誓词：保守党的秘密，对党忠诚。", "秘密"),
        ("乙方应当保守甲方商业秘密。", "商业秘密"),
        ("商业秘密★★★", "商业秘密"),
        ("一支部 三星级支部★★★", "★★★"),
    ],
)
def test_ordinary_words_are_only_asked_about(text, word):
    found = markings.in_text(text)
    assert found.level == "warn"
    assert any(word in each for each in found.words)
    assert "确认" in found.sentence


@pytest.mark.parametrize(
    "text", ["", "开展保密教育两次", "保密工作责任制", "落实“第一议题”制度", "机构密切联系群众", "秘书、密码"]
)
def test_other_text_passes(text):
    assert markings.in_text(text) == markings.Finding()


@pytest.mark.parametrize(
    "name",
    [
        "【机密】报告.docx",
        "报告(秘密).pdf",
        "报告（绝密）.pdf",
        "［秘密］x.xlsx",
        "机密★1年.pdf",
        "秘密.docx",
        "报告〔机密★3年〕.ofd",
    ],
)
def test_marking_in_the_file_name_is_blocked(name):
    assert markings.in_name(name).level == "block"


def test_ordinary_file_names_pass_or_are_asked_about():
    assert markings.in_name("商业秘密保护制度.docx").level == "warn"
    assert markings.in_name("(定稿)保密教育计划.docx").level == "none"


def test_docx_is_read_in_header_body_and_table():
    assert markings.in_file(docx("正文", header="机密"), name="a.docx", media_type=DOCX).level == "block"
    assert markings.in_file(docx("机密★1年", "正文"), name="a.docx", media_type=DOCX).level == "block"
    cells = docx("某单位", table=[["密级", "秘密★1年"]])
    assert markings.in_file(cells, name="a.docx", media_type=DOCX).level == "block"


def test_rating_table_beside_the_word_passes_with_a_question():
    stars = docx("支部评定表", table=[["支部", "保守党的秘密", "★★★"], ["一支部", "三星级支部★★★", "好"]])
    assert markings.in_file(stars, name="评定表.docx", media_type=DOCX).level == "warn"


def test_docx_text_boxes_are_read():
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict><w:txbxContent>'
        "<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★1年</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    source, out = docx("正文"), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + box.encode())
            new.writestr(entry, content)
    assert markings.in_file(out, name="a.docx", media_type=DOCX).level == "block"


def test_xlsx_cells_and_headers_are_read():
    assert markings.in_file(xlsx(["名称", "秘密★1年"]), name="a.xlsx", media_type=XLSX).level == "block"
    assert markings.in_file(xlsx(["机密"], ["名称"]), name="a.xlsx", media_type=XLSX).level == "block"
    book = Workbook()
    book.active.append(["名称"])
    book.active.oddHeader.center.text = "绝密"
    out = io.BytesIO()
    book.save(out)
    assert markings.in_file(out, name="a.xlsx", media_type=XLSX).level == "block"
    assert markings.in_file(xlsx(["三星级支部★★★"]), name="a.xlsx", media_type=XLSX).level == "warn"


def test_ofd_text_is_read():
    out = io.BytesIO()
    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextObject><ofd:TextCode>机密★1年</ofd:TextCode></ofd:TextObject></ofd:Page>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", "<a/>")
        archive.writestr("Doc_0/Pages/Page_0/Content.xml", page)
    assert markings.in_file(out, name="a.ofd", media_type=uploads.MEDIA_TYPES["ofd"]).level == "block"


def test_csv_is_read_in_both_encodings():
    for encoding in ("utf-8", "gb18030"):
        stream = io.BytesIO("编号,名称\n1,机密★1年\n".encode(encoding))
        assert markings.in_file(stream, name="a.csv", media_type="text/csv").level == "block"


def test_pdf_text_is_read():
    # Printed with the fonts we ship: a machine without Chinese fonts would print boxes that no reader can read.
    page = "<html><head></head><body><h1>机密★1年</h1><p>样例正文</p></body></html>"
    stream = io.BytesIO(engine.render(page, title="样例", record=None))
    assert markings.in_file(stream, name="a.pdf", media_type="application/pdf").level == "block"


def test_scan_without_text_asks_for_the_tick():
    for media_type, content in (("image/png", b"\x89PNG"), ("application/pdf", b"%PDF-1.4 broken")):
        found = markings.in_file(io.BytesIO(content), name="扫描.x", media_type=media_type)
        assert found.level == "none"
        assert found.unread


def test_name_and_text_are_both_asked_about():
    found = markings.in_file(docx("商业秘密"), name="秘密工作.docx", media_type=DOCX)
    assert found.level == "warn"
    assert not found.unread
    assert len(found.words) == 2
