import io
import zipfile

import pytest
import xlsxwriter
from docx import Document
from openpyxl import Workbook

from records import archives, uploads
from records.errors import BadUpload

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 200
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def packed(entries: dict[str, bytes], base: bytes | None = None) -> bytes:
    out = io.BytesIO(base or b"")
    with zipfile.ZipFile(out, "a" if base else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def ofd() -> bytes:
    return packed({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<x/>"})


def refused(content: bytes, name: str, **options) -> str:
    with pytest.raises(BadUpload) as told:
        uploads.check(io.BytesIO(content), name, **options)
    return str(told.value)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "扫描件.pdf", "pdf"),
        (PNG, "照片.PNG", "png"),
        (JPG, "照片.jpeg", "jpg"),
        (docx(), "方案.docx", "docx"),
        (xlsx(), "清单.xlsx", "xlsx"),
        (ofd(), "公文.ofd", "ofd"),
    ],
)
def test_check_takes_what_the_name_says(content, name, kind):
    stream = io.BytesIO(content)
    upload = uploads.check(stream, name)
    assert upload == uploads.Upload(name=name, media_type=uploads.MEDIA_TYPES[kind], size=len(content))
    assert stream.tell() == 0


def test_check_refuses_an_empty_file():
    assert "空文件" in refused(b"", "空.pdf")


def test_check_refuses_a_file_over_the_limit():
    assert "超过上限" in refused(PDF + b"0" * 2000, "大.pdf", limit=1000)


def test_check_holds_to_the_limit_of_the_installation(settings):
    settings.UPLOAD_LIMIT_MB = 1
    assert "1.0 MB" in refused(PDF + b"0" * 1024 * 1024, "大.pdf")
    settings.UPLOAD_LIMIT_MB = 2
    assert uploads.check(io.BytesIO(PDF + b"0" * 1024 * 1024), "大.pdf").name == "大.pdf"


def test_check_refuses_200_megabytes_without_reading_them():
    class Huge(io.BytesIO):
        def seek(self, offset, whence=0):
            return 200 * 1024 * 1024 if whence == 2 else 0

        def read(self, *args):
            raise AssertionError("must not be read")

    with pytest.raises(BadUpload, match="200.0 MB"):
        uploads.check(Huge(), "大.pdf")


def test_check_refuses_a_misnamed_file():
    assert "与内容不符" in refused(PNG, "报告.pdf")
    assert "与内容不符" in refused(docx(), "清单.xlsx")
    assert "与内容不符" in refused(PDF, "没有扩展名")


@pytest.mark.parametrize(
    "content",
    [b"MZ" + b"\0" * 200, b"<html><script>alert(1)</script>", b"plain words", b"PK\x05\x06" + b"\0" * 18],
)
def test_check_refuses_other_content_behind_an_allowed_name(content):
    assert "不能上传" in refused(content, "报告.pdf")


def test_check_refuses_what_this_place_does_not_take():
    assert "可以上传：docx" in refused(PDF, "方案.pdf", allowed=uploads.WORD)


def test_check_takes_csv_only_where_asked():
    text = "编号,类别\n1.1,甲\n".encode("gb18030")
    assert uploads.check(io.BytesIO(text), "清单.csv", allowed=uploads.TASK_LIST).media_type == "text/csv"
    refused(text, "清单.csv")
    refused(b"a\x00b,c", "清单.csv", allowed=uploads.TASK_LIST)


def test_check_says_how_to_bring_an_old_file():
    old = uploads.OLE + b"\0" * 600
    assert "另存为docx" in refused(old, "方案.wps")
    assert "另存为xlsx" in refused(old, "清单.xls")


