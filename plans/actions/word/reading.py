"""从Word导入: a unit's own document read as a plan; what is not recognised is shown, never dropped."""

import re

from django.utils.translation import gettext as _

from plans.actions.enums import SectionKey
from plans.actions.rows import TaskRow
from plans.actions.word import people, tables
from plans.actions.word.document import Paragraph, Table, blocks, open_document
from plans.actions.word.headings import Heading, heading_of, is_styled
from plans.actions.word.shapes import Unrecognised, WordPlan
from records import dates

OURS = "xianling:plan"  # the identifier of documents that writing.py made
TITLE_LENGTH = 200
LEAD_IN = 30  # characters: a longer line before the first section is an introduction
DATE_LINE = re.compile(r"20\d{2}年\d{1,2}月\d{1,2}日|二[〇○零]\S{1,2}年\S{1,3}月\S{1,3}日")


def read(stream, *, year: int | None = None, name: str = "方案.docx") -> WordPlan:
    """读取方案 from .docx. `year` serves dates that leave it out (else the year the text speaks of most).

    BadUpload when the file is no readable .docx; nothing inside a readable one raises.
    """
    document = open_document(stream, name)
    try:
        return _Reading(document, year).plan
    finally:
        stream.seek(0)


class _Reading:
    def __init__(self, document, year: int | None):
        found = blocks(document)
        paragraphs = [block for block in found if isinstance(block, Paragraph)]
        ours = (document.core_properties.identifier or "").startswith(OURS)
        self.styled_only = ours or is_styled(paragraphs)
        self.year = year or dates.year_in("\n".join(p.text for p in paragraphs))
        self.plan = WordPlan(own_meeting={"name": "", "date": "", "number": ""})
        self.texts: dict[SectionKey, list[str]] = {}
        self.key: SectionKey | None = None
        self.opened: Heading | None = None
        self.before: list[Paragraph] = []  # before the first section
        self.caption: Paragraph | None = None  # a heading that may belong to the table below it
        self.last_table: tables.TaskTable | None = None
        for block in found:
            self._take(block)
        self._finish()

    def _take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            self._take_table(block)
        elif block.text:
            self._take_paragraph(block)

    def _take_paragraph(self, paragraph: Paragraph) -> None:
        self.last_table = None
        self._lose_caption()
        heading = heading_of(paragraph, styled_only=self.styled_only)
        if heading:
            self._open(heading, paragraph)
        elif paragraph.boxed:
            self._lose(paragraph, _("文本框"))
        elif self.opened is None:
            self.before.append(paragraph)
        elif self.key is None:
            self._lose(paragraph, _("“%(name)s”之下") % {"name": self.opened.name[:20]})
        elif self.key == SectionKey.ORGANISATION and self._is_signature(paragraph):
            self._lose(paragraph, _("落款"))
        else:
            self.texts[self.key].append(paragraph.text)

    def _open(self, heading: Heading, paragraph: Paragraph) -> None:
        self.opened, self.key = heading, heading.key
        if heading.key is None:
            self.caption = paragraph
            return
        label = str(SectionKey(heading.key).label)
        already = heading.key in self.texts
        self.texts.setdefault(heading.key, [])
        if already:
            # The second heading stays as a line, so that the reader of the section still sees it.
            self.texts[heading.key].append(heading.name)
            self.plan.notes.append(_("“%(name)s”并入“%(label)s”。") % {"name": heading.name, "label": label})
        elif not heading.by_its_own_name:
            self.plan.notes.append(
                _("“%(name)s”按“%(label)s”导入。") % {"name": heading.name, "label": label}
            )

    def _take_table(self, table: Table) -> None:
        found = tables.recognise(table, after=self.last_table)
        if found:
            self.last_table, self.caption = found, None
            tasks, lost, notes = tables.tasks_of(found, year=self.year)
            self.plan.tasks += tasks
            self.plan.unrecognised += lost
            self.plan.notes += notes
            return
        group = people.group_table(table)
        if group is not None:
            self.plan.group += group
            self.caption = None
            return
        self._lose_caption()
        if table.text:
            self.plan.unrecognised.append(
                Unrecognised("table", _("表%(n)d") % {"n": table.place}, table.text)
            )

    def _finish(self) -> None:
        self._lose_caption()
        self._read_before()
        organisation = self.texts.get(SectionKey.ORGANISATION, [])
        if not self.plan.group:
            for key in (
                SectionKey.ORGANISATION,
                *[key for key in self.texts if key != SectionKey.ORGANISATION],
            ):
                self.plan.group = people.group_in(self.texts.get(key, []))
                if self.plan.group:
                    self.plan.notes.append(
                        _("领导小组成员取自“%(label)s”，正文保持不变。") % {"label": SectionKey(key).label}
                    )
                    break
        if not self.plan.own_meeting["name"]:
            for line in [*[text for texts in self.texts.values() for text in texts], *organisation]:
                self._take_meeting(line)
        self.plan.sections = {key.value: "\n".join(lines) for key, lines in self.texts.items()}
        missing = [str(key.label) for key in SectionKey if not self.plan.sections.get(key.value, "").strip()]
        if missing:
            self.plan.notes.append(_("没有找到这些章节：%(names)s。") % {"names": _("、").join(missing)})
        if not self.plan.tasks:
            self.plan.notes.append(_("没有找到任务清单表（需有“任务”列和责任、时限等列）。"))
        self._note_codes(self.plan.tasks)

    def _read_before(self) -> None:
        """Title, 文号, the meeting that passed it, and the introduction, before the first section."""
        titles: list[str] = []
        introduction: list[str] = []
        for paragraph in self.before:
            number = people.number_in(paragraph.text)
            if number:
                self.plan.own_meeting["number"] = self.plan.own_meeting["number"] or number
            elif self._take_meeting(paragraph.text) and len(paragraph.text) <= 80:
                continue
            elif paragraph.title or self._continues_title(paragraph, titles, introduction):
                titles.append(paragraph.text)
            elif len(paragraph.text) > LEAD_IN:
                introduction.append(paragraph.text)
            else:
                self._lose(paragraph, _("标题与正文之间"))
        self.plan.title = re.sub(r"\s+", "" if len(titles) > 1 else " ", "".join(titles)).strip()[
            :TITLE_LENGTH
        ]
        if introduction and self.texts:
            self.texts[SectionKey.REQUIREMENTS] = introduction + self.texts.get(SectionKey.REQUIREMENTS, [])
            self.plan.notes.append(_("引言并入“%(label)s”。") % {"label": SectionKey.REQUIREMENTS.label})
        elif introduction:
            # No section at all was found: all of the text is shown instead of guessed at.
            for paragraph in self.before:
                if paragraph.text in introduction:
                    self._lose(paragraph, _("第%(n)d段") % {"n": paragraph.place})

    def _continues_title(self, paragraph: Paragraph, titles: list[str], introduction: list[str]) -> bool:
        """A title may run over lines; it is whole once it ends in 方案."""
        if (
            introduction
            or len(paragraph.text) > 60
            or (titles and titles[-1].rstrip("）)》").endswith(("方案", "草案", "稿")))
        ):
            return False
        return bool(paragraph.centred or paragraph.heavy or paragraph.level or "方案" in paragraph.text)

    def _take_meeting(self, text: str) -> bool:
        if self.plan.own_meeting["name"]:
            return False
        meeting = people.own_meeting_in(text)
        if meeting is None:
            return False
        self.plan.own_meeting.update(meeting)
        return True

    def _is_signature(self, paragraph: Paragraph) -> bool:
        return not self.styled_only and bool(DATE_LINE.fullmatch(re.sub(r"\s", "", paragraph.text)))

    def _lose_caption(self) -> None:
        if self.caption:
            self._lose(self.caption, _("第%(n)d段") % {"n": self.caption.place})
        self.caption = None

    def _lose(self, paragraph: Paragraph, where: str) -> None:
        self.plan.unrecognised.append(Unrecognised("paragraph", where, paragraph.text))

    def _note_codes(self, tasks: list[TaskRow]) -> None:
        codes = [task.code for task in tasks if task.code]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.plan.notes.append(
                _("编号%(code)s出现了%(n)d次，请核对。") % {"code": code, "n": codes.count(code)}
            )
