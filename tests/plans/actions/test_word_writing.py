import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.actions import word

TASK = {
    "line": "t-1", "code": "3.2", "category": "重实效·促融合", "title": "党建业务融合项目", "carrier": "“一窗通办”书记项目",
    "business_matter": "企业开办一次办成", "party_role": "支部书记领办", "section": "审批科", "person": "赵样例",
    "starts": "2026-02-01", "due": "2026-11-30",
    "milestones": [{"name": "确定选题", "due": "2026-03-31"}, {"name": "中期；检查", "due": ""}],
    "standard": "环节由4个减为1个\n每月有统计", "expected_evidence": "立项表、办件统计",
}  # fmt: skip
CONTENT = {
    "schema": 1,
    "title": "示范区政务服务办公室（样例）创建模范机关实施方案",
    "unit": {"code": "zwb", "name": "示范区政务服务办公室（样例）"},
    "action": {"code": "a", "name": "创建模范机关"},
    "own_meeting": {"name": "党组2026年第2次会议", "date": "2026-01-15", "number": "示政办党〔2026〕3号"},
    "group": [
        {"line": "g-1", "name": "赵样例", "post": "党组书记、主任", "role": "leader"},
        {"line": "g-2", "name": "钱样例", "post": "", "role": "vice"},
        {"line": "g-3", "name": "欧阳·样例", "post": "科长", "role": "member"},
    ],
    "sections": [
        {"key": "requirements", "text": "坚持实干。\n（一）主要考虑\n一、这一行像标题\n1.第一点"},
        {"key": "principles", "text": "总体要求\n附件：不是附件"},
        {"key": "targets", "text": "完成任务。"},
        {"key": "steps", "text": ""},
        {"key": "organisation", "text": "加强领导。\n2026年1月20日"},
    ],
    "tasks": [TASK, {**TASK, "line": "t-2", "code": "", "category": "", "title": "空任务", "carrier": "", "business_matter": "",
              "party_role": "", "section": "", "person": "", "starts": "", "due": "", "milestones": [], "standard": "", "expected_evidence": ""}],
}  # fmt: skip


def read_back(content: dict) -> word.WordPlan:
    return word.read(io.BytesIO(word.write(content)))


def task_of(row) -> dict:
    fields = row.fields()
    return {
        **fields,
        "starts": fields["starts"].isoformat() if fields["starts"] else "",
        "due": fields["due"].isoformat() if fields["due"] else "",
        "milestones": [
            {"name": name, "due": due.isoformat() if due else ""} for name, due in fields["milestones"]
        ],
    }


def without_line(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "line"}


def test_what_is_written_is_read_back_whole():
    plan = read_back(CONTENT)
    assert plan.title == CONTENT["title"]
    assert plan.own_meeting == CONTENT["own_meeting"]
    assert plan.sections == {section["key"]: section["text"] for section in CONTENT["sections"]}
    assert plan.group == [without_line(member) for member in CONTENT["group"]]
    assert [task_of(row) for row in plan.tasks] == [without_line(task) for task in CONTENT["tasks"]]
    assert plan.unrecognised == []


@pytest.mark.parametrize(
    "meeting", [{"name": "", "date": "", "number": ""}, {"name": "党委会", "date": "", "number": "文件三号"}]
)
def test_head_is_read_back_in_every_form(meeting):
    assert read_back({**CONTENT, "own_meeting": meeting}).own_meeting == meeting


def test_empty_plan_is_written_and_read_back():
    content = {
        "schema": 1, "title": "某方案", "unit": {}, "action": {}, "own_meeting": {"name": "", "date": "", "number": ""},
        "group": [], "sections": [{"key": "requirements", "text": ""}], "tasks": [],
    }  # fmt: skip
    plan = read_back(content)
    assert (plan.title, plan.sections, plan.tasks, plan.group) == ("某方案", {"requirements": ""}, [], [])


WORDS = (
    st.text("甲乙丙（一）、：；，。附件组长成员1.2 “”", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(WORDS, min_size=5, max_size=5), title=WORDS, standard=WORDS)
def test_any_words_survive_the_round_trip(texts, title, standard):
    sections = [
        {"key": old["key"], "text": text} for old, text in zip(CONTENT["sections"], texts, strict=True)
    ]
    tasks = [{**TASK, "title": "任务：" + title, "standard": standard}]
    plan = read_back({**CONTENT, "sections": sections, "tasks": tasks})
    assert plan.sections == {section["key"]: section["text"] for section in sections}
    assert (plan.tasks[0].title, plan.tasks[0].standard) == ("任务：" + title, standard)


def test_document_is_set_as_the_standard_says():
    document = Document(io.BytesIO(word.write(CONTENT)))
    first, last = document.sections[0], document.sections[-1]
    assert [
        round(side.mm)
        for side in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    ] == [37, 35, 28, 26]
    assert (round(last.page_width.mm), round(last.page_height.mm)) == (297, 210)
    body = next(p for p in document.paragraphs if p.text == "坚持实干。")
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.05)
    fonts = {
        p.text: p.runs[0]._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for p in document.paragraphs
        if p.runs
    }
    assert fonts[CONTENT["title"]] == "方正小标宋简体"
    assert fonts["一、总体要求"] == "黑体"
    assert fonts["（一）主要考虑"] == "楷体_GB2312"
    assert fonts["坚持实干。"] == "仿宋_GB2312"


def test_task_table_fits_between_the_margins_and_repeats_its_head():
    document = Document(io.BytesIO(word.write(CONTENT)))
    section, table = document.sections[-1], document.tables[-1]
    space = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= space + Mm(1)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_no_character_breaks_the_file():
    plan = read_back(
        {**CONTENT, "title": "某\x00局\x0b方案\ufffe", "tasks": [{**TASK, "title": "甲\x01乙<&>"}]}
    )
    assert plan.title == "某局方案"
    assert plan.tasks[0].title == "甲乙<&>"


def test_document_names_no_tool_as_its_author():
    with zipfile.ZipFile(io.BytesIO(word.write(CONTENT))) as archive:
        assert "python" not in archive.read("docProps/core.xml").decode()
