"""What the unit brings along (all 样例): its Word document, its task list in Excel, scans."""

import io
from datetime import date, timedelta

import openpyxl
from docx import Document

SECTIONS = {
    "一、总体要求": "围绕干部轮训提质，把机关党建与教学业务一起谋划、一起落实，年底前做到每个科室有任务、每项任务可核查。",
    "二、基本原则": "坚持问题导向，坚持全员参与，坚持务实管用。",
    "三、目标任务": "轮训班次满意度提高到95%；名师工作室全年解决教学难题6个。",
    "四、实施步骤": "第一阶段部署启动，第二阶段组织实施，第三阶段自查完善、申请验收。",
    "五、组织领导": "成立领导小组，校长任组长，各科室负责人为成员，每季度听取一次情况。",
}
TASKS = (
    (
        "1.1",
        "讲政治·铸忠诚",
        "落实“第一议题”制度",
        "举措清单",
        "干部轮训",
        "党支部书记领题",
        "每月学习后5个工作日内形成举措1条以上",
    ),
    (
        "3.2",
        "重实效·促融合",
        "书记项目：轮训班次质量提升",
        "书记项目",
        "干部轮训",
        "校党委书记领办",
        "学员满意度不低于95%，有测评数据",
    ),
    (
        "4.1",
        "优服务·惠民生",
        "学员报到一次办成",
        "党员示范岗",
        "学员管理",
        "党员示范岗带头试行",
        "报到时间压减到10分钟以内",
    ),
)


def word_document() -> bytes:
    """The plan as the unit has it in Word."""
    document = Document()
    document.add_heading("示范区委党校（样例）实施方案", 0)
    for head, text in SECTIONS.items():
        document.add_heading(head, 1)
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(template: bytes, people: list[tuple[str, str]], *, starts: date, wrong: bool = False) -> bytes:
    """The downloaded template with three tasks; `people` are (section, name). `wrong`: a stranger, and a due day too early."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet, head, columns = head_of(book, {"任务", "责任人", "完成时限"})
    sample = [row for row in range(head + 1, sheet.max_row + 1) if any(c.value for c in sheet[row])]
    for row in sample:
        for cell in sheet[row]:
            cell.value = None
    for place, (code, category, title, carrier, matter, role, standard) in enumerate(TASKS):
        section, person = people[place]
        due = starts + timedelta(days=60 + 30 * place)
        values = {
            "编号": code,
            "类别": category,
            "任务": title,
            "载体": carrier,
            "业务事项": matter,
            "党组织作用": role,
            "责任科室": section,
            "责任人": "查无此人" if wrong and place == 0 else person,
            "开始时间": starts.isoformat(),
            "完成时限": (starts - timedelta(days=1) if wrong and place == 1 else due).isoformat(),
            "节点": f"完成并总结 {due.isoformat()}",
            "完成标准": standard,
            "预期佐证": "数据对比表",
        }
        for name, value in values.items():
            sheet.cell(row=head + 1 + place, column=columns[name], value=value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def head_of(book, wanted: set[str]):
    """The sheet, the row and the columns of a template's head, which has these names."""
    for sheet in book.worksheets:
        for row in range(1, 12):
            found = {
                str(cell.value).split("\n")[0].split("（")[0].strip(" *"): cell.column
                for cell in sheet[row]
                if cell.value
            }
            if wanted <= set(found):
                return sheet, row, found
    raise AssertionError("the template has no head row")


def scan(words: str) -> bytes:
    """A one-page PDF that says it is a sample of a scan, with a text layer."""
    stream = f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        f"{place:010d} 00000 n \n".encode() for place in places
    )
    out += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n"
    return bytes(out)
