"""导出Word: a plan's content set as an official document (GB/T 9704), with the task list on landscape pages."""

from datetime import date
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from plans.actions import nodes
from plans.actions.enums import GroupRole, SectionKey
from plans.actions.rows import HEADS
from plans.actions.word import people
from plans.actions.word.layout import (
    FANGSONG,
    HEITI,
    KAITI,
    XIAOBIAOSONG,
    clean,
    prepare,
    put,
    put_cell,
    put_page_number,
    set_margins,
    table_of,
)
from plans.actions.word.reading import OURS

CHINESE = "一二三四五六七八九十"
# Millimetres; together the 243 mm between the margins of a landscape page.
WIDTHS = {
    "code": 11, "category": 17, "title": 24, "carrier": 20, "business_matter": 19, "party_role": 22, "section": 16,
    "person": 14, "starts": 18, "due": 18, "milestones": 25, "standard": 23, "expected_evidence": 16,
}  # fmt: skip
GROUP_WIDTHS = {"组内职务": 30, "姓名": 36, "职务": 90}


def write(content: dict) -> bytes:
    """实施方案 (.docx) of a content as frozen in a version; documents are Chinese whatever the reader's language."""
    document = Document()
    prepare(document)
    document.core_properties.identifier = f"{OURS}:{content.get('schema', 1)}"
    document.core_properties.title = clean(content["title"])
    document.core_properties.author = clean(content.get("unit", {}).get("name", ""))
    document.core_properties.comments = ""
    _write_head(document, content)
    _write_sections(document, content)
    appendix = 0
    if content.get("group"):
        appendix += 1
        _write_group(document, content["group"], appendix)
    if content.get("tasks"):
        _write_tasks(document, content["tasks"], appendix + 1)
    for section in document.sections:
        put_page_number(section)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def spoken(day: str) -> str:
    """2026年3月2日 of an ISO date."""
    moment = date.fromisoformat(day)
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _write_head(document, content: dict) -> None:
    put(
        document, content["title"], font=XIAOBIAOSONG, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, style="Title"
    )
    meeting = content.get("own_meeting") or {}
    if meeting.get("number"):
        number = meeting["number"]
        # What does not look like a 文号 by itself says that it is one, so that it is read back.
        text = number if people.number_in(number) == number else f"文号：{number}"
        put(document, text, align=WD_ALIGN_PARAGRAPH.CENTER)
    if meeting.get("name"):
        on = f"于{spoken(meeting['date'])}" if meeting.get("date") else ""
        put(document, f"（经{meeting['name']}{on}审议通过）", font=KAITI, align=WD_ALIGN_PARAGRAPH.CENTER)
    put(document, "")


def _write_sections(document, content: dict) -> None:
    for number, section in enumerate(content.get("sections", [])):
        key = section["key"]
        # The catalogue's msgid is the Chinese word itself.
        name = {member.value: word for member, word in zip(SectionKey, SECTION_WORDS, strict=True)}.get(
            key, key
        )
        put(document, f"{CHINESE[number]}、{name}", font=HEITI, indent=True, style="Heading 1")
        for line in section["text"].replace("\r", "").split("\n"):
            if line.strip():
                put(document, line.strip(), font=KAITI if _is_second_level(line) else FANGSONG, indent=True)


SECTION_WORDS = ("总体要求", "基本原则", "目标任务", "实施步骤", "组织领导")
ROLE_WORDS = {GroupRole.LEADER: "组长", GroupRole.VICE: "副组长", GroupRole.MEMBER: "成员"}


def _is_second_level(line: str) -> bool:
    line = line.strip()
    return len(line) <= 40 and line[:1] in "（(" and line[1:2] in CHINESE and not line.endswith("。")


def _write_group(document, group: list[dict], appendix: int) -> None:
    put(document, f"附件{appendix}  领导小组成员", font=HEITI, style="Heading 1", page_break=True)
    table = table_of(document, list(GROUP_WIDTHS), list(GROUP_WIDTHS.values()), size=14)
    for row in group:
        cells = table.add_row().cells
        for cell, text in zip(
            cells, (ROLE_WORDS.get(row["role"], row["role"]), row["name"], row["post"]), strict=True
        ):
            put_cell(cell, text, size=14)


def _write_tasks(document, tasks: list[dict], appendix: int) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    set_margins(section, top=28, bottom=26, left=27, right=27)
    put(document, f"附件{appendix}  任务清单", font=HEITI, style="Heading 1")
    table = table_of(document, list(HEADS.values()), list(WIDTHS.values()), size=9)
    for task in tasks:
        cells = table.add_row().cells
        for cell, field in zip(cells, HEADS, strict=True):
            put_cell(cell, _cell_text(task, field), size=9)
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(28.95)


def _cell_text(task: dict, field: str) -> str:
    if field == "milestones":
        rows = [
            (each["name"], date.fromisoformat(each["due"]) if each.get("due") else None)
            for each in task["milestones"]
        ]
        return nodes.written(rows)
    return task.get(field) or ""
