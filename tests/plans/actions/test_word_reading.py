import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from plans.actions import word
from records.errors import BadUpload

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADS = ["序号", "重点任务", "工作措施", "责任科室", "责任人", "完成时限", "备注"]


class Paper:
    """A document as a unit might have typed it."""

    def __init__(self):
        self.document = Document()

    def line(self, text, *, bold=False, centred=False, style=None):
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(text).bold = bold or None
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return self

    def table(self, *rows, merge=()):
        grid = self.document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for line, row in zip(grid.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        for first, last in merge:
            text = grid.cell(*first).text
            for row in range(first[0], last[0] + 1):
                for column in range(first[1], last[1] + 1):
                    grid.cell(row, column).text = ""
            grid.cell(*first).merge(grid.cell(*last)).text = text
        return self

    def stream(self) -> io.BytesIO:
        out = io.BytesIO()
        self.document.save(out)
        out.seek(0)
        return out

    def read(self, **options) -> word.WordPlan:
        return word.read(self.stream(), **options)


def typed() -> Paper:
    """Plain paragraphs with 一、 in front, as most units write."""
    paper = Paper().line("示范区民政局（样例）", centred=True).line("创建模范机关实施方案", centred=True)
    paper.line("（2026年2月10日局党组会议审议通过）", centred=True)
    paper.line("为深入推进模范机关创建工作，结合本局实际，制定本实施方案，请各科室认真执行。")
    paper.line("一、总体要求").line("坚持实干为先。").line("（一）主要考虑").line("务求实效。")
    paper.line("二、基本原则").line("坚持问题导向。")
    paper.line("三、目标任务").line("完成23项任务。")
    paper.line("四、实施步骤").line("分三步走。")
    paper.line("五、组织领导").line("成立领导小组。").line("组  长：赵样例  党组书记、局长").line(
        "副组长：钱样例 副局长；孙样例 副局长"
    )
    paper.line("成  员：李样、周样、吴样例")
    return paper


def test_typed_plan_is_read_whole():
    plan = typed().read()
    assert plan.title == "示范区民政局（样例）创建模范机关实施方案"
    assert plan.own_meeting == {"name": "局党组会议", "date": "2026-02-10", "number": ""}
    assert plan.sections["requirements"].split("\n")[1:] == ["坚持实干为先。", "（一）主要考虑", "务求实效。"]
    assert plan.sections["requirements"].startswith("为深入推进")
    assert {key: text for key, text in plan.sections.items() if key in {"principles", "targets", "steps"}} == {
        "principles": "坚持问题导向。", "targets": "完成23项任务。", "steps": "分三步走。",
    }  # fmt: skip
    assert [(member["role"], member["name"], member["post"]) for member in plan.group] == [
        ("leader", "赵样例", "党组书记、局长"),
        ("vice", "钱样例", "副局长"),
        ("vice", "孙样例", "副局长"),
        ("member", "李样", ""),
        ("member", "周样", ""),
        ("member", "吴样例", ""),
    ]
    assert plan.unrecognised == []


def test_headings_by_style_or_bold_are_read():
    for options in ({"style": "Heading 1"}, {"bold": True}):
        paper = Paper().line("某局实施方案", centred=True)
        for name in ("总体要求", "基本原则", "目标任务", "实施步骤", "组织领导"):
            paper.line(name, **options).line(f"{name}的正文。")
        plan = paper.read()
        assert plan.sections == {
            "requirements": "总体要求的正文。", "principles": "基本原则的正文。", "targets": "目标任务的正文。",
            "steps": "实施步骤的正文。", "organisation": "组织领导的正文。",
        }  # fmt: skip


def test_other_names_are_mapped_and_told():
    paper = Paper().line("某局实施方案", centred=True)
    for name in (
        "一、指导思想",
        "二、工作原则",
        "三、工作目标",
        "四、主要任务",
        "五、方法步骤和时间安排",
        "六、保障措施",
    ):
        paper.line(name).line(f"{name[2:]}正文。")
    plan = paper.read()
    assert plan.sections["requirements"] == "指导思想正文。"
    assert plan.sections["targets"] == "工作目标正文。\n主要任务\n主要任务正文。"
    assert plan.sections["steps"] == "方法步骤和时间安排正文。"
    assert plan.sections["organisation"] == "保障措施正文。"
    assert "“指导思想”按“总体要求”导入。" in plan.notes
    assert "“主要任务”并入“目标任务”。" in plan.notes


def test_what_fits_nowhere_is_shown():
    plan = (
        typed().line("六、附则").line("本方案由局党组解释。").line("附件：1.任务清单").line("其他说明").read()
    )
    assert [(each.kind, each.where, each.text) for each in plan.unrecognised] == [
        ("paragraph", "第20段", "六、附则"),
        ("paragraph", "“附则”之下", "本方案由局党组解释。"),
        ("paragraph", "第22段", "附件：1.任务清单"),
        ("paragraph", "“附件：1.任务清单”之下", "其他说明"),
    ]


def test_document_without_any_section_loses_nothing():
    plan = Paper().line("随便一份材料的一段话，写得很长很长，但是没有任何章节标题，也没有表格。").read()
    assert plan.sections == {}
    assert [each.text[:4] for each in plan.unrecognised] == ["随便一份"]
    assert any("没有找到任务清单表" in note for note in plan.notes)


def test_task_table_is_read_with_chinese_dates():
    plan = typed().table(
        HEADS,
        ["1", "落实“第一议题”制度", "学习清单", "办公室", "赵样例", "2026年3月底前", ""],
        ["2", "业务融合项目", "书记项目", "救助科", "钱样例", "全年", "重点"],
        ["3", "作风建设", "巡查", "办公室", "孙样例", "长期坚持", ""],
    ).read()  # fmt: skip
    assert [
        (task.code, task.title, task.carrier, task.section, task.person, task.starts, task.due)
        for task in plan.tasks
    ] == [
        ("1", "落实“第一议题”制度", "学习清单", "办公室", "赵样例", None, date(2026, 3, 31)),
        ("2", "业务融合项目", "书记项目", "救助科", "钱样例", date(2026, 1, 1), date(2026, 12, 31)),
        ("3", "作风建设", "巡查", "办公室", "孙样例", None, None),
    ]
    assert plan.tasks[0].where == "表1第2行"
    assert any("长期坚持" in note for note in plan.notes)
    assert [(each.kind, each.where, each.text) for each in plan.unrecognised] == [
        ("column", "表1“备注”列", "重点")
    ]


def test_task_table_columns_may_stand_in_any_order():
    plan = Paper().table(
        ["完成时间", "责任", "任务名称", "完成标准", "节点"],
        ["6月30日前", "救助科 钱样例", "甲事", "有清单", "选题（3月底前）；验收 2026-06-15"],
    ).read(year=2026)  # fmt: skip
    task = plan.tasks[0]
    assert (task.title, task.section, task.person, task.due) == (
        "甲事",
        "救助科",
        "钱样例",
        date(2026, 6, 30),
    )
    assert task.milestones == [("选题", date(2026, 3, 31)), ("验收", date(2026, 6, 15))]


def test_merged_cells_and_category_rows_are_understood():
    plan = Paper().table(
        ["类别", "任务", "工作措施", "责任科室", "完成时限"],
        ["讲政治", "甲事", "措施一", "办公室", "2026-03-31"],
        ["", "", "措施二", "", "2026-03-31"],
        ["", "乙事", "措施三", "救助科", "2026-06-30"],
        ["一、强组织", "", "", "", ""],
        ["", "丙事", "措施四", "救助科", "2026-09-30"],
        merge=[((1, 0), (3, 0)), ((1, 1), (2, 1)), ((1, 3), (2, 3)), ((4, 0), (4, 4))],
    ).read()  # fmt: skip
    assert [(task.category, task.title, task.carrier, task.section) for task in plan.tasks] == [
        ("讲政治", "甲事", "措施一\n措施二", "办公室"),
        ("讲政治", "乙事", "措施三", "救助科"),
        ("强组织", "丙事", "措施四", "救助科"),
    ]
    assert plan.unrecognised == []


def test_head_of_two_rows_is_understood():
    plan = Paper().table(
        ["任务", "责任", "", "完成时限"],
        ["", "责任科室", "责任人", ""],
        ["甲事", "办公室", "赵样例", "2026-03-31"],
        merge=[((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3))],
    ).read()  # fmt: skip
    assert [(task.title, task.section, task.person) for task in plan.tasks] == [("甲事", "办公室", "赵样例")]


def test_table_that_goes_on_without_a_head_is_one_list():
    paper = Paper().table(HEADS[:6], ["1", "甲", "a", "办公室", "赵样例", "2026-03-31"])
    plan = paper.line("").table(["2", "乙", "b", "办公室", "赵样例", "2026-04-30"]).read()
    assert [task.title for task in plan.tasks] == ["甲", "乙"]


def test_group_table_is_read():
    plan = (
        typed()
        .table(
            ["姓名", "职务", "组内职务"],
            ["赵 样", "书记", "组长"],
            ["钱样例", "副书记", "副组长"],
            ["孙样例", "委员", ""],
        )
        .read()
    )
    assert [(member["role"], member["name"], member["post"]) for member in plan.group] == [
        ("leader", "赵样", "书记"), ("vice", "钱样例", "副书记"), ("member", "孙样例", "委员"),
    ]  # fmt: skip


def test_other_tables_are_shown():
    plan = typed().table(["项目名", "金额"], ["甲", "1"]).read()
    assert [(each.kind, each.where, each.text) for each in plan.unrecognised] == [
        ("table", "表1", "项目名\t金额\n甲\t1")
    ]


def test_contradictions_are_told_and_nothing_is_dropped():
    plan = Paper().table(
        ["编号", "任务", "开始时间", "完成时限", "节点", "完成标准"],
        ["1", "甲", "2026-06-01", "2026-03-01", "\n".join(f"第{n}步" for n in "一二三四五六七八"), "标" * 2100],
        ["1", "", "2026-06-01", "", "", "没有任务名"],
    ).read()  # fmt: skip
    task = plan.tasks[0]
    assert (task.starts, task.due, len(task.milestones), len(task.standard)) == (
        None,
        date(2026, 3, 1),
        6,
        2000,
    )
    assert any("早于开始时间" in note for note in plan.notes)
    shown = "\n".join(each.text for each in plan.unrecognised)
    assert "第七步" in shown and "第八步" in shown and "标" * 2100 in shown and "没有任务名" in shown


def test_tracked_changes_and_text_boxes_are_read_as_they_end_up():
    paper = typed()
    target = next(p for p in paper.document.paragraphs if p.text == "分三步走。")._p
    target.append(parse_xml(f"<w:ins {W}><w:r><w:t>先动员。</w:t></w:r></w:ins>"))
    target.append(parse_xml(f"<w:del {W}><w:r><w:delText>已删。</w:delText></w:r></w:del>"))
    target.append(
        parse_xml(
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    plan = paper.read()
    assert plan.sections["steps"] == "分三步走。先动员。"
    assert [(each.where, each.text) for each in plan.unrecognised] == [("文本框", "框内文字")]


def test_content_controls_are_looked_into():
    paper = typed().table(HEADS[:6], ["1", "甲", "a", "办公室", "赵样例", "2026-03-31"])
    table = paper.document.tables[0]._tbl
    wrapper, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table.addprevious(wrapper)
    wrapper.append(content)
    content.append(table)
    assert table.getparent().tag == qn("w:sdtContent")
    assert [task.title for task in paper.read().tasks] == ["甲"]


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("（2026年2月10日局党组会议审议通过）", "局党组会议", "2026-02-10"),
        ("本方案经区民政局党组2026年第3次会议研究通过。", "区民政局党组2026年第3次会议", ""),
        ("本方案已经2026年3月2日党组（扩大）会议研究同意。", "党组（扩大）会议", "2026-03-02"),
        ("经机关党委会审议通过", "机关党委会", ""),
    ],
)
def test_own_meeting_is_found(line, name, day):
    plan = (
        Paper()
        .line("某局实施方案", centred=True)
        .line(line, centred=True)
        .line("一、总体要求")
        .line("正文。")
        .read()
    )
    assert (plan.own_meeting["name"], plan.own_meeting["date"]) == (name, day)


def test_number_of_the_document_is_found():
    plan = (
        Paper()
        .line("某局实施方案", centred=True)
        .line("示民党〔2026〕3号", centred=True)
        .line("一、总体要求")
        .read()
    )
    assert plan.own_meeting["number"] == "示民党〔2026〕3号"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.docx", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "另存为docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.wps", "另存为docx"),
        (b"PK\x03\x04broken", "a.docx", "损坏"),
        (b"%PDF-1.7", "a.docx", "不能上传"),
        (b"plain", "a.docx", "不能上传"),
    ],
)
def test_other_files_get_a_sentence(content, name, words):
    with pytest.raises(BadUpload, match=words):
        word.read(io.BytesIO(content), name=name)


def test_broken_parts_get_a_sentence():
    for part in ("word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"):
        out = io.BytesIO()
        with zipfile.ZipFile(typed().stream()) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                new.writestr(entry, content[: len(content) // 2] if entry.filename == part else content)
        with pytest.raises(BadUpload):
            word.read(out)


def test_style_part_may_be_missing():
    out = io.BytesIO()
    with zipfile.ZipFile(typed().stream()) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename != "word/styles.xml":
                content = old.read(entry)
                if entry.filename in {"[Content_Types].xml", "word/_rels/document.xml.rels"}:
                    content = re.sub(rb"<[^<>]*[/\"]styles\.xml[^<>]*/>", b"", content)
                new.writestr(entry, content)
    assert word.read(out).sections["steps"] == "分三步走。"


def test_read_leaves_the_stream_at_its_beginning():
    stream = typed().stream()
    word.read(stream)
    assert stream.tell() == 0
