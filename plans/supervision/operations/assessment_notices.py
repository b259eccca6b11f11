"""考评结果通报: the clerk writes it and has a 样稿 made; 文书 reads and issues it (workflows.operations.papers)."""

import re
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import service
from documents.enums import DocumentKind
from documents.models import Document
from documents.papers import assessment_notice as paper
from records import clock, turns
from records.errors import Refused, Stale
from records.stored import in_chinese, sentence
from units import holders, queries
from units.enums import Post
from workflows.acts import Act, acting, starting
from workflows.operations.papers import ISSUE

from ..enums import Grade
from ..models import AssessmentNotice, AssessmentResult
from ..queries.assessment_notices import paper_of
from ..rules import assessment_notices as rules

SERIES = "通报"
ISSUE_DAYS = 2
TITLE = sentence("关于%(period)s考评结果的通报")
PLEASE_ISSUE = sentence("请核对考评结果通报样稿并出具")
FIELDS = (
    "period", "addressed_to", "opening", "body", "closing", "snapshot", "contact", "phone", "copies",
)  # fmt: skip
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、\s*([^。；;]{1,30})")
SEPARATORS = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True)
class Decided:
    """What the office decided on one unit."""

    unit_id: int
    grade: str
    score: Decimal | None = None
    remark: str = ""


def begin_notice(*, by, decided: Iterable[Decided] = (), **fields) -> AssessmentNotice:
    """拟写考评结果通报. One of a period is written at a time: a second press finds the first."""
    rules.check_can_write_notices(by)
    _check(fields)
    notice = AssessmentNotice(
        unit=queries.office(), saved_by=by, saved_at=clock.now(), **{name: fields[name] for name in FIELDS}
    )
    with starting(notice, by=by, prepare=_alone) as act:
        _keep_results(notice, decided)
        act.record("assessment_notice.begun")
    return notice


def save_notice(
    notice: AssessmentNotice, *, by, revision: int, decided: Iterable[Decided] = (), **fields
) -> None:
    """保存. A 样稿 that was made before no longer says what stands here, so it goes. Stale when someone saved since."""
    _check(fields)
    with _changing(notice, by) as act:
        if notice.revision != revision:
            raise Stale(mine={}, theirs={}, revision=notice.revision, who=notice.saved_by.name)
        _discard_sample(act)
        _keep_results(notice, decided)
        act.set(
            **{name: fields[name] for name in FIELDS},
            revision=revision + 1,
            saved_by=by,
            saved_at=clock.now(),
        )
        act.record("assessment_notice.changed")


def draft_notice(notice: AssessmentNotice, *, by) -> Document:
    """生成样稿: printed without a number and marked, for 文书 to read and issue. In place of the 样稿 there was."""
    with _changing(notice, by) as act:
        results = list(notice.results.select_related("unit"))
        parts = parts_of(notice.body)
        if not parts and not results:
            raise Refused(_("请填写正文，或至少写明一个单位的等次。"), field="body")
        _discard_sample(act)
        void = paper_of(notice)
        document = service.draft(
            DocumentKind.ASSESSMENT_NOTICE,
            subject=notice.key,
            title=TITLE(period=notice.period),
            unit=notice.unit,
            facts=_facts(notice, parts, results),
            by=by,
            series=SERIES,
        )
        if void is not None:
            document.replaces = void
            document.save(update_fields=["replaces"])
        clerks = holders.post(Post.RECORDS_CLERK, notice.unit_id)
        act.assign(ISSUE, clerks, PLEASE_ISSUE(), limit_days=ISSUE_DAYS)
        act.record("assessment_notice.drafted")
    return document


def parts_of(body: str) -> tuple[paper.Part, ...]:
    """The body by its 小标题: a short line that begins with 一、 is one, every other line a paragraph below it."""
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, (each.strip() for each in body.splitlines())):
        if found := HEADING.fullmatch(line):
            parts.append((found[1].strip(), []))
        elif parts:
            parts[-1][1].append(line)
        else:
            raise Refused(_("正文第一行请写小标题，例如“一、总体情况”。"), field="body")
    for heading, paragraphs in parts:
        if not paragraphs:
            raise Refused(_("小标题“%(heading)s”下面还没有内容。") % {"heading": heading}, field="body")
    return tuple(paper.Part(heading=heading, paragraphs=tuple(words)) for heading, words in parts)


@contextmanager
def _changing(notice: AssessmentNotice, by):
    with acting(notice, by=by) as act:
        rules.check_can_change_notice(notice, by)
        yield act


def _alone(notice: AssessmentNotice) -> None:
    turns.take(notice.KIND)
    for other in AssessmentNotice.objects.filter(period=notice.period):
        if (kept := paper_of(other)) is None or not kept.issued_at:
            raise Refused(_("这个周期的通报正在拟写，请打开已有的一份。"), field="period")


def _check(fields: dict) -> None:
    for name, missing in (
        ("period", _("请填写考评周期和行动。")),
        ("addressed_to", _("请填写主送。")),
        ("opening", _("请填写开头语。")),
    ):
        if not fields[name].strip():
            raise Refused(missing, field=name)
    parts_of(fields["body"])


def _keep_results(notice: AssessmentNotice, decided: Iterable[Decided]) -> None:
    rows = list(decided)
    if any(row.grade not in Grade.values for row in rows):
        raise Refused(_("请选择等次。"))
    notice.results.all().delete()
    AssessmentResult.objects.bulk_create(
        AssessmentResult(
            notice=notice, unit_id=row.unit_id, grade=row.grade, score=row.score, remark=row.remark.strip()
        )
        for row in rows
    )


def _discard_sample(act: Act) -> None:
    sample = paper_of(act.subject)
    if sample is not None and sample.issued_at is None:
        service.discard(sample)
        act.lapse(ISSUE)


@in_chinese()
def _facts(notice: AssessmentNotice, parts, results):
    rows = tuple(
        paper.Result(
            unit=row.unit.name,
            score="" if row.score is None else str(row.score),
            grade=str(Grade(row.grade).label),
            remark=row.remark,
        )
        for row in results
    )
    return lambda **more: paper.Facts(
        issuer=notice.unit.name,
        unit=notice.addressed_to,
        subject=notice.period,
        opening=_one_paragraph(notice.opening),
        parts=parts,
        results=rows,
        closing=_one_paragraph(notice.closing),
        snapshot=notice.snapshot,
        contact=notice.contact,
        phone=notice.phone,
        printed_by=notice.unit.name,
        copies=tuple(filter(None, (each.strip() for each in SEPARATORS.split(notice.copies)))),
        **more,
    )


def _one_paragraph(words: str) -> str:
    return "".join(line.strip() for line in words.splitlines())