def test_check_refuses_a_file_with_a_password():
    assert "密码" in refused(uploads.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "方案.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "..\\x.pdf", "a/../b.pdf"])
def test_check_refuses_a_name_that_points_elsewhere(name):
    assert "路径" in refused(PDF, name)


def test_check_keeps_the_last_part_of_a_local_path():
    assert uploads.check(io.BytesIO(PDF), "C:\\fakepath\\扫描.pdf").name == "扫描.pdf"


@pytest.mark.parametrize("name", ["fdp\u202egnp.pdf", "a\x00.pdf", "", ".pdf", "长" * 200 + ".pdf"])
def test_check_refuses_a_name_that_hides_something(name):
    refused(PDF, name)


def test_check_refuses_macros():
    assert "宏" in refused(packed({"word/vbaProject.bin": b"x"}, docx()), "方案.docx")
    assert "宏" in refused(docx(), "方案.docm")
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    assert "宏" in refused(packed({"[Content_Types].xml": types, "word/document.xml": b"<w/>"}), "方案.docx")


def test_check_refuses_the_test_virus_anywhere():
    assert "病毒" in refused(archives.EICAR, "样例.pdf")
    assert "病毒" in refused(PDF + b"\n" * 1_048_560 + archives.EICAR, "样例.pdf")
    assert "病毒" in refused(packed({"word/media/x.txt": archives.EICAR}, docx()), "样例.docx")


def test_check_refuses_a_zip_bomb():
    assert "压缩炸弹" in refused(packed({"word/media/a.bin": b"\0" * 30_000_000}, docx()), "方案.docx")
    many = {f"word/media/{n}.bin": b"\0" * 4_000_000 for n in range(5)}
    assert "压缩炸弹" in refused(packed(many, docx()), "方案.docx")


def test_check_refuses_a_bomb_that_lies_about_its_size():
    content = bytearray(packed({"[Content_Types].xml": b"<t/>", "word/document.xml": b"\0" * 5_000_000}))
    real = (5_000_000).to_bytes(4, "little")
    content = bytes(content).replace(real, (10).to_bytes(4, "little"))
    refused(content, "方案.docx")


def test_check_refuses_too_many_entries():
    assert "条目过多" in refused(packed({f"x/{n}": b"" for n in range(2001)}), "方案.docx")


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil", "..\\evil", "C:/evil"])
def test_check_refuses_entries_that_point_outside(name):
    assert "路径" in refused(packed({name: b"x"}, docx()), "方案.docx")


def test_check_takes_a_chart_but_not_deeper_nesting():
    chart = packed({"word/embeddings/sheet1.xlsx": xlsx()}, docx())
    assert uploads.check(io.BytesIO(chart), "方案.docx").size == len(chart)
    deep = packed({"a.zip": packed({"b.zip": packed({"c": b"x"})})}, docx())
    assert "嵌套" in refused(deep, "方案.docx")
    assert "压缩文件" in refused(packed({"a.rar": b"Rar!\x1a\x07\x00xx"}, docx()), "方案.docx")


DECLARATION = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize("before", ["", f"<!--{'长注释' * 3000}-->", f"<!--{'x' * (archives.CHUNK - 30)}-->"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_check_refuses_entities_in_the_parts_however_deep(before, encoding):
    part = f'<?xml version="1.0"?>{before}{DECLARATION}'.encode(encoding)
    assert "结构异常" in refused(packed({"word/x.xml": part}, docx()), "a.docx")


def test_check_refuses_entities_in_the_document_itself():
    start = b"<w:document"
    hidden = replaced(docx(), "word/document.xml", start, b"<!--" + b"y" * 9000 + b"--><!DOCTYPE w>" + start)
    assert "结构异常" in refused(hidden, "方案.docx")


def test_check_takes_words_about_entities():
    said = replaced(
        docx(), "word/document.xml", b"<w:body>", b"<w:body><w:p><w:r><w:t>&lt;!DOCTYPE</w:t></w:r></w:p>"
    )
    assert uploads.check(io.BytesIO(said), "方案.docx").media_type == uploads.MEDIA_TYPES["docx"]


def test_check_refuses_a_picture_that_is_also_an_archive():
    assert "夹带" in refused(JPG + packed({"evil.html": b"x"}), "照片.jpg")
    assert "夹带" in refused(PDF + packed({"evil.html": b"x"}), "报告.pdf")


def test_check_refuses_a_damaged_office_file():
    assert "损坏" in refused(docx()[:-400], "方案.docx")
    broken = bytearray(docx())
    broken[60:90] = b"\xff" * 30
    assert "损坏" in refused(bytes(broken), "方案.docx")


def test_check_refuses_a_sheet_that_spans_everything():
    book = Workbook()
    book.active["A1"] = "任务"
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert "范围过大" in refused(out.getvalue(), "清单.xlsx")


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same zip file with one part's bytes changed."""
    out = io.BytesIO()
    assert part in zipfile.ZipFile(io.BytesIO(content)).namelist()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == part:
                assert old in body
                body = body.replace(old, new)
            target.writestr(entry, body)
    return out.getvalue()


@pytest.mark.parametrize("value", [b"999999999999", b"&#57;99999999999", b"-1"])
def test_check_refuses_counts_that_nobody_has(value):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_string(0, 0, "任务")
    strange = replaced(
        out.getvalue(), "xl/sharedStrings.xml", b'uniqueCount="1"', b'uniqueCount = "' + value + b'"'
    )
    assert "结构异常" in refused(strange, "清单.xlsx")


def test_check_refuses_a_place_in_disguise():
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "任务"
    book.save(out)
    strange = replaced(out.getvalue(), "xl/worksheets/sheet1.xml", b'r="A1"', b'r="&#88;FD1048576"')
    assert "结构异常" in refused(strange, "清单.xlsx")


def test_an_old_word_file_with_a_new_name_is_called_what_it_is():
    stream = io.BytesIO(uploads.OLE + b"\0" * 600)
    with pytest.raises(BadUpload) as refused:
        uploads.check(stream, "方案.docx", allowed=uploads.WORD)
    assert "旧格式" in str(refused.value) and "（docx）" not in str(refused.value)
