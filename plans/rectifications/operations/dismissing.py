"""查否结案: one person of the office proposes it with papers, another one confirms or sends the proposal back."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from units.queries import people_with
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.models import Evidence
from workflows.operations import evidence as library

from ..enums import HandBackAnswer, Truth
from ..flow import RectificationFlow
from ..models import HandBack
from ..rules import handing_back as rules
from . import handing_out
from .handing_back import HAND_BACK, assign_answer

SECOND = "hand_back_second"
SECOND_DAYS = 2
OVER = sentence("事项已查否结案")
PLEASE_SECOND = sentence("请确认查否结案")
DISMISSED = sentence("%(number)s %(title)s：经核查不属实，查否结案")
SENT_BACK = sentence("%(number)s %(title)s：查否结案未获确认，请重新答复")


def line_of(asked: HandBack) -> str:
    """The line of the item under which the papers of an application stand."""
    return f"handback-{asked.pk}"


def propose_dismissal(item, *, by, words: str, papers: list[Evidence]) -> None:
    """提出查否结案: what was looked into, with its papers. Nothing is decided until a second person confirms."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_answer(item, by)
        if not words.strip():
            raise Refused(_("请写明核查情况。"), field="words")
        if not papers:
            raise Refused(_("查否结案须附核查材料。"), field="file")
        asked.papers.set(papers)
        asked.answer, asked.answer_words, asked.answered_by = HandBackAnswer.DISMISS, words.strip(), by
        asked.save(update_fields=["answer", "answer_words", "answered_by"])
        act.finish(HAND_BACK)
        office_id = queries.office_id()
        head = people_with(Post.OFFICE_HEAD, office_id).exclude(pk=by.pk).exists()
        second = Post.OFFICE_HEAD if head else Post.OFFICE_CLERK
        act.assign(
            SECOND,
            holders.post(second, office_id),
            PLEASE_SECOND(),
            limit_days=SECOND_DAYS,
            note=asked.answer_words,
        )
        act.record(
            "item.dismissal_proposed", words=asked.answer_words, papers=[paper.name for paper in papers]
        )


def confirm_dismissal(item, *, by) -> None:
    """确认查否结案: by a second person; the item ends as 查否结案 and counts nowhere as rectified."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_second(item, by)
        for paper in asked.papers.all():
            library.link(paper, subject=item.key, line=line_of(asked), by=by)
        asked.seconded_by, asked.answered_at = by, clock.now()
        asked.save(update_fields=["seconded_by", "answered_at"])
        act.set(truth=Truth.UNTRUE)
        act.leave(Outcome.UNFOUNDED)
        act.finish(SECOND)
        handing_out.withdraw_all(act)
        handing_out.settle_requests(act, OVER())
        act.record("item.dismissed", words=asked.answer_words, proposed_by=asked.answered_by.name)
        told = DISMISSED(number=item.number, title=item.title)
        act.notify([liaison_of(item), asked.answered_by], "item.dismissed", told)


def send_dismissal_back(item, *, by, reason: str) -> None:
    """不同意查否结案: the application waits for another answer."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_second(item, by)
        if not reason.strip():
            raise Refused(_("请写明理由。"), field="reason")
        proposer = asked.answered_by
        asked.papers.clear()
        asked.answer, asked.answer_words, asked.answered_by = "", "", None
        asked.save(update_fields=["answer", "answer_words", "answered_by"])
        act.finish(SECOND)
        assign_answer(act, asked)
        act.record("item.dismissal_sent_back", words=reason.strip())
        told = SENT_BACK(number=item.number, title=item.title)
        act.notify([proposer], "item.dismissal_sent_back", told)
