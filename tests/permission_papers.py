"""Rows of the permission table: 出具, 作废, 用印, 归档 of papers, with the places where they are tried."""

import io

from django.test import override_settings

from documents import engine, word, word_layout
from documents.models import Document, Filing, OwnFont
from documents.operations import own_fonts
from documents.operations import word_templates as operations
from plans.actions.operations import plan_papers
from records import clock, files
from workflows.operations import filing, papers

RECORDS = {"records_clerk"}


# --- places --------------------------------------------------------------------------------------------
def _review_paper(moves):
    paper = Document.objects.get(kind="review_opinion")
    paper.file, paper.state = moves.world.scan, "ready"
    paper.save()
    return paper


def _paper_void(moves):
    papers.void_paper(_review_paper(moves), by=moves.d.records_clerk, reason="印错")


def _paper_drafted(moves):
    _paper_void(moves)
    paper = _review_paper_again(moves)
    type(paper).objects.filter(pk=paper.pk).update(file=moves.world.scan)


def _review_paper_again(moves):
    return papers.draft_paper_again(Document.objects.get(state="void"), by=moves.d.records_clerk)


def _printed(moves):
    """Nothing is filed whose papers are still being printed."""
    Document.objects.filter(file=None).update(file=moves.world.scan, state="ready")


def _packed(moves):
    _printed(moves)
    filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention="y30")
    Filing.objects.update(state="packed", file=moves.world.scan)


# --- what is tried -------------------------------------------------------------------------------------
def _paper(c):
    return Document.objects.filter(subject=c.plan.key, kind="review_opinion").latest("id")


def send_to_seal(c, by):
    with override_settings(SEAL_SERVICE="tests.documents_service.sample_seal.SampleSeal"):
        papers.send_to_seal(_paper(c), by=by)


def draft_certificate(c, by):
    with override_settings(ACCEPTANCE_CERTIFICATE=True):
        plan_papers.draft_certificate(c.plan, by=by)


def draft_naming(c, by):
    basis = {
        "approved_by": "区委（样例）",
        "approved_number": "示委〔2026〕18号",
        "approved_on": clock.today(),
    }
    with override_settings(NAMING_CERTIFICATE=True):
        plan_papers.draft_naming(c.plan, by=by, name="示范单位（样例）", **basis)


def _word_template():
    content = io.BytesIO(word_layout.built_in("supervision_order"))
    return files.put(content, media_type=word.MEDIA_TYPE)


def replace_word_template(_c, by):
    operations.replace_word_template("supervision_order", by=by, template=_word_template(), name="样例.docx")


def _word_replaced(moves):
    replace_word_template(None, moves.d.business_admin)


def install_font(_c, by):
    with (engine.FONTS / "XianlingFang.ttf").open("rb") as stream:
        font = files.put(stream, media_type="font/ttf")
    own_fonts.install_font("fang", by=by, font=font, name="样例.ttf", confirmed=True)


def _font_uploaded(moves):
    OwnFont.objects.create(
        face="kai", name="样例.ttf", family="样例楷体", by=moves.d.business_admin, at=clock.now()
    )


BETWEEN = {
    "font uploaded": ("drafting", _font_uploaded),
    "closed and printed": ("closed", _printed),
    "packed": ("closed", _packed),
    "paper ready": ("revising", _review_paper),
    "paper void": ("revising", _paper_void),
    "word template replaced": ("drafting", _word_replaced),
    "paper drafted": ("revising", _paper_drafted),
}


TABLE = {
    "paper ready": [
        (papers.void_paper, lambda c, by: papers.void_paper(_paper(c), by=by, reason="印错"), RECORDS),
        (papers.register_seal, lambda c, by: papers.register_seal(_paper(c), by=by, scan=c.world.scan, signed_on=clock.today()), RECORDS),
        (papers.send_to_seal, send_to_seal, RECORDS),
    ],
    "paper void": [
        (papers.draft_paper_again, lambda c, by: papers.draft_paper_again(_paper(c), by=by), RECORDS),
    ],
    "paper drafted": [
        (papers.issue_paper, lambda c, by: papers.issue_paper(_paper(c), by=by), RECORDS),
        (papers.discard_paper, lambda c, by: papers.discard_paper(_paper(c), by=by), RECORDS),
    ],
    "closed": [
        (plan_papers.draft_certificate, draft_certificate, RECORDS),
        (plan_papers.draft_naming, draft_naming, RECORDS),
    ],
    "closed and printed": [
        (filing.pack_for_archive, lambda c, by: filing.pack_for_archive(c.plan, by=by, retention="y30"), RECORDS),
    ],
    "word template replaced": [
        (operations.replace_word_template, replace_word_template, {"business_admin"}),
        (operations.restore_word_template, lambda _c, by: operations.restore_word_template("supervision_order", by=by), {"business_admin"}),
    ],
    "font uploaded": [
        (own_fonts.install_font, install_font, {"business_admin"}),
        (own_fonts.remove_font, lambda _c, by: own_fonts.remove_font("kai", by=by), {"business_admin"}),
    ],
    "packed": [
        (filing.file_in_archive, lambda c, by: filing.file_in_archive(c.plan, by=by), RECORDS),
    ],
}  # fmt: skip
