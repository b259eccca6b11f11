"""Word: 督办通知单, 会议纪要 and 考评结果通报 as .docx that people edit, filled from the frozen facts of the paper.

A template is somebody's file: it is filled in a sandbox that knows the facts and nothing else, and tried on invented
facts before it is taken. The paper itself stays the PDF.
"""

import datetime
import io
import re
import zipfile

import jinja2
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import sandbox
from lxml import etree

from records.errors import BadUpload, Refused

from . import word_layout, word_samples
from .enums import DocumentKind, DocumentState
from .models import Document, WordTemplate
from .papers import PAPERS
from .papers.writing import GENERATED
from .word_kinds import TEMPLATE_OF

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BROKEN = (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, TypeError)
FAILED = (jinja2.TemplateError, ArithmeticError, AttributeError, RecursionError, *BROKEN)
# What the template engine says of a name that there is not.
UNKNOWN = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'|No \w+ named '(\w+)'")
MARKS = {DocumentState.DRAFT: "（样稿）", DocumentState.VOID: "（已作废）"}


class Led(str):
    """A paragraph as text; its （一） apart, which a template may set in 楷体."""

    lead: str
    rest: str

    def __new__(cls, lead: str, rest: str):
        """The whole of it is what `{{ words }}` says."""
        paragraph = super().__new__(cls, lead + rest)
        paragraph.lead, paragraph.rest = lead, rest
        return paragraph


class Sandbox(sandbox.ImmutableSandboxedEnvironment):
    """Facts are put in as text; nothing else can be reached, and nothing can grow without end."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self):
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined)
        self.globals.clear()

    def call_binop(self, context, operator, left, right):
        raise jinja2.exceptions.SecurityError(f"{operator} is not for templates")


def rendered(document: Document) -> bytes:
    """The paper as .docx, by the template of today; of a 样稿 or a void paper it says so beside the number."""
    kind = TEMPLATE_OF.get(document.kind)
    if kind is None:
        raise Refused(_("该文书没有Word版。"))
    facts = PAPERS[document.kind].Facts.from_json(document.facts)
    try:
        return _filled(_current(kind), document.kind, facts, mark=MARKS.get(document.state, ""))
    except FAILED as error:
        raise Refused(
            _("Word模板不能用于这份文书，请联系工委业务管理员：%(why)s") % {"why": _why(error)}
        ) from error


def check_template(kind: str, stream) -> None:
    """试生成: BadUpload says what is wrong with a template, in one sentence; the stream is left at its beginning."""
    content = stream.read()
    stream.seek(0)
    if _reaches_out(content):
        raise BadUpload(_("模板里有指向外部文件的链接或图片，请改为嵌入后上传。"))
    for sample_kind, template_kind in TEMPLATE_OF.items():
        if template_kind == kind:
            _try(content, sample_kind)


def template_bytes(kind: str) -> bytes:
    """The template that counts today, to be downloaded and changed."""
    return _current(kind)


def fields_of(kind: str) -> list[tuple[str, str]]:
    """What a template of this kind can name, each with what it is in the sample."""
    facts = _told(word_samples.SAMPLES[kind]) | _beside(kind, word_samples.SAMPLES[kind], "")
    return [(name, _shown(value)) for name, value in facts.items() if name not in {"verify_url", "extract"}]


def _try(content: bytes, kind: str) -> None:
    try:
        _words(content)
    except BROKEN as error:
        raise BadUpload(_("文件不是完整的Word文档，请用Word或WPS另存为docx后上传。")) from error
    sample = word_samples.SAMPLES[kind]
    try:
        words = _words(_filled(content, kind, sample, mark="（样稿）"))
    except FAILED as error:
        raise BadUpload(
            _("模板不能生成文书：%(why)s。原来的模板继续使用。") % {"why": _why(error)}
        ) from error
    missing = [name for name in ("unit", "issued_on") if _told(sample)[name] not in words]
    if missing:
        fields = "、".join(f"{{{{ {name} }}}}" for name in missing)
        raise BadUpload(
            _("模板里没有%(fields)s，生成的文书会缺少单位或日期。原来的模板继续使用。") % {"fields": fields}
        )


def _current(kind: str) -> bytes:
    row = WordTemplate.objects.filter(kind=kind, retired_at=None).first()
    return word_layout.built_in(kind) if row is None else row.content()


def _filled(content: bytes, kind: str, facts, *, mark: str) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    template.render(_told(facts) | _beside(kind, facts, mark), jinja_env=Sandbox(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _beside(kind: str, facts, mark: str) -> dict:
    """What is not a fact and still stands on the paper."""
    paper = PAPERS[kind]
    label = paper.label(facts) if hasattr(paper, "label") else str(DocumentKind(kind).label)
    told = {"title": paper.title(facts), "label": label, "mark": mark, "generated": GENERATED}
    if hasattr(paper, "numbered"):
        told["parts"] = [
            {"numeral": numeral, "heading": heading, "paragraphs": [Led(*each) for each in words]}
            for numeral, heading, words in paper.numbered(facts)
        ]
    if hasattr(paper, "head"):
        told["head"] = paper.head(facts)
    return told


def _told(facts) -> dict:
    """The facts as a template reads them: days as people write them."""
    return {name: _plain(getattr(facts, name)) for name in facts.__dataclass_fields__}


def _plain(value):
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _told(value) if hasattr(value, "__dataclass_fields__") else value


def _shown(value) -> str:
    if isinstance(value, list):
        first = value[0] if value else ""
        inner = "、".join(first) if isinstance(first, dict) else str(first)
        return _("多项，每项：%(inner)s") % {"inner": inner}
    return str(value)


def _words(content: bytes) -> str:
    document = DocxTemplate(io.BytesIO(content)).get_docx()
    return "".join(document.element.body.itertext())


def _reaches_out(content: bytes) -> bool:
    """A template that fetches something when it is opened: everything outside the file but plain links."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if not name.endswith(".rels"):
                    continue
                for each in etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False)):
                    outside = each.get("TargetMode") == "External"
                    if outside and not (each.get("Type") or "").endswith("/hyperlink"):
                        return True
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return False  # what is no Word file at all is said by the trial
    return False


def _why(error: Exception) -> str:
    if isinstance(error, jinja2.exceptions.SecurityError):
        return _("模板里有不允许的写法")
    named = UNKNOWN.search(str(error))
    if named:
        return _("没有“%(name)s”这一项") % {"name": named[1] or named[2] or named[3]}
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _("有填写项没有写完整，请核对括号是否成对，for和if是否都有结尾")
    return _("有填写项的写法不对")
