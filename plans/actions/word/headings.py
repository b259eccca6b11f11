"""章节: which of the five sections a heading opens, by its own name or by one that units use for it."""

import re
from dataclasses import dataclass

from plans.actions.enums import SectionKey
from plans.actions.word.document import Paragraph

CHINESE = "一二三四五六七八九十"
NUMBER = re.compile(
    rf"^\s*(?:第[{CHINESE}\d]+(?:部分|章|节)|[{CHINESE}]+\s*[、.．,，:：]|[{CHINESE}]+\s+|\d{{1,2}}\s*[、.．](?!\d))\s*"
)
LEVEL_ONE = re.compile(rf"^\s*(?:第[{CHINESE}\d]+(?:部分|章)|[{CHINESE}]+\s*[、.．,，])")
APPENDIX = re.compile(r"^附\s*件\s*(?:[:：]|\d|[一二三四五六七八九]|$)|^附\s*表\s*\d*\s*[:：]?")
CAPTION = re.compile(r".{0,20}(?:任务清单|任务分解表|责任清单|任务台账|成员名单|小组成员)(?:[（(].*[）)])?")
LENGTH = 30

NAMES = {
    SectionKey.REQUIREMENTS: "总体要求 指导思想 总体思路 工作思路 总要求 总体目标要求 重要意义 目的意义 背景 总则",
    SectionKey.PRINCIPLES: "基本原则 工作原则 创建原则 主要原则 原则",
    SectionKey.TARGETS: "目标任务 工作目标 总体目标 创建目标 主要目标 主要任务 重点任务 工作任务 创建任务 创建内容 主要内容 重点工作 工作内容 主要措施 工作措施 工作举措 重点举措 目标 任务",
    SectionKey.STEPS: "实施步骤 工作步骤 方法步骤 步骤安排 时间安排 进度安排 阶段安排 实施阶段 步骤方法 推进步骤 工作安排 步骤",
    SectionKey.ORGANISATION: "组织领导 组织保障 保障措施 工作保障 组织实施 工作要求 有关要求 保障 领导小组 组织机构",
}
KEYS = {name: key for key, names in NAMES.items() for name in names.split()}


@dataclass(frozen=True)
class Heading:
    """A heading of the first level; `key` is None when it opens none of our sections."""

    key: SectionKey | None
    name: str

    @property
    def by_its_own_name(self) -> bool:
        return self.key is not None and self.name == NAMES[self.key].split()[0]


def heading_of(paragraph: Paragraph, *, styled_only: bool) -> Heading | None:
    """The first-level heading this paragraph is, if it is one. `styled_only`: the file marks its headings."""
    text = " ".join(paragraph.text.split())
    if not text or len(text) > LENGTH or paragraph.boxed:
        return None
    if styled_only:
        if paragraph.level != 1 or paragraph.title:
            return None
        return Heading(None, text) if APPENDIX.match(text) else _named(text)
    if APPENDIX.match(text) or (CAPTION.fullmatch(text) and (paragraph.centred or paragraph.heavy)):
        return Heading(None, text)
    name = NUMBER.sub("", text).strip(" :：。")
    numbered = bool(LEVEL_ONE.match(text)) and not text.endswith(("。", "；", ";", "，"))
    if numbered or (paragraph.level == 1 and not paragraph.title):
        return _named(text)
    # Without a number: a line of nothing but a section's name, set apart from the text around it.
    whole = re.sub(r"\s", "", name)
    if (
        whole in KEYS
        and (paragraph.heavy or paragraph.centred or paragraph.level or len(whole) >= 4)
        and whole == re.sub(r"\s", "", text).strip(":：")
    ):
        return Heading(KEYS[whole], whole)
    return None


def is_styled(paragraphs: list[Paragraph]) -> bool:
    """Do heading styles of the first level carry at least three of our sections?"""
    keys = {
        heading.key
        for heading in (_named(p.text) for p in paragraphs if p.level == 1 and len(p.text) <= LENGTH)
        if heading.key
    }
    return len(keys) >= 3


def _named(text: str) -> Heading:
    name = re.sub(r"\s", "", NUMBER.sub("", text)).strip(":：。")
    if name in KEYS:
        return Heading(KEYS[name], name)
    # 指导思想和总体目标: the name that stands first decides; a single short word is too weak for that.
    inside = [
        (name.find(known), -len(known), key)
        for known, key in KEYS.items()
        if len(known) >= 4 and known in name
    ]
    return Heading(min(inside)[2] if inside else None, name)
